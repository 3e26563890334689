"""What the database refuses of an amendment."""

from django.db import models
from django.db.models import F, Q

from gebruikers.periode import Veldregel, plausibel
from overeenkomsten.models.overeenkomst_beperkingen import (
    UREN_SCHOOL,
    UREN_WERKPLEK,
    twee_ouders,
)
from overeenkomsten.statussen import VELDEN, Status, Wat


def verschil_in(wat: Wat) -> Q:
    """Whether it changes this: a field of it is filled in."""
    if wat == Wat.UURROOSTER:
        return Q(met_uurrooster=True)
    leeg = Q(**dict.fromkeys(VELDEN[wat]))
    return ~leeg


BEPERKINGEN = [
    models.UniqueConstraint(
        fields=["overeenkomst", "volgnummer"], name="wijziging_volgnummer_uniek"
    ),
    models.CheckConstraint(
        condition=~Q(status="beeindigd") & Q(status__in=Status.values),
        name="wijziging_status",
    ),
    plausibel("wijziging_datums", "vanaf", "einddatum"),
    Veldregel(
        bij="einddatum",
        condition=Q(einddatum=None) | Q(einddatum__gte=F("vanaf")),
        name="wijziging_einde_na_vanaf",
        violation_error_message="De einddatum kan niet voor de dag liggen waarop de "
        "wijziging begint.",
    ),
    Veldregel(
        bij="uren_werkplek",
        condition=Q(uren_werkplek=None) | Q(uren_werkplek__gt=0),
        name="wijziging_uren_werkplek",
        violation_error_message=UREN_WERKPLEK,
    ),
    Veldregel(
        bij="uren_school",
        condition=Q(uren_school=None) | Q(uren_school__gte=0),
        name="wijziging_uren_school",
        violation_error_message=UREN_SCHOOL,
    ),
    twee_ouders("wijziging_twee_ouders"),
    models.CheckConstraint(
        condition=~Q(status="getekend") | Q(getekend_op__isnull=False),
        name="wijziging_getekend_heeft_tijdstip",
    ),
    models.CheckConstraint(
        condition=Q(ging_in_op=None) | Q(status="getekend"),
        name="wijziging_ging_in_is_getekend",
    ),
    *[
        models.UniqueConstraint(
            fields=["overeenkomst", "vanaf"],
            condition=verschil_in(wat) & Q(status__in=["ter_ondertekening", "getekend"]),
            name=f"wijziging_een_{wat.value}_per_dag",
        )
        for wat in Wat
    ],
]
