"""The day on which the school asks a second factor begins while somebody fills in a form."""

import re

import psycopg
import pytest
from playwright.sync_api import Page, expect

from dev.accounts import email
from tests.gebruikers.conftest import appcode

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]
SCHOOL, ROL = "tweede", "begeleider"
NIEUW = f"/{SCHOOL}/werkplekken/organisaties/nieuw/"
VANAF = "UPDATE gebruikers_school SET tweede_factor_vanaf = %s WHERE code = %s"
WEG = """
    DELETE FROM mfa_authenticator USING gebruikers_gebruiker wie
    WHERE wie.id = user_id AND wie.email = %s
"""


@pytest.fixture
def op_die_dag(stapel):
    """From now on the school asks it; afterwards all is as it was."""
    with psycopg.connect(stapel.databank_url, autocommit=True) as lijn:
        yield lambda: lijn.execute(VANAF, ["2026-01-01", SCHOOL])
        lijn.execute(VANAF, [None, SCHOOL])
        lijn.execute(WEG, [email(ROL, SCHOOL)])


def _verzend_te_laat(pagina: Page, op_die_dag) -> None:
    pagina.goto(NIEUW)
    pagina.get_by_label("Naam").fill("De Brug")
    op_die_dag()
    pagina.get_by_role("button", name="Bewaren").click()
    expect(pagina.get_by_role("heading", name="Stel eerst een tweede stap in")).to_be_visible()
    expect(pagina.get_by_text("Er is nog niets bewaard.")).to_be_visible()


def _onthouden(pagina: Page) -> str | None:
    return pagina.evaluate("sessionStorage.getItem('onderweg')")


def test_na_het_instellen_staat_de_tekst_er_weer(als, op_die_dag):
    pagina = als(ROL, school=SCHOOL)
    _verzend_te_laat(pagina, op_die_dag)
    pagina.get_by_role("link", name="App instellen").click()
    code = appcode(pagina.locator("code.vingerafdruk").text_content())
    pagina.locator("[name=code]").fill(code)
    pagina.get_by_role("button", name="App instellen").click()
    expect(pagina.get_by_role("heading", name="Je reservecodes")).to_be_visible()
    assert code not in _onthouden(pagina)
    pagina.get_by_role("link", name="Verder").click()
    expect(pagina).to_have_url(re.compile(NIEUW))
    expect(pagina.get_by_text("Wat je typte, staat er weer")).to_be_visible()
    expect(pagina.get_by_label("Naam")).to_have_value("De Brug")
    pagina.get_by_role("button", name="Bewaren").click()
    expect(pagina.get_by_text("Bewaard.")).to_be_visible()
    assert _onthouden(pagina) is None


def test_wie_zich_dan_afmeldt_laat_niets_achter(als, op_die_dag):
    pagina = als(ROL, school=SCHOOL)
    _verzend_te_laat(pagina, op_die_dag)
    assert "De Brug" in _onthouden(pagina)
    pagina.get_by_role("button", name="Afmelden").click()
    expect(pagina.get_by_text("Je bent afgemeld.")).to_be_visible()
    assert _onthouden(pagina) is None
