"""Rows that hold from `van` to `tot`, both days included; without a `tot` they hold on."""

import datetime

from django.db.models import CheckConstraint, Q

VROEGST, LAATST = datetime.date(2015, 1, 1), datetime.date(2099, 12, 31)


def niet_voorbij(dag: datetime.date, pad: str = "") -> Q:
    """Not over on that day; may begin later. `pad`: the relation that leads to the rows."""
    tot = f"{pad}__tot" if pad else "tot"
    return Q(**{tot: None}) | Q(**{f"{tot}__gte": dag})


def loopt(dag: datetime.date, pad: str = "") -> Q:
    """Holds on that day."""
    van = f"{pad}__van" if pad else "van"
    return Q(**{f"{van}__lte": dag}) & niet_voorbij(dag, pad)


def plausibel(naam: str, *velden: str) -> CheckConstraint:
    """Days of a case lie within living memory: a slip of the pen in the year is refused."""
    return CheckConstraint(
        condition=Q(**{f"{veld}__range": (VROEGST, LAATST) for veld in velden}),
        name=naam,
        violation_error_message="Kijk het jaar na: kies een datum tussen 2015 en 2099.",
    )
