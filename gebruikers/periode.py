"""Rows that hold from `van` to `tot`, both days included; without a `tot` they hold on."""

import datetime

from django.db.models import Q


def niet_voorbij(dag: datetime.date, pad: str = "") -> Q:
    """Not over on that day; may begin later. `pad`: the relation that leads to the rows."""
    tot = f"{pad}__tot" if pad else "tot"
    return Q(**{tot: None}) | Q(**{f"{tot}__gte": dag})


def loopt(dag: datetime.date, pad: str = "") -> Q:
    """Holds on that day."""
    van = f"{pad}__van" if pad else "van"
    return Q(**{f"{van}__lte": dag}) & niet_voorbij(dag, pad)
