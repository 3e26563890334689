"""On which half days a learner is expected at a workplace: what the week says, as the calendar lets
it, while the agreement holds and is not suspended."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from gebruikers.periode import DAG
from leerlingen.schooljaar import WEEK, maandag_van
from opleidingsplannen.models import Halve
from trajecten.fases import GESLOTEN, Fase
from trajecten.kalender import Kalender, Weken
from trajecten.models import Traject
from trajecten.models.kalender import Dagdeel
from trajecten.weken import weken_van
from werkplekken.models import Plaatsing

TERUG = 8 * WEEK  # so far back one tells it oneself; after that the school settles it
VOORUIT = 4 * WEEK  # so far ahead an absence can be announced
STIL = GESLOTEN | {Fase.ONDERBROKEN}


def eerste_dag(vandaag: datetime.date) -> datetime.date:
    """The first that can still be told."""
    return maandag_van(vandaag) - TERUG


def laatste_dag(vandaag: datetime.date) -> datetime.date:
    """The last that can be announced."""
    return maandag_van(vandaag) + VOORUIT + 6 * DAG


def periode(
    plaatsing: Plaatsing, van: datetime.date, tot: datetime.date
) -> tuple[datetime.date, datetime.date]:
    """What of these days counts for this placement, of which `traject__school` is known; nothing
    (the end before the begin) of a school that does not follow presence."""
    traject = plaatsing.traject
    vanaf = traject.school.aanwezigheid_vanaf
    if vanaf is None:
        return van, van - DAG
    if Fase(traject.fase) in STIL:
        tot = min(tot, traject.fase_sinds - DAG)
    return max(van, plaatsing.van, vanaf), min(tot, plaatsing.tot)


def verwacht(
    plaatsingen: Iterable[Plaatsing], van: datetime.date, tot: datetime.date
) -> dict[int, list[Halve]]:
    """Placement → the half days of this period, in order; of placements that hold (`in_voege`), in
    constant queries."""
    plaatsingen = [rij for rij in plaatsingen if _iets(rij, van, tot)]
    if not plaatsingen:
        return {}
    trajecten = {rij.traject_id for rij in plaatsingen}
    kalenders = Kalender.van_scholen({rij.school_id for rij in plaatsingen})
    weken = weken_van(trajecten)
    van_twee = {rij.traject_id for rij in plaatsingen if weken[rij.traject_id].is_ook_van(rij.pk)}
    ernaast = _ernaast(van_twee) if van_twee else {}
    gevonden = {}
    for rij in plaatsingen:
        dagen, kalender = periode(rij, van, tot), kalenders[rij.school_id]
        gevonden[rij.pk] = list(
            _halve_dagen(
                rij, dagen, kalender, weken[rij.traject_id], ernaast.get(rij.traject_id, ())
            )
        )
    return gevonden


def _iets(plaatsing: Plaatsing, van: datetime.date, tot: datetime.date) -> bool:
    begin, einde = periode(plaatsing, van, tot)
    return begin <= einde


def _ernaast(trajecten: Collection[int]) -> dict[int, list[tuple]]:
    """Traject → each of its placements, with its period."""
    per_traject = defaultdict(list)
    rijen = Plaatsing.objects.in_voege().filter(traject__in=trajecten).order_by()
    for traject, *rest in rijen.values_list("traject", "pk", "van", "tot"):
        per_traject[traject].append(rest)
    return per_traject


def _halve_dagen(
    plaatsing: Plaatsing,
    dagen: tuple[datetime.date, datetime.date],
    kalender: Kalender,
    weken: Weken,
    alle: Iterable[tuple],
) -> Iterator[Halve]:
    (van, tot), per_groep = dagen, {}
    for dag in (van + n * DAG for n in range((tot - van).days + 1)):
        ook = frozenset(pk for pk, begin, einde in alle if begin <= dag <= einde) - {plaatsing.pk}
        if ook not in per_groep:
            per_groep[ook] = weken.van_plaatsing(plaatsing.pk, ook)
        hier = per_groep[ook]
        if kalender.waar(dag, hier.op(dag)).werkplek:
            delen = hier.dagdelen(dag)
            yield from (Halve(plaatsing.pk, dag, deel) for deel in Dagdeel.values if deel in delen)


def plaatsingen_van(lid, **waar) -> list[Plaatsing]:
    """Those that hold and that `lid` sees, with what `verwacht` needs and what names them."""
    rijen = Plaatsing.objects.zichtbaar_voor(lid).in_voege().filter(**waar)
    erbij = ("traject__school", "traject__leerling__klas", "vestiging", "organisatie", "mentor")
    return list(rijen.select_related(*erbij).order_by("van", "pk"))


def volgt_op(traject: Traject) -> bool:
    """Whether the school of this case follows presence at all."""
    return traject.school.aanwezigheid_vanaf is not None
