"""Who may do what with an agreement, and why not."""

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Mag
from gebruikers.zicht import Informatie, Recht, mag
from overeenkomsten.controle import ontbrekend
from overeenkomsten.models import Ondertekenaar, Overeenkomst
from overeenkomsten.statussen import Partij, Status

BEWERKBAAR = (Status.CONCEPT, Status.TER_ONDERTEKENING)


def mag_bewerken(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> Mag:
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF):
        return Mag.nee("De trajectbegeleider schrijft de overeenkomst.")
    if overeenkomst.status not in BEWERKBAAR:
        return Mag.nee(f"Een overeenkomst in “{overeenkomst.get_status_display()}” ligt vast.")
    return Mag.ja()


def mag_aanbieden(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> Mag:
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF):
        return Mag.nee("De trajectbegeleider verstuurt de overeenkomst.")
    if overeenkomst.status != Status.CONCEPT:
        return Mag.nee("Alleen een concept kan ter ondertekening.")
    if mist := ontbrekend(overeenkomst):
        return Mag.nee(f"Er ontbreekt nog iets: {mist[0].wat}")
    return Mag.ja()


def mag_ondertekenen(ondertekenaar: Ondertekenaar, overeenkomst: Overeenkomst, hash: str) -> Mag:
    """Whether this party may sign now what it read. `hash`: of the document it read."""
    if overeenkomst.status != Status.TER_ONDERTEKENING:
        return Mag.nee("Deze overeenkomst staat niet open voor ondertekening.")
    if ondertekenaar.versie != overeenkomst.versie or ondertekenaar.vervallen_op:
        return Mag.nee("De overeenkomst is intussen gewijzigd. Lees de nieuwe versie.")
    if not (overeenkomst.tekenversie and overeenkomst.tekenversie.is_klaar):
        return Mag.nee("Het document wordt nog gemaakt. Probeer het over een minuut opnieuw.")
    if ondertekenaar.heeft_getekend:
        return Mag.nee("Deze partij heeft al getekend.")
    if hash != overeenkomst.tekenversie.sha256:
        return Mag.nee("De overeenkomst is intussen gewijzigd. Lees de nieuwe versie.")
    return Mag.ja()


def mag_aan_tafel(lid: Lidmaatschap | None, ondertekenaar: Ondertekenaar) -> Mag:
    """On the school's device, with `lid` as witness. The school signs in its own account."""
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF):
        return Mag.nee("De trajectbegeleider zit erbij als iemand aan tafel tekent.")
    if ondertekenaar.partij == Partij.SCHOOL:
        return Mag.nee("De school tekent in het eigen account.")
    return Mag.ja()


def mag_registreren(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> Mag:
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF):
        return Mag.nee("De administratie of de trajectbegeleider registreert.")
    if overeenkomst.status not in (Status.GETEKEND, Status.BEEINDIGD):
        return Mag.nee("Alleen een volledig getekende overeenkomst wordt geregistreerd.")
    return Mag.ja()
