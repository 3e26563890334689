"""The words of the step to a new school year: what can be chosen, and what becomes of one class,
one learner and one colleague."""

import datetime
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG
from leerlingen.models import Klas, KlasLeerkracht, Leerling, Opleiding
from trajecten.models import Inschrijving, Teamlid, Traject

# What is chosen of a learner: `naar_klas(code)`, or one of these.
WEG, LATER = "weg", ""
# Of somebody of the team, or the number of the Lidmaatschap that takes over.
BLIJFT, VERDER, STOPT = "blijft", "verder", "stopt"
TAAK = "Beëindig het traject: de leerling verlaat de school"
OPLEIDING, COLLEGAS = "opleiding", "collegas"  # what a Zin is about
TAAK_KOMT = "De begeleider krijgt de taak om het traject te beëindigen."


def naar_klas(code: str) -> str:
    return f"={code}"


LEERJAAR = re.compile(r"[1-7](?!\W*\d)")  # in front of a code, not of two years together


def volgende_code(code: str) -> str:
    """What a class is called a year later: 5A becomes 6A. Nothing for a 6 or a 7, which mostly ends
    the school; the same for a code that does not begin with its year, as of a mixed class."""
    if not LEERJAAR.match(code):
        return code
    return "" if code[0] in "67" else f"{int(code[0]) + 1}{code[1:]}"


def dag_in_woorden(dag: datetime.date) -> str:
    return date_format(dag, "j F Y")


class Zin(NamedTuple):
    """What happens to a learner. `over`: what it is about, when that counts."""

    tekst: str
    over: str = ""

    def __str__(self) -> str:
        return self.tekst


@dataclass
class Klasregel:
    """A class of the year that ends. `naar`: its code in the new year, empty when it stops. `weg`:
    its learners leave, as from a last year."""

    klas: Klas
    naar: str
    weg: bool
    bestaat: bool  # in the new year already
    leerkrachten: list["Leerkrachtregel"] = field(default_factory=list)


@dataclass
class Leerkrachtregel:
    regel: KlasLeerkracht
    gaat_mee: bool
    kan: bool  # has a role then that sees a class


@dataclass
class Teamwijziging:
    """Somebody in the team of one traject, and what becomes of that. `naar`: who takes over."""

    teamlid: Teamlid
    groep: str
    keuze: str
    kan: bool  # has that role on the first day of the new year
    eindigt: bool
    naar: Lidmaatschap | None = None

    @property
    def blijft_over(self) -> bool:
        """Guides on the first day of the new year, or who takes over does."""
        if self.naar:
            return True
        return self.kan and (self.keuze == VERDER or (self.keuze == BLIJFT and not self.eindigt))

    def zin(self, vanaf: datetime.date) -> str:
        wie = self.teamlid.gebruiker
        if self.naar:
            return f"{self.naar.gebruiker} neemt het over van {wie} vanaf {dag_in_woorden(vanaf)}."
        if self.keuze == STOPT:
            return f"{wie} stopt op {dag_in_woorden(vanaf - DAG)}."
        return f"{wie} gaat verder." if self.keuze == VERDER and self.kan else ""


@dataclass
class Leerlingregel:
    """One learner: what happens (`zinnen`), what does not and why (`bezwaren`)."""

    leerling: Leerling
    naar: str
    dag: datetime.date
    traject: Traject | None = None
    lopend: Inschrijving | None = None
    opleiding: Opleiding | None = None  # another one, from the new year on
    einddatum: datetime.date | None = None  # to which the traject is prolonged
    taak: bool = False
    team: list[Teamwijziging] = field(default_factory=list)
    zinnen: list[Zin] = field(default_factory=list)
    bezwaren: list[str] = field(default_factory=list)

    @property
    def gaat_weg(self) -> bool:
        return self.naar == WEG

    @property
    def code(self) -> str:
        """Of the class in the new year; empty for who leaves or is not decided on."""
        return self.naar[1:] if self.naar.startswith("=") else ""

    @property
    def stand(self) -> str:
        if self.bezwaren:
            return "niet"
        if not self.zinnen:
            return "klaar"
        return "weg" if self.gaat_weg else "mee"


def groep_van(code: str, teamlid: Teamlid, eindigt: bool) -> str:
    """Who is chosen for together: this person, in this role, in one class of the new year."""
    einde = "-einde" if eindigt else ""
    return f"{teamlid.gebruiker_id}-{teamlid.rol}-{code.encode().hex()}{einde}"


def begin_voorstel(vandaag: datetime.date) -> int:
    """The year in which the school year to prepare begins: the next one, but in September and
    October still the one that just began."""
    return vandaag.year + (1 if vandaag.month > 10 else 0)
