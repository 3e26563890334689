"""The last week of June in a browser: choose step by step, preview, press, and back."""

import pytest
from playwright.sync_api import Page, expect

from tests.paden.test_toegankelijkheid import AXE, REGELS, klachten

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]


def _klassen(pagina: Page) -> list[str]:
    """Every class of the school with its year and how many learners."""
    pagina.goto("/tweede/leerlingen/klassen/")
    return pagina.locator("tbody tr").all_inner_texts()


def _kijk(pagina: Page, titel: str) -> None:
    expect(pagina.get_by_role("heading", level=1, name=titel)).to_be_visible()
    assert klachten(pagina, {"runOnly": REGELS}) == []


def test_een_school_gaat_over_en_komt_terug(als):
    coen = als("coordinator", school="tweede")
    coen.context.add_init_script(path=AXE)
    voor = _klassen(coen)
    coen.get_by_role("link", name="Nieuw schooljaar").click()
    _kijk(coen, "Nieuw schooljaar")
    coen.get_by_role("button", name="Begin", exact=True).click()
    _kijk(coen, "Nieuw schooljaar")
    coen.get_by_role("link", name="Begin bij de eerste stap").click()
    _kijk(coen, "Kalender en klassen")
    coen.get_by_label("heet dan").first.fill("NIEUW1")
    coen.get_by_role("button", name="Bewaren en verder").click()
    _kijk(coen, "Leerlingen")
    coen.get_by_label("naartoe gaat").first.select_option(label="verlaat de school")
    coen.get_by_role("button", name="Bewaren").click()
    expect(coen.get_by_text("Je keuzes zijn bewaard.")).to_be_visible()
    for titel in ("Teams", "Plannen"):
        coen.get_by_role("link", name=titel, exact=False).last.click()
        _kijk(coen, titel)

    # Administratie goes on where the coördinator was, and does not press.
    ada = als("administratie", school="tweede")
    ada.goto("/tweede/trajecten/jaarwissel/")
    ada.get_by_role("link", name="Ga verder").click()
    ada.get_by_role("link", name="Naar het voorbeeld").click()
    expect(ada.get_by_text("Verlaat de school, laatste dag")).to_have_count(1)
    expect(ada.get_by_role("button", name="Uitvoeren")).to_have_count(0)

    coen.get_by_role("link", name="Voorbeeld").last.click()
    _kijk(coen, "Voorbeeld")
    if (vinkje := coen.get_by_label("Ja, ik wil nu al overgaan")).count():  # until May
        vinkje.check()
    coen.get_by_role("button", name="Uitvoeren").click()
    expect(coen.get_by_text("Terugdraaien kan tot en met")).to_be_visible(timeout=60_000)
    _kijk(coen, "Nieuw schooljaar")
    coen.get_by_role("link", name="verlaat de school · 1").click()
    expect(coen.get_by_text("Verlaat de school, laatste dag")).to_be_visible()
    uitgevoerd = coen.url
    assert any("NIEUW1" in regel for regel in _klassen(coen))

    coen.goto(uitgevoerd)
    coen.get_by_role("link", name="Terugdraaien").click()
    coen.get_by_label("waarom").fill("Eerst nog de deliberaties.")
    coen.get_by_role("button", name="Terugdraaien").click()
    expect(coen.get_by_text("Alles staat weer zoals ervoor")).to_be_visible(timeout=60_000)
    _kijk(coen, "Nieuw schooljaar")
    assert _klassen(coen) == voor
