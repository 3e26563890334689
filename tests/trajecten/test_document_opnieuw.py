"""A document that cannot be made is tried again, each time later, and then given up."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from trajecten import documenten
from trajecten.models import Document
from trajecten.tasks import veeg_documenten

pytestmark = pytest.mark.django_db
MINUUT = datetime.timedelta(minutes=1)


@pytest.fixture
def document(mensen):
    return Document.objects.create(
        traject=mensen.traject, soort="tekenversie", bron="x", titel="t", inhoud={},
        sjabloonversie="1", aangemaakt_op=timezone.now() - MINUUT,
    )  # fmt: skip


@pytest.fixture
def keren(monkeypatch):
    """When it was tried, in minutes from now; it never works."""
    begin, tijden = timezone.now(), []

    def stuk(document):
        tijden.append(int((timezone.now() - begin) / MINUUT))
        raise OSError("schijf vol")

    monkeypatch.setitem(documenten.SOORTEN, "tekenversie", stuk)
    return tijden


def test_elke_keer_wacht_het_langer_en_na_vijf_keer_houdt_het_op(document, keren):
    nu = timezone.now()
    for minuut in range(60):
        with time_machine.travel(nu + minuut * MINUUT + datetime.timedelta(seconds=1), tick=False):
            veeg_documenten()
            veeg_documenten()
        document.refresh_from_db()
        assert document.is_mislukt is (len(keren) == 5)
    assert keren == [0, 2, 6, 14, 30]
    assert list(Document.objects.mislukt()) == [document]


def test_wat_zijn_werker_kwijtraakte_is_aan_de_beurt_bij_de_eerste_veeg(document, monkeypatch):
    """Killed in the middle: at the restart nothing has to be waited for."""

    def sneuvel(document):
        raise SystemExit

    monkeypatch.setitem(documenten.SOORTEN, "tekenversie", sneuvel)
    with pytest.raises(SystemExit):
        documenten.maak(document.pk)
    assert list(Document.objects.te_maken()) == [document]
    assert not Document.objects.mislukt().exists()


def test_wat_opgegeven_is_begint_niet_uit_zichzelf(document, keren):
    Document.objects.update(opnieuw_op=None)
    documenten.maak(document.pk)
    assert keren == []
    documenten.probeer_opnieuw(document)
    documenten.maak(document.pk)
    assert keren == [0]
