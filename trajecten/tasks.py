"""What the worker carries: documents, and the terms of many trajecten at once."""

import datetime

from django.utils import timezone

from gebruikers.models import School
from gebruikers.muur import alle_scholen, overal, schooltaak
from trajecten import documenten, herinneringen
from trajecten.models import Document, Traject
from trajecten.termijnberekening import herbereken

PER_BEURT = 200  # trajecten in one transaction: an act on one of them waits that long at most
JONG = datetime.timedelta(seconds=10)  # the task that was asked for is given this head start


@overal
def veeg_documenten() -> None:
    """Make what a lost broker or a killed worker left."""
    grens = timezone.now() - JONG
    open_werk = Document.objects.te_maken().filter(aangemaakt_op__lte=grens)
    for pk in open_werk.order_by("opnieuw_op").values_list("pk", flat=True)[:100]:
        documenten.maak(pk)


@schooltaak
def herbereken_school(school_id: int) -> None:
    """The terms of every traject of a school."""
    trajecten = Traject.objects.filter(school=school_id).order_by("pk")
    pks = list(trajecten.values_list("pk", flat=True))
    for begin in range(0, len(pks), PER_BEURT):
        herbereken(pks[begin : begin + PER_BEURT])


@overal
def herbereken_alles() -> None:
    """Every night: what the passing of days changes, and what a lost broker left."""
    for school in alle_scholen():
        herbereken_school.delay(school, school)


@schooltaak
def herinner_school(school_id: int) -> None:
    herinneringen.herinner(School.objects.get(pk=school_id))


@overal
def herinner_alles() -> None:
    """Every morning."""
    for school in alle_scholen():
        herinner_school.delay(school, school)
