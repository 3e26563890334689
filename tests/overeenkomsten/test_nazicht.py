"""manage.py controleer_document, and the page that checks: what they say of a sealed file."""

import pickle
import random
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import override_settings

from dev.zegelsleutel import maak_sleutel
from overeenkomsten import nazicht
from overeenkomsten.documentzegel import Staat, lees_zegel
from overeenkomsten.models import Overeenkomst
from overeenkomsten.vingerafdruk import NIET, ONBEKEND, OUDER, PRECIES, beoordeel
from tests.overeenkomsten.zaken import getekend
from trajecten.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def eenmaal(cast_van_het_bestand, django_db_blocker, tmp_path_factory) -> SimpleNamespace:
    """Signed and sealed once for all tests here: the row, and its two files."""
    map = str(tmp_path_factory.mktemp("eenmaal"))
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=map):
        rij = getekend(pickle.loads(cast_van_het_bestand))
        bestanden = []
        for document in (rij.bewijs, rij.tekenversie):
            with document.bestand.open("rb") as bestand:
                bestanden.append(bestand.read())
    return SimpleNamespace(pk=rij.pk, bewijs=bestanden[0], tekenversie=bestanden[1])


@pytest.fixture
def rij(eenmaal, db) -> Overeenkomst:
    return Overeenkomst.objects.get(pk=eenmaal.pk)


@pytest.fixture
def pdf(eenmaal) -> bytes:
    return eenmaal.bewijs


@pytest.fixture
def controleer(tmp_path, capsys):
    """Run the command on these bytes: the exit code, and what it printed."""

    def controleer(pdf: bytes) -> tuple[int, str]:
        (tmp_path / "bewijs.pdf").write_bytes(pdf)
        try:
            call_command("controleer_document", str(tmp_path / "bewijs.pdf"))
        except SystemExit as einde:
            return einde.code, capsys.readouterr().out
        return 0, capsys.readouterr().out

    return controleer


def oordeel(pdf: bytes):
    return beoordeel(SimpleUploadedFile("x.pdf", pdf, "application/pdf"))


def vergeet_de_rij(rij: Overeenkomst) -> None:
    """As when the file came from another database."""
    for document in (rij.bewijs, rij.tekenversie):
        Document.objects.filter(pk=document.pk).update(sha256=f"{document.pk:064}")


def test_een_heel_document_zegt_wat_erin_staat(rij, pdf, controleer):
    code, gezegd = controleer(pdf)
    assert code == 0, gezegd
    for stuk in (
        f"Overeenkomst: {rij.nummer} · versie 1", "School: De Eik",
        "Getekend, leerling: Lotte Maes, ", "Getekend, ouder: Els Jacobs, ",
        "Getekend, onderneming: Jan Cools, ", "Getekend, school: Coen Cast, ",
        "Zegel: heel, gezet op ", "Certificaat van: Common Name: Trajecten (proefwereld)",
        f"Vingerafdruk van wat getekend werd: {rij.tekenversie.sha256}",
        "Databank: precies het bestand dat hier bewaard is", "IN ORDE",
    ):  # fmt: skip
        assert stuk in gezegd, stuk


def test_een_andere_byte_is_niet_in_orde(rij, pdf, controleer):
    kies = random.Random(2)
    for plek in [kies.randrange(len(pdf)) for _ in range(12)]:
        code, gezegd = controleer(pdf[:plek] + bytes([pdf[plek] ^ 1]) + pdf[plek + 1 :])
        assert (code, "NIET IN ORDE: " in gezegd) == (1, True), plek


def test_een_onbekend_bestand_is_niet_in_orde(rij, eenmaal, controleer):
    for onbekend in (b"", b"rommel", eenmaal.tekenversie):
        code, gezegd = controleer(onbekend)
        assert (code, "Er zit geen documentzegel in" in gezegd) == (1, True)


