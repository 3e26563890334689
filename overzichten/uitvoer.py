"""Taking the caseload out of the product: a spreadsheet with a row for each learner."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db import transaction

from gebruikers.models import Lidmaatschap, Opdracht
from gebruikers.opdrachten import opdrachtsoort
from gebruikers.overgang import Weigering
from gebruikers.rekenblad import rekenblad
from gebruikers.tasks import vraag_opdracht
from gebruikers.zicht import Informatie, Schoolsoort, eis, mag
from overzichten.caseload import Rij, met_dagen, met_opleiding, rijen_van
from overzichten.dossier import team_van
from overzichten.selectie import NIEMAND, Selectie
from overzichten.vragen import per_traject
from trajecten.models import Teamlid, Traject
from trajecten.uitvoer import bij_afhalen, noteer_export, wie_vroeg

SOORT = "caseload_xlsx"
STAP = 200  # learners looked up at once


class Uitgevoerd(NamedTuple):
    """One learner, as the file tells of them."""

    rij: Rij
    team: list[Teamlid]


class Kolom(NamedTuple):
    soort: Informatie  # who does not read this kind gets a file without the column
    waarde: Callable[[Uitgevoerd], object]


KOLOMMEN = {
    "Leerling": Kolom(Informatie.IDENTITEIT, lambda van: str(van.rij.leerling)),
    "Klas": Kolom(Informatie.IDENTITEIT, lambda van: str(van.rij.leerling.klas or "")),
    "Opleiding": Kolom(Informatie.IDENTITEIT, lambda van: van.rij.traject.opleiding_naam or ""),
    "Fase": Kolom(Informatie.VERLOOP, lambda van: van.rij.traject.get_fase_display()),
    "In deze fase sinds": Kolom(Informatie.VERLOOP, lambda van: van.rij.traject.fase_sinds),
    "Team": Kolom(Informatie.VERLOOP, lambda van: ", ".join(map(_teamlid, van.team))),
    "Werkplek": Kolom(
        Informatie.PLAATSING, lambda van: str(van.rij.plaatsing.plaats) if van.rij.plaatsing else ""
    ),
    "Mentor": Kolom(
        Informatie.PLAATSING,
        lambda van: str(van.rij.plaatsing.mentor or "") if van.rij.plaatsing else "",
    ),
    "Werkplek tot en met": Kolom(
        Informatie.PLAATSING, lambda van: van.rij.plaatsing and van.rij.plaatsing.tot
    ),
    "Overeenkomst": Kolom(
        Informatie.OVEREENKOMST,
        lambda van: van.rij.overeenkomst.get_status_display() if van.rij.overeenkomst else "geen",
    ),
    "Behaald van het plan (%)": Kolom(
        Informatie.BEOORDELING,
        lambda van: van.rij.stand.percentage if van.rij.stand.totaal else None,
    ),
    "Laatste contact": Kolom(
        Informatie.MOMENT_GEDEELD, lambda van: van.rij.contact and van.rij.contact.dag
    ),
    "Soort contact": Kolom(
        Informatie.MOMENT_GEDEELD,
        lambda van: van.rij.contact.get_soort_display() if van.rij.contact else "nog geen",
    ),
    "Eerste termijn": Kolom(
        Informatie.VERLOOP, lambda van: van.rij.termijn.uit.naam if van.rij.termijn else ""
    ),
    "Ten laatste": Kolom(
        Informatie.VERLOOP, lambda van: van.rij.termijn and van.rij.termijn.uiterlijk
    ),
}


def _teamlid(teamlid: Teamlid) -> str:
    return f"{teamlid.gebruiker} ({teamlid.get_rol_display().lower()})"


@transaction.atomic
def vraag_uitvoer(selectie: Selectie, *, door: Lidmaatschap) -> Opdracht:
    """Ask for the file. Which learners is settled now: what is in it is what one pressed for."""
    eis(door, Schoolsoort.OPDRACHTEN)
    trajecten = list(selectie.trajecten.values_list("pk", flat=True))
    if not trajecten:
        raise Weigering(NIEMAND)
    aantal = f"{len(trajecten)} leerling{'' if len(trajecten) == 1 else 'en'}"
    wat = {"titel": "Leerlingenlijst (XLSX)", "over": aantal, "trajecten": trajecten}
    return vraag_opdracht(SOORT, door=door, **wat)


@opdrachtsoort(SOORT, bij_afhalen=bij_afhalen([Informatie.VERLOOP], Informatie.VERLOOP))
def maak_xlsx(opdracht: Opdracht, voortgang: Callable[[int, int], None]) -> dict:
    """Of those whom the asker still sees, in the order of the list."""
    lid = wie_vroeg(opdracht)
    gevraagd = opdracht.invoer["trajecten"]
    zichtbaar = Traject.objects.zichtbaar_voor(lid).filter(pk__in=gevraagd)
    nog = set(zichtbaar.values_list("pk", flat=True))
    pks = [pk for pk in gevraagd if pk in nog]
    noteer_export(zichtbaar.order_by().values("leerling"), [Informatie.VERLOOP], lid)
    kolommen = {kop: kolom for kop, kolom in KOLOMMEN.items() if mag(lid, kolom.soort)}

    def regels() -> Iterator[list]:
        for begin in range(0, len(pks), STAP):
            deze = pks[begin : begin + STAP]
            for van in _opgezocht(lid, deze):
                yield [kolom.waarde(van) for kolom in kolommen.values()]
            voortgang(begin + len(deze), len(pks))

    with rekenblad("Leerlingen", kolommen, regels()) as bestand:
        opdracht.bewaar(bestand, "leerlingen", "xlsx")
    zin = f"{len(pks)} leerling{'' if len(pks) == 1 else 'en'} in het rekenblad."
    if weg := len(gevraagd) - len(pks):
        zin += f" {weg} zie je intussen niet meer."
    return {"zin": zin, "trajecten": sorted(pks)}


def _opgezocht(lid: Lidmaatschap, pks: list[int]) -> list[Uitgevoerd]:
    rijen = met_opleiding(Traject.objects.filter(pk__in=pks))
    per_pk = met_dagen(rijen, lid, om_mee_te_nemen=True).in_bulk()
    trajecten = [per_pk[pk] for pk in pks]
    team = per_traject(team_van(lid, *trajecten))
    return [Uitgevoerd(rij, team[rij.traject.pk]) for rij in rijen_van(lid, trajecten, taken=[])]
