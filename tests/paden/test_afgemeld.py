"""Signed out in the middle of a form: what was typed is there again, for the same person only."""

import re

import pytest
from playwright.sync_api import Page, expect

from dev.accounts import WACHTWOORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]
NIEUW = "/demo/werkplekken/organisaties/nieuw/"
TERUG = "Wat je typte, staat er weer"


def _onthouden(pagina: Page) -> str | None:
    return pagina.evaluate("sessionStorage.getItem('onderweg')")


def _verzend_zonder_sessie(pagina: Page) -> None:
    pagina.goto(NIEUW)
    pagina.get_by_label("Naam").fill("De Brug")
    pagina.get_by_label("Gemeente").fill("Zele")
    assert _onthouden(pagina) is None
    pagina.context.clear_cookies(name="sessionid")
    pagina.get_by_role("button", name="Bewaren").click()
    expect(pagina.get_by_text("er is nog niets bewaard")).to_be_visible()


def _meld_aan(pagina: Page, rol: str) -> None:
    pagina.locator("[name=login]").fill(f"{rol}@demo.example")
    pagina.locator("[name=password]").fill(WACHTWOORD)
    pagina.get_by_role("button", name="Aanmelden", exact=True).click()
    pagina.wait_for_url(re.compile("/demo/"))


def test_na_opnieuw_aanmelden_staat_de_tekst_er_weer(als):
    pagina = als("begeleider")
    _verzend_zonder_sessie(pagina)
    _meld_aan(pagina, "begeleider")
    expect(pagina).to_have_url(re.compile(NIEUW))
    expect(pagina.get_by_text(TERUG)).to_be_visible()
    expect(pagina.get_by_label("Naam")).to_have_value("De Brug")
    expect(pagina.get_by_label("Gemeente")).to_have_value("Zele")
    assert WACHTWOORD not in (_onthouden(pagina) or "")
    pagina.get_by_role("button", name="Bewaren").click()
    expect(pagina.get_by_text("Bewaard.")).to_be_visible()
    assert _onthouden(pagina) is None


def test_wie_daarna_aanmeldt_op_hetzelfde_toestel_ziet_niets(als):
    pagina = als("begeleider")
    _verzend_zonder_sessie(pagina)
    _meld_aan(pagina, "administratie")
    expect(pagina).to_have_url(re.compile(NIEUW))
    expect(pagina.get_by_label("Naam")).to_have_value("")
    assert _onthouden(pagina) is None


def test_een_oud_formulier_komt_gevuld_terug(als):
    pagina = als("begeleider")
    pagina.goto(NIEUW)
    pagina.get_by_label("Naam").fill("De Brug")
    pagina.context.clear_cookies(name="csrftoken")
    pagina.get_by_role("button", name="Bewaren").click()
    expect(pagina.get_by_role("heading", name="Er is niets verstuurd")).to_be_visible()
    pagina.get_by_role("link", name="Terug naar het formulier").click()
    expect(pagina.get_by_text(TERUG)).to_be_visible()
    expect(pagina.get_by_label("Naam")).to_have_value("De Brug")
    assert _onthouden(pagina) is None


def test_een_fout_in_het_formulier_laat_niets_achter(als):
    """The server answered: what it was sent is on the page, or kept."""
    pagina = als("begeleider")
    pagina.goto("/demo/werkplekken/organisaties/1/bewerk/")
    pagina.get_by_label("E-mailadres").fill("geen adres")
    pagina.eval_on_selector("form[method=post]:has([name=naam])", "f => { f.noValidate = true; }")
    pagina.get_by_role("button", name="Bewaren").click()
    expect(pagina.get_by_label("E-mailadres")).to_have_value("geen adres")
    expect(pagina.get_by_text(TERUG)).to_have_count(0)
    assert _onthouden(pagina) is None


def test_afmelden_wist_wat_nog_wachtte(als):
    pagina = als("begeleider")
    _verzend_zonder_sessie(pagina)
    assert "De Brug" in _onthouden(pagina)
    pagina.goto("/account/login/")
    _meld_aan(pagina, "begeleider")
    assert "De Brug" in _onthouden(pagina)
    pagina.locator(".wie-onder").get_by_role("button", name="Afmelden").click()
    expect(pagina.get_by_text("Je bent afgemeld.")).to_be_visible()
    assert _onthouden(pagina) is None


def test_na_een_uur_gaat_het_weg_op_elke_bladzijde(als):
    pagina = als("begeleider")
    _verzend_zonder_sessie(pagina)
    pagina.evaluate(
        "sessionStorage.setItem('onderweg', JSON.stringify("
        "{...JSON.parse(sessionStorage.getItem('onderweg')), op: Date.now() - 3600001}))"
    )
    pagina.goto("/account/login/")
    assert _onthouden(pagina) is None
