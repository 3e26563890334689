"""Giving a school another scale."""

from django.db import transaction

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering, weiger_bij
from gebruikers.zicht import Schoolsoort
from opleidingsplannen.models import Schaal
from opleidingsplannen.models.schaal import Niveau, fout_in, niveaus_van
from trajecten.rechten import eis_lijst

INTUSSEN = "Een collega wijzigde de schaal intussen. Kijk na wat er nu staat."


@transaction.atomic
def vervang_schaal(niveaus: list[Niveau], *, gezien: int, door: Lidmaatschap) -> Schaal:
    """From now on the school rates in these levels, from low to high. `gezien`: the version that
    was shown, 0 for the four points. What was said before keeps its words."""
    eis_lijst(door, Schoolsoort.SCHAAL, door.school_id)
    nu = Schaal.objects.nu(door.school_id)
    if gezien != (nu.versie if nu else 0):
        raise Weigering(INTUSSEN)
    if tuple(niveaus) == niveaus_van(nu):
        raise Weigering("Er is niets veranderd.")
    rijen = [{v: w for v, w in niveau._asdict().items() if v != "nummer"} for niveau in niveaus]
    if fout := fout_in(rijen):
        raise Weigering(fout)
    with weiger_bij("schaal_versie_uniek", INTUSSEN):
        return Schaal.objects.create(
            school_id=door.school_id, versie=gezien + 1, rijen=rijen, door=door
        )
