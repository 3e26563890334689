"""A begeleider works Vandaag down to empty: each item from the button that stands on it, back to
Vandaag, where it is gone and the number in the menu follows.

Of all rules of a begeleider, but for what stands there whatever anybody does (vol_vandaag.BLIJFT).
What waits for others goes when they act, in a browser of their own.
"""

import re
import subprocess

import pytest
from playwright.sync_api import Locator, Page, expect

from dev.diensten import CHECKOUT
from dev.start import PYTHON
from tests.paden.stappen_vandaag import STAPPEN, Ander, Stap
from tests.paden.vol_vandaag import CODE, SAAR
from tests.paden.wereld import met_wachtwoord

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]
BOUW = "from tests.paden.vol_vandaag import bouw; bouw()"
STOPT = 1  # learner whose traject ends on the way


def _meld_aan(als) -> Page:
    """Saar, as begeleider: she is coördinator too."""
    saar = als(None)
    met_wachtwoord(saar, SAAR)
    expect(saar).to_have_url(re.compile(f"/{CODE}/$"))
    saar.goto(f"/{CODE}/wissel/")
    saar.get_by_role("button", name="Trajectbegeleider").click()
    return saar


def _items(saar: Page, naam: str, zin: str = "") -> Locator:
    return saar.get_by_label("Te doen").locator(".taak", has_text=naam).filter(has_text=zin)


def _vouw_open(saar: Page) -> None:
    for rest in saar.get_by_label("Te doen").get_by_text(re.compile("^Toon er nog")).all():
        rest.click()


def _telt(saar: Page, leerlingen: int) -> None:
    """In the menu and in the sentence."""
    wie, vragen = ("leerling", "vraagt") if leerlingen == 1 else ("leerlingen", "vragen")
    expect(saar.locator("#te-doen-opzij")).to_have_text(f"{leerlingen} {vragen} aandacht")
    expect(saar.locator("#dag-zin")).to_contain_text(f"{leerlingen} {wie} {vragen} aandacht")


def _doe(saar: Page, stap: Stap, ander: Ander) -> None:
    _vouw_open(saar)
    item = _items(saar, stap.naam, stap.zin)
    item.locator("a, button").filter(has_text=re.compile(f"^{stap.knop}")).click()
    stap.doe(saar, ander)
    saar.locator(".zijbalk .lijst").get_by_role("link", name="Vandaag").click()
    expect(_items(saar, stap.naam)).to_have_count(1 if stap.blijft else 0)
    expect(_items(saar, stap.naam, stap.blijft)).to_have_count(1 if stap.blijft else 0)


def test_vandaag_loopt_leeg(als, stapel):
    opdracht = [PYTHON, "manage.py", "shell", "--no-imports", "-c", BOUW]
    subprocess.run(opdracht, cwd=CHECKOUT, check=True)
    saar, ander = _meld_aan(als), Ander(als, stapel)
    eerste = {stap.naam: stap for stap in reversed(STAPPEN)}
    for stap in eerste.values():
        expect(_items(saar, stap.naam, stap.zin)).to_have_count(1)
    nog = set(eerste)
    for stap in STAPPEN:
        _telt(saar, len(nog))
        _doe(saar, stap, ander)
        nog -= set() if stap.blijft else {stap.naam}
    expect(saar.get_by_text("Alles is gedaan")).to_be_visible()
    geen = f"Geen van je {len(eerste) - STOPT} leerlingen vraagt nu aandacht"
    expect(saar.locator("#dag-zin")).to_have_text(geen)
    expect(saar.locator("#te-doen-opzij")).to_be_empty()
