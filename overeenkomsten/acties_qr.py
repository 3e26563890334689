"""A link of one's own, shown at the table instead of mailed."""

from django.db import transaction

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering
from overeenkomsten.models import Ondertekenaar, Tekenlink
from overeenkomsten.rechten import is_nog_partij, mag_aan_tafel
from overeenkomsten.tekenlinks import maak_qr_link


@transaction.atomic
def toon_qr(ondertekenaar: Ondertekenaar, *, door: Lidmaatschap) -> Tekenlink:
    """For a quarter of an hour; `door` is the witness of what is signed with it."""
    ondertekenaar = Ondertekenaar.objects.select_for_update(of=("self",)).get(pk=ondertekenaar.pk)
    mag_aan_tafel(door, ondertekenaar).anders_weiger()
    if not (ondertekenaar.moet_tekenen and is_nog_partij(ondertekenaar, ondertekenaar.stuk)):
        raise Weigering("Deze partij moet niet (meer) tekenen.")
    return maak_qr_link(ondertekenaar, door=door)
