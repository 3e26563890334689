"""Two tabs, two roles: a tab says it once when another one chose another role."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]
LEA = "leerkracht@demo.example"
GEWISSELD = "je wisselde in een ander tabblad van rol"


def _geef_tweede_rol(als, stapel) -> Page:
    """Lea teaches, and keeps the administration too."""
    beheer = als("coordinator")
    beheer.goto("/demo/mensen/nodig-uit/")
    for veld, waarde in {"voornaam": "Lea", "naam": "Martens", "email": LEA}.items():
        beheer.locator(f"[name={veld}]").fill(waarde)
    beheer.locator("[name=rol]").select_option("administratie")
    beheer.get_by_role("button", name="Uitnodigen").click()
    expect(beheer.get_by_text("De uitnodiging gaat naar")).to_be_visible()
    lea = als(None)
    lea.goto(stapel.wacht_op_mail(LEA, "nodigt je uit").links[0][1])
    lea.locator("main form button.btn-primary").click()
    lea.locator("[name=code]").fill(stapel.code_voor(LEA))
    lea.get_by_role("button", name="Ga verder").click()
    return lea


def _wissel(tab: Page, rol: str) -> None:
    tab.goto("/demo/wissel/")
    tab.get_by_role("button", name=rol).click()
    expect(tab.get_by_text("Mijn account").first).to_be_attached()


def test_een_tabblad_zegt_een_keer_dat_elders_gewisseld_is(als, stapel):
    eerste = _geef_tweede_rol(als, stapel)
    _wissel(eerste, "Leerkracht")
    expect(eerste.get_by_text(GEWISSELD)).to_be_hidden()
    tweede = eerste.context.new_page()
    _wissel(tweede, "Administratie")
    expect(tweede.get_by_text(GEWISSELD)).to_be_hidden()
    eerste.goto("/demo/leerlingen/")
    expect(eerste.get_by_text(f"Je kijkt nu als administratie: {GEWISSELD}")).to_be_visible()
    eerste.goto("/demo/leerlingen/")
    expect(eerste.get_by_text(GEWISSELD)).to_be_hidden()
