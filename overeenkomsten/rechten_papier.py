"""Who may enter what was signed with a pen, for whom, and who may take that back."""

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Mag
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, mag, wie_dan_wel
from overeenkomsten.models import Ondertekenaar, Overeenkomst, Papier
from overeenkomsten.rechten import is_nog_partij
from overeenkomsten.statussen import Status

INTUSSEN_ANDERS = "De overeenkomst is intussen gewijzigd. Kies opnieuw wie tekende."


def mag_op_papier(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> Mag:
    """Print it to sign, and enter what was signed so."""
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, Informatie.OVEREENKOMSTDOCUMENT))
    if overeenkomst.status != Status.TER_ONDERTEKENING:
        return Mag.nee("Deze overeenkomst staat niet open voor ondertekening.")
    if not (overeenkomst.tekenversie and overeenkomst.tekenversie.is_klaar):
        return Mag.nee("Het document wordt nog gemaakt. Probeer het over een minuut opnieuw.")
    return Mag.ja()


def mag_papier_dragen(
    partij: Ondertekenaar, overeenkomst: Overeenkomst, samen: set[Ondertekenaar]
) -> Mag:
    """Whether a scan may carry this party's signature. `samen`: all whose signature is on it."""
    if partij.heeft_getekend:
        return Mag.nee(f"{partij.naam} heeft al getekend.")
    if partij.vervallen_op or not is_nog_partij(partij, overeenkomst):
        return Mag.nee(f"{partij.naam} moet niet meer tekenen.")
    eerst = overeenkomst.huidige_ondertekenaars.nodig().filter(beurt__lt=partij.beurt)
    if eerst := [wie.naam for wie in eerst if wie not in samen]:
        return Mag.nee(f"{partij.naam} is nog niet aan de beurt. Eerst tekent: {eerst[0]}.")
    return Mag.ja()


def mag_papier_terugnemen(lid: Lidmaatschap, papier: Papier, overeenkomst: Overeenkomst) -> Mag:
    """Who entered it, or a coördinator, as long as not all have signed."""
    zelf = papier.door.gebruiker_id == lid.gebruiker_id
    schrijft = mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    if not schrijft or not (zelf or lid.rol == Rol.COORDINATOR):
        wie = papier.door.gebruiker
        return Mag.nee(f"Wie dit ingaf ({wie}) of een coördinator kan het terugnemen.")
    if overeenkomst.status != Status.TER_ONDERTEKENING:
        return Mag.nee("Dit kan alleen zolang niet iedereen getekend heeft.")
    return Mag.ja()
