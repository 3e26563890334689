"""What the worker carries: documents, and the terms of many trajecten at once."""

import datetime

from django.utils import timezone

from gebruikers.models import School
from gebruikers.muur import alle_scholen, overal, schooltaak
from trajecten import acties_jaarwissel, documenten, herinneringen
from trajecten.models import Document
from trajecten.termijnberekening import herbereken_alle_van

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
    herbereken_alle_van(school_id)


@overal
def herbereken_alles() -> None:
    """Every night: what the passing of days changes, and what a lost broker left."""
    for school in alle_scholen():
        herbereken_school.delay(school, school)


@overal
def ruim_jaarwissels_op() -> None:
    """Every night."""
    acties_jaarwissel.ruim_op()


@schooltaak
def herinner_school(school_id: int, tussendoor: bool = False) -> None:
    herinneringen.herinner(School.objects.get(pk=school_id), tussendoor=tussendoor)


@overal
def herinner_alles() -> None:
    """Every morning."""
    for school in alle_scholen():
        herinner_school.delay(school, school)


@overal
def herinner_tussendoor() -> None:
    """Every hour of the day: who wants to know at once."""
    for school in alle_scholen():
        herinner_school.delay(school, school, True)
