"""A document that an older template froze: it is read and signed, in no words of ours."""

import pytest
from django.urls import reverse

from gebruikers.models import Bericht
from overeenkomsten import acties
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Partij
from tests.overeenkomsten.zaken import bied_aan, geef_toestel, open_link, partij, verstuurd
from trajecten.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def rij(mensen):
    """Sent when the contents had no kind, no company and no pay, and hours without a word."""
    rij = verstuurd(mensen)
    inhoud = {
        naam: waarde
        for naam, waarde in rij.tekenversie.inhoud.items()
        if naam not in ("soort", "onderneming", "vergoeding", "betaald")
    }
    inhoud["waarden"] |= {"uren_school": "10", "uren_werkplek": "24"}
    Document.objects.filter(pk=rij.tekenversie_id).update(inhoud=inhoud, sjabloonversie="2025-1")
    return Overeenkomst.objects.get()


@pytest.mark.parametrize("langs", ["account", "link", "tafel"])
def test_het_blad_om_te_tekenen_opent(rij, mensen, client, client_van, adres, langs):
    if langs == "link":
        browser, url = client, open_link(client, "baas@cools.example")
    elif langs == "account":
        browser, url = client_van("els"), adres("overeenkomsten:tekenen", rij.pk)
    else:
        browser = client_van("bea")
        url = geef_toestel(browser, mensen, partij(rij, Partij.OUDER))
        assert url == reverse("tafel_tekenen")
    tekst = browser.get(url).content.decode()
    assert "Lees de hele overeenkomst" in tekst
    assert "Wat teken je?" not in tekst


def test_wat_anders_gedrukt_wordt_heet_geen_wijziging_van_de_uren(rij, mensen):
    acties.naar_concept(rij, reden="Nakijken", door=mensen.bea)
    bied_aan(mensen, Overeenkomst.objects.get())
    tekst = Bericht.objects.filter(aan="els@eik.example", soort="vraag").first().tekst
    assert "de uren" not in tekst
    assert "- een deel van de tekst" in tekst
