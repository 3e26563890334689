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
def gezien() -> dict[tuple, set[str]]:
    """(kind of page, width) → the sorts of element that axe looked at there, for another role; and
    (light or dark,) → the looks of text, on whatever page."""
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
    looked at again, nor are colours that were looked at elsewhere."""
    breedte = 1280 if rol in STAF else 390
    pagina = als(rol, breedte=breedte)
    pagina.context.add_init_script(path=AXE)
    pagina.emulate_media(color_scheme="light", reduced_motion="reduce")
    fouten = []

    def kijk(*wat, waarnaar: str, regels: dict) -> list[str]:
        hier, al = set(pagina.evaluate(waarnaar)), gezien[wat]
        nieuw, gezien[wat] = hier - al, hier | al
        return klachten(pagina, regels) if nieuw else []

    for pad in bezoek(pagina, "/demo/"):
        bouw = {"runOnly": REGELS, "rules": {CONTRAST: {"enabled": False}}}
        fouten += kijk(soort(pad), breedte, waarnaar=BOUWSTENEN, regels=bouw)
        for tint in ("light", "dark"):
            pagina.emulate_media(color_scheme=tint)
            contrast = {"runOnly": {"type": "rule", "values": [CONTRAST]}}
            fouten += [f"{tint}: {zin}" for zin in kijk(tint, waarnaar=KLEUREN, regels=contrast)]
        pagina.emulate_media(color_scheme="light")
    assert not fouten, "\n".join(fouten)
