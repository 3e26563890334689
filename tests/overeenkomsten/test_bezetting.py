"""One agreement at one place on one day, with what amendments make of place and days."""

import pytest
from django.db import IntegrityError, transaction

from gebruikers.overgang import Weigering
from overeenkomsten import acties_einde
from overeenkomsten.bezetting import bezet
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Status
from tests import factories as f
from tests.overeenkomsten.zaken import (
    bied_aan,
    bied_wijziging_aan,
    getekende_wijziging,
    houdt_tegen,
    klaar,
    lopend,
    stop,
    wijziging,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def rij(mensen) -> Overeenkomst:
    """From 30 days ago until in 200."""
    return lopend(mensen)


@pytest.fixture
def elders(rij):
    """Another site of the company, with a mentor."""
    elders = f.VestigingFactory(onderneming=rij.vestiging.onderneming)
    f.ErkenningFactory(vestiging=elders, opleiding=rij.opleiding)
    elders.wie = f.MentorFactory(vestiging=elders)
    return elders


def naar(plek) -> dict:
    return {"vestiging": plek, "mentor": plek.wie}


def opnieuw(rij) -> Overeenkomst:
    return Overeenkomst.objects.get(pk=rij.pk)


def ander(m, plek, van: int, tot: int, **velden) -> Overeenkomst:
    """A draft there, for these days."""
    dagen = {"begindatum": f.dagen(van), "einddatum": f.dagen(tot)}
    return klaar(m, vestiging=plek, plan=m.traject.plannen.first(), **dagen, **velden)


def dagen_bezet(rij) -> list[tuple[int, int]]:
    nul = f.dagen(0)
    return [((b.van - nul).days, (b.tot - nul).days) for b in bezet(rij)]


def test_na_een_verhuis_is_de_nieuwe_plek_bezet_en_de_oude_vrij(mensen, rij, elders):
    """An end that moves after that, moves there: not at the first site."""
    getekende_wijziging(mensen, rij, 50, **naar(elders))
    getekende_wijziging(mensen, opnieuw(rij), 60, einddatum=f.dagen(250))
    assert dagen_bezet(ander(mensen, elders, 210, 300)) == [(50, 250)]
    daar = ander(mensen, rij.vestiging, 40, 300)
    assert dagen_bezet(daar) == [(-30, 49)]
    assert any("loopt al van" in zin for zin in houdt_tegen(daar))
    daar.begindatum = f.dagen(50)
    assert dagen_bezet(daar) == []
    daar.save()
    assert bied_aan(mensen, daar, maak=False).status == Status.TER_ONDERTEKENING


def test_een_verhuis_na_een_ander_einde(mensen, rij, elders):
    getekende_wijziging(mensen, rij, 50, einddatum=f.dagen(250))
    getekende_wijziging(mensen, opnieuw(rij), 210, **naar(elders))
    assert dagen_bezet(ander(mensen, rij.vestiging, 200, 300)) == [(-30, 209)]
    assert dagen_bezet(ander(mensen, elders, 200, 300)) == [(210, 250)]


def test_wat_nog_getekend_wordt_houdt_de_dagen_van_voor_en_na(mensen, rij, elders):
    """Nobody knows which it will be."""
    bied_wijziging_aan(mensen, wijziging(mensen, rij, 50, **naar(elders)))
    bied_wijziging_aan(mensen, wijziging(mensen, rij, 60, einddatum=f.dagen(100)))
    assert dagen_bezet(ander(mensen, rij.vestiging, 150, 300)) == [(-30, 200)]
    assert dagen_bezet(ander(mensen, elders, 150, 300)) == [(50, 200)]


def test_een_wijziging_botst_met_wat_er_dan_is(mensen, rij, elders):
    """A move to a site that is taken, and a longer stay where the learner is by then."""
    ernaast = bied_aan(mensen, ander(mensen, elders, 100, 150), maak=False)
    erna = bied_aan(mensen, ander(mensen, elders, 210, 300), maak=False)
    al = "al een overeenkomst op deze vestiging"
    with pytest.raises(Weigering, match=f"{al}: {ernaast}"):
        bied_wijziging_aan(mensen, wijziging(mensen, rij, 140, **naar(elders)))
    getekende_wijziging(mensen, rij, 151, **naar(elders))
    with pytest.raises(Weigering, match=f"{al}: {erna}"):
        bied_wijziging_aan(mensen, wijziging(mensen, opnieuw(rij), 160, einddatum=f.dagen(220)))
    bied_wijziging_aan(mensen, wijziging(mensen, opnieuw(rij), 160, einddatum=f.dagen(209)))


def test_de_databank_bewaakt_de_plek_waarvoor_getekend_is(mensen, rij, elders):
    velden = {"traject": rij.traject, "vestiging": rij.vestiging, "status": "getekend"}
    velden |= {"feitelijke_periode": (f.dagen(60), f.dagen(90)), "getekend_op": rij.getekend_op}
    velden |= {"begindatum": f.dagen(60), "einddatum": f.dagen(90)}
    with pytest.raises(IntegrityError, match="geen_overlap"), transaction.atomic():
        f.OvereenkomstFactory(**velden)
    getekende_wijziging(mensen, rij, 60, **naar(elders))
    assert opnieuw(rij).verhuist_op == f.dagen(60)
    f.OvereenkomstFactory(**velden)


@pytest.mark.parametrize(("van", "tot", "mag"), [(30, 60, False), (201, 260, True)])
def test_een_einde_gaat_niet_terug_als_de_plek_intussen_bezet_is(mensen, rij, van, tot, mag):
    """Also by a draft of before the end, and by one that ended early itself."""
    anders = ander(mensen, rij.vestiging, van, tot)
    gestopt = stop(mensen, rij, -3)
    anders = bied_aan(mensen, opnieuw(anders), maak=False)
    if mag:
        acties_einde.neem_einde_terug(gestopt, reden="Toch niet", door=mensen.coen)
        assert opnieuw(rij).status == Status.GETEKEND
        return
    with pytest.raises(Weigering, match=f"Er is al een nieuwe overeenkomst, {anders}"):
        acties_einde.neem_einde_terug(gestopt, reden="Toch niet", door=mensen.coen)
    type(anders.tekenversie).objects.update(aangemaakt_op=rij.getekend_op)
    with pytest.raises(Weigering, match=f"{anders} is er intussen op dezelfde plek"):
        acties_einde.neem_einde_terug(opnieuw(gestopt), reden="Toch niet", door=mensen.coen)
    assert opnieuw(rij).status == Status.BEEINDIGD
