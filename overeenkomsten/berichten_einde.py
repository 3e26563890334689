"""The mails about an early end: to the parties, the mentor and the begeleiders. Never why."""

from gebruikers.berichten import stuur, volledig_adres
from gebruikers.models import Bericht, Lidmaatschap
from overeenkomsten.berichten import SJABLOON, leest_mee, meld
from overeenkomsten.models import Beeindiging, Overeenkomst


def meld_einde(einde: Beeindiging) -> None:
    """Once to each: that it stops, when, and who asked for it."""
    _meld_allen(einde, "gestopt", door=einde.door)


def meld_toch_niet(einde: Beeindiging, *, door: Lidmaatschap) -> None:
    """To who heard that it would: it goes on as it was signed."""
    _meld_allen(einde, "stopt_toch_niet", door=door)


def _meld_allen(einde: Beeindiging, wat: str, *, door: Lidmaatschap) -> None:
    overeenkomst = einde.overeenkomst
    waar = overeenkomst.get_absolute_url()
    gemaild = {door.gebruiker.email}
    for partij in overeenkomst.tekenden_laatst():
        if partij.gebruiker_id != door.gebruiker_id and (
            bericht := meld(wat, partij, waar, einde=einde)
        ):
            gemaild.add(bericht.aan)
    for naam, email, met_link in _begeleiding(overeenkomst):
        if email and email not in gemaild:
            gemaild.add(email)
            _meld_begeleiding(einde, wat, naam, email, met_link=met_link)


def _begeleiding(overeenkomst: Overeenkomst):
    """Name, address and whether they can sign in: the mentor, the begeleiders of today and who
    replaces them, and who reads it without having signed."""
    if mentor := overeenkomst.nu.mentor:
        account = mentor.gebruiker
        yield mentor.volledige_naam, account.email if account else mentor.email, bool(account)
    for lid in overeenkomst.traject.team.begeleiders().met_vervangers():
        yield lid.gebruiker.volledige_naam, lid.gebruiker.email, True
    for lezer in leest_mee(overeenkomst):
        yield lezer.naam, lezer.aan, lezer.met_account


def _meld_begeleiding(
    einde: Beeindiging, wat: str, naam: str, email: str, *, met_link: bool
) -> Bericht | None:
    overeenkomst = einde.overeenkomst
    return stuur(
        f"{SJABLOON}{wat}_begeleiding",
        aan=email,
        school=overeenkomst.school,
        naam=naam,
        einde=einde,
        overeenkomst=overeenkomst,
        leerling=overeenkomst.traject.leerling,
        onderneming=overeenkomst.bij,
        link=volledig_adres(overeenkomst.get_absolute_url()) if met_link else "",
    )
