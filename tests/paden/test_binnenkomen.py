"""Getting in with a real browser: an invitation and its code, the app with codes, a passkey, and a
session that was ended elsewhere."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.gebruikers.conftest import appcode
from tests.paden.wereld import met_wachtwoord

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]
START = re.compile(r"/demo/$")


def test_van_uitnodiging_tot_binnen(als, stapel):
    beheer, email = als("beheerder"), "nieuwe.collega@demo.example"
    beheer.goto("/demo/mensen/nodig-uit/")
    for veld, waarde in {"voornaam": "Noor", "naam": "Claes", "email": email}.items():
        beheer.locator(f"[name={veld}]").fill(waarde)
    beheer.locator("[name=rol]").select_option("leerkracht")
    beheer.get_by_role("button", name="Uitnodigen").click()
    expect(beheer.get_by_text("De uitnodiging gaat naar")).to_be_visible()

    nieuw = als(None)
    nieuw.goto(stapel.wacht_op_mail(email, "nodigt je uit").links[0][1])
    nieuw.locator("main form button.btn-primary").click()
    expect(nieuw.get_by_role("heading", name="Vul de code in")).to_be_visible()
    nieuw.locator("[name=code]").fill(stapel.code_voor(email))
    nieuw.get_by_role("button", name="Ga verder").click()
    expect(nieuw).to_have_url(START)


def test_een_app_met_codes_instellen_en_gebruiken(als):
    hier, daar = als(None), als(None)
    email = "praktijk@demo.example"
    met_wachtwoord(hier, email)
    expect(hier).to_have_url(START)
    hier.goto("/account/tweede-stap/")
    hier.get_by_role("link", name="App instellen").click()
    assert hier.locator("img.qr").evaluate("beeld => beeld.complete && beeld.naturalWidth > 0")
    hier.get_by_text("Kan je niet scannen?").click()
    geheim = hier.locator("code").inner_text()
    hier.locator("[name=code]").fill(appcode(geheim))
    hier.get_by_role("button", name="App instellen").click()
    expect(hier.get_by_role("heading", name="Je reservecodes")).to_be_visible()
    expect(hier.locator(".codes li")).to_have_count(10)

    met_wachtwoord(daar, email)
    expect(daar.get_by_role("heading", name="Nog één stap")).to_be_visible()
    daar.goto("/demo/")
    expect(daar).to_have_url(re.compile("/account/login/tweede-stap/"))
    daar.locator("[name=code]").fill(appcode(geheim))
    daar.get_by_role("button", name="Aanmelden", exact=True).click()
    expect(daar).to_have_url(START)

    # Afterwards the account is as the other paths know it.
    hier.goto("/account/tweede-stap/app/verwijder/")
    hier.get_by_role("button", name="Verwijderen").click()
    expect(hier.get_by_text("De app met codes is verwijderd.")).to_be_visible()
    daar.reload()
    expect(daar).to_have_url(re.compile("/account/login/"))


def _virtuele_sleutel(pagina: Page):
    lijn = pagina.context.new_cdp_session(pagina)
    lijn.send("WebAuthn.enable")
    opties = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    lijn.send("WebAuthn.addVirtualAuthenticator", {"options": opties})
    return lijn


def test_een_passkey_toevoegen_en_ermee_aanmelden(als):
    pagina = als(None)
    _virtuele_sleutel(pagina)
    met_wachtwoord(pagina, "leerkracht@demo.example")
    expect(pagina).to_have_url(START)
    pagina.goto("/account/tweede-stap/")
    pagina.get_by_role("link", name="Passkey toevoegen").click()
    pagina.locator("[name=name]").fill("Laptop")
    pagina.get_by_role("button", name="Passkey toevoegen").click()
    expect(pagina.get_by_role("heading", name="Je reservecodes")).to_be_visible()

    pagina.goto("/account/logout/")
    pagina.locator("main").get_by_role("button", name="Afmelden").click()
    pagina.goto("/account/login/")
    pagina.get_by_role("button", name="Aanmelden met een passkey").click()
    expect(pagina).to_have_url(START)
    pagina.goto("/account/")
    expect(pagina.get_by_text("ingesteld", exact=True)).to_be_visible()

    # A password alone is not enough any more; the passkey is the second step too.
    pagina.goto("/account/logout/")
    pagina.locator("main").get_by_role("button", name="Afmelden").click()
    met_wachtwoord(pagina, "leerkracht@demo.example")
    pagina.get_by_role("button", name="Gebruik je passkey").click()
    expect(pagina).to_have_url(START)

    pagina.goto("/account/tweede-stap/")
    pagina.get_by_role("link", name="Verwijderen van Laptop").click()
    pagina.get_by_role("button", name="Verwijderen").click()
    expect(pagina.get_by_text("De passkey is verwijderd.")).to_be_visible()


def test_een_elders_beeindigde_sessie_is_eruit_bij_de_volgende_klik(als):
    hier, daar = als("administratie"), als("administratie")
    hier.goto("/account/")
    expect(hier.locator(".toestel")).not_to_have_count(1)
    hier.get_by_role("button", name="Alle andere toestellen afmelden").click()
    expect(hier.get_by_text("Alle andere toestellen zijn afgemeld.")).to_be_visible()
    expect(hier.locator(".toestel")).to_have_count(1)
    daar.locator(".zijbalk .lijst a").nth(1).click()
    expect(daar).to_have_url(re.compile(r"/account/login/\?next="))
