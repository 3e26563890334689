"""The weeks of learners: what the timetable of a running agreement says, unless it is suspended,
else their weekpatroon."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from gebruikers.periode import DAG
from trajecten.kalender import Rooster, Week, Weken
from trajecten.models import Traject, Weekpatroon

GETEKEND = ("getekend", "beeindigd")  # an agreement that ended, ran until then


def weken_van(trajecten: Iterable[int]) -> dict[int, Weken]:
    """Traject → its weeks, in three queries for all of them."""
    pks = list(trajecten)
    patronen, roosters = defaultdict(list), defaultdict(list)
    for patroon in Weekpatroon.objects.filter(traject__in=pks):
        week = _week(patroon.school_dagen, patroon.werkplek_dagen)
        patronen[patroon.traject_id].append((patroon.van, week))
    geschorst = _geschorst(pks)
    for (traject, overeenkomst, periode), week in _roosters(pks):
        laatste = periode.upper - DAG
        rust = tuple((van, tot or laatste) for van, tot in geschorst[overeenkomst])
        roosters[traject].append(Rooster(periode.lower, laatste, week, rust))
    return {pk: Weken(patronen[pk], roosters[pk]) for pk in pks}


def _week(school: Iterable[int], werkplek: Iterable[int]) -> Week:
    return Week(frozenset(school), frozenset(werkplek))


def _roosters(pks: list[int]) -> Iterator[tuple]:
    """(traject, agreement, days it held) and Week of each signed agreement; an empty one of what
    has no timetable."""
    pad = "overeenkomsten"
    blokken = Traject.objects.filter(pk__in=pks, **{f"{pad}__status__in": GETEKEND})
    per = defaultdict(lambda: {"school": set(), "werkplek": set()})
    for *welke, plaats, dag in blokken.values_list(
        "pk",
        f"{pad}__pk",
        f"{pad}__feitelijke_periode",
        f"{pad}__uurrooster__plaats",
        f"{pad}__uurrooster__dag",
    ).order_by():
        dagen = per[tuple(welke)]
        if plaats:
            dagen[plaats].add(dag)
    for welke, dagen in per.items():
        yield welke, _week(**dagen)


def _geschorst(pks: list[int]) -> dict[int, list[tuple]]:
    """Agreement → (first day, last day or None) of what suspends it."""
    pad = "overeenkomsten__schorsingen"
    rijen = Traject.objects.filter(pk__in=pks, **{f"{pad}__isnull": False})
    per = defaultdict(list)
    for overeenkomst, *dagen in rijen.values_list(
        f"{pad}__overeenkomst", f"{pad}__van", f"{pad}__tot"
    ).order_by():
        per[overeenkomst].append(dagen)
    return per
