"""Signed out in the middle of a form: what was typed is there again, for the same person only."""

import re

import pytest
from playwright.sync_api import Page, expect

from dev.accounts import WACHTWOORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]
NIEUW = "/demo/werkplekken/organisaties/nieuw/"
BEWERK = "/demo/werkplekken/organisaties/1/bewerk/"
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


def _bewerk_een_overeenkomst(pagina: Page) -> str:
    """The form of some agreement that is not signed yet. Its address."""
    pagina.goto("/demo/overeenkomsten/")
    pagina.locator("tr", has_text="oncept").locator("a.naam").first.click()
    pagina.get_by_role("link", name="Bewerken").click()
    expect(pagina.get_by_label("Polisnummer")).to_be_visible()
    return pagina.url


def _vul(pagina: Page, **velden: str) -> None:
    for naam, waarde in velden.items():
        pagina.get_by_label(naam).fill(waarde)


def _bewaar(pagina: Page) -> None:
    pagina.get_by_role("button", name="Bewaren").click()


def test_wat_een_collega_intussen_wijzigde_blijft(als):
    """Both the field that only the colleague changed, and the one that both changed."""
    pagina, collega = als("begeleider"), als("administratie")
    url = _bewerk_een_overeenkomst(pagina)
    _vul(pagina, Polisnummer="VAN-MIJ", Verzekeraar="Ethias van mij")
    pagina.context.clear_cookies(name="sessionid")
    _bewaar(pagina)
    expect(pagina.get_by_text("er is nog niets bewaard")).to_be_visible()
    token = pagina.input_value("[name=csrfmiddlewaretoken]")
    assert "csrfmiddlewaretoken" not in _onthouden(pagina)

    collega.goto(url)
    _vul(collega, **{"Paritair comité": "118.03", "Polisnummer": "VAN-COLLEGA"})
    _bewaar(collega)
    expect(collega.get_by_text("De overeenkomst is bewaard.")).to_be_visible()

    _meld_aan(pagina, "begeleider")
    expect(pagina.get_by_text(TERUG)).to_be_visible()
    expect(pagina.get_by_label("Polisnummer")).to_have_value("VAN-MIJ")
    assert pagina.locator("[name=csrfmiddlewaretoken]").first.input_value() != token
    _bewaar(pagina)
    melding = pagina.get_by_text("Dit werd intussen gewijzigd: Polisnummer.")
    expect(melding).to_be_visible()
    expect(pagina.get_by_text("Nu bewaard: VAN-COLLEGA.")).to_be_visible()
    expect(pagina.get_by_label("Paritair comité")).to_have_value("118.03")
    expect(pagina.get_by_label("Verzekeraar")).to_have_value("Ethias van mij")
    _bewaar(pagina)
    expect(pagina.get_by_text("De overeenkomst is bewaard.")).to_be_visible()


def test_een_formulier_dat_niet_zegt_wat_het_zag_krijgt_alleen_wat_gewijzigd_was(als):
    pagina = als("begeleider")
    pagina.goto(BEWERK)
    zonder = "document.querySelector('[name=gezien]').remove()"
    pagina.evaluate(zonder)
    _vul(pagina, Telefoon="03 111 22 33")
    straat = pagina.get_by_label("Straat").input_value()
    pagina.context.clear_cookies(name="sessionid")
    _bewaar(pagina)
    pagina.evaluate(  # as if the page showed something else than what is stored by now
        "(() => { const b = JSON.parse(sessionStorage.onderweg);"
        " b.velden.find((v) => v.naam === 'straat').waarde = 'Oude straat 1';"
        " sessionStorage.onderweg = JSON.stringify(b); })()"
    )
    _meld_aan(pagina, "begeleider")
    expect(pagina.get_by_label("Telefoon")).to_have_value("03 111 22 33")
    expect(pagina.get_by_label("Straat")).to_have_value(straat)


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
    pagina.goto(BEWERK)
    pagina.get_by_label("E-mailadres", exact=True).fill("geen adres")
    pagina.eval_on_selector("form[method=post]:has([name=naam])", "f => { f.noValidate = true; }")
    pagina.get_by_role("button", name="Bewaren").click()
    expect(pagina.get_by_label("E-mailadres", exact=True)).to_have_value("geen adres")
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
