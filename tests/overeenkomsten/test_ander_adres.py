"""Who still has to sign follows an account to its new address; what was signed stays as it is."""

import pytest

from gebruikers.feiten import meld_email_gewijzigd
from overeenkomsten.statussen import Partij
from tests.overeenkomsten.zaken import partij, teken, verstuurd

pytestmark = pytest.mark.django_db
NIEUW = "lotte@nieuw.example"


def _wijzig(mensen) -> None:
    gebruiker = mensen.lotte.gebruiker
    oud, gebruiker.email = gebruiker.email, NIEUW
    gebruiker.save()
    meld_email_gewijzigd(gebruiker, oud)


def test_wie_nog_moet_tekenen_wordt_op_het_nieuwe_adres_gevraagd(mensen):
    rij = verstuurd(mensen)
    moeder = partij(rij, Partij.OUDER).email
    _wijzig(mensen)
    assert partij(rij, Partij.LEERLING).email == NIEUW
    assert partij(rij, Partij.OUDER).email == moeder


def test_wat_getekend_is_houdt_het_adres_waarmee_getekend_werd(mensen):
    rij = verstuurd(mensen)
    oud = partij(rij, Partij.LEERLING).email
    teken(rij, Partij.LEERLING)
    _wijzig(mensen)
    assert partij(rij, Partij.LEERLING).email == oud
