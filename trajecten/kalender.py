"""The school calendar: holidays by rule, and counting opleidingsdagen.

The rules are those of a Flemish school year; a school edits its own rows (VrijePeriode). For a
school year without rows the rules count.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from gebruikers.models import School
from leerlingen.schooljaar import begin_schooljaar
from trajecten.models import VrijePeriode

DAG = datetime.timedelta(days=1)
WEEK = datetime.timedelta(days=7)
TERMIJN_WERKPLEK = 20  # opleidingsdagen to find a workplace


class Vrij(NamedTuple):
    naam: str
    van: datetime.date
    tot: datetime.date


@dataclass(frozen=True)
class Telling:
    """Which days were counted, which skipped and why."""

    geteld: list[datetime.date]
    overgeslagen: list[tuple[datetime.date, str]]

    @property
    def laatste(self) -> datetime.date:
        return self.geteld[-1]

    @property
    def redenen(self) -> list[str]:
        """Why days were skipped, each reason once; weekends go without saying."""
        return list(dict.fromkeys(r for _, r in self.overgeslagen if r != "weekend"))


def pasen(jaar: int) -> datetime.date:
    """Easter Sunday (the anonymous Gregorian reckoning)."""
    a, b, c = jaar % 19, jaar // 100, jaar % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    maand, dag = divmod(h + m - 7 * n + 114, 31)
    return datetime.date(jaar, maand, dag + 1)


def maandag_van(dag: datetime.date) -> datetime.date:
    return dag - dag.weekday() * DAG


def _periode(naam: str, maandag: datetime.date, weken: int) -> Vrij:
    return Vrij(naam, maandag, maandag + weken * WEEK - DAG)


def _paasvakantie(paasdag: datetime.date) -> datetime.date:
    if paasdag.month == 3:
        return paasdag + DAG
    if paasdag > datetime.date(paasdag.year, 4, 15):
        return paasdag - 6 * DAG - WEEK
    eerste_april = datetime.date(paasdag.year, 4, 1)
    return eerste_april + (-eerste_april.weekday() % 7) * DAG


def vakanties(schooljaar_begin: int) -> list[Vrij]:
    """Holidays and free days of the school year that begins in September of that year."""
    jaar, volgend = schooljaar_begin, schooljaar_begin + 1
    allerheiligen, kerst = datetime.date(jaar, 11, 1), datetime.date(jaar, 12, 25)
    paasdag = pasen(volgend)
    herfst = allerheiligen + DAG if allerheiligen.weekday() == 6 else maandag_van(allerheiligen)
    winter = maandag_van(kerst) + (WEEK if kerst.weekday() >= 5 else 0 * WEEK)
    zomer = Vrij("zomervakantie", datetime.date(volgend, 7, 1), datetime.date(volgend, 8, 31))
    dagen = {
        "Wapenstilstand": datetime.date(jaar, 11, 11),
        "paasmaandag": paasdag + DAG,
        "Dag van de Arbeid": datetime.date(volgend, 5, 1),
        "Hemelvaart": paasdag + 39 * DAG,
        "vrijdag na Hemelvaart": paasdag + 40 * DAG,
        "pinkstermaandag": paasdag + 50 * DAG,
    }
    return sorted(
        [
            _periode("herfstvakantie", herfst, 1),
            _periode("kerstvakantie", winter, 2),
            _periode("krokusvakantie", paasdag - 48 * DAG, 1),
            _periode("paasvakantie", _paasvakantie(paasdag), 2),
            zomer,
            *(Vrij(naam, dag, dag) for naam, dag in dagen.items()),
        ],
        key=lambda vrij: (vrij.van, vrij.naam),
    )


class Kalender:
    """The free days of one school, read once, for as many counts as one likes."""

    def __init__(self, school: School) -> None:
        rijen = VrijePeriode.objects.filter(school=school).values_list("naam", "van", "tot")
        self._eigen = [Vrij(*rij) for rij in rijen]
        self._eigen_jaren = {begin_schooljaar(vrij.van) for vrij in self._eigen}
        self._vrij: dict[int, dict[datetime.date, str]] = {}

    def is_ingevuld(self, schooljaar_begin: int) -> bool:
        """Has the school its own rows for this year, or do the rules count?"""
        return schooljaar_begin in self._eigen_jaren

    def vrij_op(self, dag: datetime.date) -> str:
        """Why there is no training on this day, or ""."""
        if dag.weekday() >= 5:
            return "weekend"
        jaar = begin_schooljaar(dag)
        if jaar not in self._vrij:
            periodes = self._eigen if self.is_ingevuld(jaar) else vakanties(jaar)
            self._vrij[jaar] = _per_dag(periodes)
        return self._vrij[jaar].get(dag, "")

    def opleidingsdagen(self, van: datetime.date, aantal: int) -> Telling:
        """So many opleidingsdagen, `van` included when it is one."""
        geteld: list[datetime.date] = []
        over: list[tuple[datetime.date, str]] = []
        dag = van
        while len(geteld) < aantal:
            if reden := self.vrij_op(dag):
                over.append((dag, reden))
            else:
                geteld.append(dag)
            dag += DAG
        return Telling(geteld, over)


def _per_dag(periodes: Iterable[Vrij]) -> dict[datetime.date, str]:
    return {
        vrij.van + n * DAG: vrij.naam
        for vrij in periodes
        for n in range((vrij.tot - vrij.van).days + 1)
    }


def opleidingsdagen(school: School, van: datetime.date, aantal: int) -> Telling:
    """Monday to Friday without the free days of the school: the last day and how it was counted."""
    return Kalender(school).opleidingsdagen(van, aantal)
