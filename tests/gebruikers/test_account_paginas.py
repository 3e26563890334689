"""allauth's addresses: each in our own look, or not there."""

import re

import pytest
from django.urls import URLPattern

from gebruikers import urls_account
from tests.conftest import OnmiddellijkeClient
from tests.gebruikers.conftest import code_uit

# Where the way in leads without any step before it.
ONS = {
    "account_login": 200,
    "account_request_login_code": 200,
    "account_reset_password": 200,
    "account_inactive": 200,
    "account_password_reset_completed": 200,
    "account_logout": 302,
    "account_confirm_login_code": 302,
    "account_confirm_password_reset_code": 302,
    "account_complete_password_reset": 302,
    "mfa_login_webauthn": 302,
    "mfa_authenticate": 302,
}
# Of who is signed in: the way in comes first.
AANGEMELD = {
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}
WEG = {"account_signup", "account_email", "account_email_verification_sent"}
ENGELS = re.compile(r"\b(Sign|Password|Email|Please|your|Forgot|Code sent)\b")


def _paden() -> dict[str, str]:
    assert all(isinstance(patroon, URLPattern) for patroon in urls_account.urlpatterns)
    van_allauth = [p for p in urls_account.urlpatterns if p.name.startswith(("account_", "mfa_"))]
    return {p.name: f"/account/{p.pattern}".replace("<int:pk>", "1") for p in van_allauth}


@pytest.mark.afspraken
def test_elk_adres_is_van_ons_of_is_weg():
    assert set(_paden()) == ONS.keys() | AANGEMELD | WEG


@pytest.mark.parametrize("naam", sorted(AANGEMELD))
def test_wie_niet_aangemeld_is_meldt_zich_eerst_aan(naam, browser, db):
    pad = _paden()[naam]
    for doe in (browser.get, browser.post):
        assert doe(pad).url.startswith("/account/login/?next=")


@pytest.mark.parametrize("naam", sorted(ONS))
def test_in_het_nederlands_en_in_onze_stijl(naam, browser, db):
    antwoord = browser.get(_paden()[naam])
    assert antwoord.status_code == ONS[naam]
    if antwoord.status_code == 200:
        tekst = antwoord.content.decode()
        assert "css/trajecten.css" in tekst
        assert not ENGELS.search(re.sub(r"<[^>]*>", " ", tekst))


@pytest.mark.parametrize("naam", sorted(WEG))
def test_wat_we_niet_gebruiken_is_er_niet(naam, browser, client_van):
    for wie in (browser, client_van("coen")):
        for doe in (wie.get, wie.post):
            assert doe(_paden()[naam]).status_code == 404


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
