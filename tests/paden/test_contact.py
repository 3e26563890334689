"""A contact on a phone, and visits from the list to the day itself."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.paden.wereld import dag

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]
JEF, WOUT = "Jef Claes", "Wout Peeters"


def _rij(pagina: Page, naam: str):
    return pagina.locator(".caseload tr", has=pagina.get_by_role("link", name=naam))


def test_een_telefoontje_noteren_op_een_telefoon(als):
    bea = als("begeleider", breedte=390)
    bea.get_by_role("link", name="Contact noteren").click()
    bea.get_by_role("link", name="Mehdi Bakkali").click()
    bea.get_by_label("Wat", exact=False).first.select_option("telefoon")
    bea.get_by_label("een ouder").check()
    bea.get_by_label("Verslag").fill("Zijn moeder zoekt mee bij de buren.")
    bea.get_by_role("button", name="Bewaren").click()
    expect(bea).to_have_url(re.compile("deel=contact"))
    expect(bea.get_by_text("Zijn moeder zoekt mee bij de buren.")).to_be_visible()
    bea.goto("/demo/mijn-leerlingen/?sorteer=-contact")
    expect(_rij(bea, "Mehdi Bakkali")).to_contain_text("telefoon, ")


def test_bezoeken_plannen_en_op_de_dag_zelf_houden(als):
    bea = als("begeleider")
    bea.goto("/demo/mijn-leerlingen/?werkplek=met")
    for naam in (JEF, WOUT):
        bea.get_by_label(f"Kies {naam}").check()
    bea.get_by_role("button", name="Bezoek plannen").click()
    bea.locator("[name=vanaf]").fill(dag(0))
    bea.locator("[name=per_dag]").select_option("0")
    bea.get_by_role("button", name="Toon het voorstel").click()
    bea.get_by_role("button", name="2 bezoeken plannen").click()
    expect(bea.get_by_role("heading", name="Bezoeken gepland")).to_be_visible()
    klaar = bea.url

    bea.goto("/demo/")
    van_jef = bea.locator(".taak", has_text=f"{JEF}: bezoek aan")
    van_jef.get_by_role("button", name="Gehouden").click()
    gehouden = bea.locator(".taak", has_text=JEF).get_by_role("link", name="Verslag schrijven")
    expect(gehouden).to_be_visible()
    van_wout = bea.locator(".taak", has_text=f"{WOUT}: bezoek aan")
    van_wout.get_by_text("Ging niet door").click()
    van_wout.get_by_label("Waarom niet").fill("De zaakvoerder was weg")
    van_wout.get_by_role("button", name="Bewaren").click()
    expect(bea.get_by_text("niet doorgegaan: De zaakvoerder was weg")).to_be_visible()

    bea.goto("/demo/mijn-leerlingen/?sorteer=-contact")
    expect(_rij(bea, JEF)).to_contain_text("bezoek, ")
    bea.goto(klaar)
    expect(bea.get_by_role("heading", name="Niets gepland")).to_be_visible()
