"""The calendar of a school and the weeks of a learner: which days are opleidingsdagen, and why not.

An opleidingsdag is a day with training, at school or at the workplace. For a school year in which
no row of the school begins, the rules of `vakanties` count, beside a row that reaches into it.
"""

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format

from gebruikers.models import School
from gebruikers.periode import DAG
from leerlingen.schooljaar import begin_schooljaar, van_schooljaar
from trajecten.models import Kalenderperiode
from trajecten.models.kalender import Dagdeel
from trajecten.vakanties import vakanties

WEEKEND = "weekend"
HOOGSTENS = 3 * 366 * DAG  # that a count looks at: further a date means nothing


class Week(NamedTuple):
    """On which days of the week (1 is Monday) somebody learns, and where. A day may be both."""

    school: frozenset[int]
    werkplek: frozenset[int]

    @property
    def dagen(self) -> frozenset[int]:
        return self.school | self.werkplek


GEWONE_WEEK = Week(frozenset(range(1, 6)), frozenset())


class Rooster(NamedTuple):
    """The timetable of an agreement, from its first day to its last; an empty Week without one.
    `geschorst`: periods in which its days at the workplace fall away, both days included. `halve`:
    which half days those are, each with its day of the week. `plaatsing`: that it wrote."""

    van: datetime.date
    tot: datetime.date
    week: Week
    geschorst: tuple[tuple[datetime.date, datetime.date], ...] = ()
    halve: frozenset[tuple[int, str]] = frozenset()
    plaatsing: int | None = None

    def is_geschorst(self, dag: datetime.date) -> bool:
        return any(van <= dag <= tot for van, tot in self.geschorst)


class Weken:
    """The weeks of one learner.

    `patronen`: (first day, Week), each until the next begins; before the first the usual week.
    `roosters`: timetables that go before, together when several hold. Do they say nothing of the
    school, then the pattern's days there that are not at the workplace; nothing of the workplace,
    then the pattern's days there.
    """

    def __init__(
        self,
        patronen: Iterable[tuple[datetime.date, Week]] = (),
        roosters: Iterable[Rooster] = (),
    ) -> None:
        self._patronen = sorted(patronen, key=lambda patroon: patroon[0])
        self._begin = [begin for begin, _ in self._patronen]
        self._roosters = list(roosters)

    def rooster_tot(self, dag: datetime.date) -> datetime.date | None:
        """The last day of the timetables that go before the pattern on that day."""
        return max((rij.tot for rij in self._gelden(dag) if any(rij.week)), default=None)

    def zonder_schorsingen(self) -> "Weken":
        """As was agreed, whether it rests or not."""
        return Weken(self._patronen, [rij._replace(geschorst=()) for rij in self._roosters])

    def van_plaatsing(self, plaatsing: int, ernaast: Collection[int] = ()) -> "Weken":
        """At one workplace, while the learner is at those `ernaast` too: by the timetables of the
        agreement that wrote it; of a placement that none wrote, by those that wrote none of the
        others."""
        eigen = [rij for rij in self._roosters if rij.plaatsing == plaatsing]
        rest = [rij for rij in self._roosters if rij.plaatsing not in ernaast]
        return Weken(self._patronen, eigen or rest)

    def is_ook_van(self, plaatsing: int) -> bool:
        """Whether a timetable is of another workplace than this one."""
        return any(rij.plaatsing not in (None, plaatsing) for rij in self._roosters)

    def dagdelen(self, dag: datetime.date) -> frozenset[str]:
        """Which half of a day at the workplace: both, where no timetable says."""
        werken = [rij for rij in self._gelden(dag) if not rij.is_geschorst(dag)]
        halve = frozenset().union(*(rij.halve for rij in werken))
        delen = frozenset(deel for weekdag, deel in halve if weekdag == dag.isoweekday())
        return delen or frozenset(Dagdeel)

    def is_geschorst(self, dag: datetime.date) -> bool:
        """Of every agreement that holds then."""
        gelden = self._gelden(dag)
        return bool(gelden) and all(rij.is_geschorst(dag) for rij in gelden)

    def _gelden(self, dag: datetime.date) -> list[Rooster]:
        return [rij for rij in self._roosters if rij.van <= dag <= rij.tot]

    def op(self, dag: datetime.date) -> Week:
        nummer = bisect_right(self._begin, dag)
        week = self._patronen[nummer - 1][1] if nummer else GEWONE_WEEK
        gelden = self._gelden(dag)
        if not gelden:
            return week
        school, werkplek = _samen(gelden)
        school = school or week.school - werkplek
        werken = [rij for rij in gelden if not rij.is_geschorst(dag)]
        if not werken:
            return Week(school, frozenset())
        return Week(school, _samen(werken).werkplek or week.werkplek)


def _samen(roosters: list[Rooster]) -> Week:
    weken = zip(*(rij.week for rij in roosters), strict=True)
    return Week(*(frozenset().union(*dagen) for dagen in weken))


GEWONE_WEKEN = Weken()


class Waar(NamedTuple):
    """Where somebody learns on one day."""

    school: bool
    werkplek: bool


class Overgeslagen(NamedTuple):
    dag: datetime.date
    reden: str


class TermijnZonderEinde(ValueError):
    """Too few opleidingsdagen: three years on, the count was not full."""


@dataclass(frozen=True)
class Telling:
    """Which days were counted, which skipped and why."""

    geteld: list[datetime.date]
    overgeslagen: list[Overgeslagen]

    @property
    def laatste(self) -> datetime.date:
        return self.geteld[-1]

    @property
    def redenen(self) -> list[str]:
        """Why days were skipped, each reason once; weekends go without saying."""
        return list(dict.fromkeys(r for _, r in self.overgeslagen if r != WEEKEND))


