"""A school at the end of its year: two classes, learners with and without a case. Whatever day it
is, their year is the one before the year to come."""

import datetime
from types import SimpleNamespace

from django.utils import timezone

from gebruikers.models import Lidmaatschap
from leerlingen.models import Klas, KlasLeerkracht
from leerlingen.schooljaar import naam_schooljaar
from tests import factories as f
from trajecten import acties_jaarwissel
from trajecten.jaarwissel_regels import begin_voorstel
from trajecten.models import Inschrijving, Jaarwissel, Teamlid, Traject


def school_op_het_einde(m) -> SimpleNamespace:
    """Lotte in class 5A with Bea and Pieter, Vera's learner in 5B, one in 5A without a case."""
    jaar, lang = begin_voorstel(timezone.localdate()), f.dagen(-500)
    vorig = naam_schooljaar(jaar - 1)
    # The cast's classes are of this year; nobody's team or enrolment began after it.
    Klas.objects.filter(school=m.school).update(schooljaar=vorig)
    KlasLeerkracht.objects.update(van=lang)
    Teamlid.objects.update(van=lang)
    Inschrijving.objects.update(van=lang)
    Traject.objects.update(begindatum=lang, fase_sinds=lang)
    Lidmaatschap.objects.update(van=lang)
    m.traject.refresh_from_db()
    a, b = m.leerling.klas, m.vera_traject.leerling.klas
    Klas.objects.filter(pk=a.pk).update(code="5A", naam="Verzorging")
    Klas.objects.filter(pk=b.pk).update(code="5B")
    a.refresh_from_db()
    b.refresh_from_db()
    zonder = f.LeerlingFactory(school=m.school, klas=a, opleiding=m.leerling.opleiding)
    return SimpleNamespace(
        a=a, b=b, zonder=zonder, jaar=jaar, vorig=vorig, nieuw=naam_schooljaar(jaar),
        eerste=datetime.date(jaar, 9, 1), laatste=datetime.date(jaar, 8, 31),
        wissel=f.JaarwisselFactory(school=m.school, jaar=jaar, door=m.coen),
    )  # fmt: skip


def kies(wissel: Jaarwissel, door, **delen) -> Jaarwissel:
    """Choose, as the forms keep it."""
    wissel = Jaarwissel.objects.get(pk=wissel.pk)
    acties_jaarwissel.bewaar_keuzes(wissel, wissel.keuzes | delen, door=door)
    return Jaarwissel.objects.select_related("school").get(pk=wissel.pk)


def voer_uit(wissel: Jaarwissel, door) -> Jaarwissel:
    """Press, and let the worker work."""
    wissel = Jaarwissel.objects.select_related("school").get(pk=wissel.pk)
    acties_jaarwissel.voer_uit(wissel, gezien=wissel.gewijzigd_op, nu_al=True, door=door)
    return werk(wissel)


def draai_terug(wissel: Jaarwissel, door, reden: str = "Te vroeg.") -> Jaarwissel:
    acties_jaarwissel.draai_terug(wissel, door=door, reden=reden)
    return werk(wissel)


def werk(wissel: Jaarwissel) -> Jaarwissel:
    opdracht = Jaarwissel.objects.select_related("opdracht__gevraagd_door").get(pk=wissel.pk)
    acties_jaarwissel.werk(opdracht.opdracht, lambda gedaan, totaal: None)
    return Jaarwissel.objects.select_related("school").get(pk=wissel.pk)
