"""What deserves a look at an agreement of the aanloop."""

from django.utils.formats import date_format

from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Status


def buiten_de_aanloop(overeenkomst: Overeenkomst) -> str:
    """Why signing does not bring the traject to the aanloop; empty when it does, or did."""
    traject, regels = overeenkomst.traject, overeenkomst.regels
    if traject.fase == regels.naar or traject.fase in regels.vanuit:
        return ""
    zin = f"Het traject staat in de fase “{traject.get_fase_display()}”"
    if overeenkomst.status != Status.GETEKEND:
        return f"{zin}: tekenen brengt het niet naar “{regels.naar.label}”."
    if overeenkomst.is_lopend:
        return f"{zin}, terwijl dit een overeenkomst voor de aanloop is."
    return ""


def al_bij_organisator(overeenkomst: Overeenkomst) -> list[str]:
    """A placement there that no agreement wrote, in the same days."""
    if overeenkomst.organisatie_id is None:
        return []
    rijen = overeenkomst.traject.plaatsingen.filter(
        organisatie=overeenkomst.organisatie_id, overeenkomst=None, aangeboden_op__isnull=False
    )
    rijen = rijen.filter(van__lte=overeenkomst.einddatum, tot__gte=overeenkomst.begindatum)
    return [
        "De leerling is daar al geplaatst zonder overeenkomst, tot en met "
        f"{date_format(rij.tot, 'j F Y')}. Stop die plaatsing: de overeenkomst maakt een nieuwe."
        for rij in rijen
    ]