def test_een_bestand_dat_er_niet_is(tmp_path):
    with pytest.raises(CommandError, match="is niet te lezen"):
        call_command("controleer_document", str(tmp_path / "weg.pdf"))


def test_zonder_rij_bewijst_het_bestand_zichzelf(rij, pdf, controleer):
    vergeet_de_rij(rij)
    code, gezegd = controleer(pdf)
    assert (code, "Databank: onbekend hier" in gezegd) == (0, True), gezegd
    assert oordeel(pdf).titel == ONBEKEND
    assert rij.nummer not in oordeel(pdf).uitleg


def test_een_sleutel_van_een_ander_telt_niet(rij, pdf, controleer, settings):
    settings.DOCUMENTZEGEL_SLEUTEL, settings.DOCUMENTZEGEL_CERTIFICAAT = maak_sleutel("Ander")
    code, gezegd = controleer(pdf)
    assert (code, "certificaat dat hier niet bekend is" in gezegd) == (1, True)
    assert "Trajecten (proefwereld)" in gezegd
    assert oordeel(pdf).titel == PRECIES, "wat we bewaarden kennen we ook na een andere sleutel"
    vergeet_de_rij(rij)
    assert oordeel(pdf).titel == NIET


def test_een_versie_die_vervangen_is(rij, pdf, controleer):
    nieuw = Document.objects.get(pk=rij.bewijs_id)
    nieuw.pk, nieuw.versie, nieuw.sha256 = None, 2, "e" * 64
    nieuw.save()
    Overeenkomst.objects.filter(pk=rij.pk).update(bewijs=nieuw, versie=2)
    code, gezegd = controleer(pdf)
    assert code == 1
    assert "Deze versie geldt niet meer: versie 2 kwam in de plaats." in gezegd
    assert oordeel(pdf).titel == OUDER


def test_een_ander_verzegeld_bestand_van_dezelfde_overeenkomst(rij, pdf, controleer):
    Document.objects.filter(pk=rij.bewijs_id).update(sha256="e" * 64)
    code, gezegd = controleer(pdf)
    assert (code, nazicht.ANDER in gezegd) == (1, True)


def test_een_bijlage_die_niet_bij_het_bewijsblad_hoort(rij, pdf, controleer, monkeypatch):
    monkeypatch.setattr(nazicht, "tekenversie_in", lambda bestand: b"iets anders")
    code, gezegd = controleer(pdf)
    assert (code, nazicht.ANDERE_BIJLAGE in gezegd) == (1, True)


def test_de_pagina_zegt_dat_het_zegel_heel_is_of_gebroken(rij, pdf, eenmaal):
    assert oordeel(pdf).uitleg.endswith("Het zegel erop is heel.")
    gebroken = pdf[:200] + bytes([pdf[200] ^ 1]) + pdf[201:]
    assert oordeel(gebroken).titel == NIET
    assert oordeel(eenmaal.tekenversie).uitleg == f"Het hoort bij {rij.nummer} van De Eik."


def test_wat_hier_bewaard_is_zonder_heel_zegel_is_niet_goed(rij, pdf):
    """Whoever can write rows and files still has not the key."""
    gebroken = pdf + b"\n"
    sha256 = nazicht.sha256_van(SimpleUploadedFile("x.pdf", gebroken))
    Document.objects.filter(pk=rij.bewijs_id).update(sha256=sha256)
    assert oordeel(gebroken).titel == NIET
    assert "Het documentzegel is gebroken" in oordeel(gebroken).uitleg


def test_aan_een_vreemd_zegel_wordt_niet_gerekend(pdf, settings, monkeypatch):
    """A key of any kind and size, at anybody's request: nothing is computed with it."""
    settings.DOCUMENTZEGEL_SLEUTEL, settings.DOCUMENTZEGEL_CERTIFICAAT = maak_sleutel("Ander")
    monkeypatch.setattr("overeenkomsten.documentzegel.async_validate_detached_cms", None)
    assert lees_zegel(pdf).staat is Staat.VREEMD
