"""A file of 60 MB for what was signed elsewhere: a sentence, and nothing of it stays."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from gebruikers.uploads import HOOGSTENS as PER_VRAAG
from overeenkomsten import getekende_pdf, scan
from overeenkomsten.models import Papier
from overeenkomsten.papierblad import papiercode
from overeenkomsten.statussen import Partij
from tests.overeenkomsten.zaken import bied_wijziging_aan, lopend, partij, verstuurd, wijziging

pytestmark = pytest.mark.django_db
MB = 1024 * 1024
GROOTTES = {"60 MB": 60 * MB, "net te groot": scan.HOOGSTENS + 1}


@pytest.fixture
def tijdelijk(settings, tmp_path):
    """Where what is uploaded lies as long as its request takes."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "tijdelijk")
    (tmp_path / "tijdelijk").mkdir()
    return tmp_path / "tijdelijk"


def van_grootte(bytes_: int) -> SimpleUploadedFile:
    """Begins as a PDF; the rest is nothing."""
    return SimpleUploadedFile("x.pdf", b"%PDF-1.7\n".ljust(bytes_, b"\0"), "application/pdf")


def _stuk(mensen, welk: str):
    if welk == "overeenkomst":
        return verstuurd(mensen)
    return bied_wijziging_aan(mensen, wijziging(mensen, lopend(mensen), uren_school=8))


@pytest.mark.parametrize("grootte", GROOTTES)
@pytest.mark.parametrize("welk", ["overeenkomst", "wijziging"])
def test_een_te_grote_scan(mensen, client_van, tijdelijk, welk, grootte):
    stuk = _stuk(mensen, welk)
    code = papiercode(stuk.tekenversie.sha256)
    leerling = partij(stuk, Partij.LEERLING)
    velden = {"wie": [leerling.pk], "getekend_op": "2026-01-01", "code": code}
    bestand = {"scan": van_grootte(GROOTTES[grootte])}
    antwoord = client_van("bea").post(stuk.papieradres, velden | bestand)
    assert antwoord.context["form"].errors["scan"] == [scan.TE_GROOT]
    assert scan.TE_GROOT in antwoord.text
    assert f'value="{code}"' in antwoord.text, "wat getypt was, staat er nog"
    _niets_bleef(tijdelijk)


@pytest.mark.parametrize("grootte", GROOTTES)
@pytest.mark.parametrize("welk", ["overeenkomst", "wijziging"])
def test_een_te_grote_getekende_pdf(mensen, client_van, tijdelijk, monkeypatch, welk, grootte):
    stuk, opzij = _stuk(mensen, welk), []
    monkeypatch.setattr(cache, "set", lambda *args, **kwargs: opzij.append(args))
    antwoord = client_van("bea").post(stuk.pdfadres, {"pdf": van_grootte(GROOTTES[grootte])})
    assert antwoord.context["pdf"].errors["pdf"] == [getekende_pdf.TE_GROOT]
    assert getekende_pdf.TE_GROOT in antwoord.text
    assert opzij == [], "ook niet een half uur"
    _niets_bleef(tijdelijk)


def _niets_bleef(tijdelijk) -> None:
    assert not Papier.objects.exists()
    assert list(tijdelijk.iterdir()) == []


def test_60_mb_is_meer_dan_een_vraag_aanneemt():
    assert scan.HOOGSTENS < PER_VRAAG < GROOTTES["60 MB"]
