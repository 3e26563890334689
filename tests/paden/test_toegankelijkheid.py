"""axe on every page that a role reaches by links: WCAG 2.2 A and AA, in light and in dark."""

from collections import defaultdict
from pathlib import Path

import pytest
from playwright.sync_api import Page

from dev.accounts import ROLLEN
from dev.beelden import bezoek, soort
from gebruikers.rollen import STAF

AXE = Path(__file__).parents[1] / "vendor" / "axe-4.14.1.min.js"
REGELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BOUWSTENEN = """
    () => [...document.querySelectorAll("body *")].map(element => [
        element.parentElement.localName, element.localName,
        ...[...element.attributes].map(a =>
            ["class", "role", "type"].includes(a.name) ? `${a.name}=${a.value}` : a.name)
    ].join(" "))
"""
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]


@pytest.fixture(scope="module")
def gezien() -> dict[tuple, set[str]]:
    """(kind of page, width) → the sorts of element that axe looked at there, for another role."""
    return defaultdict(set)


def klachten(pagina: Page, regels: dict) -> list[str]:
    """Violations on this page as sentences: rule, element, what is wrong."""
    regels |= {"resultTypes": ["violations"], "preload": False}
    gevonden = pagina.evaluate("regels => axe.run(document, regels)", regels)
    return [
        f"{pagina.url} {schending['id']}: {knoop['html'][:120]} ({knoop['failureSummary'][:160]})"
        for schending in gevonden["violations"]
        for knoop in schending["nodes"][:3]
    ]


@pytest.mark.parametrize("rol", ROLLEN)
def test_geen_klachten(rol, als, gezien):
    """A page on which nothing is of another sort than on that page for an earlier role is not
    looked at again."""
    breedte = 1280 if rol in STAF else 390
    pagina = als(rol, breedte=breedte)
    pagina.context.add_init_script(path=AXE)
    pagina.emulate_media(color_scheme="light", reduced_motion="reduce")
    fouten = []
    for pad in bezoek(pagina, "/demo/"):
        nieuw, al = set(pagina.evaluate(BOUWSTENEN)), gezien[soort(pad), breedte]
        if nieuw <= al:
            continue
        al |= nieuw
        fouten += klachten(pagina, {"runOnly": REGELS})
        pagina.emulate_media(color_scheme="dark")
        contrast = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
        fouten += [f"donker: {klacht}" for klacht in klachten(pagina, contrast)]
        pagina.emulate_media(color_scheme="light")
    assert not fouten, "\n".join(fouten)
