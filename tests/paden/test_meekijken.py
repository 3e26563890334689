"""Looking as somebody else: the banner everywhere, nothing to sign, and the visit in the file."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]
# As by somebody who switches the fields on again.
TOCH = "form => { for (const veld of form.elements) veld.disabled = false; form.submit() }"
TWEEDE = "tweede.coordinator@demo.example"


def _tweede_coordinator(als, stapel) -> Page:
    beheer = als("beheerder")
    beheer.goto("/demo/mensen/nodig-uit/")
    for veld, waarde in {"voornaam": "Tine", "naam": "Wouters", "email": TWEEDE}.items():
        beheer.locator(f"[name={veld}]").fill(waarde)
    beheer.locator("[name=rol]").select_option("coordinator")
    beheer.get_by_role("button", name="Uitnodigen").click()
    expect(beheer.get_by_text("Na hun akkoord")).to_be_visible()
    coen = als("coordinator")
    coen.goto("/demo/mensen/")
    coen.get_by_role("button", name="Akkoord").click()
    expect(coen.get_by_text("De uitnodiging gaat naar")).to_be_visible()
    pagina = als(None)
    pagina.goto(stapel.wacht_op_mail(TWEEDE, "nodigt je uit").links[0][1])
    pagina.locator("main form button.btn-primary").click()
    pagina.locator("[name=code]").fill(stapel.code_voor(TWEEDE))
    pagina.get_by_role("button", name="Ga verder").click()
    expect(pagina).to_have_url(re.compile(r"/demo/$"))
    return pagina


def test_wie_meekijkt_tekent_niet_en_staat_in_het_dossier(als, stapel):
    """What waits for the signature of one coördinator is not signed by another who looks along."""
    tine = _tweede_coordinator(als, stapel)
    tine.goto("/demo/mensen/?rol=coordinator&q=Willems")
    tine.get_by_role("link", name="Meekijken als").click()
    tine.get_by_label("Waarom kijk je mee?").fill("Vindt niet wat te tekenen is.")
    tine.get_by_role("button", name="Kijk een half uur mee").click()
    balk = tine.get_by_text("Je kijkt mee als Coen Willems")
    expect(balk).to_be_visible()

    tine.get_by_role("link", name="Lezen en tekenen").first.click()
    expect(balk).to_be_visible()
    knop = tine.get_by_role("button", name="Ondertekenen")
    expect(knop).to_be_disabled()
    expect(tine.get_by_label("Typ je voornaam en naam")).to_be_disabled()
    blad = tine.url
    tine.locator("main form", has=knop).evaluate(TOCH)
    expect(tine.get_by_text("wijzigen, tekenen of versturen kan je dan niet")).to_be_visible()
    expect(tine).to_have_url(blad)
    expect(balk).to_be_visible()
    tine.goto("/demo/dossier/1/")

    lotte = als("leerling", breedte=390)
    lotte.goto("/demo/dossier/1/wie-ziet-dit/")
    expect(lotte.get_by_text("keek mee als Coen Willems")).to_be_visible()

    tine.get_by_role("button", name="Stop met meekijken").click()
    expect(tine.get_by_text("Dit ben je weer zelf")).to_be_visible()
    expect(balk).to_have_count(0)
    stapel.wacht_op_mail("coordinator@demo.example", "kijkt mee met jouw account")


def test_een_bezoek_van_daarnet_staat_in_het_dossier(als):
    mentor, ouder = als("mentor", breedte=390), als("ouder", breedte=390)
    mentor.goto("/demo/plannen/traject/1/")
    ouder.goto("/demo/dossier/1/wie-ziet-dit/")
    rij = ouder.locator("tr", has_text="An Cools").filter(has_text="Opleidingsplan")
    expect(rij).to_be_visible()
