"""A draft that was never sent can go; what was sent stays in the file."""

import pytest
from django.core.exceptions import PermissionDenied

from gebruikers.overgang import Weigering
from overeenkomsten import acties
from overeenkomsten.models import Overeenkomst, Uurroosterblok
from overeenkomsten.statussen import Status
from tests.overeenkomsten.zaken import klaar, verstuurd

pytestmark = pytest.mark.django_db


def test_een_concept_gaat_weg_en_de_tijdlijn_weet_het(mensen, client_van, adres):
    rij = klaar(mensen)
    bea = client_van("bea")
    assert "Concept verwijderen" in bea.get(rij.get_absolute_url()).content.decode()
    antwoord = bea.post(adres("overeenkomsten:verwijder", rij.pk))
    assert antwoord.url == mensen.traject.get_absolute_url()
    assert not Overeenkomst.objects.exists()
    assert not Uurroosterblok.objects.exists()
    regel = mensen.traject.gebeurtenissen.first()
    assert regel.tekst.startswith("Concept verwijderd: Overeenkomst van alternerende opleiding bij")
    assert regel.door == mensen.bea


@pytest.mark.parametrize("wie", ["pieter", "lea", "mo", "els", "lotte"])
def test_wie_niet_schrijft_verwijdert_niets(mensen, wie):
    with pytest.raises((Weigering, PermissionDenied)):
        acties.verwijder(klaar(mensen), door=getattr(mensen, wie))
    assert Overeenkomst.objects.exists()


def test_wat_verstuurd_was_blijft_en_kan_ingetrokken_worden(mensen, client_van):
    rij = verstuurd(mensen)
    with pytest.raises(Weigering, match="nooit verstuurd"):
        acties.verwijder(rij, door=mensen.bea)
    acties.naar_concept(rij, reden="Nakijken", door=mensen.bea)
    with pytest.raises(Weigering, match="nooit verstuurd"):
        acties.verwijder(rij, door=mensen.bea)
    blad = client_van("bea").get(rij.get_absolute_url()).content.decode()
    assert "Overeenkomst intrekken" in blad
    assert "Concept verwijderen" not in blad
    acties.trek_in(rij, reden="Lotte vond iets anders", door=mensen.bea)
    assert Overeenkomst.objects.get().status == Status.INGETROKKEN
