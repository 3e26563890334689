"""Rows that hold from `van` to `tot`, both days included; without a `tot` they hold on."""

import calendar
import datetime

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import CheckConstraint, Model, Q
from django.utils import timezone
from django.utils.formats import date_format

DAG = datetime.timedelta(days=1)
VROEGST, LAATST = datetime.date(2015, 1, 1), datetime.date(2099, 12, 31)
NIET_PLAUSIBEL = "Kijk het jaar na: kies een datum tussen 2015 en 2099."


def maanden_later(dag: datetime.date, maanden: int) -> datetime.date:
    """The same day of a later month (or, with less than none, an earlier one), or its last day when
    that month is shorter."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    return datetime.date(jaar, maand + 1, min(dag.day, calendar.monthrange(jaar, maand + 1)[1]))


def niet_voorbij(dag: datetime.date, pad: str = "") -> Q:
    """Not over on that day; may begin later. `pad`: the relation that leads to the rows."""
    tot = f"{pad}__tot" if pad else "tot"
    return Q(**{tot: None}) | Q(**{f"{tot}__gte": dag})


def loopt(dag: datetime.date, pad: str = "") -> Q:
    """Holds on that day."""
    van = f"{pad}__van" if pad else "van"
    return Q(**{f"{van}__lte": dag}) & niet_voorbij(dag, pad)


def begint_nooit(rij: Model, laatste_dag: datetime.date) -> bool:
    """With that last day it never holds: it was to begin after it, and after today."""
    return rij.van > max(laatste_dag, timezone.localdate())


def in_woorden(van: datetime.date, tot: datetime.date | None = None) -> str:
    """From when until when, both days included: "van 1 mei 2026 tot en met 3 mei 2026"."""
    if not tot:
        return f"vanaf {date_format(van, 'j F Y')}"
    if van == tot:
        return f"op {date_format(van, 'j F Y')}"
    return f"van {date_format(van, 'j F Y')} tot en met {date_format(tot, 'j F Y')}"


def plausibele_dag(dag: datetime.date) -> None:
    """As `plausibel`, for a day that is typed in a form without a model."""
    if not VROEGST <= dag <= LAATST:
        raise ValidationError(NIET_PLAUSIBEL)


class Veldregel(CheckConstraint):
    """A rule of the database that every form tells at the field to change (`bij`), not above all
    fields. In a migration it is a plain CheckConstraint."""

    def __init__(self, *, bij: str, **kwargs) -> None:
        super().__init__(**kwargs)
        self.bij = bij

    def deconstruct(self):
        _, args, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", args, kwargs

    def clone(self) -> "Veldregel":
        kwargs = super().deconstruct()[2]
        return type(self)(bij=self.bij, **kwargs)

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS) -> None:
        try:
            super().validate(model, instance, exclude, using)
        except ValidationError as fout:
            raise ValidationError(dict.fromkeys(self._velden(instance), fout)) from fout

    def _velden(self, instance) -> list[str]:
        return [self.bij]


class Plausibel(Veldregel):
    """Told at each of these days that is not."""

    def _velden(self, instance) -> list[str]:
        dagen = {veld: getattr(instance, veld) for veld in self.bij.split()}
        return [veld for veld, dag in dagen.items() if dag and not VROEGST <= dag <= LAATST]


def plausibel(naam: str, *velden: str) -> CheckConstraint:
    """Days of a case lie within living memory: a slip of the pen in the year is refused."""
    return Plausibel(
        bij=" ".join(velden),
        condition=Q(**{f"{veld}__range": (VROEGST, LAATST) for veld in velden}),
        name=naam,
        violation_error_message=NIET_PLAUSIBEL,
    )
