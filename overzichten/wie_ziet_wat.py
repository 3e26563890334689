"""The tables of `zicht` in words, and for one file everybody by name."""

from dataclasses import dataclass

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from gebruikers.zicht import INFORMATIE, SCHOOLZAKEN, TRAJECTEN, Grond, Recht, wie_ziet
from overeenkomsten.models import Tekenlink
from overeenkomsten.tekenlinks import werkende_links
from trajecten.models import Traject

# What one does with it. Changing includes reading.
WERKWOORDEN = {
    Recht.SCHRIJF: "ziet en wijzigt",
    Recht.LEES: "ziet",
    Recht.TEKEN: "tekent",
    Recht.AKKOORD: "geeft akkoord",
}
BEPERKINGEN = {
    Recht.EIGEN: "alleen het eigen deel",
    Recht.GEDEELD: "alleen wat gedeeld is",
}


def in_woorden(recht: Recht) -> str:
    """As "ziet en tekent" or "ziet (alleen het eigen deel)"; "" for nothing."""
    doet = [woord for wat, woord in WERKWOORDEN.items() if recht & wat]
    if recht & Recht.SCHRIJF:
        doet.remove(WERKWOORDEN[Recht.LEES])
    zin = " en ".join(doet)
    perk = ", ".join(woord for wat, woord in BEPERKINGEN.items() if recht & wat)
    return f"{zin} ({perk})" if zin and perk else zin


@dataclass(frozen=True)
class Regel:
    """One kind of information, and what each of the roles asked for does with it."""

    soort: str
    rechten: list[tuple[Rol, str]]


def tabellen(rollen: list[Rol]) -> dict[str, list[Regel]]:
    """Both tables, for these roles. Of one role, without what it does not see at all."""
    delen = {"In een dossier": INFORMATIE, "Van de school": SCHOOLZAKEN}
    uit = {}
    for titel, tabel in delen.items():
        regels = []
        for soort, rij in tabel.items():
            rechten = [(rol, in_woorden(rij.get(rol, Recht(0)))) for rol in rollen]
            if len(rollen) > 1 or rechten[0][1]:
                regels.append(Regel(soort.label, rechten))
        uit[titel] = regels
    return uit


def gronden(rol: Rol) -> tuple[Grond, ...]:
    """Which files this role sees."""
    return TRAJECTEN.get(rol, ())


def kijkers(traject: Traject) -> list[tuple[Rol, list[Lidmaatschap]]]:
    """Who sees this file today, by role, each with `gronden`; most school-wide first."""
    leden = sorted(wie_ziet(traject), key=lambda lid: str(lid.gebruiker))
    per_rol = [(rol, [lid for lid in leden if lid.rol == rol]) for rol in Rol]
    return [(rol, mensen) for rol, mensen in per_rol if mensen]


def links_op(traject: Traject) -> list[Tekenlink]:
    """Who reads an agreement of this file by a link of their own that works today."""
    return werkende_links(ondertekenaar__overeenkomst__traject=traject)
