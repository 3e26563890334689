"""The suspensions on the page of an agreement."""

from gebruikers.models import Lidmaatschap
from overeenkomsten.models import Overeenkomst, Schorsing, Schorsingsreden
from overeenkomsten.rechten_schorsing import fase_loopt_achter, mag_schorsen


def schorsingsdeel(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> dict:
    """Each with why for who may read that."""
    rijen = Schorsing.objects.zichtbaar_voor(lid).filter(overeenkomst=overeenkomst)
    rijen = list(rijen.select_related("overeenkomst", "door__gebruiker"))
    waarom = Schorsingsreden.objects.zichtbaar_voor(lid).filter(schorsing__in=rijen)
    waarom = {reden.schorsing_id: reden for reden in waarom.select_related("grond")}
    for rij in rijen:
        rij.waarom = waarom.get(rij.pk)
    return {
        "schorsingen": rijen,
        "schorst": any(not rij.is_voorbij for rij in rijen),
        "schorsen": mag_schorsen(lid, overeenkomst),
        "fase_loopt_achter": fase_loopt_achter(lid, overeenkomst),
    }
