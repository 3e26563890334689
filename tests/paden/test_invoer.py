"""Step 1 in the browser: administratie brings learners in, twice."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

VOORBEELD = Path(__file__).parents[1] / "leerlingen" / "voorbeelden" / "leerlingen-utf8.csv"
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]


def laad_op(pagina: Page) -> None:
    """The sample file, to the page on which its preview comes by itself."""
    pagina.goto("/demo/leerlingen/invoer/")
    pagina.set_input_files("input[type=file]", VOORBEELD)
    pagina.get_by_role("button", name="Bekijk het voorbeeld").click()
    pagina.wait_for_url("**/leerlingen/invoer/*/")


def test_verwerpen_neemt_niets_over(als):
    pagina = als("administratie")
    laad_op(pagina)
    pagina.get_by_role("button", name="Bestand verwerpen").click()
    expect(pagina.get_by_text("Dit bestand is er niet meer: verworpen.")).to_be_visible()
    pagina.get_by_role("link", name="Een ander bestand invoeren").click()
    expect(pagina.get_by_role("heading", name="Leerlingen invoeren")).to_be_visible()


def test_tweede_invoer_verandert_niets(als):
    pagina = als("administratie")
    laad_op(pagina)
    expect(pagina.get_by_text("40 nieuw")).to_be_visible()
    pagina.get_by_role("button", name="40 leerlingen overnemen").click()
    expect(pagina.get_by_text("40 nieuw, 0 gewijzigd, 0 ongewijzigd")).to_be_visible()
    expect(pagina.get_by_text("Overgenomen op")).to_be_visible()
    pagina.get_by_role("link", name="zonder traject").click()
    expect(pagina.get_by_role("checkbox", name="zonder traject")).to_be_checked()

    laad_op(pagina)
    expect(pagina.get_by_text("Er is niets over te nemen")).to_be_visible()
    expect(pagina.get_by_text("0 nieuw, 0 gewijzigd, 40 ongewijzigd")).to_be_visible()


def test_zonder_javascript_blijft_er_een_weg(stapel, browser, als):
    sessie = als("administratie").context.storage_state()
    context = browser.new_context(
        base_url=stapel.basis, storage_state=sessie, java_script_enabled=False
    )
    pagina = context.new_page()
    pagina.goto("/demo/leerlingen/invoer/")
    nieuw = b"Stamnummer;Naam;Voornaam;Geboortedatum\nX1;Maes;Lotte;14/03/2009\n"
    bestand = {"name": "nieuw.csv", "mimeType": "text/csv", "buffer": nieuw}
    pagina.set_input_files("input[type=file]", bestand)
    pagina.get_by_role("button", name="Bekijk het voorbeeld").click()
    verwerpen = pagina.get_by_role("button", name="Bestand verwerpen")
    opnieuw = pagina.get_by_role("link", name="Kijk opnieuw")
    for _ in range(30):
        expect(verwerpen.or_(opnieuw).first).to_be_visible()
        if verwerpen.is_visible():
            break
        opnieuw.click()
    verwerpen.click()
    expect(pagina.get_by_text("verworpen.")).to_be_visible()
    context.close()
