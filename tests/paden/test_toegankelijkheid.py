"""axe on every page that a role reaches by links: WCAG 2.2 A and AA, in light and in dark."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from dev.accounts import ROLLEN
from dev.beelden import bezoek
from gebruikers.rollen import STAF

AXE = Path(__file__).parents[1] / "vendor" / "axe-4.14.1.min.js"
REGELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]


def klachten(pagina: Page, regels: dict) -> list[str]:
    """Violations on this page as sentences: rule, element, what is wrong."""
    gevonden = pagina.evaluate("regels => axe.run(document, regels)", regels)
    return [
        f"{pagina.url} {schending['id']}: {knoop['html'][:120]} ({knoop['failureSummary'][:160]})"
        for schending in gevonden["violations"]
        for knoop in schending["nodes"][:3]
    ]


@pytest.mark.parametrize("rol", ROLLEN)
def test_geen_klachten(rol, als):
    pagina = als(rol, breedte=1280 if rol in STAF else 390)
    pagina.context.add_init_script(path=AXE)
    fouten = []
    for pad in bezoek(pagina, "/demo/"):
        pagina.goto(pad)
        pagina.emulate_media(color_scheme="light", reduced_motion="reduce")
        fouten += klachten(pagina, {"runOnly": REGELS})
        pagina.emulate_media(color_scheme="dark")
        contrast = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
        fouten += [f"donker: {klacht}" for klacht in klachten(pagina, contrast)]
    assert not fouten, "\n".join(fouten)
