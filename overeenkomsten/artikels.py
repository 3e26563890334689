"""The built-in articles of each kind, in our own plain words, and how words in them are filled in.

A version in use is never changed: a new text is a new VERSIE. Nothing here states a term of law
that could change: trial period, notice and amounts follow the regulation in force and are not
repeated. A school may add clauses of its own (sjablonen.py); these fixed ones stay.
"""

import re
from typing import NamedTuple

from overeenkomsten.soorten import REGELS, Eis
from overeenkomsten.statussen import Soort

VERSIE = "2026-4"
WOORD = re.compile(r"\{([^{}]*)\}")


class Artikel(NamedTuple):
    sleutel: str
    titel: str
    tekst: str


VERGOEDING = {
    Soort.OAO: "De onderneming betaalt de leerling elke maand een leervergoeding van {vergoeding}, "
    "categorie {categorie}. Wijzigt het wettelijke bedrag, dan volgt de vergoeding het nieuwe "
    "bedrag. De vergoeding geldt voor de uren op de werkplek en in de klas.",
    Soort.SAO: "Deze stage is niet betaald. De onderneming mag gemaakte kosten vergoeden.",
    Soort.DAO: "De leerling krijgt een loon volgens de afspraken van de sector.",
}
SCHOOLUREN = {Soort.OAO: "Uren op school tellen mee als arbeidsuren. "}

MENTOR = Artikel(
    "mentor",
    "Mentor",
    "{mentor} is mentor. De mentor ontvangt de leerling, leert taken aan, volgt de vooruitgang "
    "en bespreekt die met de leerling en de trajectbegeleider.",
)
BEGELEIDING = Artikel(
    "begeleiding",
    "Begeleiding door de school",
    "{begeleider} is trajectbegeleider en het aanspreekpunt van de school. Loopt er iets fout, "
    "dan spreken leerling, mentor en trajectbegeleider daarover zo snel mogelijk met elkaar.",
)
AFSPRAKEN = Artikel(
    "afspraken",
    "Afspraken op de werkplek",
    "De leerling volgt het arbeidsreglement en de veiligheidsregels van de onderneming, en "
    "verwittigt bij afwezigheid zowel de mentor als de school. De onderneming zorgt voor wat "
    "nodig is om veilig te werken.",
)
EINDE_AANLOOP = Artikel(
    "einde",
    "Einde",
    "De overeenkomst eindigt op de einddatum. Wie vroeger wil stoppen, meldt dat meteen aan "
    "de trajectbegeleider, met de reden en de laatste dag.",
)
SCHADE = Artikel(
    "schade",
    "Aansprakelijkheid bij schade",
    "Wie schade of een ongeval vaststelt, meldt dat meteen aan de mentor en aan de "
    "trajectbegeleider. Fouten maken hoort bij leren: voor schade door een gewone vergissing "
    "tijdens het werk betaalt de leerling niet. Wel voor schade met opzet, door een zware "
    "fout, of door een lichte fout die telkens terugkomt. Voor er iets betaald of ingehouden "
    "wordt, spreken de partijen erover met de trajectbegeleider erbij. Voor het overige geldt "
    "de regelgeving van dat ogenblik.",
)


def _duaal(soort: Soort) -> list[Artikel]:
    return [
        Artikel(
            "voorwerp",
            "Voorwerp",
            "De onderneming leidt de leerling op volgens het opleidingsplan in bijlage 2. School "
            "en werkplek voeren samen één plan uit. De leerling krijgt op de werkplek taken die "
            "bij de opleiding horen, en geen andere.",
        ),
        Artikel(
            "duur",
            "Duur en uren",
            "De overeenkomst begint op {begin} en eindigt op {einde}. De leerling is gemiddeld "
            "{uren_werkplek} per week op de werkplek en {uren_school} per week op school. "
            f"{SCHOOLUREN.get(soort, '')}Het uurrooster staat in bijlage 1.",
        ),
        Artikel("vergoeding", "Vergoeding", VERGOEDING[soort]),
        MENTOR,
        BEGELEIDING,
        AFSPRAKEN,
        Artikel(
            "vakantie",
            "Vakantie",
            "Tijdens schoolvakanties is de leerling vrij en is de overeenkomst geschorst, zoals "
            "de regelgeving bepaalt.",
        ),
        Artikel(
            "verzekering",
            "Verzekering",
            "De onderneming verzekert de leerling tegen arbeidsongevallen bij {verzekeraar}, "
            "polis {polisnummer}. Paritair comité: {paritair_comite}.",
        ),
        SCHADE,
        Artikel(
            "einde",
            "Einde",
            "De overeenkomst eindigt op de einddatum of wanneer de opleiding met vrucht voltooid "
            "is. Wie vroeger wil stoppen, meldt dat meteen aan de trajectbegeleider. Voor de "
            "gronden, de vorm en de termijnen geldt de regelgeving van dat ogenblik.",
        ),
        Artikel(
            "gegevens",
            "Registratie en gegevens",
            "De school registreert deze overeenkomst in Werkplekduaal. Elke partij gebruikt de "
            "gegevens alleen voor deze opleiding. De leerling mag de eigen gegevens altijd "
            "inkijken.",
        ),
    ]


