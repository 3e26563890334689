"""What differs between two versions of an agreement, named as who signs would name it."""

from overeenkomsten.models import Ondertekenaar, Overeenkomst

NAMEN = {  # a value that is printed → what it is
    "begin": "de begindatum",
    "einde": "de einddatum",
    "uren_werkplek": "de uren op de werkplek",
    "uren_school": "de uren op school",
    "vergoeding": "de leervergoeding",
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
PARTIJEN = ("de gegevens van de leerling", "de gegevens van de onderneming", "wat de school invult")
NIET_GENOEMD = "een deel van de tekst"


def verschil(oud: dict, nieuw: dict) -> list[str]:
    """Names of what is printed differently. No values: the document tells those to who may read."""
    namen = [
        naam
        for sleutel, naam in NAMEN.items()
        if oud["waarden"].get(sleutel) != nieuw["waarden"].get(sleutel)
    ]
    namen += [naam for deel, naam in DELEN.items() if oud.get(deel) != nieuw.get(deel)]
    namen += [
        naam
        for naam, voor, na in zip(PARTIJEN, oud["partijen"], nieuw["partijen"], strict=True)
        if voor != na
    ]
    if not namen and oud["artikels"] != nieuw["artikels"]:
        namen = [NIET_GENOEMD]
    return namen


def verschil_met_vorige(ondertekenaar: Ondertekenaar) -> list[str] | None:
    """Since the last version that this party was asked to sign; None when this is the first."""
    overeenkomst = ondertekenaar.overeenkomst
    vorige = (
        overeenkomst.ondertekenaars.filter(
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
    oud = overeenkomst.traject.documenten.filter(
        soort="tekenversie", bron=f"overeenkomst-{overeenkomst.pk}", versie=vorige
    ).first()
    if oud is None:
        return []
    nieuw = overeenkomst.tekenversie
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
