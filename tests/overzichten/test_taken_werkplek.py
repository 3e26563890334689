import datetime

import pytest

from overeenkomsten.statussen import Status
from overzichten.taken import werkplek
from tests import factories as f
from tests.overzichten.test_taken import op, taken_over
from tests.overzichten.zaken import overeenkomst, zaak
from trajecten.fases import Fase
from trajecten.models import Teamlid

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("vandaag", "kort", "groep"),
    [
        ("2026-09-01", "dag 1 van 20", "later"),
        ("2026-09-14", "dag 10 van 20", "vandaag"),
        ("2026-09-22", "dag 16 van 20", "vandaag"),
        ("2026-09-24", "dag 18 van 20", "te_laat"),
        ("2026-09-27", "dag 19 van 20", "te_laat"),
        ("2026-09-28", "dag 20 van 20", "te_laat"),
        ("2026-09-29", "20 dagen voorbij", "te_laat"),
    ],
)
def test_dag_zoveel_van_twintig(vandaag, kort, groep, mensen, monkeypatch):
    traject = zaak(mensen, begindatum=datetime.date(2026, 9, 1))
    Teamlid.objects.update(van=datetime.date(2026, 8, 1))
    op(monkeypatch, vandaag)
    (taak,) = taken_over(werkplek.zonder_werkplek, mensen, traject)
    assert (taak.kort, taak.groep) == (kort, groep)
    assert "28 september 2026" in taak.waarom
    assert "Controleer de actuele regelgeving" in taak.waarom


def test_geen_teller_met_een_getekende_overeenkomst_of_in_een_andere_fase(mensen):
    aanloop, morgen = zaak(mensen, fase=Fase.AANLOOP), zaak(mensen, begindatum=f.dagen(1))
    for traject in (aanloop, morgen):
        assert taken_over(werkplek.zonder_werkplek, mensen, traject) == []
    met = zaak(mensen)
    overeenkomst(mensen, met, Status.GETEKEND, begindatum=f.dagen(-5), einddatum=f.dagen(40))
    assert taken_over(werkplek.zonder_werkplek, mensen, met) == []


def test_een_inschrijving_die_nog_moet_beginnen_verschuift_de_teller_niet(mensen):
    traject = zaak(mensen, begindatum=f.dagen(-300))
    traject.inschrijvingen.update(tot=f.dagen(29))
    f.InschrijvingFactory(traject=traject, van=f.dagen(30))
    assert "voorbij" in taken_over(werkplek.zonder_werkplek, mensen, traject)[0].kort


def test_teller_begint_opnieuw_na_een_overeenkomst(mensen):
    traject = zaak(mensen, begindatum=f.dagen(-300))
    assert "voorbij" in taken_over(werkplek.zonder_werkplek, mensen, traject)[0].kort
    overeenkomst(mensen, traject, Status.GETEKEND, begindatum=f.dagen(-200), einddatum=f.dagen(-5))
    assert taken_over(werkplek.zonder_werkplek, mensen, traject)[0].kort.startswith("dag ")
