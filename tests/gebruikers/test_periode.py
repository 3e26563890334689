"""A period in words reads the same everywhere, and one day as one day."""

import datetime

import pytest

from gebruikers.periode import in_woorden
from tests import factories as f

EERSTE = datetime.date(2026, 11, 30)


@pytest.mark.parametrize(
    ("tot", "zin"),
    [
        (EERSTE, "op 30 november 2026"),
        (datetime.date(2027, 6, 28), "van 30 november 2026 tot en met 28 juni 2027"),
        (None, "vanaf 30 november 2026"),
    ],
)
def test_een_periode_in_woorden(tot, zin):
    assert in_woorden(EERSTE, tot) == zin


def test_een_vervanging_van_een_dag(mensen, client_van, adres):
    rij = f.VervangingFactory(
        school=mensen.school,
        wie=mensen.bea.gebruiker,
        vervanger=mensen.vera.gebruiker,
        van=f.dagen(1),
        tot=f.dagen(1),
    )
    assert rij.in_woorden == f"vervangt Bea Cast {in_woorden(rij.van, rij.tot)}"
    tekst = client_van("coen").get(adres("gebruikers:vervangingen")).text
    assert f"<small>{in_woorden(rij.van, rij.tot)}" in tekst


@pytest.mark.parametrize("naam", ["mo", "els"])
def test_een_plaatsing_op_de_gewone_bladzijde(mensen, client_van, adres, naam):
    mensen.plaatsing.tot = mensen.plaatsing.van
    mensen.plaatsing.save()
    tekst = client_van(naam).get(adres("overzichten:dossier", mensen.traject.pk)).text
    assert in_woorden(mensen.plaatsing.van, mensen.plaatsing.tot) in tekst
