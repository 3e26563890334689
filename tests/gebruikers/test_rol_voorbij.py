"""A role that was taken away is gone at the next request, whatever kind of request that is."""

import pytest

from tests import factories as f

HX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def browser(mensen, client_van, adres):
    """Bea, who was at work when her only role ended."""
    browser = client_van("bea")
    assert browser.get(adres("overzichten:start")).status_code == 200
    mensen.bea.tot = f.dagen(-1)
    mensen.bea.save()
    return browser


def test_een_bladzijde_leidt_naar_de_voordeur(browser, adres):
    antwoord = browser.get(adres("overzichten:leerlingen"), follow=True)
    assert antwoord.redirect_chain == [("/", 302)]
    assert "Je hoort nu bij geen school" in antwoord.content.decode()


def test_een_druk_doet_niets(browser, adres, mensen):
    url = adres("trajecten:fase", mensen.traject.pk)
    assert browser.post(url, {"naar": "stopgezet", "als": mensen.bea.pk}).url == "/"
    assert not mensen.traject.gebeurtenissen.exists()


@pytest.mark.parametrize("methode", ["get", "post"])
def test_een_deel_gaat_naar_de_voordeur_zelf(browser, adres, methode):
    """Not the front door inside the page."""
    antwoord = getattr(browser, methode)(adres("overzichten:leerlingen"), **HX)
    assert antwoord["HX-Redirect"] == "/"
    assert antwoord.content == b""


def test_wie_elders_nog_een_rol_heeft_vindt_hier_niets_meer(browser, adres, mensen):
    f.LidmaatschapFactory(school=mensen.andere_school, gebruiker=mensen.bea.gebruiker)
    for kop in ({}, HX):
        assert browser.get(adres("overzichten:start"), **kop).status_code == 404
        assert browser.post(adres("overzichten:start"), **kop).status_code == 404
