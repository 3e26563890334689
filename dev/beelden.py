"""make beelden: a picture of every page that a role is shown, at 1280 and 390 px.

Follows the links of each demo account, one page per URL name, into var/beelden/ROLE/.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from dev.accounts import ROLLEN
from dev.diensten import CHECKOUT, Diensten, Melding, vergeet_gegeven
from dev.stapel import chromium, draaiend, meld_aan

UIT = CHECKOUT / "var" / "beelden"
BREEDTES = (1280, 390)
HOOGSTENS = 120  # pages a role
GEEN_BLADZIJDE = ("/document/", "/bestand/")
WAARHEEN = """
    links => links.filter(a => a.origin === location.origin).map(a => a.pathname + a.search)
"""


def soort(adres: str) -> str:
    """'/demo/dossier/12/?deel=team' → 'demo-dossier-n-team': pages of a kind share a name."""
    deel = urlsplit(adres)
    woorden = ["n" if woord.isdigit() else woord for woord in deel.path.strip("/").split("/")]
    woorden += parse_qs(deel.query).get("deel", [])
    woorden += [naam for naam in ("vestiging", "alles", "voorbeeld") if f"{naam}=" in deel.query]
    return "-".join(woorden) or "start"


def bezoek(begin: str, open_: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """Paths reachable by links, one per kind. `open_` goes to one and gives where its links lead;
    nothing when it is no page."""
    gezien, wachtrij, aantal = set(), [begin], 0
    while wachtrij and aantal < HOOGSTENS:
        pad = wachtrij.pop(0)
        if soort(pad) in gezien:
            continue
        gezien.add(soort(pad))
        if adressen := list(open_(pad)):
            aantal += 1
            wachtrij += [adres.partition("#")[0] for adres in adressen if _is_van_ons(adres)]
            yield pad


def _is_van_ons(adres: str) -> bool:
    return adres.startswith("/") and not any(deel in adres for deel in GEEN_BLADZIJDE)


def in_browser(pagina) -> Callable[[str], list[str]]:
    """To visit with: `pagina` is there each time."""

    def open_(pad: str) -> list[str]:
        antwoord = pagina.goto(pad)
        if "text/html" not in antwoord.headers.get("content-type", ""):
            return []
        return pagina.eval_on_selector_all("a[href]:not([download])", WAARHEEN)

    return open_


def _maak(browser, basis: str, rol: str, breedte: int) -> None:
    scherm = {"width": breedte, "height": 800}
    pagina = browser.new_page(base_url=basis, viewport=scherm, locale="nl-BE")
    meld_aan(pagina, rol, "demo")
    for pad in bezoek("/demo/", in_browser(pagina)):
        doel = UIT / rol / f"{soort(pad)}-{breedte}.png"
        doel.parent.mkdir(parents=True, exist_ok=True)
        pagina.screenshot(path=doel, full_page=True)
    pagina.close()


def maak_alle() -> None:
    shutil.rmtree(UIT, ignore_errors=True)
    with (
        tempfile.TemporaryDirectory() as map,
        draaiend(Path(map), "trajecten_beelden") as stapel,
        chromium() as browser,
    ):
        for rol in ROLLEN:
            for breedte in BREEDTES:
                _maak(browser, stapel.basis, rol, breedte)
            print(f"{rol}: klaar", flush=True)


def main() -> None:
    vergeet_gegeven()
    diensten = Diensten("toets")
    try:
        os.environ.update(diensten.begin())
        maak_alle()
    finally:
        diensten.einde()


if __name__ == "__main__":
    try:
        main()
    except Melding as melding:
        sys.exit(str(melding))
