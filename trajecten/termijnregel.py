"""Rules of terms: what starts one, how long it is, who must act. Each app keeps its own in its
`termijnen.py`, found at start-up; `termijnberekening` works them out."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import models

from gebruikers.models import Herinneringskeuze
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, Schoolsoort, mag, recht, rollen_met

DEEL = Recht.EIGEN | Recht.GEDEELD
VOORBIJ = -1
CONTROLEER = "Controleer de actuele regelgeving."


class Eenheid(models.TextChoices):
    OPLEIDINGSDAG = "opleidingsdag", "opleidingsdagen"
    DAG = "dag", "dagen"
    WEEK = "week", "weken"
    MAAND = "maand", "maanden"
    JAAR = "jaar", "jaar"

    def in_woorden(self, aantal: int) -> str:
        """'1 opleidingsdag', '3 maanden'."""
        return f"{aantal} {self.value if aantal == 1 else self.label}"


class Zekerheid(models.TextChoices):
    """How sure the product is of a rule. What nobody could check is never told as law."""

    OFFICIEEL = "officieel", "volgens een bron van de overheid"
    PRAKTIJK = "praktijk", "volgens bronnen uit de praktijk, niet nagekeken in de regelgeving"
    SCHOOL = "school", "een afspraak van de school"
    ONZEKER = "onzeker", "niet nagekeken: er is geen degelijke bron gevonden"


class Aanleiding(NamedTuple):
    """What starts a term. `wat` follows "door". `onderwerp` tells two terms of one rule apart.
    `klaar`: the day on which it was met, None while it runs. `einde`: the last day, of a rule that
    counts nothing."""

    traject: int
    op: datetime.date
    wat: str
    onderwerp: str = ""
    klaar: datetime.date | None = None
    einde: datetime.date | None = None


@dataclass(frozen=True)
class Termijnregel:
    """`aantal`: how long, in `eenheid`, unless a school says otherwise; None: the school says it,
    and until then the rule does nothing. Without `eenheid` nothing is counted: each Aanleiding
    knows its last day. `doe`: what is to be done, as a sentence without subject.
    `opvolgen`: nothing else in the product shows that it was done, so who did it says so.
    `wie` must act, by their role. `over`: who may not read that does not read the term. `vanzelf`:
    once the last day is past there is nothing left to do. `op_de_dag`: no last day to do something
    by, but a day on which something is, or that one aims at. `ladder`: who must act is reminded
    when so many are left, in opleidingsdagen if these are counted, else in days; VOORBIJ: the
    coördinator once it is past. `dringend`: also when there is no school. `blad`: the name of the
    page where who writes `over` does it, of the row that it is about, or with `blad_van_traject` of
    the traject; `knop`: what leads there."""

    sleutel: str
    naam: str
    doe: str
    bron: str
    zekerheid: Zekerheid
    wie: Rol
    over: Informatie | Schoolsoort
    vind: Callable[[models.QuerySet], Iterable[Aanleiding]]
    aantal: int | None = None
    eenheid: Eenheid | None = None
    verlengbaar: bool = False
    opvolgen: bool = False
    vanzelf: bool = False
    op_de_dag: bool = False
    ladder: tuple[int, ...] = (10, 5, 1, 0, VOORBIJ)
    dringend: bool = False
    blad: str = ""
    blad_van_traject: bool = False
    knop: str = ""

    @property
    def duur(self) -> str:
        """'20 opleidingsdagen'; "" when the school says it, or nothing is counted."""
        return self.eenheid.in_woorden(self.aantal) if self.aantal else ""

    @property
    def mailsoort(self) -> Herinneringskeuze.Soort:
        """What who is reminded may choose: of what an authority says, or cannot wait, the least."""
        if self.dringend or self.zekerheid == Zekerheid.OFFICIEEL:
            return Herinneringskeuze.Soort.VAST
        return Herinneringskeuze.Soort.ANDERE

    @property
    def in_een_mail(self) -> bool:
        """Whether who reads the outbox of a school may read what it is about."""
        return set(rollen_met(Schoolsoort.BERICHTEN)) <= set(rollen_met(self.over))

    @property
    def na_sluiting(self) -> bool:
        """Whether one says of a closed file that it was done: what the secretariat keeps."""
        return self.opvolgen and self.wie == Rol.ADMINISTRATIE

    @property
    def eenheid_van_ladder(self) -> Eenheid:
        telt = self.eenheid == Eenheid.OPLEIDINGSDAG
        return Eenheid.OPLEIDINGSDAG if telt else Eenheid.DAG

    def trede(self, over: int) -> int | None:
        """The step of the ladder that is due when so many are left. Past the last day the last one
        is, so that a weekend or a holiday swallows none; but not of what is over by itself."""
        if over < 0:
            return None if self.vanzelf else min(self.ladder)
        return min((trede for trede in self.ladder if over <= trede), default=None)

    @property
    def herkomst(self) -> str:
        """Where the rule comes from, and how sure that is."""
        zin = f"Bron: {self.bron} ({self.zekerheid.label})."
        return zin if self.zekerheid == Zekerheid.SCHOOL else f"{zin} {CONTROLEER}"


REGELS: dict[str, Termijnregel] = {}


def termijnregel(naam: str, **kenmerken) -> Callable:
    """Decorator: the function that finds what starts a term becomes the rule of its name. It gets
    trajecten (a queryset) and gives their Aanleiding rows in constant queries."""

    def maak(vind: Callable) -> Termijnregel:
        regel = Termijnregel(vind.__name__, naam, vind=vind, **kenmerken)
        REGELS[regel.sleutel] = regel
        return regel

    return maak


def doet(lid, regel: Termijnregel) -> bool:
    """Whether its page is where `lid` does it."""
    return bool(regel.blad) and mag(lid, regel.over, Recht.SCHRIJF)


def leest(lid, regel: Termijnregel) -> bool:
    """Whether `lid` reads the subject of this rule, of every case that they see."""
    return mag(lid, regel.over) and not recht(lid, regel.over) & DEEL
