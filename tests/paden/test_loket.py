"""In the browser: administratie lays a list from the counter beside ours and takes one row over."""

import datetime

import pytest
from playwright.sync_api import expect

from tests.paden.wereld import dag

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]


def lijst() -> str:
    """With numbers of the demo world, a day that is another with us, a word that nobody knows yet
    and one that we do not have."""
    anders = f"{datetime.date.fromisoformat(dag(-30)):%d/%m/%Y}"
    return "\n".join(
        [
            "Nummer\tINSZ\tFase in het loket\tDatum registratie",
            "WPD-2026-10458\t93.05.18-223.61\tgeregistreerd\t",
            f"WPD-2026-10633\t93.05.18-223.61\tklaar voor premie\t{anders}",
            "WPD-2026-99999\t93.05.18-223.61\tgeregistreerd\t",
        ]
    )


def test_plakken_kolommen_zeggen_en_een_rij_overnemen(als):
    pagina = als("administratie")
    pagina.goto("/demo/overeenkomsten/")
    pagina.get_by_role("link", name="Vergelijken met Werkplekduaal").click()
    pagina.get_by_label("Of plak de lijst hier").fill(lijst())
    pagina.get_by_role("button", name="Verder").click()
    expect(pagina.get_by_text("De kolom “INSZ” is weggelaten")).to_be_visible()
    pagina.get_by_label("Fase in het loket").select_option("Stand")
    pagina.get_by_role("button", name="Vergelijken").click()
    pagina.get_by_label("klaar voor premie").select_option("geregistreerd")
    pagina.get_by_role("button", name="Vergelijken").click()

    expect(pagina.get_by_role("link", name="niet bij ons · 1")).to_be_visible()
    expect(pagina.get_by_role("link", name="gelijk · 1")).to_be_visible()
    regel = pagina.get_by_role("row").filter(has_text="Geregistreerd op")
    regel.get_by_role("checkbox").check()
    pagina.get_by_role("button", name="Van wat ik aanvinkte").click()
    expect(pagina.get_by_text("1 overeenkomst overgenomen.")).to_be_visible()
    expect(pagina.get_by_role("link", name="gelijk · 2")).to_be_visible()
    expect(regel).to_have_count(0)
