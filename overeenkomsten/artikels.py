"""The articles of an agreement, in our own plain words. A version in use is never changed.

Nothing here states a term of law that could change: trial period, notice and amounts follow the
regulation in force and are not repeated.
"""

from overeenkomsten.statussen import Soort

VERSIE = "2026-3"

VERGOEDING = {
    Soort.OAO: "De onderneming betaalt de leerling elke maand een leervergoeding van {vergoeding}, "
    "categorie {categorie}. Wijzigt het wettelijke bedrag, dan volgt de vergoeding het nieuwe "
    "bedrag. De vergoeding geldt voor de uren op de werkplek en in de klas.",
    Soort.SAO: "Deze stage is niet betaald. De onderneming mag gemaakte kosten vergoeden.",
    Soort.DAO: "De leerling krijgt een loon volgens de afspraken van de sector.",
}
SCHOOLUREN = {Soort.OAO: "Uren op school tellen mee als arbeidsuren. "}
ARTIKELS = [
    (
        "Voorwerp",
        "De onderneming leidt de leerling op volgens het opleidingsplan in bijlage 2. School en "
        "werkplek voeren samen één plan uit. De leerling krijgt op de werkplek taken die bij de "
        "opleiding horen, en geen andere.",
    ),
    (
        "Duur en uren",
        "De overeenkomst begint op {begin} en eindigt op {einde}. De leerling is gemiddeld "
        "{uren_werkplek} per week op de werkplek en {uren_school} per week op school. "
        "{schooluren}Het uurrooster staat in bijlage 1.",
    ),
    ("Vergoeding", None),
    (
        "Mentor",
        "{mentor} is mentor. De mentor ontvangt de leerling, leert taken aan, volgt de vooruitgang "
        "en bespreekt die met de leerling en de trajectbegeleider.",
    ),
    (
        "Begeleiding door de school",
        "{begeleider} is trajectbegeleider en het aanspreekpunt van de school. Loopt er iets fout, "
        "dan spreken leerling, mentor en trajectbegeleider daarover zo snel mogelijk met elkaar.",
    ),
    (
        "Afspraken op de werkplek",
        "De leerling volgt het arbeidsreglement en de veiligheidsregels van de onderneming, en "
        "verwittigt bij afwezigheid zowel de mentor als de school. De onderneming zorgt voor wat "
        "nodig is om veilig te werken.",
    ),
    (
        "Vakantie",
        "Tijdens schoolvakanties is de leerling vrij en is de overeenkomst geschorst, zoals de "
        "regelgeving bepaalt.",
    ),
    (
        "Verzekering",
        "De onderneming verzekert de leerling tegen arbeidsongevallen bij {verzekeraar}, polis "
        "{polisnummer}. Paritair comité: {paritair_comite}.",
    ),
    (
        "Aansprakelijkheid bij schade",
        "Wie schade of een ongeval vaststelt, meldt dat meteen aan de mentor en aan de "
        "trajectbegeleider. Fouten maken hoort bij leren: voor schade door een gewone vergissing "
        "tijdens het werk betaalt de leerling niet. Wel voor schade met opzet, door een zware "
        "fout, of door een lichte fout die telkens terugkomt. Voor er iets betaald of ingehouden "
        "wordt, spreken de partijen erover met de trajectbegeleider erbij. Voor het overige geldt "
        "de regelgeving van dat ogenblik.",
    ),
    (
        "Einde",
        "De overeenkomst eindigt op de einddatum of wanneer de opleiding met vrucht voltooid is. "
        "Wie vroeger wil stoppen, meldt dat meteen aan de trajectbegeleider. Voor de gronden, de "
        "vorm en de termijnen geldt de regelgeving van dat ogenblik.",
    ),
    (
        "Registratie en gegevens",
        "De school registreert deze overeenkomst in Werkplekduaal. Elke partij gebruikt de "
        "gegevens alleen voor deze opleiding. De leerling mag de eigen gegevens altijd inkijken.",
    ),
]


def artikels_voor(soort: str, waarden: dict[str, str]) -> list[dict]:
    """Title and text of each article, filled in."""
    waarden = waarden | {"schooluren": SCHOOLUREN.get(Soort(soort), "")}
    return [
        {"titel": titel, "tekst": (tekst or VERGOEDING[Soort(soort)]).format(**waarden)}
        for titel, tekst in ARTIKELS
    ]
