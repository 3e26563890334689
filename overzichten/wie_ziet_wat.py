"""The tables of `zicht` in words, and for one file everybody by name."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import SCHOOLTEAM, TEAM, Rol
from gebruikers.schrijfwijze import zoekvorm
from gebruikers.zicht import (
    INFORMATIE,
    SCHOOLZAKEN,
    TRAJECTEN,
    Grond,
    Informatie,
    Recht,
    Schoolsoort,
    wie_ziet,
)
from overeenkomsten.models import Tekenlink
from overeenkomsten.tekenlinks import werkende_links
from overzichten.geschiedenis import SOORTEN, lezers_van
from trajecten.models import Traject

# What one does with it. Changing includes reading.
WERKWOORDEN = {
    Recht.SCHRIJF: "ziet en wijzigt",
    Recht.LEES: "ziet",
    Recht.TEKEN: "tekent",
    Recht.AKKOORD: "geeft akkoord",
    Recht.VINK: "vinkt af",
}
# What is written by the looking along itself is changed by nobody.
WERKWOORDEN_VAN = {Schoolsoort.MEEKIJKEN: {Recht.SCHRIJF: "ziet, en kan meekijken"}}
BIJ_EIGEN_BEDRIJF = "alleen bij het eigen bedrijf, als mentor of plaatsvervanger"
BIJ_EIGEN_ORGANISATIE = "alleen bij de eigen organisatie"
EIGEN_VRAGEN = "alleen de eigen vragen, met het antwoord"
STELT_GEEN_VRAAG = "heeft er geen: de leerling en de mentor stellen ze"
NIET_DE_INSTELLINGEN = "alleen naam, adres en hoe je de school bereikt"
ALLEEN_COLLEGAS = "alleen collega’s"
ZONDER_INVOER = "alleen de leerlingen, niet de invoer"
MET_DE_MENTOREN = "ook naam en telefoon van de mentoren"
EN_GEDEELD = "alleen de eigen, en wat collega’s deelden"
VAN_HET_EIGEN = (
    "niets over een andere werkplek of met een andere mentor, en de rest alleen uit de eigen "
    "periode"
)
ZELF_GENOTEERD = "alleen wat die zelf noteerde"
GEEN_ANDER_VERSLAG = "wijzigt geen verslag van een ander"
ZELF_MEEKEEK = "alleen de eigen bezoeken: met wie, en door wie"
EIGEN_VERVANGING = "alleen de eigen vervangingen"
ZELF_BEGONNEN = "alleen de eigen taken"
# Of a kind, by role: which part of it, in words that follow what one does with it. Whatever the
# tables call one's own or shared must stand here; where the rules of writing are narrower, too.
DEEL: dict[StrEnum, dict[Rol, str]] = {
    Informatie.CONTACT: {Rol.LEERLING: "wijzigt alleen het eigen adres"},
    Informatie.TELEFOON: {Rol.LEERLING: "wijzigt alleen het eigen nummer"},
    Informatie.VERLOOP: {
        Rol.BEGELEIDER: "verbetert geen studiebewijs dat een ander noteerde",
    },
    Informatie.TAAK: dict.fromkeys(
        (Rol.PRAKTIJK, Rol.LEERKRACHT), "vinkt alleen af wat voor hen is"
    ),
    Informatie.PLAATSING: {
        Rol.MENTOR: BIJ_EIGEN_BEDRIJF,
        Rol.EXTERNE: BIJ_EIGEN_ORGANISATIE,
    },
    Informatie.OVEREENKOMST: {
        Rol.MENTOR: BIJ_EIGEN_BEDRIJF,
        Rol.EXTERNE: BIJ_EIGEN_ORGANISATIE,
    },
    Informatie.OVEREENKOMSTDOCUMENT: {
        Rol.MENTOR: BIJ_EIGEN_BEDRIJF,
        Rol.EXTERNE: BIJ_EIGEN_ORGANISATIE,
        Rol.OUDER: "tekent alleen zolang de leerling minderjarig is",
    },
    Informatie.BEOORDELING: {
        Rol.OUDER: "alleen wat de school met ouders deelt",
        Rol.LEERLING: "beoordeelt alleen zichzelf",
        **dict.fromkeys(
            (Rol.BEGELEIDER, Rol.PRAKTIJK, Rol.MENTOR), "wijzigt nooit een oordeel van een ander"
        ),
    },
    Informatie.EVALUATIE: {
        **dict.fromkeys((Rol.BEGELEIDER, Rol.PRAKTIJK), "wat vastligt, blijft bewaard"),
        **dict.fromkeys((Rol.MENTOR, Rol.OUDER, Rol.LEERLING), "alleen wat de school deelt"),
    },
    Informatie.AANWEZIGHEID: {
        Rol.BEGELEIDER: "stelt vast, en laat staan wat anderen doorgaven",
        Rol.LEERLING: "meldt alleen de eigen afwezigheid, vooraf of op de dag zelf",
        Rol.MENTOR: BIJ_EIGEN_BEDRIJF,
        Rol.EXTERNE: BIJ_EIGEN_ORGANISATIE,
    },
    Informatie.VRAAG: dict.fromkeys((Rol.MENTOR, Rol.LEERLING), EIGEN_VRAGEN)
    | dict.fromkeys((Rol.OUDER, Rol.EXTERNE), STELT_GEEN_VRAAG),
    Informatie.MOMENT_GEDEELD: {
        **dict.fromkeys((Rol.BEGELEIDER, Rol.PRAKTIJK), GEEN_ANDER_VERSLAG),
        **dict.fromkeys((Rol.MENTOR, Rol.EXTERNE), VAN_HET_EIGEN),
    },
    Informatie.MOMENT_TEAM: dict.fromkeys((Rol.BEGELEIDER, Rol.PRAKTIJK), GEEN_ANDER_VERSLAG),
    Informatie.MOMENT_VERTROUWELIJK: dict.fromkeys((Rol.BEGELEIDER, Rol.PRAKTIJK), ZELF_GENOTEERD),
    Schoolsoort.SCHOOL: dict.fromkeys(
        set(Rol) - {Rol.COORDINATOR, Rol.BEHEERDER}, NIET_DE_INSTELLINGEN
    ),
    Schoolsoort.ACCOUNTS: dict.fromkeys((Rol.BEGELEIDER, Rol.ADMINISTRATIE), ALLEEN_COLLEGAS),
    Schoolsoort.LEERLINGEN: {Rol.COORDINATOR: ZONDER_INVOER},
    Schoolsoort.JAARWISSEL: {Rol.ADMINISTRATIE: "kiest mee, maar voert niet uit"},
    Schoolsoort.WEERGAVEN: dict.fromkeys(SCHOOLTEAM, EN_GEDEELD),
    Schoolsoort.WERKPLEKKEN: dict.fromkeys((Rol.PRAKTIJK, Rol.LEERKRACHT), MET_DE_MENTOREN),
    Schoolsoort.MEEKIJKEN: dict.fromkeys(set(Rol) - {Rol.COORDINATOR, Rol.BEHEERDER}, ZELF_MEEKEEK),
    Schoolsoort.VERVANGINGEN: {
        **dict.fromkeys(TEAM, EIGEN_VERVANGING),
        **dict.fromkeys((Rol.ADMINISTRATIE, Rol.BEHEERDER), "niet waarom iemand weg is"),
    },
    Schoolsoort.OPDRACHTEN: dict.fromkeys(
        (Rol.BEGELEIDER, Rol.PRAKTIJK, Rol.COORDINATOR, Rol.ADMINISTRATIE), ZELF_BEGONNEN
    ),
}


def in_woorden(soort: StrEnum, recht: Recht) -> str:
    """As "ziet en tekent"; "" for nothing."""
    woorden = WERKWOORDEN | WERKWOORDEN_VAN.get(soort, {})
    doet = [woord for wat, woord in woorden.items() if recht & wat]
    if recht & Recht.SCHRIJF:
        doet.remove(woorden[Recht.LEES])
    eerste, *andere = doet or [""]
    if andere and " en " in eerste:  # three things
        eerste = eerste.replace(" en ", ", ")
    return " en ".join([eerste, *andere])


class Cel(NamedTuple):
    """What a role does with a kind, and with which part of it when that is not all."""

    rol: Rol
    zin: str
    deel: str


@dataclass(frozen=True)
class Regel:
    """One kind of information, and what each of the roles asked for does with it."""

    soort: str
    cellen: list[Cel]


def tabellen(rollen: list[Rol]) -> dict[str, list[Regel]]:
    """Both tables, for these roles. Of one role, without what it does not see at all."""
    delen = {"In een dossier": INFORMATIE, "Van de school": SCHOOLZAKEN}
    uit = {}
    for titel, tabel in delen.items():
        regels = []
        for soort, rij in tabel.items():
            deel = DEEL.get(soort, {})
            if soort == Schoolsoort.SPOOR:
                cellen = [_geschiedenis(rol) for rol in rollen]
            else:
                zinnen = {rol: in_woorden(soort, rij.get(rol, Recht(0))) for rol in rollen}
                cellen = [Cel(rol, zin, deel.get(rol, "")) for rol, zin in zinnen.items()]
            if len(rollen) > 1 or cellen[0].zin:
                regels.append(Regel(soort.label, cellen))
        uit[titel] = regels
    return uit


def _geschiedenis(rol: Rol) -> Cel:
    """The trail is read by record, by who writes that kind."""
    van = [
        str(soort.model._meta.verbose_name)
        for soort in SOORTEN.values()
        if rol in lezers_van(soort.model)
    ]
    return Cel(rol, "ziet" if van else "", f"van wat die rol ziet: {', '.join(van)}" if van else "")


def gronden(rol: Rol) -> tuple[Grond, ...]:
    """Which files this role sees."""
    return TRAJECTEN.get(rol, ())


def kijkers(traject: Traject) -> list[tuple[Rol, list[Lidmaatschap]]]:
    """Who sees this file today, by role, each with `gronden`; most school-wide first."""
    leden = sorted(wie_ziet(traject), key=lambda lid: zoekvorm(lid.gebruiker.volledige_naam))
    per_rol = [(rol, [lid for lid in leden if lid.rol == rol]) for rol in Rol]
    return [(rol, mensen) for rol, mensen in per_rol if mensen]


def links_op(traject: Traject) -> list[Tekenlink]:
    """Who reads an agreement of this file by a link of their own that works today."""
    return werkende_links(ondertekenaar__overeenkomst__traject=traject)
