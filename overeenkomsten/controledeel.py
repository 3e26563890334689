"""The checks on the page of an agreement: what must be mended first, what the school holds back,
what deserves a look; and what it went against."""

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Informatie, Recht, mag
from overeenkomsten.controles.kern import naam_van
from overeenkomsten.controles.nazien import bevindingen, voor_lezer
from overeenkomsten.models import Afwijking, Overeenkomst
from overeenkomsten.rechten import mag_aanbieden, mag_afwijken


def controledeel(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> dict:
    """Of a draft, to who writes it, what is found now; of what was sent, why it was sent anyway."""
    if overeenkomst.is_concept and mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF):
        gevonden = bevindingen(overeenkomst)
        rijen = [voor_lezer(rij, lid, overeenkomst) for rij in gevonden]
        return {
            "controles": {
                "moet_eerst": [rij for rij in rijen if rij.moet_eerst],
                "houdt_tegen": [
                    (rij, mag_afwijken(lid, overeenkomst, rij.strengheid))
                    for rij in rijen
                    if rij.blokkeert
                ],
                "let_op": [rij for rij in rijen if not rij.moet_eerst and not rij.blokkeert],
                "klaar": not any(rij.houdt_tegen for rij in rijen),
            },
            "aanbieden": mag_aanbieden(lid, overeenkomst, gevonden),
        }
    rijen = Afwijking.objects.zichtbaar_voor(lid).filter(overeenkomst=overeenkomst)
    rijen = list(rijen.select_related("door__gebruiker")) if not overeenkomst.is_concept else []
    return {
        "aanbieden": None,
        "afwijkingen": [(naam_van(rij.controle), rij) for rij in rijen],
    }
