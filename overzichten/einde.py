"""How trajecten ended, and which others the same learner had: as far as somebody reads that."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import F
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from trajecten.fases import MET_REDEN, Fase
from trajecten.models import Fasereden, Studiebewijs, Traject


def bewijzen_van(lid: Lidmaatschap, *trajecten: Traject) -> dict[int, list[Studiebewijs]]:
    """Traject → what the learner got."""
    per_traject = defaultdict(list)
    for rij in Studiebewijs.objects.zichtbaar_voor(lid).filter(traject__in=trajecten):
        per_traject[rij.traject_id].append(rij)
    return per_traject


def redenen_van(lid: Lidmaatschap, *trajecten: Traject) -> dict[int, Fasereden]:
    """Traject → why it is in the phase where it is, of a phase that has a reason."""
    met_reden = [traject for traject in trajecten if Fase(traject.fase) in MET_REDEN]
    if not met_reden:
        return {}
    rijen = Fasereden.objects.zichtbaar_voor(lid).filter(traject__in=met_reden)
    nu = rijen.filter(fase=F("traject__fase")).select_related("reden").order_by("op", "pk")
    return {rij.traject_id: rij for rij in nu}


def andere_trajecten(
    lid: Lidmaatschap, *trajecten: Traject, bekend: Sequence[Traject] | None = None
) -> dict[int, list[Traject]]:
    """Traject → the others of the same learner, the last first; each with its `bewijzen`. `bekend`:
    all that `lid` sees, when the caller has them."""
    leerlingen = {traject.leerling_id for traject in trajecten}
    if bekend is None:
        bekend = Traject.objects.zichtbaar_voor(lid).filter(leerling__in=leerlingen)
        bekend = bekend.select_related("school")
    alle = [traject for traject in bekend if traject.leerling_id in leerlingen]
    alle.sort(key=lambda traject: (traject.begindatum, traject.pk), reverse=True)
    bewijzen = bewijzen_van(lid, *alle) if len(alle) > len(trajecten) else {}
    for ander in alle:
        ander.bewijzen = bewijzen.get(ander.pk, [])
    return {
        traject.pk: [
            ander for ander in alle
            if ander.leerling_id == traject.leerling_id and ander.pk != traject.pk
        ]
        for traject in trajecten
    }  # fmt: skip


def einde_in_woorden(lid: Lidmaatschap, trajecten: list[Traject]) -> dict[int, list[str]]:
    """Why it stopped or lies still, and what the learner got. What the school wrote about that is
    in the file of the school."""
    stil = [rij for rij in trajecten if not rij.is_open or rij.fase == Fase.ONDERBROKEN]
    if not stil:
        return {}
    bewijzen, redenen = bewijzen_van(lid, *stil), redenen_van(lid, *stil)
    zinnen = {}
    for traject in stil:
        wie = "Je" if lid.rol == Rol.LEERLING else traject.leerling.voornaam
        reden = [f"Reden: {rij.reden}."] if (rij := redenen.get(traject.pk)) else []
        zinnen[traject.pk] = reden + [_kreeg(wie, bewijs) for bewijs in bewijzen[traject.pk]]
    return zinnen


def _kreeg(wie: str, bewijs: Studiebewijs) -> str:
    zin = f"{wie} kreeg op {date_format(bewijs.op, 'j F Y')} een {bewijs.get_soort_display()}"
    return f"{zin} voor: {', '.join(bewijs.clusters)}." if bewijs.clusters else f"{zin}."
