"""A traject whose last agreement is over, or does not go on, looks for a workplace again."""

import datetime

from django.utils import timezone

from overeenkomsten.models import Overeenkomst
from trajecten.acties_fase import verplaats_fase
from trajecten.fases import Fase
from trajecten.models import Traject


def zoek_weer(traject: Traject, *, vanaf: datetime.date, reden: str) -> None:
    """As of that day, when it runs and no agreement that all signed goes on or begins later."""
    if traject.fase != Fase.LOPEND:
        return
    if Overeenkomst.objects.filter(traject=traject).niet_voorbij(timezone.localdate()).exists():
        return
    op = max(vanaf, traject.fase_sinds)
    verplaats_fase(traject, Fase.ZOEKT_WERKPLEK, door=None, reden=reden, op=op)
