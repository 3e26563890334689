"""An agreement that stops early, from its page to the days that are counted; one that goes on."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.paden.wereld import dag, kies

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]
SEPPE, EMMA = "Seppe Willems", "Emma De Smet"


def _open_overeenkomst(bea: Page, naam: str) -> None:
    bea.goto(f"/demo/overeenkomsten/?q={naam.split()[0]}")
    bea.get_by_role("link", name=naam).first.click()


def test_vroeger_stoppen_begint_de_twintig_dagen(als):
    bea = als("begeleider")
    _open_overeenkomst(bea, SEPPE)
    bea.get_by_role("link", name="Vroeger stoppen").click()
    bea.get_by_label("Laatste dag").fill(dag(-1))
    kies(bea, "Wie vroeg het", "de onderneming")
    kies(bea, "Reden", "In onderling overleg")
    bea.get_by_role("button", name="Einde noteren").click()
    expect(bea.get_by_text("Het einde is genoteerd.")).to_be_visible()
    expect(bea.get_by_role("heading", name=re.compile("^Gestopt op"))).to_be_visible()
    expect(bea.get_by_text("Melding van het einde")).to_be_visible()

    bea.goto("/demo/")
    for rest in bea.get_by_label("Te doen").get_by_text(re.compile("^Toon er nog")).all():
        rest.click()
    items = bea.get_by_label("Te doen").locator(".taak", has_text=SEPPE)
    expect(items.filter(has_text=re.compile("dag 1 van 20"))).to_have_count(1)
    expect(items.get_by_role("link", name="Einde melden")).to_be_visible()

    bea.get_by_role("link", name=SEPPE, exact=True).first.click()
    expect(bea.get_by_role("region", name="Stand van zaken")).to_contain_text("zoekt werkplek")
    bea.goto(f"{bea.url.split('?')[0]}?deel=termijnen")
    expect(bea.get_by_text("Nieuwe werkplek zoeken").first).to_be_visible()
    bea.goto(f"{bea.url.split('?')[0]}?deel=overeenkomsten")
    expect(bea.get_by_text("op vraag van de onderneming").first).to_be_visible()


def test_verlengen_maakt_een_concept_dat_naar_de_vorige_wijst(als):
    bea = als("begeleider", breedte=390)
    _open_overeenkomst(bea, EMMA)
    vorige = bea.get_by_role("heading", level=1).inner_text()
    bea.get_by_role("button", name="Verlengen met een nieuw concept").click()
    expect(bea.get_by_text("Het concept is gemaakt.")).to_be_visible()
    bea.get_by_role("link", name=vorige, exact=True).click()
    expect(bea.get_by_text("Wordt verlengd met")).to_be_visible()
