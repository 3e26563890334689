"""The file of an export goes away some days after it was made."""

import datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from gebruikers import opdrachten, tasks
from gebruikers.models import Opdracht
from gebruikers.muur import open_voor


@pytest.fixture
def maak(mensen):
    def opdracht(dagen: int, inhoud: bytes = b"a") -> Opdracht:
        rij = Opdracht(school=mensen.school, soort="x", gevraagd_door=mensen.bea, staat="klaar")
        rij.klaar_op = timezone.now() - datetime.timedelta(days=dagen)
        rij.bestandsnaam = "lijst.xlsx"
        rij.bestand.save("x.xlsx", ContentFile(inhoud))
        return rij

    return opdracht


@pytest.fixture
def veeg(django_capture_on_commit_callbacks):
    def doe() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            tasks.wis_oude_bestanden()

    return doe


def _op_schijf(rij: Opdracht, settings) -> bool:
    return (Path(settings.MEDIA_ROOT) / rij.bestand.name).exists()


def test_na_een_week_zijn_rij_en_opslag_leeg(maak, veeg, settings, client_van, adres):
    jong, oud = maak(7, b"jong"), maak(8, b"oud")
    with open_voor():  # as the worker begins: at no school
        veeg()
    assert (_op_schijf(jong, settings), _op_schijf(oud, settings)) == (True, False)
    assert list(Opdracht.objects.filter(bestand="")) == [oud]
    blad = client_van("bea").get(adres("gebruikers:opdrachten")).text
    assert "Het bestand is gewist." in blad
    assert "tot en met" in blad
    assert "gewist" in client_van("bea").get(adres("gebruikers:opdracht", oud.pk)).text
    assert client_van("bea").get(adres("gebruikers:bestand", oud.pk)).status_code == 404
    assert (
        "downloaden tot en met" in client_van("bea").get(adres("gebruikers:opdracht", jong.pk)).text
    )


def test_de_beheerder_van_de_dienst_kiest_hoe_lang(maak, veeg, settings):
    settings.EXPORT_BEWAAR_DAGEN = 1
    oud = maak(2)
    veeg()
    assert not _op_schijf(oud, settings)


def test_dezelfde_inhoud_van_een_andere_rij_blijft(maak, veeg, settings):
    jong, oud = maak(1), maak(8)
    assert jong.bestand.name == oud.bestand.name
    veeg()
    assert _op_schijf(jong, settings)


def test_een_die_niet_lukt_houdt_de_andere_niet_tegen(maak, veeg, settings, monkeypatch):
    eerste, tweede = maak(9, b"1"), maak(9, b"2")
    echt = opdrachten.wis_uit_opslag

    def stuk(naam: str) -> None:
        if naam == eerste.bestand.name:
            raise OSError
        echt(naam)

    monkeypatch.setattr(opdrachten, "wis_uit_opslag", stuk)
    veeg()
    assert list(Opdracht.objects.exclude(bestand="")) == [eerste]
    assert not _op_schijf(tweede, settings)
