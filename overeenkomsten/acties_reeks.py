"""Signing many agreements and amendments at once for the school: each read by itself, each signed
by itself."""

from dataclasses import dataclass

from django.db import transaction

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering
from gebruikers.schrijfwijze import is_zelfde_naam
from overeenkomsten.acties_tekenen import plaats_handtekening
from overeenkomsten.models import Handtekening, Ondertekenaar

NIETS_AANGEVINKT = "Vink aan wat je gelezen hebt en wil tekenen. Er is nog niets getekend."


@dataclass(frozen=True)
class Uitkomst:
    """What came of one: signed, or why not."""

    partij: Ondertekenaar
    waarom: str = ""


@transaction.atomic
def teken_reeks(
    gelezen: dict[Ondertekenaar, str],
    *,
    getypte_naam: str,
    door: Lidmaatschap,
    ip: str | None = None,
) -> list[Uitkomst]:
    """Each exactly the document whose SHA-256 was on the page. What is refused keeps none of the
    others back; a second press finds them signed."""
    if not gelezen:
        raise Weigering(NIETS_AANGEVINKT)
    if not is_zelfde_naam(getypte_naam, door.gebruiker.volledige_naam):
        naam = door.gebruiker.volledige_naam
        raise Weigering(f"Typ je naam zoals ze in je account staat: {naam}.")
    uitkomsten = []
    for partij, hash in sorted(
        gelezen.items(), key=lambda paar: (paar[0].overeenkomst_id, paar[0].pk)
    ):
        waarom = ""
        try:
            plaats_handtekening(
                partij,
                hash=hash,
                getypte_naam=getypte_naam,
                wijze=Handtekening.Wijze.ACCOUNT,
                door=door,
                ip=ip,
            )
        except Weigering as weigering:
            if not Handtekening.objects.filter(ondertekenaar=partij.pk).exists():
                waarom = str(weigering)
        uitkomsten.append(Uitkomst(partij, waarom))
    return uitkomsten
