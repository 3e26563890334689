"""The school year of one traject, week by week, for the year strip."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import School
from gebruikers.periode import DAG
from leerlingen.schooljaar import WEEK, begin_schooljaar, einde_schooljaar, maandag_van
from trajecten.kalender import Kalender
from trajecten.models import Traject

VRIJ_VANAF = 3  # a week with so many free weekdays is a holiday week


def weken(school: School, traject: Traject, plaatsingen: list) -> list[dict]:
    """From the week of 1 September to the week of 30 June: werkplek, geschorst, school, vakantie or
    leeg. `plaatsingen`: each with the days in which it is suspended (`geschorst`)."""
    vandaag = timezone.localdate()
    kalender, einde = Kalender.van(school), einde_schooljaar(vandaag)
    maandag = maandag_van(datetime.date(begin_schooljaar(vandaag), 9, 1))
    strook = []
    while maandag <= einde:
        soort, woord = _soort(kalender, traject, plaatsingen, maandag)
        titel = f"week van {date_format(maandag, 'j F')}: {woord}"
        strook.append({"soort": soort, "titel": titel, "nu": maandag == maandag_van(vandaag)})
        maandag += WEEK
    return strook


def _soort(
    kalender: Kalender, traject: Traject, plaatsingen: list, maandag: datetime.date
) -> tuple[str, str]:
    """Of several places the first that is not suspended all week."""
    vrijdag = maandag + 4 * DAG
    redenen = [kalender.geen_opleiding(maandag + n * DAG) for n in range(5)]
    if sum(map(bool, redenen)) >= VRIJ_VANAF:
        return "vakantie", next(filter(None, redenen))
    hier = [p for p in plaatsingen if p.van <= vrijdag and p.tot >= maandag]
    stil = [p for p in hier if any(maandag in rust and vrijdag in rust for rust in p.geschorst)]
    for plaatsing in hier:
        if plaatsing not in stil:
            return "werkplek", f"school en {plaatsing.plaats}"
    if stil:
        return "geschorst", f"geschorst bij {stil[0].plaats}"
    einde = traject.einddatum or datetime.date.max
    if traject.begindatum <= vrijdag and einde >= maandag:
        return "school", "school"
    return "leeg", "buiten dit traject"
