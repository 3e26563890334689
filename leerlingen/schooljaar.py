"""The school year of a day: it begins on 1 September and its lessons end with June."""

import datetime

from gebruikers.periode import DAG

WEEK = datetime.timedelta(days=7)


def begin_schooljaar(dag: datetime.date) -> int:
    """The year in which the school year of this day began."""
    return dag.year if dag.month >= 9 else dag.year - 1


def naam_schooljaar(dag: datetime.date) -> str:
    """'2026-2027'."""
    begin = begin_schooljaar(dag)
    return f"{begin}-{begin + 1}"


def einde_schooljaar(dag: datetime.date) -> datetime.date:
    """The last day of June of the school year of this day."""
    return datetime.date(begin_schooljaar(dag) + 1, 6, 30)


def maandag_van(dag: datetime.date) -> datetime.date:
    """The Monday of the week of this day."""
    return dag - dag.weekday() * DAG
