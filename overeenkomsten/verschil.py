"""What differs between two versions of an agreement, named as who signs would name it."""

from overeenkomsten.models import Ondertekenaar, Overeenkomst

FEITEN = {  # a value that every party may read in a mail → what it is
    "begin": "de begindatum",
    "einde": "de einddatum",
    "uren_werkplek": "de uren op de werkplek",
    "uren_school": "de uren op school",
    "vergoeding": "de leervergoeding",
}
NAMEN = {  # any other value that is printed
    "categorie": "de categorie van de leervergoeding",
    "mentor": "de mentor",
    "begeleider": "de trajectbegeleider",
    "verzekeraar": "de verzekeraar",
    "polisnummer": "het polisnummer",
    "paritair_comite": "het paritair comité",
}
DELEN = {
    "titel": "de soort overeenkomst",
    "ondertitel": "de opleiding",
    "plaats": "de werkplek",
    "uurrooster": "het uurrooster",
    "plan": "het opleidingsplan",
}
PARTIJEN = {  # what is printed of a party, and by whom it signs
    "Leerling": ("de gegevens van de leerling", "de ouder die tekent"),
    "Onderneming": ("de gegevens van de onderneming", "wie tekent voor de onderneming"),
    "Externe organisator": ("de gegevens van de organisator", "wie tekent voor de organisator"),
}
SCHOOL = ("de gegevens van de school", "wie tekent voor de school")
SJABLOON = "de vaste tekst van de overeenkomst"
NIET_GENOEMD = "een deel van de tekst"
ELKE_KEER_ANDERS = ("nummer", "opgemaakt")  # of which version it is, and its day


def verschil(oud: dict, nieuw: dict) -> list[str]:
    """What is printed differently, by name. The plain facts with their values; of a person nothing:
    the document tells that to who may read it."""
    if "verschillen" in nieuw:
        return _verschil_van_wijziging(oud, nieuw)
    voor, na = oud["waarden"], nieuw["waarden"]
    betaald = oud["betaald"], nieuw["betaald"]
    namen = []
    for sleutel, naam in FEITEN.items():
        if sleutel == "vergoeding" and not all(betaald):
            namen += [naam] if any(betaald) else []
        elif voor[sleutel] != na[sleutel]:
            namen.append(f"{naam}: {voor[sleutel]} wordt {na[sleutel]}")
    namen += [naam for sleutel, naam in NAMEN.items() if voor.get(sleutel) != na.get(sleutel)]
    namen += [naam for deel, naam in DELEN.items() if oud.get(deel) != nieuw.get(deel)]
    namen += _verschil_van_partijen(oud, nieuw)
    if oud.get("sjabloon") != nieuw.get("sjabloon"):
        namen.append(SJABLOON)
    if not namen and oud["artikels"] != nieuw["artikels"]:
        namen = [NIET_GENOEMD]
    return namen


def _verschil_van_partijen(oud: dict, nieuw: dict) -> list[str]:
    namen = []
    for eerst, nu in zip(oud["partijen"], nieuw["partijen"], strict=True):
        gegevens, door = PARTIJEN.get(nu["partij"], SCHOOL)
        namen += [gegevens] if eerst | {"door": ""} != nu | {"door": ""} else []
        namen += [door] if eerst["door"] != nu["door"] else []
    return namen


def _verschil_van_wijziging(oud: dict, nieuw: dict) -> list[str]:
    voor, na = (
        {rij["naam"]: (rij["oud"], rij["nieuw"]) for rij in inhoud["verschillen"]}
        for inhoud in (oud, nieuw)
    )
    namen = ["de dag waarop ze ingaat"] if oud["vanaf"] != nieuw["vanaf"] else []
    namen += [naam for naam in sorted(voor | na) if voor.get(naam) != na.get(naam)]
    namen += _verschil_van_partijen(oud, nieuw)
    elk = dict.fromkeys(ELKE_KEER_ANDERS)
    return namen or ([NIET_GENOEMD] if oud | elk != nieuw | elk else [])


def verschil_met_vorige(ondertekenaar: Ondertekenaar) -> list[str] | None:
    """Since the last version that this party was asked to sign; None when this is the first."""
    stuk = ondertekenaar.stuk
    vorige = (
        stuk.eigen_ondertekenaars.filter(
            partij=ondertekenaar.partij,
            email=ondertekenaar.email,
            versie__lt=ondertekenaar.versie,
            gevraagd_op__isnull=False,
        )
        .order_by("-versie")
        .values_list("versie", flat=True)
        .first()
    )
    if vorige is None:
        return None
    eerder = stuk.traject.documenten.filter(soort="tekenversie", bron=stuk.bron)
    oud = eerder.filter(versie=vorige).first()
    if oud is None:
        return []
    nieuw = stuk.tekenversie
    if oud.sjabloonversie != nieuw.sjabloonversie:  # the same value may be printed otherwise
        return [NIET_GENOEMD]
    return verschil(oud.inhoud, nieuw.inhoud)


def gewijzigde_velden(oud: Overeenkomst, nieuw: Overeenkomst, velden: tuple[str, ...]) -> list[str]:
    """Of an agreement that is being changed: the names of its fields that differ."""
    return [
        veld.verbose_name
        for veld in map(Overeenkomst._meta.get_field, velden)
        if getattr(oud, veld.attname) != getattr(nieuw, veld.attname)
    ]
