"""A pattern in absences, told as a question to look: nothing follows from it by itself."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format

from gebruikers.periode import DAG
from leerlingen.schooljaar import WEEK
from opleidingsplannen.models.aanwezigheid import AFWEZIG, Aanwezigheid, Gezegd, Staat

TERUG = 6 * WEEK
KEREN = 3  # the same day of the week
GENOEG = 10  # half days told before a share says anything


def heeft_signaal() -> Q:
    """Of trajecten, as `signalen` would say of each."""
    vandaag = timezone.localdate()
    recent = Aanwezigheid.objects.tussen(vandaag - TERUG + DAG, vandaag).met_geldt()
    recent = recent.filter(traject=OuterRef("pk")).order_by()
    afwezig, open_ = Q(telt__in=AFWEZIG), ~Q(telt=Staat.GESLOTEN)
    per_weekdag = recent.filter(afwezig).values("dag__iso_week_day")
    per_weekdag = per_weekdag.annotate(keren=Count("dag", distinct=True)).filter(keren__gte=KEREN)
    deel = (
        recent.filter(open_)
        .values("traject")
        .annotate(
            alle=Count("pk"), weg=Count("pk", filter=afwezig), grens=F("school__afwezigheid_grens")
        )
    )
    deel = deel.filter(alle__gte=GENOEG, weg__gte=F("alle") * F("grens") / 100.0)
    return Q(Exists(per_weekdag)) | Q(Exists(deel))


@dataclass(frozen=True)
class Signaal:
    zin: str
    waarom: str


def signalen(halve_dagen: Iterable[Gezegd], *, grens: int, vandaag: datetime.date) -> list[Signaal]:
    """Of one learner, of the last six weeks until today. `grens`: of the school, in percent."""
    recent = [h for h in halve_dagen if vandaag - TERUG < h.dag <= vandaag and h.geldt]
    return [*_zelfde_weekdag(recent), *_aandeel(recent, grens)]


def _zelfde_weekdag(recent: list[Gezegd]) -> list[Signaal]:
    per_weekdag = defaultdict(set)
    for halve in recent:
        if halve.geldt in AFWEZIG:
            per_weekdag[halve.dag.weekday()].add(halve.dag)
    return [
        Signaal(
            f"{len(dagen)} keer afwezig op {WEEKDAYS[weekdag]} in zes weken",
            f"Afwezig op {_opgesomd(dagen)}. Vanaf {KEREN} keer dezelfde weekdag in zes weken is "
            "dit een signaal, wat de reden ook is. Er volgt niets vanzelf: praat erover, of laat "
            "het zo.",
        )
        for weekdag, dagen in sorted(per_weekdag.items())
        if len(dagen) >= KEREN
    ]


def _opgesomd(dagen: set[datetime.date]) -> str:
    return ", ".join(date_format(dag, "j F") for dag in sorted(dagen))


def _aandeel(recent: list[Gezegd], grens: int) -> list[Signaal]:
    """A workplace that was closed says nothing of the learner."""
    tellen = [halve for halve in recent if halve.geldt != Staat.GESLOTEN]
    afwezig = sum(halve.geldt in AFWEZIG for halve in tellen)
    if len(tellen) < GENOEG or 100 * afwezig < grens * len(tellen):
        return []
    deel = round(100 * afwezig / len(tellen))
    return [
        Signaal(
            f"{deel} % afwezig in zes weken",
            f"Afwezig op {afwezig} van de {len(tellen)} halve dagen die doorgegeven zijn. De grens "
            f"van de school is {grens} %. Er volgt niets vanzelf: praat erover, of laat het zo.",
        )
    ]
