"""The document of an amendment that is signed: what changes, and what stays."""

from django.utils import timezone

from opleidingsplannen.bijlage import plan_als_inhoud
from overeenkomsten.documenten import (
    partijen_als_inhoud,
    rooster_als_inhoud,
)
from overeenkomsten.models import Wijziging
from overeenkomsten.statussen import Wat
from overeenkomsten.voor_en_na import VELDEN, als_inhoud, tussen, voor_en_na
from trajecten.documenten import datum, school_als_inhoud


def inhoud_van(wijziging: Wijziging) -> dict:
    """A frozen copy of all that is printed."""
    overeenkomst = wijziging.overeenkomst
    oud, nieuw = voor_en_na(wijziging)
    anders = list(tussen(oud, nieuw))
    veranderd = {rij.naam for rij in anders}
    blijft = [{"naam": naam, "waarde": toon(oud)} for naam, toon in VELDEN.values()]
    return {
        "nummer": f"{wijziging} · versie {wijziging.versie}",
        "titel": f"Wijziging van een {overeenkomst.get_soort_display().lower()}",
        "ondertitel": str(overeenkomst.opleiding),
        "school": school_als_inhoud(wijziging.school),
        "opgemaakt": f"opgemaakt op {datum(timezone.localdate())}",
        "leerling": overeenkomst.traject.leerling.volledige_naam,
        "onderneming": overeenkomst.bij.naam,
        "overeenkomst": overeenkomst.nummer,
        "getekend_op": datum(timezone.localdate(overeenkomst.getekend_op)),
        "begin": datum(overeenkomst.begindatum),
        "vanaf": datum(wijziging.vanaf),
        "reden": wijziging.reden,
        "partijen": partijen_als_inhoud(overeenkomst, wijziging),
        "verschillen": als_inhoud(anders),
        "blijft": [rij for rij in blijft if rij["waarde"] and rij["naam"] not in veranderd],
        "uurrooster": rooster_als_inhoud(nieuw) if wijziging.met_uurrooster else None,
        "plan": plan_als_inhoud(nieuw.plan) if wijziging.wijzigt(Wat.PLAN) else None,
    }
