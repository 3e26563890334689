"""What stands in the menu of each role, in order. The first entry is the start page.

An entry may only name a page that its role can open: tests/overzichten/test_menu.py tries each.
"""

from dataclasses import dataclass

from django.urls import reverse

from gebruikers.rollen import Rol


@dataclass(frozen=True)
class Menupunt:
    titel: str
    icoon: str
    naam: str  # URL name


@dataclass(frozen=True)
class Getoond:
    titel: str
    icoon: str
    url: str
    actief: bool


VANDAAG = Menupunt("Vandaag", "zon", "overzichten:start")
BEHEER = Menupunt("Beheer", "zon", "overzichten:start")
MIJN = Menupunt("Mijn leerlingen", "lijst", "overzichten:leerlingen")
TRAJECTEN = Menupunt("Trajecten", "lijst", "overzichten:leerlingen")
ZONDER = Menupunt("Traject starten", "pen", "trajecten:zonder")
LEERLINGEN = Menupunt("Leerlingen", "mensen", "leerlingen:lijst")
KLASSEN = Menupunt("Klassen", "boek", "leerlingen:klassen")
WERKPLEKKEN = Menupunt("Werkplekken", "fabriek", "werkplekken:lijst")
ORGANISATIES = Menupunt("Organisaties", "mensen", "werkplekken:organisaties")
OVEREENKOMSTEN = Menupunt("Overeenkomsten", "pen", "overeenkomsten:lijst")
STANDAARD = Menupunt("Standaardtrajecten", "boek", "opleidingsplannen:standaardtrajecten")
KALENDER = Menupunt("Kalender", "school", "trajecten:kalender")
POSTVAK = Menupunt("Postvak uit", "mail", "gebruikers:postvak")
MENSEN = Menupunt("Mensen", "mensen", "gebruikers:mensen")
SCHOOL = Menupunt("School", "tandwiel", "gebruikers:school")
INVOER = Menupunt("Invoer", "upload", "leerlingen:invoer_nieuw")

MENU: dict[Rol, tuple[Menupunt, ...]] = {rol: (VANDAAG,) for rol in Rol} | {
    Rol.BEGELEIDER: (
        VANDAAG, MIJN, ZONDER, LEERLINGEN, WERKPLEKKEN, ORGANISATIES, OVEREENKOMSTEN, STANDAARD,
        INVOER, KALENDER,
    ),
    Rol.PRAKTIJK: (VANDAAG, MIJN, STANDAARD, WERKPLEKKEN, KALENDER),
    Rol.LEERKRACHT: (VANDAAG, MIJN, STANDAARD, KALENDER),
    Rol.COORDINATOR: (
        VANDAAG, TRAJECTEN, ZONDER, LEERLINGEN, WERKPLEKKEN, OVEREENKOMSTEN, STANDAARD, KLASSEN,
        KALENDER, POSTVAK, MENSEN, SCHOOL,
    ),
    Rol.ADMINISTRATIE: (
        VANDAAG, TRAJECTEN, LEERLINGEN, INVOER, KLASSEN, WERKPLEKKEN, OVEREENKOMSTEN, KALENDER,
        POSTVAK,
    ),
    Rol.BEHEERDER: (BEHEER, MENSEN, SCHOOL, KLASSEN, KALENDER),
}  # fmt: skip


def menu_voor(lid, pad: str) -> list[Getoond]:
    """The menu of this Lidmaatschap, with the entry that `pad` lies under marked."""
    punten = [(punt, reverse(punt.naam, args=[lid.school.code])) for punt in MENU[Rol(lid.rol)]]
    onder = max((url for _, url in punten if pad.startswith(url)), key=len, default="")
    return [Getoond(p.titel, p.icoon, url, url == onder) for p, url in punten]
