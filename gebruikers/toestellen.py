"""The devices on which somebody is signed in, in plain words, and ending that."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import QuerySet
from django.http import HttpRequest

from gebruikers.meekijken import stop_met_de_sessie
from gebruikers.models import Gebruiker

# The first that stands in what a browser says of itself: most of them claim to be others too.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
VERSIE = {"Safari": "Version"}  # where its number stands, when not behind the word itself
STELSELS = {
    "iPhone": "een iPhone",
    "iPad": "een iPad",
    "Android": "Android",
    "CrOS": "een Chromebook",
    "Windows": "Windows",
    "Macintosh": "een Mac",
    "Linux": "Linux",
}


def omschrijf(user_agent: str) -> str:
    """As "Chrome op Windows"."""
    browser = next((woord for deel, woord in BROWSERS.items() if deel in user_agent), "")
    stelsel = next((woord for deel, woord in STELSELS.items() if deel in user_agent), "")
    wat = browser or "een onbekende browser"
    return f"{wat} op {stelsel}" if stelsel else wat


def versie(user_agent: str) -> str:
    """The number of that browser, which tells two alike from each other; empty when unknown."""
    deel = next((deel for deel in BROWSERS if deel in user_agent), "?")
    _, _, erna = user_agent.partition(VERSIE.get(deel, deel).rstrip("/") + "/")
    return re.match(r"\d*", erna)[0]


def waarmee(request: HttpRequest) -> str:
    """On which kind of device this request was made."""
    return omschrijf(request.headers.get("User-Agent", ""))


@dataclass(frozen=True)
class Toestel:
    pk: int
    omschrijving: str
    versie: str
    gezien_op: datetime
    sinds: datetime
    dit: bool

    @classmethod
    def van(cls, sessie: UserSession) -> Self:
        return cls(
            sessie.pk,
            omschrijf(sessie.user_agent),
            versie(sessie.user_agent),
            sessie.last_seen_at,
            sessie.created_at,
            sessie.is_current(),
        )


def sessies_van(gebruiker: Gebruiker) -> QuerySet[UserSession]:
    return UserSession.objects.filter(user=gebruiker).order_by("-last_seen_at", "pk")


def toestellen_van(gebruiker: Gebruiker) -> list[Toestel]:
    """This one first, then what was seen last. Sessions that are over are cleared away."""
    UserSession.objects.purge_and_list(gebruiker)
    toestellen = [Toestel.van(sessie) for sessie in sessies_van(gebruiker)]
    return sorted(toestellen, key=lambda toestel: not toestel.dit)


def beeindig_sessie(sessie: UserSession) -> None:
    """That device is out at its next request, and looks along no more."""
    stop_met_de_sessie(SessionStore(sessie.session_key), sessie.user_id)
    sessie.end()


def beeindig_sessies(gebruiker: Gebruiker, *, behalve: str | None = None) -> None:
    """All sessions of this person, but the one with the key `behalve`: out at the next request."""
    for sessie in sessies_van(gebruiker).exclude(session_key=behalve or ""):
        beeindig_sessie(sessie)
