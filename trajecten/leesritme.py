"""At once, once a day, once a week or never: which reminders one reads today."""

import datetime
from typing import NamedTuple

from django.utils import timezone

from gebruikers.models import Herinneringskeuze
from gebruikers.periode import DAG
from trajecten.kalender import Kalender
from trajecten.models import Termijn

Wanneer = Herinneringskeuze.Wanneer
LANGSTE_VAKANTIE = 15  # weeks, with room


class Post(NamedTuple):
    """What there is to say of a term: the step that is due, and the one by the end of the week;
    None: nothing. `apart`: in a mail of its own."""

    termijn: Termijn
    trede: int | None
    week_trede: int | None
    apart: bool = False

    @property
    def is_iets(self) -> bool:
        return self.trede is not None or self.week_trede is not None

    @property
    def is_voorbij(self) -> bool:
        return self.termijn.over < 0


class Leesdag(NamedTuple):
    """A day as who reads mail has it. `week_tot`: the last day before the next weekly mail."""

    vandaag: datetime.date
    is_schooldag: bool
    is_weekmail: bool
    week_tot: datetime.date
    tussendoor: bool

    @classmethod
    def van(cls, kalender: Kalender, *, tussendoor: bool) -> "Leesdag":
        vandaag = timezone.localdate()
        maandag = vandaag - vandaag.weekday() * DAG
        maandagen = (maandag + n * 7 * DAG for n in range(LANGSTE_VAKANTIE))
        weekmails = [dag for m in maandagen if (dag := _eerste_schooldag(kalender, m))]
        volgende = next((dag for dag in weekmails if dag > vandaag), maandag + 7 * DAG)
        return cls(
            vandaag,
            not kalender.geen_opleiding(vandaag),
            vandaag in weekmails,
            volgende - DAG,
            tussendoor,
        )

    def leest(self, stukken: list[Post], keuze: dict[str, str]) -> list[Post]:
        """What of these is read today, by who chose so of each kind."""
        gelezen = []
        for stuk in stukken:
            wanneer = keuze[stuk.termijn.uit.mailsoort]
            if (trede := self._trede(stuk, wanneer)) is not None:
                gelezen.append(stuk._replace(trede=trede, apart=wanneer == Wanneer.METEEN))
        return gelezen

    def _trede(self, stuk: Post, wanneer: str) -> int | None:
        """The step to tell of now. Between two weekly mails only what ends before the next one:
        that is new, or it was told already."""
        if wanneer == Wanneer.METEEN:
            return stuk.trede
        if self.tussendoor or wanneer == Wanneer.NOOIT:
            return None
        if wanneer == Wanneer.DAG:
            return stuk.trede
        dan_te_laat = not stuk.is_voorbij and stuk.termijn.uiterlijk <= self.week_tot
        return stuk.week_trede if self.is_weekmail or dan_te_laat else None


def _eerste_schooldag(kalender: Kalender, maandag: datetime.date) -> datetime.date | None:
    dagen = (maandag + n * DAG for n in range(5))
    return next((dag for dag in dagen if not kalender.geen_opleiding(dag)), None)
