"""Suspend, see it in the year and on the learner's page, and go back to work."""

import pytest
from playwright.sync_api import expect

from tests.paden.wereld import dag, vul

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]


def test_een_overeenkomst_schorsen_en_hervatten(als):
    bea, lotte = als("begeleider"), als("leerling", breedte=390)
    bea.get_by_role("link", name="Lotte Maes").first.click()
    bea.locator("#delen").get_by_role("link", name="Overeenkomsten").click()
    bea.get_by_role("link", name="Openen").first.click()
    overeenkomst = bea.url
    bea.locator("summary", has_text="Schorsingen").click()
    bea.get_by_role("link", name="Schorsing noteren").click()
    vul(bea, {"van": dag(-2), "tot": dag(40)})
    bea.locator("[name=grond]").select_option(label="Dwingende reden")
    bea.get_by_role("button", name="Bewaren").click()
    expect(bea).to_have_url(overeenkomst)
    expect(bea.locator("#schorsingen")).to_contain_text("nu geschorst")
    expect(bea.locator("#schorsingen")).to_contain_text("Dwingende reden")

    bea.goto("/demo/mijn-leerlingen/?q=lotte")
    expect(bea.get_by_text("geschorst tot en met").first).to_be_visible()
    bea.get_by_role("link", name="Lotte Maes").first.click()
    bea.locator("#delen").get_by_role("link", name="Schooljaar").click()
    expect(bea.locator(".legende")).to_contain_text("werkplek geschorst")

    lotte.reload()
    expect(lotte.get_by_text("Je werkt nu niet bij").first).to_be_visible()
    expect(lotte.get_by_text("Dwingende reden")).to_have_count(0)

    bea.goto(overeenkomst)
    bea.get_by_role("link", name="Hervatten").click()
    vul(bea, {"op": dag(0)})
    bea.get_by_role("button", name="Hervatten").click()
    expect(bea.locator("#schorsingen")).not_to_contain_text("nu geschorst")
    lotte.reload()
    expect(lotte.get_by_text("Je werkt nu niet bij")).to_have_count(0)
