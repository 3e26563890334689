"""The learner moves: what is or is being signed keeps its address, what is sent later follows."""

import pytest

from overeenkomsten.statussen import Status
from tests.invullen import bewaar
from tests.overeenkomsten.zaken import getekend, verstuurd
from trajecten.models import Gebeurtenis

pytestmark = pytest.mark.django_db
VERHUISD = {"straat": "Nieuwstraat", "huisnummer": "7", "postcode": "9120", "gemeente": "Melsele"}
NIEUW = "Nieuwstraat 7, 9120 Melsele"


@pytest.fixture
def verhuis(client_van, adres):
    url = adres("overzichten:mijn_gegevens")
    return lambda: bewaar(client_van("lotte"), url, **VERHUISD)


def _gedrukt(rij) -> str:
    rij.refresh_from_db()
    return rij.tekenversie.inhoud["partijen"][0]["adres"]


@pytest.mark.parametrize("maak", [verstuurd, getekend])
def test_wat_getekend_wordt_of_is_houdt_zijn_adres(maak, mensen, verhuis):
    rij = maak(mensen)
    oud, status = _gedrukt(rij), rij.status
    assert verhuis().status_code == 302
    assert _gedrukt(rij) == oud != NIEUW
    assert rij.status == status
    gezegd = Gebeurtenis.objects.filter(tekst__startswith="Gegevens van de leerling wijzigden")
    assert gezegd.exists() is (status == Status.TER_ONDERTEKENING)


def test_wat_daarna_verstuurd_wordt_volgt(mensen, verhuis):
    verhuis()
    mensen.traject.refresh_from_db()
    assert _gedrukt(verstuurd(mensen)) == NIEUW
