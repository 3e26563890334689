"""Under which numbers the school can ring somebody: no more than who asks may read."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from gebruikers.models import Gebruiker, Lidmaatschap


class Nummer(NamedTuple):
    van: str
    telefoon: str


# What finds numbers `(gebruiker, voor)`. The apps above register it.
BRONNEN: list[Callable[[Gebruiker, Lidmaatschap], Iterator[Nummer]]] = []


def nummerbron(functie: Callable) -> Callable:
    """Register a function as one that knows numbers of people."""
    BRONNEN.append(functie)
    return functie


def nummers_van(gebruiker: Gebruiker, *, voor: Lidmaatschap) -> list[Nummer]:
    gevonden = [nummer for bron in BRONNEN for nummer in bron(gebruiker, voor)]
    return list(dict.fromkeys(nummer for nummer in gevonden if nummer.telefoon))
