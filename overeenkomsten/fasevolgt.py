"""The phase that follows an agreement: signed by all the learner goes there, and a traject whose
last one is over, or does not go on, looks for a workplace again."""

import datetime

from django.utils import timezone

from overeenkomsten.models import Overeenkomst
from trajecten.acties_fase import verplaats_fase
from trajecten.fases import Fase


def begin(overeenkomst: Overeenkomst) -> None:
    """All signed: the traject goes where this kind brings it, from where the table lets it."""
    traject, regels = overeenkomst.traject, overeenkomst.regels
    if traject.fase in regels.vanuit:
        verplaats_fase(traject, regels.naar, door=None, reden="overeenkomst volledig getekend")


def zoek_weer(overeenkomst: Overeenkomst, *, vanaf: datetime.date, reden: str) -> None:
    """As of that day, when the traject runs and no agreement that all signed goes on or begins
    later. What was of the aanloop changes nothing."""
    traject = overeenkomst.traject
    if overeenkomst.regels.is_aanloop or traject.fase != Fase.LOPEND:
        return
    andere = Overeenkomst.objects.filter(traject=traject).duaal()
    if andere.niet_voorbij(timezone.localdate()).exists():
        return
    op = max(vanaf, traject.fase_sinds)
    verplaats_fase(traject, Fase.ZOEKT_WERKPLEK, door=None, reden=reden, op=op)
