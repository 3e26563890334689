"""Hours of a week: what follows from them, and how they are written."""

from decimal import Decimal

from overeenkomsten.models import Overeenkomst, Uurroosterblok
from overeenkomsten.statussen import GRENS_OAO, Soort


def in_woorden(uren: Decimal) -> str:
    """13.00 → '13 uur' · 24.50 → '24 u. 30'."""
    heel, minuten = divmod(round(uren * 60), 60)
    return f"{heel} u. {minuten:02d}" if minuten else f"{heel} uur"


def voorgestelde_soort(uren_werkplek: Decimal) -> Soort:
    """What follows from the hours a week on the workplace."""
    return Soort.OAO if uren_werkplek >= GRENS_OAO else Soort.SAO


def uren_in_rooster(overeenkomst: Overeenkomst) -> dict[str, Decimal]:
    """Hours a week by place, as the timetable has them."""
    som = dict.fromkeys(Uurroosterblok.Plaats.values, Decimal(0))
    for blok in overeenkomst.blokken:
        som[blok.plaats] += Decimal(blok.minuten) / 60
    return som
