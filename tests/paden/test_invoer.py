"""Step 1 in the browser: administratie brings learners in, twice."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

VOORBEELD = Path(__file__).parents[1] / "leerlingen" / "voorbeelden" / "leerlingen-utf8.csv"
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]


def voer_in(pagina: Page) -> None:
    """From the list of learners to the preview of the sample file."""
    pagina.goto("/demo/leerlingen/invoer/")
    pagina.set_input_files("input[type=file]", VOORBEELD)
    pagina.get_by_role("button", name="Bekijk het voorbeeld").click()
    pagina.wait_for_url("**/leerlingen/invoer/*/")
    verder = pagina.get_by_role("link", name="Verder")
    overnemen = pagina.get_by_text("ongewijzigd")
    expect(verder.or_(overnemen).first).to_be_visible()
    if verder.is_visible():
        verder.click()


def test_tweede_invoer_verandert_niets(als):
    pagina = als("administratie")
    voer_in(pagina)
    expect(pagina.get_by_text("40 nieuw")).to_be_visible()
    pagina.get_by_role("button", name="40 leerlingen overnemen").click()
    expect(pagina.get_by_role("link", name="Verder")).to_be_visible()
    pagina.get_by_role("link", name="Verder").click()
    expect(pagina.get_by_text("40 nieuw, 0 gewijzigd, 0 ongewijzigd")).to_be_visible()

    voer_in(pagina)
    expect(pagina.get_by_text("0 nieuw, 0 gewijzigd")).to_be_visible()
    expect(pagina.get_by_text("Er is niets over te nemen")).to_be_visible()
