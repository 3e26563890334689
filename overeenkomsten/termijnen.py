"""Days that follow from an agreement."""

import calendar
import datetime

REGISTRATIE_MAANDEN = 3  # rules of the premie kwalificerend werkplekleren, since 1 September 2023


def maanden_later(dag: datetime.date, maanden: int) -> datetime.date:
    """The same day of a later month, or its last day when that month is shorter."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    return datetime.date(jaar, maand + 1, min(dag.day, calendar.monthrange(jaar, maand + 1)[1]))


def uiterste_registratiedag(begindatum: datetime.date) -> datetime.date:
    """Last day to register in Werkplekduaal; later, learner and company lose the premium."""
    return maanden_later(begindatum, REGISTRATIE_MAANDEN)
