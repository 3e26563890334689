"""Who and what an agreement is about: as it was sent, and as it is now while it is a draft.

The school may give a company another address, or a mentor another name; what was agreed does not
change with it.
"""

from django.db.models import F

from overeenkomsten.models import Overeenkomst
from overeenkomsten.models.overeenkomst_queryset import OvereenkomstQuerySet
from overeenkomsten.statussen import Wat

ANDERS = {  # which names follow an amendment
    Wat.MENTOR: ("mentor",),
    Wat.VESTIGING: ("vestiging", "adres", "vestigingsnummer"),
}


def namen_nu(overeenkomst: Overeenkomst) -> dict[str, str]:
    """As the rows say it today. Frozen with the document."""
    plek, leerling = overeenkomst.plek, overeenkomst.traject.leerling
    tekent = overeenkomst.tekent_voor_school
    return {
        "onderneming": overeenkomst.bij.naam,
        "kbo": getattr(overeenkomst.bij, "kbo_leesbaar", ""),
        "vestiging": plek.naam,
        "adres": plek.adres,
        "vestigingsnummer": getattr(plek, "vestigingsnummer", ""),
        "vertegenwoordiger": str(overeenkomst.vertegenwoordiger or getattr(plek, "tekenaar", "")),
        "mentor": str(overeenkomst.mentor or ""),
        "leerling": leerling.volledige_naam,
        "ouder": " en ".join(map(str, overeenkomst.ouders)),
        "school": str(tekent.gebruiker) if tekent else "",
        "opleiding": str(overeenkomst.opleiding),
    }


def met_namen(rijen: OvereenkomstQuerySet) -> OvereenkomstQuerySet:
    """Many at once: with no more of the frozen contents than the names."""
    return rijen.annotate(bevroren_namen=F("tekenversie__inhoud__namen"))


def namen_van(overeenkomst: Overeenkomst) -> dict[str, str]:
    """As agreed: from the frozen contents, once there are any (an old template has none), and what
    an amendment changed since."""
    vast = None if overeenkomst.is_concept else _bevroren(overeenkomst)
    anders = [naam for wat in overeenkomst.gewijzigd for naam in ANDERS.get(wat, ())]
    if vast and not anders:
        return vast
    nu = namen_nu(overeenkomst)
    return vast | {naam: nu[naam] for naam in anders} if vast else nu


def _bevroren(overeenkomst: Overeenkomst) -> dict[str, str] | None:
    if hasattr(overeenkomst, "bevroren_namen"):
        return overeenkomst.bevroren_namen
    document = overeenkomst.tekenversie
    return document and document.inhoud.get("namen")
