"""What an agreement still lacks before it can be sent, and who can mend it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Soort
from overeenkomsten.uren import uren_in_rooster
from werkplekken.models import Erkenning


@dataclass(frozen=True)
class Ontbreekt:
    """One thing that is missing, where it is mended."""

    wat: str
    url: str


def ontbrekend(overeenkomst: Overeenkomst) -> list[Ontbreekt]:
    """Everything that blocks sending; empty when the agreement is ready."""
    code = overeenkomst.school.code
    leerling = overeenkomst.traject.leerling
    bewerk = reverse("overeenkomsten:bewerk", args=[code, overeenkomst.pk])
    rooster = reverse("overeenkomsten:uurrooster", args=[code, overeenkomst.pk])
    plan = reverse("opleidingsplannen:plan", args=[code, overeenkomst.traject_id])
    bedrijf = reverse("werkplekken:onderneming", args=[code, overeenkomst.vestiging.onderneming_id])
    persoon = reverse("leerlingen:leerling", args=[code, leerling.pk])
    school = reverse("gebruikers:school", args=[code])
    eisen = [
        (overeenkomst.mentor, "De mentor.", bewerk),
        (overeenkomst.vertegenwoordiger, "Wie tekent voor de onderneming.", bewerk),
        (
            tekent_nog_voor_school(overeenkomst.tekent_voor_school),
            "Wie tekent voor de school.",
            bewerk,
        ),
        (overeenkomst.paritair_comite, "Het paritair comité.", bewerk),
        (overeenkomst.verzekeraar, "De verzekeraar arbeidsongevallen.", bewerk),
        (overeenkomst.polisnummer, "Het polisnummer.", bewerk),
        (_vergoeding_in_orde(overeenkomst), "De leervergoeding en haar categorie.", bewerk),
        (overeenkomst.uurrooster.exists(), "Het uurrooster.", rooster),
        (overeenkomst.plan, "Een opleidingsplan.", plan),
        (_erkenning(overeenkomst), "Een erkenning van de vestiging voor deze opleiding.", bedrijf),
        (leerling.adres, "Het adres van de leerling.", persoon),
        (
            _ouder_in_orde(overeenkomst),
            "Een ouder met gezag, met naam: de leerling is minderjarig.",
            persoon,
        ),
        (overeenkomst.school.adres, "Het adres van de school.", school),
    ]
    return [Ontbreekt(wat, url) for in_orde, wat, url in eisen if not in_orde]


def tekent_nog_voor_school(lid: Lidmaatschap | None) -> bool:
    """Whether this is a coördinator of the school today."""
    if lid is None:
        return False
    return Lidmaatschap.objects.geldig().filter(pk=lid.pk, rol=Rol.COORDINATOR).exists()


def waarschuwingen(overeenkomst: Overeenkomst) -> list[str]:
    """What deserves a look but does not block."""
    zinnen = []
    rooster = uren_in_rooster(overeenkomst)
    for plaats, uren in (
        ("werkplek", overeenkomst.uren_werkplek),
        ("school", overeenkomst.uren_school),
    ):
        if overeenkomst.uurrooster.exists() and rooster[plaats] != uren:
            telt = f"{rooster[plaats]:.4g} uur {plaats}".replace(".", ",")
            zinnen.append(f"Het uurrooster telt {telt}, de overeenkomst {uren:.4g}.")
    erkenning = _erkenning(overeenkomst)
    if erkenning and erkenning.tot < overeenkomst.einddatum:
        einde = date_format(erkenning.tot, "j F Y")
        zinnen.append(f"De erkenning eindigt op {einde}, voor het einde van de overeenkomst.")
    if overeenkomst.plan and not overeenkomst.plan.akkoord_op:
        zinnen.append("Over het opleidingsplan is nog geen akkoord.")
    for wie, email in (
        ("leerling", overeenkomst.traject.leerling.email),
        (
            "vertegenwoordiger",
            overeenkomst.vertegenwoordiger and overeenkomst.vertegenwoordiger.email,
        ),
    ):
        if not email:
            zinnen.append(f"De {wie} heeft geen e-mailadres en tekent dus aan tafel.")
    return zinnen


def _vergoeding_in_orde(overeenkomst: Overeenkomst) -> bool:
    if overeenkomst.soort != Soort.OAO:
        return True
    return bool(overeenkomst.vergoeding_categorie and overeenkomst.vergoeding_cent)


def _erkenning(overeenkomst: Overeenkomst) -> Erkenning | None:
    """The recognition that holds on the first day; the one that lasts longest."""
    return (
        overeenkomst.vestiging.erkenningen.geldig(overeenkomst.begindatum)
        .filter(opleiding=overeenkomst.opleiding_id)
        .order_by("-tot")
        .first()
    )


def _ouder_in_orde(overeenkomst: Overeenkomst) -> bool:
    if not overeenkomst.traject.leerling.is_minderjarig():
        return True
    ouder = overeenkomst.ouder
    return bool(
        ouder
        and ouder.naam
        and ouder.heeft_gezag
        and ouder.leerling_id == overeenkomst.traject.leerling_id
    )
