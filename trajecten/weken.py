"""The weeks of learners: what the timetable of a running agreement says, unless it is suspended,
else their weekpatroon."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from gebruikers.periode import DAG
from trajecten.kalender import Rooster, Week, Weken
from trajecten.models import Traject, Weekpatroon

GETEKEND = ("getekend", "beeindigd")  # an agreement that ended, ran until then


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
    """Traject and timetable of each signed agreement, with what suspends it: each block beside each
    suspension. An empty week of what has no timetable."""
    pad = "overeenkomsten"
    rijen = Traject.objects.filter(pk__in=pks, **{f"{pad}__status__in": GETEKEND})
    per = defaultdict(lambda: ({"school": set(), "werkplek": set()}, set()))
    for *welke, plaats, dag, van, tot in rijen.values_list(
        "pk",
        f"{pad}__pk",
        f"{pad}__feitelijke_periode",
        f"{pad}__uurrooster__plaats",
        f"{pad}__uurrooster__dag",
        f"{pad}__schorsingen__van",
        f"{pad}__schorsingen__tot",
    ).order_by():
        dagen, rust = per[tuple(welke)]
        if plaats:
            dagen[plaats].add(dag)
        if van:
            rust.add((van, tot or welke[2].upper - DAG))
    for (traject, _, periode), (dagen, rust) in per.items():
        yield traject, Rooster(periode.lower, periode.upper - DAG, _week(**dagen), tuple(rust))
