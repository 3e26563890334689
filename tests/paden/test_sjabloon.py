"""The coördinator adds an article of the school's own; what is drawn up next is sent on it."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]


def test_een_eigen_artikel_komt_in_de_volgende_overeenkomst(als):
    pagina = als("coordinator")
    pagina.goto("/demo/overeenkomsten/")
    pagina.get_by_role("link", name="Sjablonen").click()
    pagina.get_by_role("button", name=re.compile("Eigen versie.*Stageovereenkomst")).click()
    pagina.locator("#id_nieuw-titel").fill("Kledij")
    pagina.locator("#id_nieuw-tekst").fill("{loon} voor kledij.")
    pagina.get_by_role("button", name="Artikel toevoegen").click()
    expect(pagina.get_by_text("{loon} kunnen we hier niet invullen")).to_be_visible()
    pagina.locator("#id_nieuw-tekst").fill("{bij} zorgt voor kledij.")
    pagina.get_by_role("button", name="Artikel toevoegen").click()
    omhoog = pagina.get_by_role("button", name=re.compile("Omhoog.*Kledij"))
    omhoog.focus()
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_role("heading", name="Artikel 11. Kledij")).to_be_visible()
    pagina.get_by_role("link", name="Voorbeeld").click()
    expect(pagina.get_by_text("Bedrijf Voorbeeld zorgt voor kledij.")).to_be_visible()
    pagina.get_by_role("link", name="Terug").click()
    pagina.get_by_role("link", name="In gebruik nemen").click()
    expect(pagina.get_by_role("heading", name="Kledij: nieuw")).to_be_visible()
    pagina.get_by_role("button", name="In gebruik nemen").click()
    expect(pagina.get_by_role("link", name="versie 1 van de school").last).to_be_visible()

    pagina.goto("/demo/overeenkomsten/?soort=sao&status=getekend")
    pagina.locator("a.naam").first.click()
    pagina.get_by_role("button", name="Verlengen met een nieuw concept").click()
    expect(pagina.get_by_text("van de school, versie 1")).to_be_visible()
