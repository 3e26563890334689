"""The mails about signing."""

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from gebruikers.berichten import stuur, volledig_adres
from gebruikers.models import Lidmaatschap
from gebruikers.periode import loopt
from gebruikers.rollen import Rol
from overeenkomsten.models import Ondertekenaar, Overeenkomst
from overeenkomsten.statussen import Partij
from overeenkomsten.tekenlinks import maak_tekenlink, wie_vraagt_nieuwe
from overeenkomsten.verschil import verschil_met_vorige

SJABLOON = "overeenkomsten/berichten/"
ROL = {
    Partij.LEERLING: Rol.LEERLING,
    Partij.OUDER: Rol.OUDER,
    Partij.SCHOOL: Rol.COORDINATOR,
}


@dataclass(frozen=True)
class Tekenadres:
    """Where a party reads and signs. A secret link has a last day, an account has none."""

    link: str
    tot: datetime.date | None = None

    @property
    def voor_mail(self) -> dict:
        return {"link": self.link, "tot": self.tot, "geheim": self.tot is not None}


def _context(ondertekenaar: Ondertekenaar) -> dict:
    """What every mail knows; `over` names the agreement as this party would."""
    overeenkomst = ondertekenaar.overeenkomst
    leerling, onderneming = overeenkomst.traject.leerling, overeenkomst.vestiging.onderneming
    zelf = ondertekenaar.partij == Partij.LEERLING
    van = "jouw overeenkomst" if zelf else f"de overeenkomst van {leerling.volledige_naam}"
    return {
        "aan": ondertekenaar.email,
        "school": ondertekenaar.school,
        "wie": ondertekenaar,
        "overeenkomst": overeenkomst,
        "leerling": leerling,
        "onderneming": onderneming,
        "over": f"{van} met {onderneming.naam}",
    }


def tekenadres(ondertekenaar: Ondertekenaar, pagina: str = "overeenkomsten:tekenen") -> Tekenadres:
    """In the account of who has the party's role at this school, else through a one-time link.
    Whoever signs for the school does so as coördinator, or not at all."""
    rol = ROL.get(Partij(ondertekenaar.partij))
    leden = Lidmaatschap.objects.geldig().filter(
        gebruiker=ondertekenaar.gebruiker_id, school=ondertekenaar.school_id, rol=rol
    )
    if rol == Rol.COORDINATOR or (rol and leden.exists()):
        args = [ondertekenaar.school.code, ondertekenaar.overeenkomst_id]
        return Tekenadres(volledig_adres(reverse(pagina, args=args)))
    token, tot = maak_tekenlink(ondertekenaar)
    return Tekenadres(volledig_adres(reverse("teken", args=[token])), tot)


def vraag(
    ondertekenaar: Ondertekenaar, *, opnieuw: bool = False, sleutel: str | None = None
) -> bool:
    """Ask a party to sign; who was asked for an earlier version reads what changed since.

    Without an e-mail address: nothing, they sign at the table.
    """
    if not ondertekenaar.email:
        return False
    context = _context(ondertekenaar) | tekenadres(ondertekenaar).voor_mail
    if not opnieuw:
        context["gewijzigd"] = verschil_met_vorige(ondertekenaar)
    sjabloon = f"{SJABLOON}{'herinnering' if opnieuw else 'vraag'}"
    return stuur(sjabloon, sleutel=sleutel, **context) is not None


def stuur_nieuwe_link(token: str) -> None:
    """Who holds a dead link asked for a new one: to sign, or to read what was signed."""
    wie = wie_vraagt_nieuwe(token)
    pagina = "overeenkomst" if wie.heeft_getekend else "tekenen"
    adres = tekenadres(wie, f"overeenkomsten:{pagina}")
    stuur(f"{SJABLOON}nieuwe_link", **_context(wie), **adres.voor_mail)


def meld_vervallen(partijen: list[Ondertekenaar], waarom: str) -> None:
    for partij in partijen:
        if partij.email:
            stuur(f"{SJABLOON}vervallen", waarom=waarom, **_context(partij))


def meld_aan_tafel(ondertekenaar: Ondertekenaar, getuige: Lidmaatschap) -> None:
    """Who has a mailbox hears that a signature was put down in their name."""
    if ondertekenaar.email:
        stuur(f"{SJABLOON}aan_tafel", getuige=getuige, **_context(ondertekenaar))


def meld_weigering(ondertekenaar: Ondertekenaar) -> None:
    """The other parties and the begeleider hear who declined and why; who declined, that it is
    heard."""
    overeenkomst = ondertekenaar.overeenkomst
    for partij in overeenkomst.huidige_ondertekenaars.exclude(pk=ondertekenaar.pk):
        if partij.email:
            stuur(f"{SJABLOON}geweigerd", weigeraar=ondertekenaar, **_context(partij))
    if ondertekenaar.email:
        stuur(f"{SJABLOON}weigering_gehoord", **_context(ondertekenaar))
    begeleiders = overeenkomst.traject.team.filter(loopt(timezone.localdate()), rol=Rol.BEGELEIDER)
    link = volledig_adres(overeenkomst.get_absolute_url())
    for lid in begeleiders.select_related("gebruiker"):
        context = _context(ondertekenaar) | {"aan": lid.gebruiker.email}
        stuur(f"{SJABLOON}weigering_begeleider", begeleider=lid.gebruiker, link=link, **context)


def meld_voltooid(overeenkomst: Overeenkomst) -> None:
    """The signed document is there: told once to each party, with where to read it."""
    for partij in overeenkomst.huidige_ondertekenaars:
        if partij.email:
            context = _context(partij) | tekenadres(partij, "overeenkomsten:overeenkomst").voor_mail
            stuur(f"{SJABLOON}voltooid", sleutel=f"voltooid-{partij.pk}", **context)
