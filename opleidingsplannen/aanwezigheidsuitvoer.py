"""Presence for the secretariat, which keeps the register in its own package: a row for each half
day of a period."""

import datetime
from collections.abc import Callable, Iterator
from functools import partial
from operator import attrgetter

from django.utils import timezone

from gebruikers.models import Lidmaatschap, Opdracht
from gebruikers.opdrachten import opdrachtsoort
from gebruikers.rekenblad import rekenblad, tekstblad
from gebruikers.tasks import vraag_opdracht
from gebruikers.zicht import Informatie, Schoolsoort, eis
from opleidingsplannen.forms_aanwezigheid import AanwezigheidFilter
from opleidingsplannen.models import Aanwezigheid, Halve, Staat
from opleidingsplannen.models.aanwezigheid import in_halve_dagen
from opleidingsplannen.verwacht import plaatsingen_van, verwacht
from trajecten.models.kalender import Dagdeel
from trajecten.uitvoer import bij_afhalen, noteer_export, wie_vroeg
from werkplekken.models import Plaatsing

Voortgang = Callable[[int, int], None]
STAP = 100  # placements looked up at once
SOORTEN = {"aanwezigheid_xlsx": "Rekenblad (XLSX)", "aanwezigheid_csv": "Tekstbestand (CSV)"}
KOPPEN = (
    "Leerling", "Stamnummer", "Klas", "Werkplek", "Dag", "Dagdeel", "Stand", "Aanwezigheid",
    "Volgens de werkplek", "Volgens de leerling", "Buiten het rooster", "Vastgesteld op",
    "Vastgesteld door", "Waarom anders",
)  # fmt: skip


def vraag_uitvoer(
    soort: str, keuze: dict[str, str], *, alles: bool, door: Lidmaatschap
) -> Opdracht:
    """Ask for the file. `alles`: also what is not settled, and what nobody told."""
    eis(door, Schoolsoort.OPDRACHTEN)
    eis(door, Informatie.AANWEZIGHEID)
    van, tot = (datetime.date.fromisoformat(keuze[naam]) for naam in ("van", "tot"))
    over = f"{van:%d/%m/%Y} tot en met {tot:%d/%m/%Y}" + (", alles" if alles else ", vastgesteld")
    wat = {"titel": f"Aanwezigheid: {SOORTEN[soort].lower()}", "over": over}
    return vraag_opdracht(soort, door=door, **wat, keuze=keuze, alles=alles)


def _maak(opdracht: Opdracht, voortgang: Voortgang, suffix: str, schrijf: Callable) -> dict:
    lid, alles = wie_vroeg(opdracht), opdracht.invoer["alles"]
    filter = AanwezigheidFilter(opdracht.invoer["keuze"], lid=lid)
    van, tot = filter.periode
    plaatsingen = plaatsingen_van(lid, tot__gte=van, van__lte=tot, **filter.waar)
    plaatsingen.sort(key=lambda rij: (rij.traject.leerling.zoeknaam, rij.van, rij.pk))
    leerlingen = {rij.traject.leerling_id for rij in plaatsingen}
    noteer_export(leerlingen, [Informatie.AANWEZIGHEID], lid)
    aantal, trajecten = 0, set()

    def regels() -> Iterator[list]:
        nonlocal aantal
        for begin in range(0, len(plaatsingen), STAP):
            deze = plaatsingen[begin : begin + STAP]
            for plaatsing, halve, rij in _halve_dagen(lid, deze, van, tot, alles):
                aantal += 1
                trajecten.add(plaatsing.traject_id)
                yield _regel(plaatsing, halve, rij)
            voortgang(begin + len(deze), len(plaatsingen))

    with schrijf(KOPPEN, regels()) as bestand:
        opdracht.bewaar(bestand, "aanwezigheid", suffix)
    zin = f"{in_halve_dagen(aantal)} in het bestand."
    return {"zin": zin, "trajecten": sorted(trajecten)}


def _halve_dagen(
    lid: Lidmaatschap,
    plaatsingen: list[Plaatsing],
    van: datetime.date,
    tot: datetime.date,
    alles: bool,
) -> Iterator[tuple[Plaatsing, Halve, Aanwezigheid | None]]:
    rijen = Aanwezigheid.objects.zichtbaar_voor(lid).filter(plaatsing__in=plaatsingen)
    rijen = rijen.tussen(van, tot).select_related(*Aanwezigheid.ERBIJ)
    if not alles:
        rijen = rijen.exclude(staat="")
    per_halve = {rij.halve: rij for rij in rijen}
    tot_nu = min(tot, timezone.localdate())
    verwachte = verwacht(plaatsingen, van, tot_nu) if alles else {}
    for plaatsing in plaatsingen:
        hier = {halve for halve in per_halve if halve.plaatsing == plaatsing.pk}
        hier |= set(verwachte.get(plaatsing.pk, ()))
        for halve in sorted(hier, key=attrgetter("moment")):
            yield plaatsing, halve, per_halve.get(halve)


def _woord(staat: str) -> str:
    return Staat(staat).label if staat else ""


def _regel(plaatsing: Plaatsing, halve: Halve, rij: Aanwezigheid | None) -> list:
    leerling = plaatsing.traject.leerling
    begin = [
        str(leerling), leerling.stamnummer, str(leerling.klas or ""), str(plaatsing.plaats),
        halve.dag, Dagdeel(halve.deel).label,
    ]  # fmt: skip
    if rij is None:
        return [*begin, "nog niet doorgegeven", *[""] * 7]
    stand = "vastgesteld" if rij.staat else "verschilt" if rij.verschilt else "doorgegeven"
    return [
        *begin,
        stand,
        _woord(rij.geldt),
        _woord(rij.werkplek_zegt),
        _woord(rij.leerling_zegt),
        "ja" if rij.buiten_rooster else "",
        rij.vastgesteld_op and timezone.localdate(rij.vastgesteld_op),
        str(rij.vastgesteld_door.gebruiker) if rij.vastgesteld_door else "",
        rij.waarom,
    ]


HAAL_AF = bij_afhalen([Informatie.AANWEZIGHEID], Informatie.AANWEZIGHEID)


@opdrachtsoort("aanwezigheid_xlsx", bij_afhalen=HAAL_AF)
def maak_xlsx(opdracht: Opdracht, voortgang: Voortgang) -> dict:
    return _maak(opdracht, voortgang, "xlsx", partial(rekenblad, "Aanwezigheid"))


@opdrachtsoort("aanwezigheid_csv", bij_afhalen=HAAL_AF)
def maak_csv(opdracht: Opdracht, voortgang: Voortgang) -> dict:
    return _maak(opdracht, voortgang, "csv", tekstblad)
