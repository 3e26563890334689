"""Lists: one page at a time, and what was asked of them in the address."""

from collections.abc import Iterable, Mapping

from django.core.paginator import Page, Paginator

PER_BLAD = 25
CIJFERS = 18  # what the database can hold


def blad_van(vraag: Mapping, rijen, per_blad: int = PER_BLAD, aantal: int | None = None) -> Page:
    """The page that the address asks for; the first for nonsense, the last for too far. `aantal`:
    how many there are, when that is known."""
    bladen = Paginator(rijen, per_blad)
    if aantal is not None:
        bladen.count = aantal
    return bladen.get_page(vraag.get("page"))


def gevraagd(request, *namen: str) -> dict[str, str]:
    """What the address says under these names, to filter by and to show in the search form."""
    return {naam: request.GET.get(naam, "").strip()[:80] for naam in namen}


def nummers(waarden: Iterable[str]) -> list[int]:
    """Those that can be the number of a row, each once; the rest is nonsense."""
    return [int(n) for n in dict.fromkeys(waarden) if n.isdecimal() and len(n) <= CIJFERS]
