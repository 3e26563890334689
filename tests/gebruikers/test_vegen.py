"""The sweeps: what a lost broker or a killed worker left is found, and one job runs once."""

import datetime

import pytest
from celery import current_app
from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from gebruikers import acties_herstel, opdrachten, tasks, tasks_herstel
from gebruikers.models import Herstelwacht, Opdracht, Toegangsherstel
from trajecten import tasks as documenttaken
from trajecten.models import Document

pytestmark = pytest.mark.django_db
SECONDE = datetime.timedelta(seconds=1)


@pytest.fixture
def maak(mensen):
    def opdracht(staat: str = "wacht", stil: datetime.timedelta = opdrachten.STIL) -> Opdracht:
        return Opdracht.objects.create(
            school=mensen.school, soort="proef", gevraagd_door=mensen.bea, staat=staat,
            levensteken_op=timezone.now() - stil,
        )  # fmt: skip

    return opdracht


@pytest.mark.parametrize("naam", sorted(settings.CELERY_BEAT_SCHEDULE))
def test_elke_taak_van_het_uurwerk_bestaat_en_loopt_ook_als_er_niets_is(naam):
    current_app.loader.import_default_modules()
    taak = settings.CELERY_BEAT_SCHEDULE[naam]["task"]
    current_app.tasks[taak]()


def test_stilstaande_opdrachten_worden_opnieuw_gevraagd(maak, monkeypatch):
    gevraagd = []
    monkeypatch.setattr(tasks.voer_opdracht_uit, "delay", lambda *rij: gevraagd.append(rij))
    stil = [(rij.school_id, rij.pk) for rij in (maak("wacht"), maak("bezig"))]
    maak("wacht", SECONDE * 59)
    maak("bezig", SECONDE * 59)
    for af in ("klaar", "mislukt", "geannuleerd"):
        maak(af)
    tasks.veeg_opdrachten()
    assert sorted(gevraagd) == stil


@pytest.mark.parametrize(("stil", "overgenomen"), [(59, False), (61, True)])
def test_na_een_minuut_stilte_neemt_een_ander_over(maak, monkeypatch, stil, overgenomen):
    monkeypatch.setitem(opdrachten.SOORTEN, "proef", lambda opdracht, voortgang: {"zin": "af"})
    opdracht = maak("bezig", SECONDE * stil)
    opdrachten.voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    assert (opdracht.staat == "klaar") is overgenomen


def test_wie_haar_werk_verloor_merkt_het_en_schrijft_niets(maak, monkeypatch):
    """A worker that was only slow comes back after another took its job."""
    verloop = []

    def traag(opdracht, voortgang):
        verloop.append("traag begint")
        Opdracht.objects.update(levensteken_op=timezone.now() - opdrachten.STIL)
        monkeypatch.setitem(opdrachten.SOORTEN, "proef", snel)
        opdrachten.voer_uit(opdracht.pk)
        voortgang(1, 2)
        verloop.append("traag gaat door")

    def snel(opdracht, voortgang):
        verloop.append("snel is klaar")
        return {"zin": "van snel"}

    monkeypatch.setitem(opdrachten.SOORTEN, "proef", traag)
    opdracht = maak()
    opdrachten.voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    assert verloop == ["traag begint", "snel is klaar"]
    assert (opdracht.staat, opdracht.zin, opdracht.poging) == ("klaar", "van snel", 2)


def test_een_levensteken_houdt_een_ander_weg(maak, monkeypatch):
    def werk(opdracht, voortgang):
        Opdracht.objects.update(levensteken_op=timezone.now() - opdrachten.STIL)
        voortgang(1, 2)
        opdrachten.voer_uit(opdracht.pk)
        return {"zin": "een keer"}

    monkeypatch.setitem(opdrachten.SOORTEN, "proef", werk)
    opdracht = maak()
    opdrachten.voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    assert (opdracht.zin, opdracht.poging) == ("een keer", 1)


@pytest.mark.parametrize(
    ("velden", "gemaakt"),
    [
        ({}, True),
        ({"oud": SECONDE * 5}, False),
        ({"gemaakt_op": timezone.now(), "sha256": "a" * 64, "bestand": "x.pdf"}, False),
        ({"opnieuw_op": None}, False),
        ({"opnieuw_op": timezone.now() + SECONDE * 86_400}, False),
    ],
)
def test_documenten_die_bleven_liggen_worden_gemaakt(mensen, monkeypatch, velden, gemaakt):
    gevraagd = []
    monkeypatch.setattr(documenttaken.documenten, "maak", gevraagd.append)
    oud = timezone.now() - velden.pop("oud", SECONDE * 15)
    document = Document.objects.create(
        traject=mensen.traject, soort="tekenversie", bron="x", titel="t", inhoud={},
        sjabloonversie="1", aangemaakt_op=oud, **velden,
    )  # fmt: skip
    documenttaken.veeg_documenten()
    assert gevraagd == ([document.pk] if gemaakt else [])


def test_wat_bij_een_herstel_misgaat_houdt_het_volgende_niet_tegen(mensen, monkeypatch, caplog):
    geprobeerd = []

    def ingaan(pk: int) -> None:
        geprobeerd.append(pk)
        raise DatabaseError("deadlock detected")

    monkeypatch.setattr(acties_herstel, "laat_herstel_ingaan", ingaan)
    for nummer, lid in enumerate((mensen.coen, mensen.bob)):
        velden = {"school": mensen.school, "gebruiker": lid.gebruiker, "door": mensen.bob}
        herstel = Toegangsherstel.objects.create(**velden, wat="tweede_stap", nota="Kwijt.")
        velden = {"gebruiker": lid.gebruiker, "herstel": herstel, "van_school": mensen.school}
        Herstelwacht.objects.create(**velden, gaat_in_op=timezone.now(), stop_hash=str(nummer))
    tasks_herstel.laat_herstel_ingaan()
    assert len(geprobeerd) == 2
    assert "ingaan lukte niet voor" in caplog.text
