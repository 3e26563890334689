"""The mentor's week on a phone, and the begeleider who settles it."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]
BEWAAR = "Bewaren, de rest aanwezig"


def blader_naar_wat_open_is(mentor: Page) -> bool:
    """Back to a week with something to tell; in a long holiday there is none."""
    terug = mentor.get_by_role("link", name="Vorige week")
    while not mentor.get_by_role("button", name=BEWAAR).count():
        if not terug.count():
            return False
        hier = mentor.url
        terug.click()
        expect(mentor).not_to_have_url(hier)
    return True


def test_een_mentor_geeft_de_week_door(als):
    mentor, bea = als("mentor", breedte=390), als("begeleider")
    mentor.get_by_role("link", name="Aanwezigheid per week").click()
    if not blader_naar_wat_open_is(mentor):
        expect(mentor.get_by_text("niet verwacht op de werkplek")).to_be_visible()
        return
    leeg = mentor.locator("fieldset.vak:not(:has(input:checked))").first
    leeg.locator("label", has_text="ziek").click()
    assert mentor.evaluate("document.documentElement.scrollWidth") <= 390
    mentor.get_by_role("button", name=BEWAAR).click()
    expect(mentor.get_by_text("Bedankt!")).to_be_visible()
    expect(mentor.get_by_text("Alles is doorgegeven")).to_be_visible()

    bea.get_by_role("link", name="Aanwezigheid", exact=True).first.click()
    bea.get_by_role("button", name="Alles wat klopt vaststellen").click()
    expect(bea.get_by_text("vastgesteld.").first).to_be_visible()
    mentor.reload()
    expect(mentor.get_by_text("vastgesteld door de school").first).to_be_visible()
