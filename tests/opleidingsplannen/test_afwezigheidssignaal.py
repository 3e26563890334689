"""A pattern in absences is a question to look, with why."""

import datetime

import pytest

from opleidingsplannen.afwezigheidssignaal import heeft_signaal, signalen
from opleidingsplannen.models import Aanwezigheid
from tests import factories as f
from trajecten.models import Traject

VANDAAG = datetime.date(2026, 11, 27)  # a Friday
DAG = datetime.timedelta(days=1)


def zinnen(*halve: tuple[int, str], grens: int = 100) -> list[str]:
    """(days ago, what counts)"""
    gezien = [Aanwezigheid(dag=VANDAAG - geleden * DAG, staat=geldt) for geleden, geldt in halve]
    return [signaal.zin for signaal in signalen(gezien, grens=grens, vandaag=VANDAAG)]


@pytest.mark.parametrize("staat", ["ziek", "gewettigd", "ongewettigd"])
def test_drie_keer_dezelfde_weekdag(staat):
    maandagen = [(4, staat), (11, staat), (18, staat)]
    assert zinnen(*maandagen) == ["3 keer afwezig op maandag in zes weken"]
    assert zinnen(*maandagen[:2]) == []


@pytest.mark.parametrize("staat", ["aanwezig", "gesloten"])
def test_wie_er_was_of_niet_kon_zijn_telt_niet(staat):
    assert zinnen((4, staat), (11, staat), (18, staat)) == []


def test_twee_halve_dagen_van_een_dag_zijn_een_keer():
    assert zinnen((4, "ziek"), (4, "ziek"), (11, "ziek"), (11, "ziek")) == []


def test_alleen_de_laatste_zes_weken_tot_vandaag():
    assert zinnen((4, "ziek"), (11, "ziek"), (46, "ziek")) == []
    assert zinnen((4, "ziek"), (11, "ziek"), (-3, "ziek")) == []


def test_de_grens_van_de_school():
    halve = [(n, "aanwezig") for n in range(1, 9)] + [(9, "ziek"), (10, "gewettigd")]
    assert zinnen(*halve, grens=20) == ["20 % afwezig in zes weken"]
    assert zinnen(*halve, grens=21) == []
    assert zinnen(*halve[1:], grens=20) == [], "te weinig om iets te zeggen"


def test_een_gesloten_werkplek_telt_niet_mee_in_het_aandeel():
    halve = [(n, "aanwezig") for n in range(1, 9)] + [(9, "ziek"), (10, "gewettigd")]
    meer = [(n, "gesloten") for n in range(11, 20)]
    assert zinnen(*halve, *meer, grens=20) == ["20 % afwezig in zes weken"]


def test_waarom_noemt_de_dagen_en_niet_wat_er_scheelt():
    gezien = [Aanwezigheid(dag=VANDAAG - n * DAG, staat="ziek") for n in (4, 11, 18)]
    (signaal,) = signalen(gezien, grens=100, vandaag=VANDAAG)
    assert "9 november, 16 november, 23 november" in signaal.waarom
    assert "Er volgt niets vanzelf" in signaal.waarom
    assert "ziek" not in signaal.waarom


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("halve", "grens"),
    [
        ([(7, "ziek"), (14, "gewettigd"), (21, "ongewettigd")], 100),
        ([(7, "ziek"), (14, "ziek")], 100),
        ([(7, "ziek"), (14, "ziek"), (42, "ziek")], 100),
        ([(7, "ziek"), (14, "ziek"), (21, "gesloten")], 100),
        ([(n, "aanwezig") for n in range(1, 9)] + [(9, "ziek"), (10, "ziek")], 20),
        ([(n, "aanwezig") for n in range(1, 9)] + [(9, "ziek"), (10, "ziek")], 21),
        ([(n, "aanwezig") for n in range(1, 8)] + [(9, "ziek"), (10, "ziek")], 20),
        ([(n, "gesloten") for n in range(1, 9)] + [(9, "ziek"), (10, "ziek")], 20),
    ],
)
def test_de_databank_telt_zoals_de_zin(mensen, halve, grens):
    type(mensen.school).objects.update(afwezigheid_grens=grens)
    for geleden, staat in halve:
        f.AanwezigheidFactory(
            plaatsing=mensen.plaatsing, dag=f.dagen(-geleden), werkplek_zegt=staat
        )
    gezien = [Aanwezigheid(dag=f.dagen(-geleden), staat=staat) for geleden, staat in halve]
    zo = bool(signalen(gezien, grens=grens, vandaag=f.dagen(0)))
    assert Traject.objects.filter(heeft_signaal(), pk=mensen.traject.pk).exists() is zo


@pytest.mark.django_db
def test_wat_vastgesteld_is_telt_en_niet_wat_gezegd_was(mensen):
    for weken in (1, 2, 3):
        f.AanwezigheidFactory(
            plaatsing=mensen.plaatsing, dag=f.dagen(-7 * weken), werkplek_zegt="ziek",
            staat="aanwezig", waarom="Vergist.", vastgesteld_door=mensen.bea,
            vastgesteld_op=mensen.plaatsing.aangeboden_op,
        )  # fmt: skip
    assert not Traject.objects.filter(heeft_signaal(), pk=mensen.traject.pk).exists()
