"""On which day a task must be done that nobody chose a day for: one with school."""

import datetime

from django.utils.formats import date_format

from gebruikers.periode import DAG
from trajecten.kalender import WEEKEND, Kalender, TermijnZonderEinde


def taakdag(
    kalender: Kalender, vanaf: datetime.date, dagen: int, geteld: str
) -> tuple[datetime.date, str]:
    """So many days later, or the first day with school after it; and how that was found. `geteld`:
    what was counted, as "14 dagen na het begin van de fase"."""
    dag = vanaf + dagen * DAG
    zin = f"{geteld} is {date_format(dag, 'j F Y')}"
    try:
        telling = kalender.opleidingsdagen(dag, 1)
    except TermijnZonderEinde:
        return dag, f"{zin}."
    if telling.laatste == dag:
        return dag, f"{zin}."
    reden = telling.overgeslagen[0].reden
    reden = date_format(dag, "l") if reden == WEEKEND else reden
    erna = date_format(telling.laatste, "l j F Y")
    return telling.laatste, f"{zin}; dan is het {reden}, dus {erna}."[:300]
