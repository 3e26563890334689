"""The mentor's phone: no connection, a tap too many, leaving with something chosen."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]
ZIN = "Geen verbinding. Wat je koos blijft op dit toestel staan"
WEER = "Je hebt weer verbinding. Druk op Bewaren."


@pytest.fixture
def blad(als) -> Page:
    """Every competence of the only learner of this mentor, on a phone."""
    pagina = als("mentor", breedte=390)
    pagina.get_by_role("link", name="Kies zelf wat je beoordeelt").click()
    expect(pagina.get_by_role("button", name="Bewaren")).to_be_visible()
    return pagina


def _niveau(pagina: Page, welke: int = 0):
    """The level "goed" of the so many-th card."""
    return pagina.locator(".schaal").nth(welke).locator("label", has_text="goed")


def _gekozen(pagina: Page, aantal: int) -> None:
    expect(pagina.locator("input[type=radio]:checked")).to_have_count(aantal)
    expect(pagina.get_by_role("button", name="Bewaren")).to_contain_text(f"{aantal} van")


def test_zonder_verbinding_gaat_niets_verloren(blad):
    _niveau(blad).click()
    expect(blad.get_by_text(ZIN)).to_be_hidden()
    blad.context.set_offline(True)
    expect(blad.get_by_text(ZIN)).to_be_visible()
    _niveau(blad, 1).click()
    blad.get_by_role("button", name="Bewaren").click()
    expect(blad.get_by_text(ZIN)).to_be_focused()
    _gekozen(blad, 2)
    blad.context.set_offline(False)
    expect(blad.get_by_text(WEER)).to_be_visible()
    expect(blad.get_by_text(ZIN)).to_have_count(0)
    blad.on("dialog", lambda vraag: vraag.accept())
    blad.reload()
    expect(blad.get_by_text("Wat je typte, staat er weer")).to_be_visible()
    _gekozen(blad, 2)
    blad.get_by_role("button", name="Bewaren").click()
    expect(blad.get_by_text("2 oordelen bewaard")).to_be_visible()
    assert blad.evaluate("sessionStorage.getItem('onderweg')") is None


def test_wie_niets_koos_leest_niets_als_de_verbinding_terug_is(blad):
    blad.context.set_offline(True)
    expect(blad.get_by_text(ZIN)).to_be_visible()
    blad.context.set_offline(False)
    expect(blad.locator("[data-geen-verbinding]")).to_be_hidden()


def test_langs_de_startpagina_vindt_men_de_keuze_terug(blad):
    """There the page of this learner opens with other cards, or with none."""
    assert blad.url.endswith("?alles=1")
    kaarten = blad.locator(".schaal").count()
    blad.context.set_offline(True)
    _niveau(blad, kaarten - 1).click()
    blad.on("dialog", lambda vraag: vraag.accept())
    blad.context.set_offline(False)
    blad.goto("/demo/")
    blad.goto(blad.evaluate("JSON.parse(sessionStorage.onderweg).pad"))
    expect(blad.get_by_text("Wat je typte, staat er weer")).to_be_visible()
    expect(blad).to_have_url(re.compile(r"\?alles=1$"))
    _gekozen(blad, 1)


def test_een_tweede_tik_haalt_de_keuze_weg(blad):
    _niveau(blad).click()
    _gekozen(blad, 1)
    _niveau(blad).click()
    _gekozen(blad, 0)
    blad.get_by_role("link", name="Vandaag").click()
    expect(blad).to_have_url(re.compile("/demo/$"))


def test_weggaan_met_een_keuze_vraagt_eerst(blad):
    vragen = []

    def blijf(vraag) -> None:
        vragen.append(vraag.type)
        vraag.dismiss()

    blad.on("dialog", blijf)
    _niveau(blad).click()
    hier = blad.url
    blad.get_by_role("link", name="Vandaag").click(no_wait_after=True)
    blad.wait_for_timeout(500)
    assert (vragen, blad.url) == (["beforeunload"], hier)
    _gekozen(blad, 1)
