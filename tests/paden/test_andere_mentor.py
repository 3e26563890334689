"""Another mentor half-way: drawn up, signed in an account and at the table, in force before and
after."""

import pytest
from playwright.sync_api import Page, expect

from tests.paden.wereld import dag, kies, vul

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]


def teken(pagina: Page, naam: str) -> None:
    pagina.get_by_label("Ik heb de wijziging gelezen").check()
    pagina.get_by_label("Typ je voornaam en naam").fill(naam)
    pagina.get_by_role("button", name="Ondertekenen", exact=True).click()


def test_een_andere_mentor_halfweg(als):
    bea = als("begeleider")
    bea.goto("/demo/overeenkomsten/?q=Seppe")
    bea.get_by_role("link", name="Seppe Willems").first.click()
    overeenkomst = bea.url
    afgesproken = bea.locator("section", has_text="Wat is afgesproken").first
    expect(afgesproken).to_contain_text("Ann Desmet")
    bea.get_by_role("link", name="Wijziging opmaken").click()
    vul(bea, {"vanaf": dag(10), "reden": "Bart Smet is terug in deze ploeg."})
    kies(bea, "Mentor", "Bart Smet")
    bea.get_by_role("button", name="Bewaren").click()
    rij = bea.get_by_role("row", name="Mentor")
    expect(rij).to_contain_text("Ann Desmet")
    expect(rij).to_contain_text("Bart Smet")
    wijziging = bea.url
    bea.get_by_role("button", name="Ter ondertekening sturen").click()
    expect(bea.get_by_role("link", name="Openen (De wijziging om te tekenen")).to_be_visible(
        timeout=60_000
    )

    coen = als("coordinator")
    coen.goto(wijziging)
    coen.get_by_role("link", name="Lezen en tekenen").click()
    teken(coen, "Coen Willems")
    expect(coen.get_by_text("Je hebt getekend")).to_be_visible()

    bea.goto(wijziging)
    bea.get_by_role("link", name="Aan tafel tekenen").first.click()
    for keuze in bea.get_by_role("checkbox").all():
        keuze.check()
    bea.get_by_role("button", name="Afmelden en het toestel doorgeven").click()
    expect(bea.get_by_role("link", name="Ik ben").first).to_be_visible()
    while (ik := bea.get_by_role("link", name="Ik ben")).count():
        naam = ik.inner_text().removeprefix("Ik ben ")
        ik.click()
        teken(bea, naam)
        expect(bea.get_by_text(f"Bedankt, {naam}")).to_be_visible()

    bea = als("begeleider")
    bea.goto(wijziging)
    expect(bea.get_by_text("Iedereen heeft getekend.")).to_be_visible()
    bea.goto(overeenkomst)
    afgesproken = bea.locator("section", has_text="Wat is afgesproken").first
    expect(afgesproken).to_contain_text("Ann Desmet")
    for dan, mentor in (("zo geldt het vanaf dan", "Bart Smet"), ("zo was het voor", "Ann Desmet")):
        bea.goto(overeenkomst)
        bea.get_by_role("link", name=dan).last.click()
        afgesproken = bea.locator("section", has_text="Wat is afgesproken").first
        expect(afgesproken).to_contain_text("Zoals het geldt op")
        expect(afgesproken).to_contain_text(mentor)
