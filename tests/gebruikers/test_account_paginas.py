"""allauth's addresses: each in our own look, or not there."""

import re

import pytest
from django.urls import reverse

from tests.conftest import OnmiddellijkeClient
from tests.gebruikers.conftest import bevestigd, code_uit
from tests.gebruikers.toegang_account import ACCOUNT, START, WAARDEN
from tests.test_toegang import _parameters

ENGELS = re.compile(r"\b(Sign|Password|Email|Please|your|Forgot|Code sent)\b")
OPEN = sorted(naam for naam, adres in ACCOUNT.items() if adres.get == 200)


def _pad(naam: str) -> str:
    return reverse(naam, args=[WAARDEN[parameter] for parameter in _parameters(naam)])


@pytest.mark.parametrize("naam", sorted(ACCOUNT))
def test_elk_adres_antwoordt_wat_de_tabel_zegt(naam, aanbieder, browser, client_van):
    gegeven, pad = [], _pad(naam)
    for wie in (browser, client_van("coen")):
        for doe in (wie.get, wie.post):
            antwoord = doe(pad)
            gegeven.append(antwoord.get("Location", antwoord.status_code))
    for verwacht, kreeg in zip(ACCOUNT[naam], gegeven, strict=True):
        if isinstance(verwacht, str) and verwacht != START:
            assert str(kreeg).startswith(verwacht), gegeven
        else:
            assert kreeg == verwacht, gegeven


@pytest.mark.parametrize("naam", OPEN)
def test_in_het_nederlands_en_in_onze_stijl(naam, aanbieder, browser):
    tekst = browser.get(_pad(naam)).content.decode()
    assert "css/trajecten.css" in tekst
    assert not ENGELS.search(re.sub(r"<[^>]*>", " ", tekst))


def test_afmelden_vraagt_het_eerst(client_van):
    client = client_van("coen")
    assert "Afmelden op dit toestel?" in client.get("/account/logout/").content.decode()
    assert "_auth_user_id" in client.session
    antwoord = client.post("/account/logout/", follow=True)
    assert "Je bent afgemeld." in antwoord.content.decode()
    assert "_auth_user_id" not in client.session


def test_het_codeveld_is_klaar_om_te_typen(browser, mensen):
    browser.post("/account/login/code/", {"email": mensen.mo.gebruiker.email})
    tekst = browser.get("/account/login/code/confirm/").content.decode()
    veld = re.search(r'<input[^>]*name="code"[^>]*>', tekst)[0]
    for stuk in ("autofocus", 'inputmode="numeric"', 'autocomplete="one-time-code"'):
        assert stuk in veld


def test_een_code_mag_zonder_streepje(browser, mensen, mailoutbox, taken_meteen):
    browser.post("/account/login/code/", {"email": mensen.mo.gebruiker.email})
    code = code_uit(mailoutbox).replace("-", " ")
    browser.post("/account/login/code/confirm/", {"code": code})
    assert "_auth_user_id" in browser.session


def test_drie_foute_codes_zegt_wat_te_doen(browser, mensen):
    naar = {"next": "/eik/trajecten/7/"}
    browser.post("/account/login/code/", {"email": mensen.mo.gebruiker.email})
    fout = browser.post("/account/login/code/confirm/", {"code": "0"}).content.decode()
    assert "Deze code klopt niet. Kijk ze na in de laatste mail." in fout
    browser.post("/account/login/code/confirm/", {"code": "0"})
    code = {"code": "0"} | naar
    antwoord = browser.post("/account/login/code/confirm/", code, follow=True)
    assert antwoord.request["PATH_INFO"] == "/account/login/code/"
    tekst = antwoord.content.decode()
    assert "Vraag een nieuwe code." in tekst
    assert "Wacht" not in tekst
    assert '<input type="hidden" name="next" value="/eik/trajecten/7/"' in tekst
    assert 'href="/account/login/?next=/eik/trajecten/7/"' in tekst, "ook met wachtwoord"


def test_een_medewerker_kiest_een_wachtwoord_met_een_code(mensen, mailoutbox, taken_meteen):
    browser, email = OnmiddellijkeClient(), mensen.coen.gebruiker.email
    tekst = browser.get("/account/login/").content.decode()
    assert 'href="/account/password/reset/"' in tekst
    tekst = browser.post("/account/password/reset/", {"email": email}, follow=True).content.decode()
    assert "Vul de code in" in tekst
    code = {"code": code_uit(mailoutbox)}
    tekst = browser.post("/account/password/reset/confirm/", code, follow=True).content.decode()
    assert "Kies een wachtwoord" in tekst
    zwak = {"password1": "kort", "password2": "kort"}
    tekst = browser.post("/account/password/reset/complete/", zwak).content.decode()
    assert "Dit wachtwoord is te kort. Neem er een van minstens 12 tekens." in tekst
    assert "Je wachtwoord telt minstens 12 tekens." in tekst
    assert not re.search(r"\b[Uu]w\b|\bmust\b", tekst)
    nieuw = {"password1": "paarse fiets vliegt", "password2": "paarse fiets vliegt"}
    browser.post("/account/password/reset/complete/", nieuw)
    binnen = {"login": email, "password": "paarse fiets vliegt"}
    ander = OnmiddellijkeClient()
    ander.post("/account/login/", binnen)
    assert "_auth_user_id" in ander.session


@pytest.mark.parametrize(
    ("wie", "zin"),
    [
        ("pieter", "Ga naar de coördinator van je school."),
        ("els", "Ga naar de coördinator van je school."),
        ("bob", "Ga naar de coördinator van je school, of naar een andere beheerder."),
        ("coen", "Ben je de enige? Dan kan een beheerder helpen."),
    ],
)
def test_wie_buitengesloten_is_gaat_naar_wie_kan_helpen(client_van, mensen, wie, zin):
    """Not to a beheerder, who must refuse most (gebruikers/rechten: te_herstellen)."""
    tekst = bevestigd(client_van(wie)).get("/account/e-mail/").text
    assert zin in tekst
    assert ("beheerder" in tekst) is ("beheerder" in zin)


def test_bevestigen_wie_je_bent_is_te_annuleren(client_van, mensen, adres):
    antwoord = client_van("coen").get(adres("gebruikers:toegang", mensen.lea.pk), follow=True)
    assert "Dit gaat over hoe jij of een ander binnenkomt." in antwoord.text
    assert '<a href="/">Annuleren</a>' in antwoord.text
