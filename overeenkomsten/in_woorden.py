"""An agreement in plain words. What who signs it reads, comes from the frozen contents."""

from gebruikers.waarvoor import in_een_zin
from overeenkomsten.models import Ondertekenaar
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.soorten import REGELS
from overeenkomsten.statussen import OOIT_GETEKEND, Partij, Soort, Status

GEWOON = {
    Soort.OAO: "leren en werken, met een leervergoeding",
    Soort.SAO: "een stage, zonder vergoeding",
    Soort.DAO: "leren en werken, met een loon",
    Soort.AWP: "een aanloop op een werkplek, zonder vergoeding",
}


def titel_voor(partij: Partij, inhoud: dict) -> str:
    """What it is, for whom and where."""
    bij = inhoud["onderneming"]
    if "verschillen" in inhoud:
        zelf = partij == Partij.LEERLING
        wiens = "jouw overeenkomst" if zelf else f"de overeenkomst van {inhoud['leerling']}"
        return f"Wijziging van {wiens} met {bij}"
    if partij == Partij.LEERLING:
        return f"Jouw overeenkomst met {bij}"
    return f"Overeenkomst van {inhoud['leerling']} met {bij}"


def wat_teken_je(partij: Partij, inhoud: dict) -> list[str]:
    """What one says yes to, in a few lines."""
    if "verschillen" in inhoud:
        regels = [
            f"{rij['naam']}: {rij['oud']} wordt {rij['nieuw']}" for rij in inhoud["verschillen"]
        ]
        eerst = f"Dit verandert vanaf {inhoud['vanaf']}. De rest blijft zoals ze was."
        return [eerst, *regels, f"De reden: {inhoud['reden']}"]
    waarden, soort = inhoud["waarden"], Soort(inhoud["soort"])
    if REGELS[soort].is_aanloop:
        return _aanloop(partij, soort, inhoud)
    wie = inhoud["leerling"]
    periode = f"van {waarden['begin']} tot en met {waarden['einde']}"
    uren = (
        f"{waarden['uren_werkplek']} per week op de werkplek en {waarden['uren_school']} op school"
    )
    if partij == Partij.LEERLING:
        geld = {
            Soort.OAO: f"Je krijgt elke maand {waarden['vergoeding']} van het bedrijf.",
            Soort.SAO: "Je krijgt geen loon of vergoeding. Het bedrijf mag je onkosten betalen.",
            Soort.DAO: "Je krijgt een loon, volgens de afspraken van de sector.",
        }[soort]
        return [
            f"Het is {GEWOON[soort]}: je leert {periode}, {uren}.",
            geld,
            f"{waarden['mentor']} leert je het werk. Je volgt de regels van het bedrijf, en je "
            "verwittigt je mentor en de school als je niet kan komen.",
        ]
    if partij == Partij.OUDER:
        geld = {
            Soort.OAO: f"Het bedrijf betaalt elke maand {waarden['vergoeding']}.",
            Soort.SAO: "Er is geen loon en geen vergoeding. Het bedrijf mag onkosten betalen.",
            Soort.DAO: "Het bedrijf betaalt een loon, volgens de afspraken van de sector.",
        }[soort]
        return [
            f"Het is {GEWOON[soort]}: {wie} leert {periode}, {uren}.",
            geld,
            f"{waarden['mentor']} begeleidt {wie} op de werkplek, {waarden['begeleider']} op "
            f"school. Het bedrijf verzekert {wie} tegen arbeidsongevallen.",
        ]
    geld = {
        Soort.OAO: f"De onderneming betaalt elke maand {waarden['vergoeding']} leervergoeding.",
        Soort.SAO: "De onderneming betaalt geen loon of vergoeding; onkosten vergoeden mag.",
        Soort.DAO: "De onderneming betaalt een loon, volgens de afspraken van de sector.",
    }[soort]
    return [
        f"De onderneming leidt {wie} op {periode}, {uren}, volgens het opleidingsplan in bijlage.",
        geld,
        f"De onderneming verzekert {wie} tegen arbeidsongevallen ({waarden['verzekeraar']}). "
        f"{waarden['mentor']} begeleidt als mentor.",
    ]


def _aanloop(partij: Partij, soort: Soort, inhoud: dict) -> list[str]:
    waarden, wie = inhoud["waarden"], inhoud["leerling"]
    periode = f"van {waarden['begin']} tot en met {waarden['einde']}"
    uren = f"{waarden['uren_werkplek']} per week daar en {waarden['uren_school']} op school"
    if soort == Soort.AEO:
        return [
            f"{wie} volgt de aanloop bij {inhoud['onderneming']} {periode}, {uren}.",
            "De school blijft verantwoordelijk. De organisator houdt bij wanneer de leerling er "
            "is, en laat de school weten hoe het gaat.",
            "De leerling en de ouders tekenen niet mee. De school licht hen in.",
        ]
    jij = partij == Partij.LEERLING
    return [
        f"Het is {GEWOON[soort]}: {'je leert' if jij else f'{wie} leert'} {periode}, {uren}.",
        "Er is geen loon en geen vergoeding. Het bedrijf mag onkosten betalen.",
        f"{waarden['mentor']} leert je het werk. Je volgt de regels van het bedrijf, en je "
        "verwittigt je mentor en de school als je niet kan komen."
        if jij
        else f"{waarden['mentor']} begeleidt {wie} op de werkplek, {waarden['begeleider']} op "
        "school.",
    ]


def vervallen_in_woorden(partijen: list[Ondertekenaar]) -> str:
    """To the school: which signatures lapsed with a change, and who has to sign again."""
    if not partijen:
        return ""
    namen = [str(partij) for partij in partijen if partij.heeft_getekend]
    gevolg = "Niemand had al getekend."
    if namen:
        wat = "Deze handtekening geldt" if len(namen) == 1 else "Deze handtekeningen gelden"
        gevolg = f"{wat} niet meer: {', '.join(namen)}."
    allen = ", ".join(partij.get_partij_display().lower() for partij in partijen)
    return (
        f"{gevolg} Stuur de overeenkomst opnieuw ter ondertekening: iedereen tekent dan opnieuw "
        f"({allen})."
    )


def wie_tekende(stuk: Stuk, tekenaars: list[Ondertekenaar]) -> str:
    """'1 van 3 partijen heeft getekend. Nog niet: Lotte Maes en An Cools.'; of what nobody signs
    (any more), nothing."""
    if stuk.status in OOIT_GETEKEND:
        return "Iedereen heeft getekend."
    if stuk.status != Status.TER_ONDERTEKENING:
        return ""
    nodig = [wie for wie in tekenaars if wie.staat != "vervallen"]
    nog = [wie.naam for wie in nodig if not wie.heeft_getekend]
    if not nog:
        return ""
    al = len(nodig) - len(nog)
    if not al:
        return f"Nog niemand heeft getekend. We wachten op {in_een_zin(nog)}."
    heeft = "heeft" if al == 1 else "hebben"
    return f"{al} van {len(nodig)} partijen {heeft} getekend. Nog niet: {in_een_zin(nog)}."
