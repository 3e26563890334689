"""The weeks of learners: what the timetable of a running agreement says, else their weekpatroon."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from gebruikers.periode import DAG
from trajecten.kalender import Week, Weken
from trajecten.models import Traject, Weekpatroon

GETEKEND = ("getekend", "beeindigd")  # an agreement that ended, ran until then


def weken_van(trajecten: Iterable[int]) -> dict[int, Weken]:
    """Traject → its weeks, in two queries for all of them."""
    pks = list(trajecten)
    patronen, roosters = defaultdict(list), defaultdict(list)
    for patroon in Weekpatroon.objects.filter(traject__in=pks):
        week = _week(patroon.school_dagen, patroon.werkplek_dagen)
        patronen[patroon.traject_id].append((patroon.van, week))
    for traject, periode, week in _roosters(pks):
        roosters[traject].append((periode.lower, periode.upper - DAG, week))
    return {pk: Weken(patronen[pk], roosters[pk]) for pk in pks}


def _week(school: Iterable[int], werkplek: Iterable[int]) -> Week:
    return Week(frozenset(school), frozenset(werkplek))


def _roosters(pks: list[int]) -> Iterator[tuple]:
    """(traject, days it held, Week) of each signed agreement that has a timetable."""
    pad = "overeenkomsten"
    blokken = Traject.objects.filter(
        pk__in=pks, **{f"{pad}__status__in": GETEKEND, f"{pad}__uurrooster__isnull": False}
    )
    per = defaultdict(lambda: {"school": set(), "werkplek": set()})
    for traject, overeenkomst, periode, plaats, dag in blokken.values_list(
        "pk",
        f"{pad}__pk",
        f"{pad}__feitelijke_periode",
        f"{pad}__uurrooster__plaats",
        f"{pad}__uurrooster__dag",
    ).order_by():
        per[traject, overeenkomst, periode][plaats].add(dag)
    for (traject, _, periode), dagen in per.items():
        yield traject, periode, _week(**dagen)
