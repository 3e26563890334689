"""What a check is: one small function that says what is wrong with an agreement, in sentences that
name the facts. The modules of this package register theirs; `nazien` runs them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from overeenkomsten.models import Afwijking
from overeenkomsten.soorten import Eis
from overeenkomsten.statussen import Strengheid
from trajecten.termijnregel import Zekerheid

FEITEN = Afwijking._meta.get_field("bevinding").max_length
HOUDT_TEGEN = (Strengheid.BLOKKEERT, Strengheid.BLOKKEERT_LICHT)


@dataclass(frozen=True)
class Punt:
    """One thing that a check found. `waar`: where it is mended (`nazien.PLEKKEN`)."""

    zin: str
    waar: str = "bewerk"


@dataclass(frozen=True)
class Controle:
    """`strengheid`: how severe it is unless a school says otherwise; None: always first, whatever a
    school thinks, because the document would have a hole or the database refuses. `waarom`: why it
    is asked. `altijd`: the law asks it, so no school switches it off. `eis`: it says nothing of
    kinds of agreement that do not ask this."""

    sleutel: str
    naam: str
    waarom: str
    vind: Callable[..., Iterable[Punt]]
    strengheid: Strengheid | None = None
    bron: str = ""
    zekerheid: Zekerheid = Zekerheid.SCHOOL
    altijd: bool = False
    eis: Eis | None = None

    @property
    def keuzes(self) -> list[tuple[str, str]]:
        """How severe a school may choose."""
        return [(s.value, s.label) for s in Strengheid if s != Strengheid.UIT or not self.altijd]

    @property
    def uitleg(self) -> str:
        bron = f" Bron: {self.bron} ({self.zekerheid.label})." if self.bron else ""
        return f"{self.waarom}{bron}"


@dataclass(frozen=True)
class Bevinding:
    """What a check found now, and how severe that is here. `url`: where the reader mends it;
    `wie`: whom to ask, when it is not the reader's to mend; `afwijkadres`: where one who may goes
    against it."""

    controle: Controle
    punt: Punt
    strengheid: Strengheid | None
    afwijking: Afwijking | None = None
    url: str = ""
    wie: str = ""
    afwijkadres: str = ""

    @property
    def zin(self) -> str:
        return self.punt.zin

    @property
    def feiten(self) -> str:
        """What tells this finding from another of the same check, as long as it can be kept."""
        return self.zin[:FEITEN]

    @property
    def moet_eerst(self) -> bool:
        return self.strengheid is None

    @property
    def blokkeert(self) -> bool:
        """By the choice of the school, also when it went against it."""
        return self.strengheid in HOUDT_TEGEN

    @property
    def houdt_tegen(self) -> bool:
        return self.moet_eerst or (self.blokkeert and self.afwijking is None)


CONTROLES: dict[str, Controle] = {}


def naam_van(sleutel: str) -> str:
    """Also of a check that is no more."""
    return CONTROLES[sleutel].naam if sleutel in CONTROLES else sleutel


def controle(naam: str, waarom: str, **kenmerken) -> Callable:
    """Decorator: the function that finds becomes the check of its name. It gets a Geval and gives
    its Punten."""

    def maak(vind: Callable) -> Controle:
        rij = Controle(vind.__name__, naam, waarom, vind, **kenmerken)
        CONTROLES[rij.sleutel] = rij
        return rij

    return maak
