"""The school year of one traject, week by week, for the year strip."""

import datetime
from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import School
from gebruikers.periode import DAG
from leerlingen.schooljaar import WEEK, begin_schooljaar, einde_schooljaar, maandag_van
from overeenkomsten.models import Schorsing
from trajecten.kalender import Kalender
from trajecten.models import Traject

VRIJ_VANAF = 3  # a week with so many free weekdays is a holiday week


def weken(
    school: School, traject: Traject, plaatsingen: list, schorsingen: Iterable[Schorsing] = ()
) -> list[dict]:
    """From the week of 1 September to the week of 30 June: werkplek, geschorst, school, vakantie or
    leeg."""
    vandaag = timezone.localdate()
    kalender, einde = Kalender.van(school), einde_schooljaar(vandaag)
    rust = {}
    for rij in schorsingen:
        rust.setdefault(rij.overeenkomst.plaatsing_id, []).append((rij.van, rij.laatste_dag))
    maandag = maandag_van(datetime.date(begin_schooljaar(vandaag), 9, 1))
    strook = []
    while maandag <= einde:
        soort, woord = _soort(kalender, traject, plaatsingen, rust, maandag)
        titel = f"week van {date_format(maandag, 'j F')}: {woord}"
        strook.append({"soort": soort, "titel": titel, "nu": maandag == maandag_van(vandaag)})
        maandag += WEEK
    return strook


def _soort(
    kalender: Kalender, traject: Traject, plaatsingen: list, rust: dict, maandag: datetime.date
) -> tuple[str, str]:
    """`rust`: placement → periods in which its agreement is suspended. Of several places the first
    that is not suspended all week."""
    vrijdag = maandag + 4 * DAG
    redenen = [kalender.geen_opleiding(maandag + n * DAG) for n in range(5)]
    if sum(map(bool, redenen)) >= VRIJ_VANAF:
        return "vakantie", next(filter(None, redenen))
    hier = [p for p in plaatsingen if p.van <= vrijdag and p.tot >= maandag]
    stil = [p for p in hier if any(v <= maandag and t >= vrijdag for v, t in rust.get(p.pk, ()))]
    for plaatsing in hier:
        if plaatsing not in stil:
            return "werkplek", f"school en {plaatsing.plaats}"
    if stil:
        return "geschorst", f"geschorst bij {stil[0].plaats}"
    einde = traject.einddatum or datetime.date.max
    if traject.begindatum <= vrijdag and einde >= maandag:
        return "school", "school"
    return "leeg", "buiten dit traject"
