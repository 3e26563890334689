"""Days as the database sees them: no agreement of one traject twice at one place in the same actual
days, no agreement suspended twice on one day, and an early end within the days that were agreed."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db.models import CheckConstraint, DateField, F, Func, Q, Value


class HeleGetalRange(Func):
    """int8range(x, x, '[]'): equality that a gist index knows without the btree_gist extension."""

    function = "int8range"


class DagenRange(Func):
    """daterange(van, tot, '[]'): both days included; without a last day it goes on."""

    function = "daterange"
    output_field = DateRangeField()


class Doorsnede(Func):
    """The days that two ranges share."""

    template = "(%(expressions)s)"
    arg_joiner = " * "
    output_field = DateRangeField()


# At the site it was signed for: until an amendment that all signed moves the learner. Where the
# learner is after that, and what is being signed, only bezetting.py sees.
OP_EERSTE_PLEK = Doorsnede(
    F("feitelijke_periode"),
    DagenRange(Value(None, output_field=DateField()), F("verhuist_op"), Value("[)")),
)


def _gelijk(veld: str) -> tuple[HeleGetalRange, str]:
    return HeleGetalRange(F(veld), F(veld), Value("[]")), RangeOperators.OVERLAPS


# Until when, its Beeindiging says: an amendment may have moved the end past `einddatum`.
GESTOPT_BINNEN_PERIODE = CheckConstraint(
    name="overeenkomst_gestopt_binnen_periode",
    condition=~Q(status="beeindigd")
    | Q(feitelijke_periode__isempty=False, feitelijke_periode__startswith__gte=F("begindatum")),
)


def _geen_overlap(plek: str, dagen: str | Func, naam: str, wat: str) -> ExclusionConstraint:
    """Of rows with that place only: a range of no number would be one of all numbers."""
    return ExclusionConstraint(
        name=naam,
        index_type="gist",
        expressions=[
            _gelijk("traject"),
            _gelijk(plek),
            (dagen, RangeOperators.OVERLAPS),
        ],
        condition=Q(
            status__in=["ter_ondertekening", "getekend", "beeindigd"],
            **{f"{plek}__isnull": False},
        ),
        violation_error_message=f"Deze leerling heeft in die dagen al een overeenkomst {wat}.",
    )


GEEN_OVERLAP = _geen_overlap(
    "vestiging", OP_EERSTE_PLEK, "overeenkomst_geen_overlap", "op deze vestiging"
)
GEEN_OVERLAP_ORGANISATIE = _geen_overlap(
    "organisatie",
    "feitelijke_periode",
    "overeenkomst_geen_overlap_organisatie",
    "bij deze organisatie",
)

GEEN_DUBBELE_SCHORSING = ExclusionConstraint(
    name="schorsing_geen_overlap",
    index_type="gist",
    expressions=[
        _gelijk("overeenkomst"),
        (DagenRange(F("van"), F("tot"), Value("[]")), RangeOperators.OVERLAPS),
    ],
    violation_error_message="In die dagen is deze overeenkomst al geschorst.",
)
