"""Off: no trace. On: a button, one's own page, the browser may go to the provider."""

import re

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from gebruikers.schoolaccounts import urls
from gebruikers.schoolaccounts.instellingen import herkomsten, lees
from tests.gebruikers.conftest import bevestigd
from tests.gebruikers.test_account_paginas import ENGELS

MIJN = "/account/schoolaccounts/"
LOGIN = f"{MIJN}school/login/"
ENTRA = "soort=entra,tenant=t,client_id=c,secret=s"


def _adressen() -> list[str]:
    waarden = {"koppeling_id": 1, "aanbieder": "school"}
    return [
        reverse(p.name, kwargs={k: waarden[k] for k in p.pattern.converters})
        for p in urls.urlpatterns
    ]


def test_uit_is_er_geen_spoor(browser, client_van, settings):
    assert settings.SOCIALACCOUNT_PROVIDERS == {}
    blad = browser.get("/account/login/").content.decode()
    assert "schoolaccount" not in blad.lower()
    for wie in (browser, client_van("coen")):
        for adres in _adressen():
            assert wie.get(adres).status_code == 404, adres
            assert wie.post(adres).status_code == 404, adres
    assert "Gekoppelde accounts" not in client_van("bea").get("/", follow=True).content.decode()


def test_aan_staat_er_een_knop_die_verder_gaat_waar_men_heen_wou(aanbieder, browser):
    blad = browser.get("/account/login/?next=/eik/leerlingen/").content.decode()
    assert f'<form method="post" action="{LOGIN}"' in blad
    assert '<input type="hidden" name="next" value="/eik/leerlingen/">' in blad
    assert "Aanmelden met Eikschool" in blad


def test_een_adres_openen_meldt_niet_aan(aanbieder, browser):
    blad = browser.get(LOGIN)
    assert blad.status_code == 200
    assert "Verder naar Eikschool" in blad.content.decode()


def test_een_aanbieder_die_er_niet_is(aanbieder, browser):
    for naam in ("ander", "schoolaccount_openid", "openid-connect"):
        assert browser.post(f"{MIJN}{naam}/login/").status_code == 404
        assert browser.get(f"{MIJN}{naam}/login/callback/").status_code == 404


@pytest.mark.parametrize("naam", ["bea", "mo", "els", "lotte"])
def test_iedereen_vindt_de_eigen_koppelingen(naam, aanbieder, client_van, mensen, via):
    ander = SocialAccount.objects.create(
        user=mensen.coen.gebruiker, provider="school", uid="van-coen"
    )
    browser = bevestigd(client_van(naam))
    assert MIJN in browser.get("/account/").content.decode()
    via(browser, sub="x", proces="connect")
    blad = browser.get(MIJN).content.decode()
    assert "Je Eikschool-account is gekoppeld." in blad
    mijn = SocialAccount.objects.get(user=getattr(mensen, naam).gebruiker)
    assert re.findall(r"schoolaccounts/(\d+)/ontkoppel", blad) == [str(mijn.pk)]
    assert browser.post(f"{MIJN}{ander.pk}/ontkoppel/").status_code == 404
    blad = browser.post(f"{MIJN}{mijn.pk}/ontkoppel/", follow=True).content.decode()
    assert "kan je je niet meer aanmelden" in blad
    assert list(SocialAccount.objects.all()) == [ander]


def test_wie_niet_aangemeld_is_meldt_zich_eerst_aan(aanbieder, browser):
    assert browser.get(MIJN).url == f"/account/login/?next={MIJN}"
    assert browser.post(f"{MIJN}1/ontkoppel/").status_code == 302


def test_koppelen_zonder_aangemeld_te_zijn_koppelt_niets(via, browser, mensen):
    antwoord = via(browser, sub="x", proces="connect")
    assert antwoord.url == MIJN
    assert not SocialAccount.objects.exists()


def test_elke_bladzijde_is_van_ons_en_in_het_nederlands(aanbieder, browser, client_van, via):
    via(browser, sub="x")
    bladen = [
        browser.get(LOGIN),
        browser.get(f"{LOGIN}callback/"),
        browser.get(f"{MIJN}afgebroken/"),
        browser.get(f"{MIJN}onbekend/"),
        client_van("bea").get(MIJN),
    ]
    for blad in bladen:
        tekst = blad.content.decode()
        assert "css/trajecten.css" in tekst
        assert not ENGELS.search(re.sub(r"<[^>]*>", " ", tekst))


def test_de_browser_mag_alleen_naar_wie_ingesteld_is():
    smartschool = "soort=smartschool,platform=Eik.smartschool.be,client_id=c,secret=s"
    aanbieders = lees({"SCHOOLACCOUNT_ENTRA": ENTRA, "SCHOOLACCOUNT_S": smartschool})
    assert herkomsten(aanbieders) == [
        "https://eik.smartschool.be",
        "https://login.microsoftonline.com",
        "https://oauth.smartschool.be",
    ]
    assert herkomsten(lees({"SCHOOLACCOUNT_ENTRA": ""})) == []


@pytest.mark.parametrize(
    ("tekst", "zegt"),
    [
        ("tenant=t,client_id=c,secret=GEHEIM", "soort is een van"),
        ("soort=entra,client_id=c,secret=GEHEIM", "vul in: tenant"),
        ("soort=google,client_id=c,secret=GEHEIM,tenant=t", "alleen client_id"),
        ("soort=google,client_id=c,secret=GEHEIM,HEEL", "geen komma in een waarde"),
        ("soort=oidc,naam=N,issuer=http://x.example,client_id=c,secret=GEHEIM", "https://"),
    ],
)
def test_een_fout_in_de_instelling_zegt_wat_en_nooit_het_geheim(tekst, zegt):
    with pytest.raises(ImproperlyConfigured, match=zegt) as fout:
        lees({"SCHOOLACCOUNT_X": tekst})
    assert "SCHOOLACCOUNT_X" in str(fout.value)
    assert "GEHEIM" not in str(fout.value)
    assert "HEEL" not in str(fout.value)
