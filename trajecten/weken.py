"""The weeks of learners: what the timetable of a running agreement says, unless it is suspended,
else their weekpatroon."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Q

from gebruikers.periode import DAG
from trajecten.kalender import Rooster, Week, Weken
from trajecten.models import Traject, Weekpatroon
from trajecten.models.kalender import Dagdeel

GETEKEND = ("getekend", "beeindigd")  # an agreement that ended, ran until then
MIDDAG = datetime.time(12), datetime.time(13)  # between these nobody asks which half it is


def weken_van(trajecten: Iterable[int]) -> dict[int, Weken]:
    """Traject → its weeks, in two queries for all of them."""
    pks = list(trajecten)
    patronen, roosters = defaultdict(list), defaultdict(list)
    for patroon in Weekpatroon.objects.filter(traject__in=pks):
        week = _week(patroon.school_dagen, patroon.werkplek_dagen)
        patronen[patroon.traject_id].append((patroon.van, week))
    for traject, rooster in _roosters(pks):
        roosters[traject].append(rooster)
    return {pk: Weken(patronen[pk], roosters[pk]) for pk in pks}


def _week(school: Iterable[int], werkplek: Iterable[int]) -> Week:
    return Week(frozenset(school), frozenset(werkplek))


def _roosters(pks: list[int]) -> Iterator[tuple[int, Rooster]]:
    """Traject and timetable of each signed agreement, and of each signed amendment that brought
    another, with what suspends it: each block beside each suspension. An empty week of what has no
    timetable."""
    pad, leeg = "overeenkomsten", lambda: {"school": set(), "werkplek": set(), "halve": set()}
    blok = f"{pad}__uurrooster"
    geldt = Q(**{f"{blok}__wijziging": None}) | Q(**{f"{blok}__wijziging__status": "getekend"})
    rijen = Traject.objects.filter(geldt, pk__in=pks, **{f"{pad}__status__in": GETEKEND})
    per = defaultdict(lambda: (defaultdict(leeg), set()))
    for *welke, plaats, dag, begin, einde, vanaf, van, tot in rijen.values_list(
        "pk",
        f"{pad}__pk",
        f"{pad}__feitelijke_periode",
        f"{pad}__plaatsing",
        f"{blok}__plaats",
        f"{blok}__dag",
        f"{blok}__van",
        f"{blok}__tot",
        f"{blok}__wijziging__vanaf",
        f"{pad}__schorsingen__van",
        f"{pad}__schorsingen__tot",
    ).order_by():
        weken, rust = per[tuple(welke)]
        eerste = weken[None]  # as it was signed
        week = weken[vanaf] if vanaf else eerste
        if plaats:
            week[plaats].add(dag)
        if plaats == "werkplek":
            week["halve"] |= {(dag, deel) for deel in _dagdelen(begin, einde)}
        if van:
            rust.add((van, tot or welke[2].upper - DAG))
    for (traject, _, periode, plaatsing), (weken, rust) in per.items():
        weken.setdefault(periode.lower, weken.pop(None))
        for van, tot, week in _na_elkaar(weken, periode.upper - DAG):
            halve = frozenset(week.pop("halve"))
            yield traject, Rooster(van, tot, _week(**week), tuple(rust), halve, plaatsing)


def _dagdelen(begin: datetime.time, einde: datetime.time) -> set[str]:
    """In which half of the day these hours lie: a lunch that is worked through belongs to both."""
    delen = {Dagdeel.VOORMIDDAG: begin < MIDDAG[0], Dagdeel.NAMIDDAG: einde > MIDDAG[1]}
    return {deel.value for deel, is_zo in delen.items() if is_zo} or {Dagdeel.NAMIDDAG.value}


def _na_elkaar(
    weken: dict[datetime.date, dict[str, set]], einde: datetime.date
) -> Iterator[tuple[datetime.date, datetime.date, dict[str, set]]]:
    """Each week until the day before the next one begins."""
    begin = sorted(weken)
    for van, volgende in zip(begin, [*begin[1:], einde + DAG], strict=True):
        tot = min(volgende - DAG, einde)
        if van <= tot:
            yield van, tot, weken[van]
