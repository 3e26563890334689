"""make beelden: a picture of every page that a role is shown, at 1280 and 390 px.

Follows the links of each demo account, one page per URL name, into var/beelden/ROLE/.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from dev.accounts import ROLLEN
from dev.diensten import CHECKOUT, Diensten, Melding, vergeet_gegeven
from dev.stapel import chromium, draaiend, meld_aan

UIT = CHECKOUT / "var" / "beelden"
BREEDTES = (1280, 390)
HOOGSTENS = 120  # pages a role
GEEN_BLADZIJDE = ("/document/", "/bestand/")


def soort(adres: str) -> str:
    """'/demo/dossier/12/?deel=team' → 'demo-dossier-n-team': pages of a kind share a name."""
    deel = urlsplit(adres)
    woorden = ["n" if woord.isdigit() else woord for woord in deel.path.strip("/").split("/")]
    woorden += parse_qs(deel.query).get("deel", [])
    woorden += [naam for naam in ("vestiging", "alles", "voorbeeld") if f"{naam}=" in deel.query]
    return "-".join(woorden) or "start"


def bezoek(pagina, begin: str) -> Iterator[str]:
    """Paths reachable by links, one per kind, each with `pagina` there."""
    pagina.goto(begin)
    basis = pagina.url.removesuffix(begin)
    gezien, wachtrij, aantal = set(), [begin], 0
    while wachtrij and aantal < HOOGSTENS:
        pad = wachtrij.pop(0)
        if soort(pad) in gezien:
            continue
        gezien.add(soort(pad))
        antwoord = pagina.goto(pad)
        if "text/html" not in antwoord.headers.get("content-type", ""):
            continue
        aantal += 1
        adressen = pagina.eval_on_selector_all("a[href]:not([download])", "a => a.map(x => x.href)")
        for adres in adressen:
            if adres.startswith(basis) and not any(deel in adres for deel in GEEN_BLADZIJDE):
                wachtrij.append(adres.removeprefix(basis).partition("#")[0])
        yield pad


def _maak(browser, basis: str, rol: str, breedte: int) -> None:
    scherm = {"width": breedte, "height": 800}
    pagina = browser.new_page(base_url=basis, viewport=scherm, locale="nl-BE")
    meld_aan(pagina, rol, "demo")
    for pad in bezoek(pagina, "/demo/"):
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
