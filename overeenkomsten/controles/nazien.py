"""Runs the checks on one agreement: what each finds, how severe that is at the school, and who
mends it."""

from collections.abc import Iterable
from dataclasses import replace

from django.urls import reverse

from gebruikers.models import Lidmaatschap, School
from gebruikers.zicht import Informatie, Recht, Schoolsoort, mag, wie_dan_wel
from overeenkomsten.controles.geval import Geval
from overeenkomsten.controles.kern import CONTROLES, Bevinding, Controle
from overeenkomsten.models import Afwijking, Controlestrengheid, Overeenkomst
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.statussen import Strengheid

# Where a finding is mended → the kind that one must write to do so.
PLEKKEN: dict[str, Informatie | Schoolsoort] = {
    "bewerk": Informatie.OVEREENKOMSTDOCUMENT,
    "uurrooster": Informatie.OVEREENKOMSTDOCUMENT,
    "plan": Informatie.PLAN,
    "leerling": Informatie.CONTACT,
    "dossier": Informatie.IDENTITEIT,
    "fase": Informatie.VERLOOP,
    "bij": Schoolsoort.WERKPLEKKEN,
    "mentor": Schoolsoort.MENTORVOORWAARDEN,
    "school": Schoolsoort.SCHOOL,
}


def strengheden_van(school: School | int) -> dict[str, Strengheid]:
    """Check → how severe it is at this school, of those that a school decides on."""
    gekozen = Controlestrengheid.objects.filter(school=school).values_list("controle", "strengheid")
    strengheden = {rij.sleutel: rij.strengheid for rij in CONTROLES.values() if rij.strengheid}
    return strengheden | {
        sleutel: Strengheid(strengheid) for sleutel, strengheid in gekozen if sleutel in strengheden
    }


def bevindingen(
    overeenkomst: Overeenkomst,
    *,
    controles: Iterable[Controle] | None = None,
    geval: Geval | None = None,
    voor: Stuk | None = None,
) -> list[Bevinding]:
    """Everything that the checks find, all or these, the hardest first. `geval`: when it was read
    already. `voor`: what is to be sent, when that is not the agreement itself."""
    geval, strengheden = geval or Geval(overeenkomst), strengheden_van(overeenkomst.school_id)
    gevonden = []
    for rij in CONTROLES.values() if controles is None else controles:
        strengheid = strengheden.get(rij.sleutel)
        gevraagd = rij.eis is None or rij.eis in overeenkomst.regels.eisen
        if gevraagd and strengheid != Strengheid.UIT:
            gevonden += [Bevinding(rij, punt, strengheid) for punt in rij.vind(geval)]
    if any(rij.blokkeert for rij in gevonden):
        gevonden = _met_afwijking(gevonden, voor or overeenkomst)
    return sorted(gevonden, key=lambda rij: (not rij.moet_eerst, not rij.blokkeert))


def _met_afwijking(gevonden: list[Bevinding], stuk: Stuk) -> list[Bevinding]:
    """With what the school decided about the very same finding."""
    rijen = Afwijking.objects.die_gelden_voor(stuk)
    rijen = rijen.select_related("door__gebruiker", "overeenkomst__school", "wijziging")
    afgeweken = {(rij.controle, rij.bevinding): rij for rij in rijen}
    return [
        replace(rij, afwijking=afgeweken.get((rij.controle.sleutel, rij.feiten)))
        for rij in gevonden
    ]


def voor_lezer(rij: Bevinding, lid: Lidmaatschap, stuk: Stuk) -> Bevinding:
    """With, to who reads it, where to mend it, or whom to ask."""
    soort, sleutel = PLEKKEN[rij.punt.waar], rij.controle.sleutel
    rij = replace(rij, afwijkadres=stuk.afwijkadres(sleutel) if rij.blokkeert else "")
    if not mag(lid, soort, Recht.SCHRIJF):
        return replace(rij, wie=wie_dan_wel(lid, soort))
    return replace(rij, url=_adres(rij.punt.waar, stuk))


def _adres(waar: str, stuk: Stuk) -> str:
    code, traject, bij = stuk.school.code, stuk.traject, stuk.bij
    plek = reverse(f"werkplekken:{bij._meta.model_name}", args=[code, bij.pk])
    return {
        "bewerk": stuk.bewerkadres,
        "uurrooster": stuk.roosteradres,
        "plan": reverse("opleidingsplannen:plan", args=[code, traject.pk]),
        "leerling": reverse("leerlingen:leerling", args=[code, traject.leerling_id]),
        "dossier": traject.get_absolute_url(),
        "fase": reverse("trajecten:fase", args=[code, traject.pk]),
        "bij": plek,
        "mentor": plek,
        "school": reverse("gebruikers:school", args=[code]),
    }[waar]


def van_school_te_kiezen() -> list[Controle]:
    """The checks whose severity a school decides."""
    return [rij for rij in CONTROLES.values() if rij.strengheid]
