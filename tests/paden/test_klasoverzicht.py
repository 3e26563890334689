"""The class grid in a browser: by keyboard, by pressing, and without a connection."""

import pytest
from playwright.sync_api import Page, expect

from tests.paden.test_toegankelijkheid import AXE, REGELS, klachten

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]


def _vakken(pagina: Page):
    return pagina.locator("a.vakje")


def test_een_klas_beoordelen_met_het_toetsenbord(als):
    pieter = als("praktijk")
    pieter.context.add_init_script(path=AXE)
    pieter.get_by_role("link", name="Klasoverzicht").click()
    expect(pieter.get_by_role("heading", level=1, name="Klasoverzicht")).to_be_visible()
    assert klachten(pieter, {"runOnly": REGELS}) == []
    vak, volgend = _vakken(pieter).nth(3), _vakken(pieter).nth(4)
    vak.focus()
    pieter.keyboard.press("3")
    expect(vak).to_have_attribute("aria-label", "Kobe Hermans, Maait gras: school goed")
    expect(vak).to_be_focused()
    pieter.keyboard.press("ArrowRight")
    expect(volgend).to_be_focused()
    pieter.keyboard.press("ArrowLeft")
    pieter.keyboard.press("Backspace")
    expect(vak).to_have_attribute("aria-label", "Kobe Hermans, Maait gras: nog niet beoordeeld")
    pieter.keyboard.press("Backspace")
    expect(pieter.get_by_role("alert")).to_contain_text("koos je vandaag niets")

    # By pressing, and it is there for who comes after.
    pieter.keyboard.press("Enter")
    keuze = pieter.get_by_role("group", name="Kies hoe het gaat")
    expect(keuze).to_contain_text("Kobe Hermans, Maait gras")
    assert klachten(pieter, {"runOnly": REGELS}) == []
    keuze.get_by_role("button", name="met hulp").click()
    expect(vak).to_have_attribute("aria-label", "Kobe Hermans, Maait gras: school met hulp")
    pieter.reload()
    expect(vak).to_have_attribute("aria-label", "Kobe Hermans, Maait gras: school met hulp")

    # What did not arrive says so, and stays as it was.
    vak.focus()
    pieter.context.set_offline(True)
    pieter.keyboard.press("4")
    expect(pieter.get_by_role("alert")).to_contain_text("Niet bewaard")
    expect(vak).to_have_attribute("aria-label", "Kobe Hermans, Maait gras: school met hulp")
    pieter.context.set_offline(False)
    pieter.keyboard.press("4")
    expect(vak).to_have_attribute("aria-label", "Kobe Hermans, Maait gras: school zelfstandig")
    expect(pieter.get_by_role("alert")).to_have_count(0)
    pieter.keyboard.press("Backspace")
    expect(vak).to_have_attribute("aria-label", "Kobe Hermans, Maait gras: nog niet beoordeeld")
