"""Hours: of a week, of a day of who is a minor, and whether the timetable says the same."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby, pairwise

from gebruikers.periode import maanden_later
from overeenkomsten.controles.geval import Geval, dag
from overeenkomsten.controles.kern import Punt, controle
from overeenkomsten.grenswaarden import COMMERCE, GEEN_BRON, getal
from overeenkomsten.models import Uurroosterblok
from overeenkomsten.statussen import Strengheid
from overeenkomsten.uren import in_woorden
from trajecten.models import Weekdag
from trajecten.termijnregel import Zekerheid

MEERDERJARIG = 18 * 12  # months


@controle(
    "Uren van het uurrooster",
    "Het uurrooster en de overeenkomst zeggen hetzelfde.",
    strengheid=Strengheid.WAARSCHUWT,
)
def uurrooster_uren(geval: Geval) -> Iterator[Punt]:
    if not geval.blokken:
        return
    rij = geval.overeenkomst
    for plaats, uren in (("werkplek", rij.uren_werkplek), ("school", rij.uren_school)):
        if geval.uren[plaats] != uren:
            yield Punt(
                f"Het uurrooster telt {in_woorden(geval.uren[plaats])} {rij.regels.waar(plaats)}, "
                f"de overeenkomst {in_woorden(uren)}.",
                "uurrooster",
            )


@controle(
    "Blokken over elkaar",
    "Een leerling is niet op twee plaatsen tegelijk.",
    strengheid=Strengheid.BLOKKEERT,
)
def blokken_over_elkaar(geval: Geval) -> Iterator[Punt]:
    for eerst, dan in pairwise(geval.blokken):
        if eerst.dag == dan.dag and dan.van < eerst.tot:
            yield Punt(f"In het uurrooster vallen samen: {eerst} en {dan}.", "uurrooster")


@controle(
    "Uren per week, elke werkplek samen",
    "School telt mee als werk: samen blijven ze binnen de grens van het paritair comité.",
    strengheid=Strengheid.WAARSCHUWT,
    bron=COMMERCE,
    zekerheid=Zekerheid.PRAKTIJK,
)
def week_uren(geval: Geval) -> Iterator[Punt]:
    """With what runs beside it. The hours at school are the same ones in each: the most counts."""
    grens, rijen = geval.grenzen["week_uren"], [geval.overeenkomst, *geval.ernaast]
    werk, school = sum(r.uren_werkplek for r in rijen), max(r.uren_school for r in rijen)
    if werk + school > grens:
        samen = f" met {', '.join(map(str, geval.ernaast))}" if geval.ernaast else ""
        yield Punt(
            f"School en werk{samen} zijn samen {in_woorden(werk + school)} per week, meer dan de "
            f"grens van {in_woorden(grens)}."
        )


@controle(
    "Voltijds engagement",
    "School en werk samen vullen een week.",
    strengheid=Strengheid.WAARSCHUWT,
    bron="onderwijskiezer.be over de aanloopfase; voor duaal niet nagekeken",
    zekerheid=Zekerheid.PRAKTIJK,
)
def week_minstens(geval: Geval) -> Iterator[Punt]:
    rijen, grens = [geval.overeenkomst, *geval.ernaast], geval.grenzen["week_minstens"]
    samen = sum(r.uren_werkplek for r in rijen) + max(r.uren_school for r in rijen)
    if samen < grens:
        yield Punt(
            f"School en werk zijn samen {in_woorden(samen)} per week, minder dan de "
            f"{in_woorden(grens)} van een voltijds engagement."
        )


@controle(
    "Tweede werkplek op dezelfde uren",
    "Een leerling is niet op twee plaatsen tegelijk.",
    strengheid=Strengheid.WAARSCHUWT,
)
def tweede_werkplek(geval: Geval) -> Iterator[Punt]:
    """At work here, and by the timetable of another agreement at work or at school then."""
    for ander in geval.ernaast:
        botst = sorted(
            {
                mijn.dag
                for mijn in geval.blokken
                for zijn in ander.blokken
                if mijn.dag == zijn.dag
                and mijn.van < zijn.tot
                and zijn.van < mijn.tot
                and "werkplek" in (mijn.plaats, zijn.plaats)
            }
        )
        if botst:
            dagen = ", ".join(Weekdag(nr).label for nr in botst)
            yield Punt(
                f"Volgens {ander} bij {ander.plek} is de leerling dan elders: {dagen}.",
                "uurrooster",
            )


@controle(
    "Uren van een minderjarige",
    "Wie nog geen 18 is, werkt niet vroeg, niet laat, niet te lang en niet in het weekend.",
    strengheid=Strengheid.BLOKKEERT,
    bron=f"{COMMERCE} voor vroeg en laat; de rest is {GEEN_BRON}",
    zekerheid=Zekerheid.PRAKTIJK,
)
def minderjarig(geval: Geval) -> Iterator[Punt]:
    """Of the timetable, as long as the learner is a minor in some of the days."""
    if not geval.leerling.is_minderjarig(geval.begin):
        return
    achttien = maanden_later(geval.leerling.geboortedatum, MEERDERJARIG)
    tot = (
        f"Tot {dag(achttien)}, als de leerling 18 wordt"
        if achttien <= geval.einde
        else ("De leerling is minderjarig")
    )
    for nr, blokken in groupby(geval.blokken, key=lambda blok: blok.dag):
        for zin in _jonge_dag(geval, list(blokken)):
            yield Punt(f"{tot}: {Weekdag(nr).label} {zin}.", "uurrooster")


def _jonge_dag(geval: Geval, blokken: list[Uurroosterblok]) -> Iterator[str]:
    """What a minor may not, of one day: by the work in it, with the lessons as hours."""
    werk = [blok for blok in blokken if blok.plaats == Uurroosterblok.Plaats.WERKPLEK]
    if not werk:
        return
    grenzen = geval.grenzen
    vroegst, laatst = grenzen["jong_vroegst"], grenzen["jong_laatst"]
    if _uur(werk[0].van) < vroegst:
        yield f"begint het werk om {werk[0].van:%H.%M}, voor {getal(vroegst)} uur"
    if _uur(werk[-1].tot) > laatst:
        yield f"eindigt het werk om {werk[-1].tot:%H.%M}, na {getal(laatst)} uur"
    samen = sum(Decimal(blok.minuten) for blok in blokken) / 60
    if samen > grenzen["jong_dag"]:
        yield f"telt {in_woorden(samen)}, meer dan {getal(grenzen['jong_dag'])} uur"
    langst = _langst_na_elkaar(blokken, int(grenzen["jong_pauze"]))
    if langst > grenzen["jong_na_elkaar"] * 60:
        yield (
            f"telt {in_woorden(Decimal(langst) / 60)} na elkaar zonder pauze van "
            f"{getal(grenzen['jong_pauze'])} minuten, meer dan {getal(grenzen['jong_na_elkaar'])} "
            "uur"
        )
    if werk[0].dag in (Weekdag.ZA, Weekdag.ZO):
        yield "is in het weekend"


def _uur(tijd: datetime.time) -> Decimal:
    return tijd.hour + Decimal(tijd.minute) / 60


def _langst_na_elkaar(blokken: list[Uurroosterblok], pauze: int) -> int:
    """The most minutes in a row: a shorter break than `pauze` interrupts nothing."""
    langst = nu = blokken[0].minuten
    for eerst, dan in pairwise(blokken):
        tussen = _minuten(dan.van) - _minuten(eerst.tot)
        nu = dan.minuten if tussen >= pauze else nu + dan.minuten
        langst = max(langst, nu)
    return langst


def _minuten(tijd: datetime.time) -> int:
    return tijd.hour * 60 + tijd.minute