BIJ_EEN_ORGANISATOR = [
    Artikel(
        "voorwerp",
        "Voorwerp",
        "{leerling} volgt een deel van de aanloopfase, de aanloopcomponent, bij {bij}. De school "
        "blijft verantwoordelijk voor de leerling en voor de opleiding.",
    ),
    Artikel(
        "duur",
        "Duur en uren",
        "De overeenkomst begint op {begin} en eindigt op {einde}. De leerling is gemiddeld "
        "{uren_werkplek} per week bij de organisator en {uren_school} per week op school. Het "
        "uurrooster staat in bijlage 1. Is de leerling vroeger klaar voor een werkplek, dan "
        "spreken school en organisator een vroeger einde af.",
    ),
    Artikel(
        "organisator",
        "Wat de organisator doet",
        "De organisator werkt met de leerling aan de doelen die school en organisator samen "
        "kozen, houdt bij wanneer de leerling er is, verwittigt de school nog dezelfde dag als "
        "de leerling afwezig is, en laat de school weten hoe het gaat.",
    ),
    Artikel(
        "begeleiding",
        "Wat de school doet",
        "{begeleider} is trajectbegeleider en het aanspreekpunt van de school. Loopt er iets "
        "fout, dan spreken organisator, school en leerling daarover zo snel mogelijk met elkaar.",
    ),
    Artikel(
        "leerling",
        "Leerling en ouders",
        "De leerling en de ouders tekenen deze overeenkomst niet. De school zegt hun wat hier "
        "afgesproken is, en zij kunnen deze overeenkomst lezen.",
    ),
    Artikel(
        "kosten",
        "Kosten en verzekering",
        "Wat de school aan de organisator betaalt, en wie de leerling verzekert, spreken school "
        "en organisator apart af voor de leerling begint.",
    ),
    EINDE_AANLOOP,
    Artikel(
        "gegevens",
        "Gegevens",
        "De organisator krijgt alleen de gegevens die nodig zijn om de leerling te begeleiden, en "
        "gebruikt ze voor niets anders. De leerling mag de eigen gegevens altijd inkijken.",
    ),
]
AANLOOP_OP_EEN_WERKPLEK = [
    Artikel(
        "voorwerp",
        "Voorwerp",
        "De leerling leert in de aanloopfase op een werkplek wat werken is. De onderneming geeft "
        "taken die daarbij passen, en geen andere. De school blijft verantwoordelijk voor de "
        "opleiding.",
    ),
    Artikel(
        "duur",
        "Duur en uren",
        "De overeenkomst begint op {begin} en eindigt op {einde}. De leerling is gemiddeld "
        "{uren_werkplek} per week op de werkplek en {uren_school} per week op school. Het "
        "uurrooster staat in bijlage 1. Is de leerling vroeger klaar voor duaal leren, dan "
        "spreken de partijen een vroeger einde af.",
    ),
    Artikel(
        "vergoeding",
        "Vergoeding",
        "Deze aanloop is niet betaald. De onderneming mag gemaakte kosten vergoeden.",
    ),
    MENTOR,
    BEGELEIDING,
    AFSPRAKEN,
    Artikel(
        "verzekering",
        "Verzekering",
        "School en onderneming spreken voor de leerling begint af wie de leerling verzekert tegen "
        "ongevallen op de werkplek en op weg ernaartoe.",
    ),
    SCHADE,
    EINDE_AANLOOP,
    Artikel(
        "gegevens",
        "Gegevens",
        "Elke partij gebruikt de gegevens alleen voor deze opleiding. De leerling mag de eigen "
        "gegevens altijd inkijken.",
    ),
]
INGEBOUWD: dict[Soort, list[Artikel]] = {
    **{soort: _duaal(soort) for soort in VERGOEDING},
    Soort.AEO: BIJ_EEN_ORGANISATOR,
    Soort.AWP: AANLOOP_OP_EEN_WERKPLEK,
}

WOORDEN = {  # what may stand between braces → what comes in its place
    "leerling": "de naam van de leerling",
    "bij": "de onderneming of de organisator",
    "school": "de naam van de school",
    "opleiding": "de opleiding",
    "begin": "de begindatum",
    "einde": "de einddatum",
    "uren_werkplek": "de uren per week op de werkplek of bij de organisator",
    "uren_school": "de uren per week op school",
    "begeleider": "de trajectbegeleider",
    "mentor": "de mentor",
    "vergoeding": "de leervergoeding per maand",
    "categorie": "de categorie van de leervergoeding",
    "verzekeraar": "de verzekeraar",
    "polisnummer": "het polisnummer",
    "paritair_comite": "het paritair comité",
}
VRAAGT = {  # of these: only where that is asked
    "mentor": Eis.MENTOR,
    "vergoeding": Eis.VERGOEDING,
    "categorie": Eis.VERGOEDING,
    "verzekeraar": Eis.VERZEKERING,
    "polisnummer": Eis.VERZEKERING,
    "paritair_comite": Eis.PARITAIR_COMITE,
}


def woorden_van(soort: Soort) -> dict[str, str]:
    """The words that a text of this kind may have filled in, and what each becomes."""
    eisen = REGELS[soort].eisen
    return {w: uitleg for w, uitleg in WOORDEN.items() if VRAAGT.get(w) in (None, *eisen)}


def woorden_in(tekst: str) -> list[str]:
    return list(dict.fromkeys(WOORD.findall(tekst)))


def fout_in(tekst: str, soort: Soort) -> str:
    """Why this text cannot be filled in, as a sentence; empty when it can."""
    if "{" in WOORD.sub("", tekst) or "}" in WOORD.sub("", tekst):
        return "Er staat een losse accolade. Zet een woord tussen { en }, of haal de accolade weg."
    bekend = woorden_van(soort)
    for woord in woorden_in(tekst):
        if woord not in bekend:
            mag = ", ".join(f"{{{naam}}}" for naam in bekend)
            return f"{{{woord}}} kunnen we hier niet invullen. Dit mag wel: {mag}."
    return ""


def vul_in(tekst: str, waarden: dict[str, str]) -> str:
    """The text with each word between braces replaced: once, whatever stands in the value."""
    return WOORD.sub(lambda gevonden: waarden[gevonden[1]], tekst)
