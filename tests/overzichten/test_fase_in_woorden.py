"""The phase in plain words, for who is not of the school."""

import pytest

from overeenkomsten.statussen import Status
from overzichten.eenvoudig import bladzijde
from tests.overzichten.zaken import overeenkomst
from trajecten.fases import Fase

pytestmark = pytest.mark.django_db


@pytest.fixture
def zoekt(mensen):
    mensen.traject.fase = Fase.ZOEKT_WERKPLEK
    mensen.traject.save(update_fields=["fase"])
    return mensen.traject


@pytest.mark.parametrize(("wie", "begin"), [("lotte", "Je werkplek"), ("els", "De werkplek")])
def test_wie_een_overeenkomst_te_tekenen_heeft_zoekt_niet_meer(mensen, zoekt, wie, begin):
    lid = getattr(mensen, wie)
    rij = overeenkomst(mensen, zoekt)
    zin = f"{begin} is gevonden. De overeenkomst wacht op handtekeningen."
    assert bladzijde(lid, zoekt).fase == zin
    type(rij).objects.update(status=Status.GEWEIGERD)
    assert "gevonden" not in bladzijde(lid, zoekt).fase


def test_de_andere_fases_blijven_wat_ze_zijn(mensen, zoekt):
    overeenkomst(mensen, zoekt)
    zoekt.fase = Fase.ONDERBROKEN
    assert bladzijde(mensen.lotte, zoekt).fase == "Het traject ligt even stil."
