"""Who may do what with a plan, and why not."""

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Mag
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, mag
from opleidingsplannen.models import Beoordeling, Opleidingsplan, Planakkoord, Planstatus

Partij = Planakkoord.Partij
EIGEN_PARTIJ = {Rol.LEERLING: Partij.LEERLING, Rol.MENTOR: Partij.MENTOR}


def mag_bewerken(lid: Lidmaatschap, plan: Opleidingsplan) -> Mag:
    if not mag(lid, Informatie.PLAN, Recht.SCHRIJF):
        return Mag.nee("De begeleider en de praktijkleerkracht schrijven aan het plan.")
    if not plan.is_bewerkbaar:
        return Mag.nee("Dit plan ligt voor of is afgesproken. Maak een nieuwe versie.")
    return Mag.ja()


def mag_akkoord_geven(lid: Lidmaatschap, plan: Opleidingsplan, partij: str) -> Mag:
    """Learner and mentor for themselves; the begeleider for the school and for what was said."""
    if plan.status != Planstatus.VOORGELEGD:
        return Mag.nee("Dit plan ligt niet voor akkoord voor.")
    if partij not in Partij.values:
        return Mag.nee("Kies wie akkoord gaat.")
    eigen = EIGEN_PARTIJ.get(Rol(lid.rol)) == partij and mag(lid, Informatie.PLAN, Recht.AKKOORD)
    if not eigen and not mag(lid, Informatie.PLAN, Recht.SCHRIJF):
        return Mag.nee("Je kan alleen voor jezelf akkoord gaan.")
    if plan.akkoorden.filter(partij=partij).exists():
        return Mag.nee("Dit akkoord staat er al.")
    return Mag.ja()


def mag_verbeteren(lid: Lidmaatschap, beoordeling: Beoordeling) -> Mag:
    """Whoever gave a rating, once; after that the correction itself can be corrected."""
    if not (beoordeling.is_van(lid) and mag(lid, Informatie.BEOORDELING, Recht.SCHRIJF)):
        return Mag.nee("Alleen wie dit oordeel gaf, kan het verbeteren.")
    if beoordeling.is_verbeterd:
        return Mag.nee("Dit oordeel is al verbeterd.")
    return Mag.ja()
