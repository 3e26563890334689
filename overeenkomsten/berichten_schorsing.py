"""The mail about a suspension: to whom it concerns, and never why."""

from enum import StrEnum
from typing import NamedTuple

from gebruikers.berichten import stuur
from gebruikers.models import Lidmaatschap
from overeenkomsten.berichten import leest_mee
from overeenkomsten.models import Overeenkomst, Schorsing
from overeenkomsten.rechten import gaat_nog_aan
from overeenkomsten.statussen import Partij


class Wat(StrEnum):
    NIEUW = "geschorst"
    GEWIJZIGD = "gewijzigd"
    HERVAT = "hervat"
    WEG = "weg"


class _Lezer(NamedTuple):
    naam: str
    van: str = ""  # leerling, or onderneming for who is to tell how it goes on


def meld(schorsing: Schorsing, wat: Wat, *, door: Lidmaatschap) -> None:
    """To learner, parent, company, mentor and begeleider, each mailbox once; not to who did it."""
    overeenkomst = schorsing.overeenkomst
    context = {
        "school": overeenkomst.school,
        "overeenkomst": overeenkomst,
        "leerling": overeenkomst.traject.leerling,
        "onderneming": overeenkomst.bij,
        "schorsing": schorsing,
        "wat": wat.value,
    }
    for aan, lezer in _lezers(overeenkomst).items():
        if aan and aan != door.gebruiker.email:
            stuur(
                "overeenkomsten/berichten/schorsing", aan=aan, naam=lezer.naam, van=lezer.van,
                **context,
            )  # fmt: skip


def _lezers(overeenkomst: Overeenkomst) -> dict[str, _Lezer]:
    """Mailbox → whose. The school's signatory reads it in the file."""
    rijen = {
        lid.gebruiker.email: _Lezer(lid.gebruiker.volledige_naam)
        for lid in overeenkomst.traject.team.begeleiders().met_vervangers()
    }
    if mentor := overeenkomst.nu.mentor:
        rijen[mentor.email] = _Lezer(mentor.volledige_naam, Partij.ONDERNEMING)
    for lezer in leest_mee(overeenkomst):
        rijen[lezer.aan] = _Lezer(lezer.naam, lezer.partij)
    for partij in overeenkomst.tekenden_laatst():
        if partij.partij != Partij.SCHOOL and gaat_nog_aan(partij):
            rijen[partij.postadres] = _Lezer(partij.naam, partij.partij)
    return rijen