class Kalender:
    """The calendar of one school, read once, for as many counts as one likes. Input: its rows."""

    def __init__(self, eigen: Iterable[Kalenderperiode] = ()) -> None:
        self._eigen = list(eigen)
        self._ingevuld = {begin_schooljaar(periode.van) for periode in self._eigen}
        self._jaren: dict[int, dict[datetime.date, Kalenderperiode]] = {}

    @classmethod
    def van(cls, school: School) -> "Kalender":
        return cls(Kalenderperiode.objects.filter(school=school))

    @classmethod
    def van_scholen(cls, scholen: Iterable[int]) -> dict[int, "Kalender"]:
        """School → its calendar, in one query for all of them."""
        eigen = defaultdict(list)
        for periode in Kalenderperiode.objects.filter(school__in=scholen):
            eigen[periode.school_id].append(periode)
        return {school: cls(eigen[school]) for school in scholen}

    def is_ingevuld(self, schooljaar_begin: int) -> bool:
        """Did the school fill in this year, or do the rules count?"""
        return schooljaar_begin in self._ingevuld

    def is_ingevuld_tussen(self, van: datetime.date, tot: datetime.date) -> bool:
        """Each year in which these days are."""
        jaren = range(begin_schooljaar(van), begin_schooljaar(tot) + 1)
        return all(map(self.is_ingevuld, jaren))

    def van_jaar(self, schooljaar_begin: int) -> list[Kalenderperiode]:
        """What is special in that school year, first day first: the school's own rows, one that
        reaches over 31 August in both years, and what the rules say of a year not filled in."""
        eerste, laatste = van_schooljaar(schooljaar_begin)
        eigen = [p for p in self._eigen if p.van <= laatste and p.tot >= eerste]
        if not self.is_ingevuld(schooljaar_begin):
            eigen += volgens_de_regels(schooljaar_begin)
        return sorted(eigen, key=lambda periode: periode.van)

    def bijzonder(self, dag: datetime.date) -> Kalenderperiode | None:
        """What the calendar says of this day, when it is not a day like any other."""
        jaar = begin_schooljaar(dag)
        if jaar not in self._jaren:
            # Of periods that overlap the strongest: a lesson day in a holiday is there on purpose.
            sterkte = list(Kalenderperiode.Soort).index
            op_sterkte = sorted(self.van_jaar(jaar), key=lambda p: sterkte(p.soort))
            self._jaren[jaar] = {d: p for p in op_sterkte for d in p.dagen()}
        return self._jaren[jaar].get(dag)

    def geen_opleiding(self, dag: datetime.date, week: Week = GEWONE_WEEK) -> str:
        """Why there is no training on this day for who has that week, or ""."""
        periode, weekdag = self.bijzonder(dag), dag.isoweekday()
        if periode and periode.soort == Kalenderperiode.Soort.EXTRA_MUROS:
            return ""
        if periode and periode.soort == Kalenderperiode.Soort.LESDAG:
            # The school moves its own lessons: the workplace keeps its days.
            leert = periode.zoals in week.school or weekdag in week.werkplek
            return "" if leert else f"les volgens het rooster van {WEEKDAYS[periode.zoals - 1]}"
        if weekdag not in week.dagen:
            return WEEKEND if weekdag > 5 else f"geen opleiding op {WEEKDAYS[weekdag - 1]}"
        if periode and periode.soort == Kalenderperiode.Soort.VRIJ:
            return periode.naam
        return ""

    def waar(self, dag: datetime.date, week: Week = GEWONE_WEEK) -> Waar:
        """Where who has that week learns on this day: nowhere when `geen_opleiding` says why."""
        if self.geen_opleiding(dag, week):
            return Waar(False, False)
        periode, weekdag = self.bijzonder(dag), dag.isoweekday()
        if periode and periode.soort == Kalenderperiode.Soort.EXTRA_MUROS:
            return Waar(True, False)
        les = periode.zoals if periode and periode.zoals else weekdag
        return Waar(les in week.school, weekdag in week.werkplek)

    def opleidingsdagen(
        self, van: datetime.date, aantal: int, weken: Weken = GEWONE_WEKEN
    ) -> Telling:
        """So many opleidingsdagen (at least one), `van` included when it is one. Day 1 is the first
        of them, the term ends with the last. Raises TermijnZonderEinde."""
        telling = Telling([], [])
        for dag in _dagen(van, van + HOOGSTENS):
            self._tel(dag, weken, telling)
            if len(telling.geteld) == aantal:
                return telling
        raise TermijnZonderEinde(
            f"In drie jaar vanaf {date_format(van, 'j F Y')} zijn er geen {aantal} "
            "opleidingsdagen. Kijk de kalender van de school en het weekpatroon na."
        )

    def tussen(
        self, van: datetime.date, tot: datetime.date, weken: Weken = GEWONE_WEKEN
    ) -> Telling:
        """The opleidingsdagen from `van` to `tot`, both included: the inverse of the above."""
        telling = Telling([], [])
        for dag in _dagen(van, tot):
            self._tel(dag, weken, telling)
        return telling

    def _tel(self, dag: datetime.date, weken: Weken, telling: Telling) -> None:
        if reden := self.geen_opleiding(dag, weken.op(dag)):
            telling.overgeslagen.append(Overgeslagen(dag, reden))
        else:
            telling.geteld.append(dag)


def _dagen(van: datetime.date, tot: datetime.date) -> Iterator[datetime.date]:
    return (van + n * DAG for n in range((tot - van).days + 1))


def volgens_de_regels(schooljaar_begin: int) -> list[Kalenderperiode]:
    """The holidays and free days of a year that a school did not fill in, not stored."""
    return [Kalenderperiode(**vrij._asdict()) for vrij in vakanties(schooljaar_begin)]
