"""A learner comes in again under another number, is made one, and is two again."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]
KOP = "Stamnummer;Naam;Voornaam;Geboortedatum;Telefoon;Naam moeder;Voornaam moeder\n"


def voer_in(pagina: Page, *rijen: str) -> None:
    """To the preview of a file with these rows."""
    bestand = {"name": "d.csv", "mimeType": "text/csv", "buffer": (KOP + "\n".join(rijen)).encode()}
    pagina.goto("/demo/leerlingen/invoer/")
    pagina.set_input_files("input[type=file]", bestand)
    pagina.get_by_role("button", name="Bekijk het voorbeeld").click()


def neem_over(pagina: Page) -> None:
    pagina.get_by_role("button", name="overnemen").click()
    expect(pagina.get_by_role("heading", name="Klaar")).to_be_visible()


def test_een_leerling_met_twee_nummers(als):
    pagina = als("administratie")
    voer_in(pagina, "PAD-1;Vermeulen;Doortje;14/03/2009;;Raes;Inge")
    neem_over(pagina)
    nieuw = "PAD-2;Doortje;Vermeulen;14/03/2009;0470 11 22 33;Raes;Inge"
    voer_in(pagina, nieuw)
    expect(pagina.get_by_text("1 nieuwe leerling lijkt op iemand die er al staat")).to_be_visible()
    expect(pagina.get_by_text("Doortje Vermeulen, stamnummer PAD-1")).to_be_visible()
    neem_over(pagina)
    pagina.get_by_role("link", name="Kijk na of het dezelfde is").click()

    pagina.get_by_role("link", name="Nakijken").click()
    naam = pagina.get_by_role("group", name="Voornaam")
    naam.get_by_label("Doortje").check()
    pagina.get_by_role("group", name="Naam", exact=True).get_by_label("Vermeulen").check()
    expect(pagina.get_by_role("group", name="Telefoon").get_by_label("0470")).to_be_checked()
    expect(pagina.get_by_label("dezelfde als Inge Raes (moeder)")).to_be_checked()
    pagina.get_by_role("button", name="Samenvoegen").click()
    expect(pagina.get_by_text("Samengevoegd. Een week lang")).to_be_visible()
    samengevoegd = pagina.url
    pagina.get_by_role("link", name="Naar Doortje Vermeulen").click()
    expect(pagina.get_by_text("0470 11 22 33")).to_be_visible()
    expect(pagina.locator("section b", has_text="Inge Raes")).to_have_count(1)

    voer_in(pagina, "PAD-1;Vermeulen;Doortje;14/03/2009;;;")
    expect(pagina.get_by_text("0 nieuw, 0 gewijzigd, 1 ongewijzigd")).to_be_visible()

    pagina.goto(samengevoegd)
    pagina.get_by_role("button", name="Ongedaan maken").click()
    expect(pagina.get_by_text("Ongedaan gemaakt.")).to_be_visible()
    pagina.goto("/demo/leerlingen/?q=doortje")
    expect(pagina.get_by_role("link", name="Doortje")).to_have_count(2)
