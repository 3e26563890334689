"""The mails about signing."""

from django.urls import reverse

from gebruikers.berichten import stuur, volledig_adres
from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from overeenkomsten.models import Ondertekenaar, Overeenkomst
from overeenkomsten.statussen import Partij
from overeenkomsten.tekenlinks import maak_tekenlink, wie_vraagt_nieuwe

SJABLOON = "overeenkomsten/berichten/"
ROL = {
    Partij.LEERLING: Rol.LEERLING,
    Partij.OUDER: Rol.OUDER,
    Partij.SCHOOL: Rol.COORDINATOR,
}


def _context(ondertekenaar: Ondertekenaar) -> dict:
    overeenkomst = ondertekenaar.overeenkomst
    return {
        "aan": ondertekenaar.email,
        "school": ondertekenaar.school,
        "wie": ondertekenaar,
        "overeenkomst": overeenkomst,
        "leerling": overeenkomst.traject.leerling,
        "onderneming": overeenkomst.vestiging.onderneming,
    }


def tekenadres(
    ondertekenaar: Ondertekenaar, pagina: str = "overeenkomsten:tekenen"
) -> tuple[str, bool]:
    """Where this party reads and signs, and whether that address is a secret: in the account of
    who has the party's role at this school, else through a one-time link. Whoever signs for the
    school does so as coördinator, or not at all."""
    rol = ROL.get(Partij(ondertekenaar.partij))
    leden = Lidmaatschap.objects.geldig().filter(
        gebruiker=ondertekenaar.gebruiker_id, school=ondertekenaar.school_id, rol=rol
    )
    if rol == Rol.COORDINATOR or (rol and leden.exists()):
        args = [ondertekenaar.school.code, ondertekenaar.overeenkomst_id]
        return volledig_adres(reverse(pagina, args=args)), False
    return volledig_adres(reverse("teken", args=[maak_tekenlink(ondertekenaar)])), True


def vraag(
    ondertekenaar: Ondertekenaar, *, opnieuw: bool = False, sleutel: str | None = None
) -> bool:
    """Ask a party to sign. Without an e-mail address: nothing, they sign at the table."""
    if not ondertekenaar.email:
        return False
    link, geheim = tekenadres(ondertekenaar)
    sjabloon = f"{SJABLOON}{'herinnering' if opnieuw else 'vraag'}"
    bericht = stuur(sjabloon, sleutel=sleutel, geheim=geheim, link=link, **_context(ondertekenaar))
    return bericht is not None


def stuur_nieuwe_link(token: str) -> None:
    """Who holds a dead link asked for a new one: to sign, or to read what was signed."""
    wie = wie_vraagt_nieuwe(token)
    if wie.heeft_getekend:
        link, geheim = tekenadres(wie, "overeenkomsten:overeenkomst")
        stuur(f"{SJABLOON}nieuwe_link", geheim=geheim, link=link, **_context(wie))
    else:
        vraag(wie, opnieuw=True)


def meld_vervallen(partijen: list[Ondertekenaar], waarom: str) -> None:
    for partij in partijen:
        if partij.email:
            stuur(f"{SJABLOON}vervallen", waarom=waarom, **_context(partij))


def meld_aan_tafel(ondertekenaar: Ondertekenaar, getuige: Lidmaatschap) -> None:
    """Who has a mailbox hears that a signature was put down in their name."""
    if ondertekenaar.email:
        stuur(f"{SJABLOON}aan_tafel", getuige=getuige, **_context(ondertekenaar))


def meld_weigering(ondertekenaar: Ondertekenaar) -> None:
    """All other parties hear who declined and why."""
    anderen = ondertekenaar.overeenkomst.huidige_ondertekenaars.exclude(pk=ondertekenaar.pk)
    for partij in anderen:
        if partij.email:
            stuur(f"{SJABLOON}geweigerd", weigeraar=ondertekenaar, **_context(partij))


def meld_voltooid(overeenkomst: Overeenkomst) -> None:
    """The signed document is there: told once to each party, with where to read it."""
    for partij in overeenkomst.huidige_ondertekenaars:
        if partij.email:
            link, geheim = tekenadres(partij, "overeenkomsten:overeenkomst")
            sleutel = f"voltooid-{partij.pk}"
            context = _context(partij)
            stuur(f"{SJABLOON}voltooid", sleutel=sleutel, geheim=geheim, link=link, **context)
