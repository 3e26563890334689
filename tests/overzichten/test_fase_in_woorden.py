"""The phase in plain words, for who is not of the school."""

import pytest
from django.utils.formats import date_format

from overeenkomsten.statussen import Status
from overzichten.caseload import met_opleiding
from overzichten.eenvoudig import bladzijde
from tests import factories as f
from tests.overzichten.zaken import overeenkomst
from trajecten.fases import Fase
from trajecten.models import Traject

pytestmark = pytest.mark.django_db


@pytest.fixture
def zoekt(mensen):
    mensen.traject.fase = Fase.ZOEKT_WERKPLEK
    mensen.traject.save(update_fields=["fase"])
    return met_opleiding(Traject.objects.all()).get(pk=mensen.traject.pk)


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


@pytest.mark.parametrize(
    ("wie", "begin"), [("lotte", "Je begint"), ("els", "Lotte begint"), ("mo", "Lotte begint")]
)
def test_voor_de_eerste_dag_staat_er_wanneer_het_begint(mensen, client_van, adres, wie, begin):
    mensen.traject.fase = Fase.LOPEND
    mensen.traject.save(update_fields=["fase"])
    mensen.traject.plaatsingen.filter(pk=mensen.plaatsing.pk).update(van=f.dagen(8))
    zin = f"{begin} op {date_format(f.dagen(8), 'j F Y')} bij Bakkerij Cools Beveren."
    tekst = client_van(wie).get(adres("overzichten:start")).content.decode()
    assert zin in tekst
    assert "lopend" not in tekst
    assert "Beoordelen kan vanaf die dag." in tekst or wie != "mo"
    mensen.traject.plaatsingen.filter(pk=mensen.plaatsing.pk).update(van=f.dagen(0))
    assert "begint op" not in client_van(wie).get(adres("overzichten:start")).content.decode()


def test_de_leerling_heet_bij_de_voornaam(mensen, zoekt):
    assert bladzijde(mensen.els, zoekt).fase == "De school en Lotte zoeken een werkplek."
