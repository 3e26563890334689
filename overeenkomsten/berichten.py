"""The mails about signing."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from gebruikers.berichten import op_een_regel, stuur, volledig_adres
from gebruikers.models import Bericht, KwijteMailbox, Lidmaatschap
from gebruikers.rollen import Rol
from overeenkomsten.models import Handtekening, Ondertekenaar, Overeenkomst
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.rechten import gaat_nog_aan
from overeenkomsten.statussen import Partij
from overeenkomsten.tekenlinks import maak_tekenlink, wie_vraagt_nieuwe
from overeenkomsten.verschil import verschil_met_vorige

SJABLOON = "overeenkomsten/berichten/"
ROL = {
    Partij.LEERLING: Rol.LEERLING,
    Partij.OUDER: Rol.OUDER,
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
    """What every mail knows; `over` names what is signed as this party would, and `over_kort` as a
    subject may."""
    overeenkomst, stuk = ondertekenaar.overeenkomst, ondertekenaar.stuk
    leerling, onderneming = overeenkomst.traject.leerling, overeenkomst.bij
    zelf = ondertekenaar.partij == Partij.LEERLING
    wijziging = None if stuk is overeenkomst else stuk
    wat = "de wijziging van " if wijziging else ""
    over, over_kort = (
        f"{wat}{'jouw overeenkomst' if zelf else f'de overeenkomst van {wie}'} met "
        f"{onderneming.naam}"
        for wie in (leerling.volledige_naam, leerling.initialen)
    )
    return {
        "aan": ondertekenaar.postadres,
        "school": ondertekenaar.school,
        "wie": ondertekenaar,
        "overeenkomst": overeenkomst,
        "wijziging": wijziging,
        "nummer": str(stuk),
        "leerling": leerling,
        "onderneming": onderneming,
        "over": over,
        "over_kort": over_kort,
    }


def tekenadres(ondertekenaar: Ondertekenaar, adres: str = "") -> Tekenadres:
    """`adres`: of the page in the account, to sign when not given, for who has the party's role at
    this school; else a link. Whoever signs for the school does so in the account, or not at all."""
    rol = ROL.get(Partij(ondertekenaar.partij))
    leden = Lidmaatschap.objects.geldig().filter(
        gebruiker=ondertekenaar.gebruiker_id, school=ondertekenaar.school_id, rol=rol
    )
    if ondertekenaar.partij == Partij.SCHOOL or (rol and leden.exists()):
        return Tekenadres(volledig_adres(adres or ondertekenaar.stuk.get_tekenadres()))
    token, tot = maak_tekenlink(ondertekenaar)
    return Tekenadres(volledig_adres(reverse("teken", args=[token])), tot)


def meld(
    sjabloon: str, partij: Ondertekenaar, adres: str = "", sleutel: str | None = None, **context
) -> Bericht | None:
    """Mail a party that has a mailbox and whose business it still is. `adres`: with where to go, in
    the account or through a new link."""
    if not (partij.postadres and gaat_nog_aan(partij)):
        return None
    if adres:
        context |= tekenadres(partij, adres).voor_mail
    return stuur(f"{SJABLOON}{sjabloon}", sleutel=sleutel, **_context(partij), **context)


def vraag(
    ondertekenaar: Ondertekenaar, *, opnieuw: bool = False, sleutel: str | None = None
) -> bool:
    """Ask a party to sign; who was asked for an earlier version reads what changed since.

    Without an e-mail address: nothing, they sign at the table.
    """
    context = {} if opnieuw else {"gewijzigd": verschil_met_vorige(ondertekenaar)}
    sjabloon, waar = "herinnering" if opnieuw else "vraag", ondertekenaar.stuk.get_tekenadres()
    return meld(sjabloon, ondertekenaar, waar, sleutel, **context) is not None


def stuur_code(ondertekenaar: Ondertekenaar, code: str) -> None:
    """It belongs to who signs, not to the school: no outbox of staff shows it."""
    stuur(
        f"{SJABLOON}tekencode",
        aan=ondertekenaar.postadres,
        school=None,
        geheim=True,
        namens=ondertekenaar.school,
        wie=ondertekenaar,
        code=code,
    )


@transaction.atomic
def stuur_nieuwe_link(token: str) -> None:
    """Who holds a dead link asked for a new one: to sign, or to read what was signed."""
    wie = wie_vraagt_nieuwe(token)
    stuk = wie.stuk
    lezen, tekenen = stuk.get_absolute_url(), stuk.get_tekenadres()
    meld("nieuwe_link", wie, lezen if wie.heeft_getekend else tekenen)


def meld_vervallen(partijen: list[Ondertekenaar], waarom: str) -> None:
    for partij in partijen:
        meld("vervallen", partij, waarom=waarom)


def meld_gaat_niet_door(stuk: Stuk, reden: str, ook: Iterable[Ondertekenaar] = ()) -> None:
    """To each party of the last version that anybody was asked to sign, once. `ook`: who was asked
    for an amendment of it, and hears it when no party of its own has that mailbox."""
    gevraagd = stuk.eigen_ondertekenaars.filter(gevraagd_op__isnull=False, ingetrokken_op=None)
    laatste, gemaild = gevraagd.aggregate(versie=Max("versie"))["versie"], set()
    for partij in gevraagd.filter(versie=laatste):
        _meld_gaat_niet_door(partij, reden)
        gemaild.add(partij.postadres)
    for partij in ook:
        if partij.postadres not in gemaild:
            gemaild.add(partij.postadres)
            _meld_gaat_niet_door(partij, reden, met_overeenkomst=True)


def _meld_gaat_niet_door(
    partij: Ondertekenaar, reden: str, *, met_overeenkomst: bool = False
) -> None:
    sleutel = f"gaat-niet-door-{partij.pk}"
    meld("gaat_niet_door", partij, sleutel=sleutel, reden=reden, met_overeenkomst=met_overeenkomst)


def meld_tekent_alleen(ouder: Ondertekenaar) -> None:
    """The learner turned eighteen: a parent who was asked has nothing left to sign."""
    if ouder.postadres and ouder.ouder and ouder.ouder.heeft_gezag:
        stuur(f"{SJABLOON}tekent_alleen", **_context(ouder))


def meld_aan_tafel(
    ondertekenaar: Ondertekenaar, getuige: Lidmaatschap, wijze: Handtekening.Wijze
) -> None:
    """Who has a mailbox hears that a signature was put down in their name."""
    met_qr = wijze == Handtekening.Wijze.QR
    meld("aan_tafel", ondertekenaar, getuige=getuige, met_qr=met_qr)


def meld_weigering(ondertekenaar: Ondertekenaar) -> None:
    """The other parties, the begeleider and who replaces them hear who declined and why; who
    declined, that it is heard."""
    stuk, reden = ondertekenaar.stuk, op_een_regel(ondertekenaar.weigerreden)
    for partij in stuk.huidige_ondertekenaars.gevraagd().exclude(pk=ondertekenaar.pk):
        meld("geweigerd", partij, weigeraar=ondertekenaar, reden=reden)
    meld("weigering_gehoord", ondertekenaar, reden=reden)
    link = volledig_adres(stuk.get_absolute_url())
    for lid in stuk.traject.team.begeleiders().met_vervangers():
        context = _context(ondertekenaar) | {"aan": lid.gebruiker.email, "reden": reden}
        stuur(f"{SJABLOON}weigering_begeleider", begeleider=lid.gebruiker, link=link, **context)


def meld_voltooid(stuk: Stuk) -> None:
    """The signed document is there: told once to each party, with where to read it. Who is
    concerned and did not sign hears that it is agreed."""
    for partij in stuk.huidige_ondertekenaars.gevraagd():
        meld("voltooid", partij, stuk.get_absolute_url(), f"voltooid-{partij.pk}")
    for lezer in leest_mee(stuk) if isinstance(stuk, Overeenkomst) else ():
        stuur(
            f"{SJABLOON}afgesproken",
            aan=lezer.aan,
            school=stuk.school,
            sleutel=f"afgesproken-{stuk.pk}-{stuk.versie}-{lezer.aan}",
            naam=lezer.naam,
            zelf=lezer.partij == Partij.LEERLING,
            overeenkomst=stuk,
            leerling=stuk.traject.leerling,
            onderneming=stuk.bij,
            link=volledig_adres(stuk.get_absolute_url()) if lezer.met_account else "",
        )


class Lezer(NamedTuple):
    naam: str
    aan: str
    partij: Partij
    met_account: bool


def leest_mee(overeenkomst: Overeenkomst) -> list[Lezer]:
    """The learner, and the parents who may look in, where this kind does not ask them to sign."""
    if Partij.LEERLING in overeenkomst.regels.partijen:
        return []
    leerling = overeenkomst.traject.leerling
    ouders = leerling.betrokkenen.select_related("gebruiker", "leerling")
    wie = [(leerling, Partij.LEERLING)]
    wie += [(ouder, Partij.OUDER) for ouder in ouders if ouder.mag_inkijken()]
    lezers = []
    for rij, partij in wie:
        adressen = [rij.email, rij.gebruiker.email if rij.gebruiker else ""]
        if aan := KwijteMailbox.objects.eerste_andere(adressen, overeenkomst.school_id):
            lezers.append(Lezer(rij.volledige_naam, aan, partij, rij.gebruiker is not None))
    return lezers
