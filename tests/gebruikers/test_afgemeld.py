"""Signed out in the middle of the work: back to where one was, with a sentence."""

import pytest
from django.test import Client

from tests.conftest import OnmiddellijkeClient


@pytest.fixture
def naar(mensen, adres):
    def post(van: str) -> str:
        url = adres("trajecten:team", mensen.traject.pk)
        return OnmiddellijkeClient().post(url, {"x": "y"}, HTTP_REFERER=van)

    return post


def test_na_een_druk_gaat_het_terug_naar_het_formulier(naar, adres):
    school = adres("gebruikers:school")
    antwoord = naar(f"http://testserver{school}?a=b#c")
    assert antwoord.url == f"/account/login/?next={school}%3Fa%3Db"


@pytest.mark.parametrize("van", ["", "https://kwaad.example/x/", "javascript:alert(1)"])
def test_van_elders_gaat_het_naar_de_startpagina(naar, van):
    assert naar(van).url == "/account/login/?next=/"


def test_de_aanmeldpagina_zegt_dat_er_niets_bewaard_is(mensen, adres):
    browser = OnmiddellijkeClient()
    tekst = browser.post(adres("gebruikers:school"), {"naam": "x"}, follow=True).content.decode()
    assert "Je was intussen afgemeld: er is nog niets bewaard" in tekst
    tekst = OnmiddellijkeClient().get(adres("gebruikers:school"), follow=True).content.decode()
    assert "intussen afgemeld" not in tekst


def test_een_deel_van_een_pagina_wordt_geen_aanmeldformulier(mensen, adres):
    hier = adres("overzichten:leerlingen")
    kop = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": f"http://testserver{hier}?q=a"}
    antwoord = OnmiddellijkeClient().get(hier, **kop)
    assert antwoord.content == b""
    assert antwoord["HX-Redirect"] == f"/account/login/?next={hier}%3Fq%3Da"


def test_een_druk_met_htmx_leest_het_ook(mensen, adres):
    """As one without HTMX does; a fragment that was asked for says nothing."""
    hier, browser = adres("overzichten:leerlingen"), OnmiddellijkeClient()
    kop = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": f"http://testserver{hier}"}
    zin = "Je was intussen afgemeld: er is nog niets bewaard"
    browser.get(hier, **kop)
    assert zin not in browser.get("/account/login/").text
    antwoord = browser.post(adres("trajecten:nieuwe_taak", mensen.traject.pk), {"wat": "x"}, **kop)
    assert antwoord["HX-Redirect"] == f"/account/login/?next={hier}"
    assert zin in browser.get("/account/login/").text


def test_een_oud_formulier_gaat_terug_naar_zijn_pagina(mensen, adres):
    client, url = Client(enforce_csrf_checks=True), adres("gebruikers:school")
    client.force_login(mensen.coen.gebruiker)
    antwoord = client.post(url, {"naam": "x"}, HTTP_REFERER=f"http://testserver{url}")
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 403
    assert f'href="{url}">Terug naar het formulier' in tekst
    assert "data-gestuit" in tekst


def test_alleen_een_pagina_voor_wie_aangemeld_is_zegt_wie(mensen, client_van, adres):
    tekst = client_van("bea").get(adres("overzichten:start")).content.decode()
    assert f'data-gebruiker="{mensen.bea.gebruiker_id}"' in tekst
    assert "data-gebruiker" not in Client().get("/account/login/").content.decode()


@pytest.mark.parametrize("kop", [{}, {"HTTP_HX_REQUEST": "true"}])
def test_wiens_toestel_elders_beeindigd_werd_leest_dat(kop, mensen, client_van, adres):
    hier, browser = adres("overzichten:start"), client_van("bea")
    browser.get(hier)
    browser.session.delete()
    browser.get(hier, **kop)
    zin = "Je bent op dit toestel niet meer aangemeld"
    assert zin in browser.get("/account/login/").content.decode()
    assert zin not in browser.get(hier, follow=True).content.decode(), "een keer zeggen volstaat"
    assert zin not in OnmiddellijkeClient().get(hier, follow=True).content.decode()


def test_wie_zich_zelf_afmeldt_leest_dat_niet(mensen, client_van, adres):
    hier, browser = adres("overzichten:start"), client_van("bea")
    browser.post("/account/logout/")
    assert "niet meer aangemeld" not in browser.get(hier, follow=True).content.decode()


def test_wie_nog_aan_het_aanmelden_is_leest_dat_niet(mensen, adres, taken_meteen):
    browser = OnmiddellijkeClient()
    browser.post("/account/login/code/", {"email": mensen.bea.gebruiker.email})
    assert browser.cookies["sessionid"].value
    tekst = browser.get(adres("overzichten:start"), follow=True).content.decode()
    assert "niet meer aangemeld" not in tekst
