"""One-time links: what a dead one says, when it gives a new one, and whether a mail holds one."""

import datetime
import re
from collections.abc import Callable

from django.urls import Resolver404, resolve
from django.utils import timezone

from gebruikers.models import School
from gebruikers.overgang import Weigering

AFKOELING = datetime.timedelta(minutes=10)
NIEUWE_LINK = "Stuur mij een nieuwe link"
NIEUWE_CODE = "Stuur mij opnieuw een code"
ONBEKEND = (
    "We kennen deze link niet. Misschien is hij maar half overgenomen: open hem vanuit de mail."
)
LINK = re.compile(r"https?://[^/\s]+(/\S+)")
# URL name → what opens a link of this kind, and what staff does when that link is dead.
OPENERS: dict[str, tuple[Callable, str]] = {}


class DodeLink(Weigering):
    """A link that serves no more. `school`: whom to turn to, when that is known. `knop`: what a
    press mails to the address that the link was for; empty when only the school can help."""

    def __init__(self, zin: str, *, school: School | None = None, knop: str = "") -> None:
        super().__init__(zin)
        self.school, self.knop = school, knop


def linksoort(naam: str, wat_dan: str) -> Callable:
    """Register a function `(token)` that raises DodeLink as what opens the links of this URL."""

    def decorator(functie: Callable) -> Callable:
        OPENERS[naam] = (functie, wat_dan)
        return functie

    return decorator


def waarom_dood(tekst: str) -> str:
    """What to do instead of sending this text: empty when every link of ours in it works."""
    for pad in LINK.findall(tekst):
        try:
            gevonden = resolve(pad)
        except Resolver404:
            continue
        if gevonden.view_name in OPENERS:
            opener, wat_dan = OPENERS[gevonden.view_name]
            try:
                opener(gevonden.kwargs["token"])
            except Weigering:
                return wat_dan
    return ""


def eis_afkoeling(laatst: datetime.datetime) -> None:
    """Not two mails with a link in ten minutes."""
    over = laatst + AFKOELING - timezone.now()
    if over > datetime.timedelta(0):
        minuten = int(over.total_seconds() // 60) + 1
        woord = "minuut" if minuten == 1 else "minuten"
        raise Weigering(f"Er is net gemaild. Probeer opnieuw over {minuten} {woord}.")


def eis_hernieuwbaar(opener: Callable, token: str) -> None:
    """Only a dead link that offers a new one gives a new one: each kills the one before it."""
    try:
        opener(token)
    except DodeLink as dood:
        if dood.knop != NIEUWE_LINK:
            raise
    else:
        raise Weigering("Deze link werkt nog. Je kan meteen verder.")
