"""The school year of a day: it begins on 1 September and its lessons end with June."""

import datetime

from django.utils import timezone

from gebruikers.bladen import gevraagd
from gebruikers.periode import DAG

WEEK = datetime.timedelta(days=7)


def begin_schooljaar(dag: datetime.date) -> int:
    """The year in which the school year of this day began."""
    return dag.year if dag.month >= 9 else dag.year - 1


def naam_schooljaar(begin: int) -> str:
    """'2026-2027', of the one that begins in this year."""
    return f"{begin}-{begin + 1}"


def einde_schooljaar(dag: datetime.date) -> datetime.date:
    """The last day of June of the school year of this day."""
    return datetime.date(begin_schooljaar(dag) + 1, 6, 30)


def volgend_einde(dag: datetime.date) -> datetime.date:
    """The first last day of June after this day."""
    einde = einde_schooljaar(dag)
    return einde if dag < einde else einde.replace(year=einde.year + 1)


def maandag_van(dag: datetime.date) -> datetime.date:
    """The Monday of the week of this day."""
    return dag - dag.weekday() * DAG


def gevraagd_schooljaar(request) -> int:
    """The year that the address names, within ten years of now; else the present one."""
    nu = begin_schooljaar(timezone.localdate())
    jaar = gevraagd(request, "schooljaar")["schooljaar"]
    return int(jaar) if jaar.isdecimal() and abs(int(jaar) - nu) <= 10 else nu


def van_schooljaar(begin: int) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of the school year that begins in this year."""
    return datetime.date(begin, 9, 1), datetime.date(begin + 1, 8, 31)
