"""What stands in the menu of each role, in order. The first entry is the start page."""

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
    aantal: int | None = None


VANDAAG = Menupunt("Vandaag", "zon", "overzichten:start")
MENU: dict[Rol, tuple[Menupunt, ...]] = {rol: (VANDAAG,) for rol in Rol}


def menu_voor(lid, pad: str) -> list[Getoond]:
    """The menu of this Lidmaatschap, with the entry that `pad` lies under marked."""
    punten = [(punt, reverse(punt.naam, args=[lid.school.code])) for punt in MENU[Rol(lid.rol)]]
    onder = max((url for _, url in punten if pad.startswith(url)), key=len, default="")
    return [Getoond(punt.titel, punt.icoon, url, url == onder) for punt, url in punten]
