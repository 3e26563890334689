"""What stands in the menu of each role, in order. The first entry is the start page.

An entry may only name a page that its role can open: tests/overzichten/test_menu.py tries each.
"""

from dataclasses import dataclass

from django.urls import reverse

from gebruikers.rollen import Rol
from gebruikers.zicht import Recht, Schoolsoort, mag


@dataclass(frozen=True)
class Menupunt:
    titel: str
    icoon: str
    naam: str  # URL name
    ook: tuple[str, ...] = ()  # where else, below the school's address, one still is in this part
    soort: Schoolsoort | None = None  # what it shows: shut for who looks along and may not see it


@dataclass(frozen=True)
class Getoond:
    titel: str
    icoon: str
    url: str
    actief: bool
    is_dicht: bool


VANDAAG = Menupunt("Vandaag", "zon", "overzichten:start")
BEHEER = Menupunt("Beheer", "zon", "overzichten:start")
DOSSIER = ("dossier/", "trajecten/", "plannen/traject/", "plannen/beoordelen/")
MIJN = Menupunt("Mijn leerlingen", "lijst", "overzichten:leerlingen", DOSSIER)
TRAJECTEN = Menupunt("Trajecten", "lijst", "overzichten:leerlingen", DOSSIER)
ZONDER = Menupunt(
    "Traject starten",
    "vlag",
    "trajecten:zonder",
    ("trajecten/nieuw/",),
    soort=Schoolsoort.LEERLINGEN,
)
LEERLINGEN = Menupunt("Leerlingen", "mensen", "leerlingen:lijst", soort=Schoolsoort.LEERLINGEN)
KLASSEN = Menupunt(
    "Klassen",
    "school",
    "leerlingen:klassen",
    ("leerlingen/opleidingen/", "trajecten/redenen/", "trajecten/jaarwissel/"),
    soort=Schoolsoort.REFERENTIE,
)
WERKPLEKKEN = Menupunt("Werkplekken", "fabriek", "werkplekken:lijst", soort=Schoolsoort.WERKPLEKKEN)
ORGANISATIES = Menupunt(
    "Organisaties", "handen", "werkplekken:organisaties", soort=Schoolsoort.ORGANISATIES
)
OVEREENKOMSTEN = Menupunt("Overeenkomsten", "pen", "overeenkomsten:lijst")
AANWEZIGHEID = Menupunt("Aanwezigheid", "vink", "opleidingsplannen:aanwezigheden")
KLASOVERZICHT = Menupunt("Klasoverzicht", "raster", "opleidingsplannen:raster")
EVALUATIES = Menupunt(
    "Evaluaties", "spiegel", "opleidingsplannen:evaluaties", ("plannen/evaluatiemomenten/",)
)
STANDAARD = Menupunt(
    "Standaardtrajecten",
    "boek",
    "opleidingsplannen:standaardtrajecten",
    ("plannen/schaal/",),
    soort=Schoolsoort.STANDAARDTRAJECTEN,
)
KALENDER = Menupunt(
    "Kalender",
    "kalender",
    "trajecten:kalender",
    ("trajecten/termijnen/", "trajecten/takenlijsten/"),
    soort=Schoolsoort.KALENDER,
)
CIJFERS = Menupunt("Cijfers", "staven", "overzichten:cijfers")
POSTVAK = Menupunt("Postvak uit", "mail", "gebruikers:postvak", soort=Schoolsoort.BERICHTEN)
MENSEN = Menupunt("Mensen", "kaartje", "gebruikers:mensen", soort=Schoolsoort.ACCOUNTS)
VERVANGINGEN = Menupunt(
    "Vervangingen", "wissel", "gebruikers:vervangingen", soort=Schoolsoort.VERVANGINGEN
)
SCHOOL = Menupunt("School", "tandwiel", "gebruikers:school", soort=Schoolsoort.SCHOOL)
TAKEN = Menupunt("Achtergrondtaken", "klok", "gebruikers:opdrachten", soort=Schoolsoort.OPDRACHTEN)
INVOER = Menupunt("Invoer", "upload", "leerlingen:invoer_nieuw", soort=Schoolsoort.LEERLINGEN)

MENU: dict[Rol, tuple[Menupunt, ...]] = {rol: (VANDAAG,) for rol in Rol} | {
    Rol.BEGELEIDER: (
        VANDAAG, MIJN, ZONDER, LEERLINGEN, WERKPLEKKEN, ORGANISATIES, OVEREENKOMSTEN,
        AANWEZIGHEID, KLASOVERZICHT, EVALUATIES, STANDAARD, INVOER, KALENDER, VERVANGINGEN, TAKEN,
    ),
    Rol.PRAKTIJK: (
        VANDAAG, MIJN, WERKPLEKKEN, OVEREENKOMSTEN, AANWEZIGHEID, KLASOVERZICHT, EVALUATIES,
        STANDAARD, KALENDER, VERVANGINGEN, TAKEN,
    ),
    Rol.LEERKRACHT: (
        VANDAAG, MIJN, OVEREENKOMSTEN, AANWEZIGHEID, KLASOVERZICHT, EVALUATIES, STANDAARD, KALENDER,
        VERVANGINGEN,
    ),
    Rol.COORDINATOR: (
        VANDAAG, TRAJECTEN, ZONDER, LEERLINGEN, WERKPLEKKEN, OVEREENKOMSTEN, AANWEZIGHEID,
        KLASOVERZICHT, EVALUATIES, STANDAARD, KLASSEN, KALENDER, CIJFERS, POSTVAK, MENSEN,
        VERVANGINGEN, SCHOOL, TAKEN,
    ),
    Rol.ADMINISTRATIE: (
        VANDAAG, TRAJECTEN, LEERLINGEN, INVOER, KLASSEN, WERKPLEKKEN, OVEREENKOMSTEN, AANWEZIGHEID,
        KALENDER, POSTVAK, VERVANGINGEN, TAKEN,
    ),
    Rol.BEHEERDER: (BEHEER, MENSEN, VERVANGINGEN, SCHOOL, KLASSEN, KALENDER),
}  # fmt: skip


def menu_voor(lid, pad: str) -> list[Getoond]:
    """The menu of this Lidmaatschap, with the entry that `pad` lies under marked, if any.

    Every page lies below the start page, so that entry is marked on the start page only."""
    start = reverse("overzichten:start", args=[lid.school.code])
    punten = [(punt, reverse(punt.naam, args=[lid.school.code])) for punt in MENU[Rol(lid.rol)]]
    diepte = {url: _diepte(pad, url, start, punt) for punt, url in punten}
    hier = max(diepte.values())
    return [
        Getoond(p.titel, p.icoon, url, 0 < hier == diepte[url], _is_dicht(lid, p))
        for p, url in punten
    ]


def _is_dicht(lid, punt: Menupunt) -> bool:
    """Who looks along opens what both may see."""
    return bool(lid.meekijker and punt.soort) and not mag(lid, punt.soort, Recht.LEES)


def _diepte(pad: str, url: str, start: str, punt: Menupunt) -> int:
    """How many letters of `pad` this entry accounts for."""
    if url == start:
        return len(start) if pad == start else 0
    eronder = (url, *(start + deel for deel in punt.ook))
    return max((len(begin) for begin in eronder if pad.startswith(begin)), default=0)
