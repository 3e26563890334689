"""The table of URL × role: a hand-written expectation, one part per app (tests/<app>/toegang.py).

Each part gives WIE_MAG (URL name → Pagina) and `objecten(m)`: for each URL parameter the id of
something in Lotte's case (or the cast's school) and of something that is not theirs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from types import SimpleNamespace

from gebruikers.rollen import STAF, Rol

APPS = (
    "gebruikers",
    "leerlingen",
    "trajecten",
    "werkplekken",
    "opleidingsplannen",
    "overeenkomsten",
    "begeleiding",
    "overzichten",
)
ALLEN = frozenset(Rol)
NIEMAND: frozenset[Rol] = frozenset()
PERSOON = {
    Rol.BEGELEIDER: "bea",
    Rol.PRAKTIJK: "pieter",
    Rol.LEERKRACHT: "lea",
    Rol.COORDINATOR: "coen",
    Rol.ADMINISTRATIE: "ada",
    Rol.BEHEERDER: "bob",
    Rol.MENTOR: "mo",
    Rol.OUDER: "els",
    Rol.LEERLING: "lotte",
    Rol.EXTERNE: "xander",
}

__all__ = ["ALLEN", "NIEMAND", "PERSOON", "STAF", "Pagina", "Rol", "alles"]


@dataclass(frozen=True)
class Pagina:
    """What one URL answers.

    `mag`: these roles get an answer below 400 (or a clear 4xx about the form itself). `ziet`: these
    see the thing but may not do this: 403. All other roles: 404 when the page is about one thing
    (it has parameters besides the school), else 403. `open`: no account needed. `drukt`: of a page
    that takes a POST too, who of `mag` may press there; else all of them.
    """

    methode: str
    mag: frozenset[Rol]
    ziet: frozenset[Rol] = NIEMAND
    open: bool = False
    gegevens: dict | None = None
    drukt: frozenset[Rol] | None = None


def alles() -> tuple[dict[str, Pagina], list[Callable[[SimpleNamespace], dict]]]:
    """The whole table, and the makers of the objects that its addresses need."""
    delen = [import_module(f"tests.{app}.toegang") for app in APPS]
    tabel: dict[str, Pagina] = {}
    for deel in delen:
        assert not tabel.keys() & deel.WIE_MAG.keys()
        tabel |= deel.WIE_MAG
    return tabel, [deel.objecten for deel in delen]
