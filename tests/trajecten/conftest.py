"""A school year of which each morning can begin."""

import datetime

import pytest
from django.utils import timezone

from gebruikers.models import Bericht
from tests.overzichten.zaken import zaak
from trajecten import herinneringen
from trajecten.fases import Fase
from trajecten.termijnberekening import herbereken
from werkplekken.models import Plaatsing

SEPTEMBER = datetime.date(2026, 9, 1)  # dag 20 is 28 september


@pytest.fixture
def op(monkeypatch):
    """Let a day begin: terms are worked out, reminders sent. The mails of that morning."""

    def begin(m, dag: str) -> list[Bericht]:
        al = set(Bericht.objects.values_list("pk", flat=True))
        monkeypatch.setattr(timezone, "localdate", lambda *_: datetime.date.fromisoformat(dag))
        herbereken(m.school.trajecten.values_list("pk", flat=True))
        herinneringen.herinner(m.school)
        return list(Bericht.objects.filter(soort="termijnen").exclude(pk__in=al).order_by("aan"))

    return begin


@pytest.fixture
def zoekt(mensen):
    """One learner who looks for a workplace since 1 September, and nothing else to remind of."""
    Plaatsing.objects.filter(school=mensen.school).delete()
    mensen.school.trajecten.all().update(fase=Fase.AANLOOP)
    mensen.school.lidmaatschappen.update(van=SEPTEMBER)
    traject = zaak(mensen, begindatum=SEPTEMBER)
    traject.leerling.geboortedatum = datetime.date(2010, 1, 1)
    traject.leerling.save()
    mensen.leerling.geboortedatum = datetime.date(2010, 1, 1)
    mensen.leerling.save()
    zoekers = traject.team.model.objects
    zoekers.update(van=SEPTEMBER)
    return traject
