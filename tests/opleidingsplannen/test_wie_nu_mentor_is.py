"""Who was the mentor still reads for a while, but agrees and rates no more."""

import uuid

import pytest

from gebruikers.overgang import Weigering
from opleidingsplannen import akkoord
from opleidingsplannen.beoordelen import Keuze, beoordeel
from opleidingsplannen.models import Beoordeling, Planakkoord
from tests import factories as f
from werkplekken.models import Plaatsing, Plaatsvervanger

NIET_MEER = "Je bent niet meer de mentor van deze leerling."


@pytest.fixture
def gestopt(mensen) -> None:
    """Mo's placement ended three weeks ago; another mentor's runs."""
    Plaatsing.objects.filter(pk=mensen.plaatsing.pk).update(van=f.dagen(-90), tot=f.dagen(-20))
    f.PlaatsingFactory(traject=mensen.traject, van=f.dagen(-10))


def _akkoord(plan, mensen) -> None:
    akkoord.geef_akkoord(plan, partij="mentor", door=mensen.mo)


def _beoordeel(plan, mensen) -> None:
    keuze = Keuze(plan.regels.first().competentie_id, 3, "", uuid.uuid4())
    beoordeel(mensen.traject, [keuze], door=mensen.mo)


@pytest.mark.parametrize("actie", [_akkoord, _beoordeel])
def test_een_vorige_mentor_doet_het_niet_meer(actie, voorgelegd, mensen, gestopt):
    with pytest.raises(Weigering, match=NIET_MEER):
        actie(voorgelegd, mensen)
    assert not Planakkoord.objects.exists()
    assert not Beoordeling.objects.exists()


@pytest.mark.parametrize("pagina", ["plan", "beoordelen"])
def test_de_pagina_zegt_waarom_niet(pagina, voorgelegd, mensen, gestopt, client_van, adres):
    url = adres(f"opleidingsplannen:{pagina}", mensen.traject.pk)
    tekst = client_van("mo").get(url).content.decode()
    assert tekst.count(NIET_MEER) == 1
    assert 'name="partij"' not in tekst
    assert 'type="radio"' not in tekst


def test_de_knop_weigert_met_de_zin(doe, voorgelegd, gestopt):
    assert NIET_MEER in doe("mo", "akkoord", partij="mentor")
    assert not Planakkoord.objects.exists()


def _vervangt(mensen, van: int, tot: int | None) -> None:
    ander = f.MentorFactory(vestiging=mensen.vestiging)
    Plaatsing.objects.filter(pk=mensen.plaatsing.pk).update(mentor=ander)
    Plaatsvervanger.objects.create(
        plaatsing=mensen.plaatsing,
        mentor=mensen.mentor,
        van=f.dagen(van),
        tot=None if tot is None else f.dagen(tot),
    )


@pytest.mark.parametrize("tot", [0, None])
def test_een_plaatsvervanger_doet_het_in_de_eigen_periode(tot, voorgelegd, mensen):
    _vervangt(mensen, 0, tot)
    _akkoord(voorgelegd, mensen)
    _beoordeel(voorgelegd, mensen)
    assert Planakkoord.objects.get().partij == "mentor"
    assert Beoordeling.objects.get().plaatsing == mensen.plaatsing


@pytest.mark.parametrize(("van", "tot"), [(-9, -1), (1, 9)])
@pytest.mark.parametrize("actie", [_akkoord, _beoordeel])
def test_een_plaatsvervanger_doet_het_niet_daarbuiten(actie, van, tot, voorgelegd, mensen):
    """Even one who still sees the case by an older placement of one's own."""
    _vervangt(mensen, van, tot)
    f.PlaatsingFactory(
        traject=mensen.traject, mentor=mensen.mentor, van=f.dagen(-60), tot=f.dagen(-5)
    )
    with pytest.raises(Weigering, match=NIET_MEER):
        actie(voorgelegd, mensen)


def test_op_de_laatste_dag_kan_het_nog(voorgelegd, mensen):
    Plaatsing.objects.filter(pk=mensen.plaatsing.pk).update(tot=f.dagen(0))
    _akkoord(voorgelegd, mensen)
    _beoordeel(voorgelegd, mensen)


def test_voor_de_eerste_dag_gaat_een_mentor_al_akkoord_maar_beoordeelt_nog_niet(voorgelegd, mensen):
    Plaatsing.objects.filter(pk=mensen.plaatsing.pk).update(van=f.dagen(5))
    _akkoord(voorgelegd, mensen)
    with pytest.raises(Weigering, match="vanaf de eerste dag"):
        _beoordeel(voorgelegd, mensen)


def test_bij_een_volgende_plaatsing_hangt_het_oordeel_aan_die_van_nu(voorgelegd, mensen):
    Plaatsing.objects.filter(pk=mensen.plaatsing.pk).update(van=f.dagen(-90), tot=f.dagen(-20))
    nu = f.PlaatsingFactory(traject=mensen.traject, mentor=mensen.mentor, van=f.dagen(-10))
    f.PlaatsingFactory(traject=mensen.traject, mentor=mensen.mentor, van=f.dagen(10))
    _beoordeel(voorgelegd, mensen)
    assert Beoordeling.objects.get().plaatsing == nu
