"""What a learner decided about a parent lapses with the authority, and is asked anew."""

import pytest

from leerlingen import acties, acties_inzage
from leerlingen.models import Betrokkene, Inzagebesluit
from tests.leerlingen.test_inzage import wordt_achttien

pytestmark = pytest.mark.django_db
KOOS = "Lotte koos dat jij het vanaf dan niet meer ziet"


@pytest.fixture(params=[True, False])
def terug(mensen, request) -> Betrokkene:
    """Lotte said yes or no about Els, who then lost authority and got it back."""
    wordt_achttien(mensen, 40)
    acties_inzage.kies_inzage(mensen.moeder, mag=request.param, door=mensen.lotte)
    ouder = Betrokkene.objects.get(pk=mensen.moeder.pk)
    for ouder.gezag in ("geen", "gedeeld"):
        acties.bewaar(ouder, door=mensen.bea)
    return ouder


def test_het_besluit_vervalt_een_keer(terug):
    besluiten = [(rij.mag, rij.vervallen, bool(rij.door)) for rij in Inzagebesluit.objects.all()]
    assert besluiten[0] == (False, True, False)
    assert [vervallen for _, vervallen, _ in besluiten] == [True, False]
    assert "geen gezag" in str(Inzagebesluit.objects.first())


def test_de_ouder_leest_niet_dat_de_leerling_nee_koos(terug, client_van, adres):
    tekst = client_van("els").get(adres("overzichten:start")).text
    assert KOOS not in tekst
    assert "Zegt Lotte niets" in tekst


def test_de_leerling_wordt_het_opnieuw_gevraagd(mensen, terug, client_van, adres):
    assert Betrokkene.objects.onbeslist().filter(pk=terug.pk).exists()
    blad = client_van("lotte").get(adres("leerlingen:inzage")).text
    assert "nog niet beslist" in blad
    assert 'aria-pressed="true"' not in blad
    acties_inzage.kies_inzage(terug, mag=False, door=mensen.lotte)
    assert KOOS in client_van("els").get(adres("overzichten:start")).text


def test_zonder_gezag_vervalt_niets_wat_niet_beslist_was(mensen):
    ouder = mensen.moeder
    for ouder.gezag in ("geen", "gedeeld"):
        acties.bewaar(ouder, door=mensen.bea)
    assert not Inzagebesluit.objects.exists()
