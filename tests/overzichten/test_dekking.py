"""An agreement or a plan for another opleiding than the enrolment, today or from a day on."""

import pytest

from overeenkomsten.models import Overeenkomst
from overzichten.taken import dekking
from tests import factories as f
from tests.overzichten.zaken import lopend
from trajecten.models import Traject

pytestmark = pytest.mark.django_db


def plan_voor(traject: Traject, opleiding) -> None:
    standaard = traject.plannen.get().standaardtraject
    standaard.opleiding = opleiding
    standaard.save()


@pytest.fixture
def traject(mensen) -> Traject:
    traject = lopend(mensen)
    traject.plannen.update(status="akkoord")
    plan_voor(traject, traject.inschrijvingen.get().opleiding)
    return traject


@pytest.fixture
def ander(mensen):
    return f.OpleidingFactory(school=mensen.school)


@pytest.fixture
def taken(mensen, traject):
    def lees() -> list[tuple[str, str]]:
        deze = Traject.objects.zichtbaar_voor(mensen.bea).filter(pk=traject.pk)
        return [(taak.groep, taak.zin) for taak in dekking.andere_opleiding(mensen.bea, deze)]

    return lees


def test_alles_voor_dezelfde_opleiding_is_geen_taak(taken):
    assert taken() == []


def test_een_plan_voor_een_andere_opleiding(traject, ander, taken):
    plan_voor(traject, ander)
    assert taken() == [("vandaag", "het plan hoort bij een andere opleiding")]
    traject.plannen.update(status="voorgelegd")
    assert taken() == [], "pas met een akkoord is het afgesproken"


def test_wie_vandaag_anders_ingeschreven_is(traject, ander, taken):
    traject.inschrijvingen.update(tot=f.dagen(-1))
    assert taken() == [], "er is geen inschrijving om tegen te houden"
    f.InschrijvingFactory(traject=traject, opleiding=ander, van=f.dagen(0))
    assert taken() == [("vandaag", "de overeenkomst en het plan horen bij een andere opleiding")]
    Overeenkomst.objects.update(status="beeindigd")
    assert taken() == [("vandaag", "het plan hoort bij een andere opleiding")]


def test_een_plan_mag_er_zijn_voor_de_inschrijving_begint(traject, ander, taken):
    traject.inschrijvingen.update(tot=f.dagen(9))
    f.InschrijvingFactory(traject=traject, opleiding=ander, van=f.dagen(10))
    assert taken() == [("later", "de overeenkomst en het plan horen bij een andere opleiding")]
    plan_voor(traject, ander)
    assert taken() == [("later", "de overeenkomst hoort bij een andere opleiding")]


@pytest.mark.parametrize(("dag", "soort"), [(0, "vandaag"), (30, "later")])
def test_wie_de_inschrijving_wijzigt_leest_in_het_dossier_wat_nog_loopt(
    dag, soort, traject, ander, taken, client_van, adres
):
    url = adres("trajecten:inschrijving", traject.pk)
    keuze = {"opleiding": ander.pk, "van": f.dagen(dag)}
    tekst = client_van("bea").post(url, keuze, follow=True).content.decode()
    assert "De inschrijving is gewijzigd." in tekst
    assert "de overeenkomst en het plan horen bij een andere opleiding" in tekst
    assert [groep for groep, _ in taken()] == [soort]


def test_na_de_laatste_dag_van_de_overeenkomst_hindert_ze_niet(traject, ander, client_van, adres):
    traject.plannen.update(status="voorgelegd")
    type(traject).objects.filter(pk=traject.pk).update(einddatum=f.dagen(300))
    url = adres("trajecten:inschrijving", traject.pk)
    keuze = {"opleiding": ander.pk, "van": f.dagen(201)}
    tekst = client_van("bea").post(url, keuze, follow=True).content.decode()
    assert "De inschrijving is gewijzigd." in tekst
    assert "andere opleiding" not in tekst
