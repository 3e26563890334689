"""Tasks on Vandaag and in a file with HTMX: what counts is counted anew, the keyboard stays where
one was, it is said aloud, and what was typed survives being signed out."""

import re

import pytest
from playwright.sync_api import Page, expect

from dev.accounts import WACHTWOORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]
AFGEMELD = "Je was intussen afgemeld: er is nog niets bewaard"
WAT = "Bel de zaakvoerder over het uurrooster"


def _vink(pagina: Page, naam: str):
    return pagina.get_by_role("button", name=re.compile(f"^{naam}")).first


TELT = (
    "#dag-zin",
    "#te-doen-opzij",
    "#tellingen",
)  # the sentence, the number in the menu, the bars


def _telt(pagina: Page) -> list[str]:
    return [pagina.locator(plek).inner_text() for plek in TELT]


def test_afvinken_op_vandaag_telt_opnieuw_en_houdt_het_toetsenbord(als):
    bea = als("begeleider")
    voor, knop = _telt(bea), _vink(bea, "Gedaan")
    balken = bea.locator("#tellingen").text_content()
    kenmerk = knop.get_attribute("id")
    wat = knop.inner_text().partition("(")[2].rstrip(")")
    knop.press("Enter")
    expect(bea.locator("#tellingen")).not_to_have_text(balken)
    andere = bea.context.new_page()
    andere.goto("/demo/")
    assert _telt(bea) == _telt(andere), "zoals de hele bladzijde het zegt"
    ongedaan = bea.locator(f"#{kenmerk}")
    expect(ongedaan).to_have_text(re.compile("^Ongedaan maken"))
    expect(ongedaan).to_be_focused()
    expect(bea.locator("#omroep")).to_have_text(f"Gedaan: {wat}.")
    ongedaan.press("Enter")
    expect(bea.locator("#tellingen")).to_have_text(balken)
    assert _telt(bea) == voor
    expect(bea.locator(f"#{kenmerk}")).to_be_focused()
    expect(bea.locator("#omroep")).to_have_text(f"{wat} staat weer open.")


def _naar_de_taken(pagina: Page) -> str:
    pagina.locator(".taak .acties").get_by_role("link", name=re.compile("^Taken")).first.click()
    expect(pagina.get_by_role("heading", name="Taak toevoegen")).to_be_visible()
    return pagina.url.partition("#")[0]


def _meld_aan(pagina: Page) -> None:
    expect(pagina.get_by_text(AFGEMELD)).to_be_visible()
    pagina.locator("[name=login]").fill("begeleider@demo.example")
    pagina.locator("[name=password]").fill(WACHTWOORD)
    pagina.get_by_role("button", name="Aanmelden", exact=True).click()


def test_wie_intussen_afgemeld_was_vindt_de_taak_terug(als):
    bea = als("begeleider")
    blad = _naar_de_taken(bea)
    bea.locator("[name=wat]").fill(WAT)
    bea.context.clear_cookies(name="sessionid")
    bea.locator("#taak-toevoegen").click()
    _meld_aan(bea)
    expect(bea).to_have_url(re.compile(re.escape(blad)))
    expect(bea.get_by_text("Wat je typte, staat er weer")).to_be_visible()
    expect(bea.locator("[name=wat]")).to_have_value(WAT)
    bea.locator("#taak-toevoegen").click()
    expect(bea.locator("#taken b", has_text=WAT)).to_be_visible()
    expect(bea.locator("#omroep")).to_have_text("De taak is toegevoegd.")
    expect(bea.locator("[name=wat]")).to_be_focused()
    assert bea.evaluate("sessionStorage.getItem('onderweg')") is None

    bea.context.clear_cookies(name="sessionid")
    _vink(bea, "Gedaan").click()
    _meld_aan(bea)
    expect(bea).to_have_url(re.compile(re.escape(blad)))
    gevraagd = bea.locator("#taken .taak", has_text=WAT)
    gevraagd.get_by_role("button", name=re.compile("^Gedaan")).click()
    expect(bea.locator("#omroep")).to_have_text(f"Gedaan: {WAT}.")
    expect(gevraagd.get_by_role("button", name=re.compile("^Ongedaan maken"))).to_be_focused()
