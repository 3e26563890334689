"""axe on every page that a role reaches by links: WCAG 2.2 A and AA, in light and in dark."""

from collections import defaultdict
from pathlib import Path

import pytest
from lxml import etree
from lxml.html import HtmlElement
from playwright.sync_api import Page

from dev.accounts import ROLLEN
from dev.beelden import bezoek, soort
from gebruikers.rollen import STAF
from tests.paden.wereld import Lezer

AXE = Path(__file__).parents[1] / "vendor" / "axe-4.14.1.min.js"
REGELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# How each text looks: its colour, what it stands on, how big and how bold.
KLEUREN = """
    () => [...document.querySelectorAll("body *")]
        .filter(e => e.matches("input, select, textarea")
            || [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim()))
        .map(element => {
            let vlak = element;
            while (vlak && getComputedStyle(vlak).backgroundColor === "rgba(0, 0, 0, 0)")
                vlak = vlak.parentElement;
            const letter = getComputedStyle(element);
            return [letter.color, letter.fill, letter.opacity, letter.fontSize, letter.fontWeight,
                vlak && getComputedStyle(vlak).backgroundColor].join(" ");
        })
"""
CONTRAST = "color-contrast"
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]


@pytest.fixture(scope="module")
def gezien() -> dict[tuple, set]:
    """(kind of page, width) → the sorts of element that stood there, for another role; and
    (light or dark,) → the looks of text, on whatever page."""
    return defaultdict(set)


def bouwstenen(boom: HtmlElement) -> set[tuple]:
    """The sorts of element on a page: what it is, in what, with which attributes."""
    return {
        (
            element.getparent().tag,
            element.tag,
            *(
                f"{naam}={waarde}" if naam in ("class", "role", "type") else naam
                for naam, waarde in element.items()
            ),
        )
        for element in boom.body.iterdescendants(etree.Element)
    }


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
    looked at again, nor are colours that were looked at elsewhere."""
    breedte = 1280 if rol in STAF else 390
    pagina = als(rol, breedte=breedte)
    pagina.context.add_init_script(path=AXE)
    pagina.emulate_media(color_scheme="light", reduced_motion="reduce")
    lezer, fouten = Lezer(pagina), []

    def is_nieuw(*wat, hier: set) -> bool:
        nieuw, gezien[wat] = hier - gezien[wat], hier | gezien[wat]
        return bool(nieuw)

    for pad in bezoek("/demo/", lezer):
        if not is_nieuw(soort(pad), breedte, hier=bouwstenen(lezer.boom)):
            continue
        pagina.goto(pad)
        fouten += klachten(pagina, {"runOnly": REGELS, "rules": {CONTRAST: {"enabled": False}}})
        for tint in ("light", "dark"):
            pagina.emulate_media(color_scheme=tint)
            if is_nieuw(tint, hier=set(pagina.evaluate(KLEUREN))):
                contrast = {"runOnly": {"type": "rule", "values": [CONTRAST]}}
                fouten += [f"{tint}: {zin}" for zin in klachten(pagina, contrast)]
        pagina.emulate_media(color_scheme="light")
    assert not fouten, "\n".join(fouten)
