"""One thing to do, as the dashboard and the caseload show it."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

CONTROLEER = "Controleer de actuele regelgeving."


class Groep(StrEnum):
    TE_LAAT = "te_laat"
    VANDAAG = "vandaag"
    WACHT = "wacht"


GROEPEN = {
    Groep.TE_LAAT: "Te laat of bijna",
    Groep.VANDAAG: "Vandaag",
    Groep.WACHT: "Wacht op anderen",
}
SOORT = {Groep.TE_LAAT: "gevaar", Groep.VANDAAG: "let_op", Groep.WACHT: "rust"}


@dataclass(frozen=True)
class Taak:
    """`kort` stands in the caseload; `datum` orders within a group (earliest first). What is
    `vroeg` stands in the caseload only, not in the list of things to do."""

    groep: Groep
    traject_id: int
    wie: str
    zin: str
    uitleg: str
    waarom: str
    url: str
    knop: str
    kort: str
    datum: datetime.date
    teken: str = "!"
    vroeg: bool = False

    @property
    def soort(self) -> str:
        return SOORT[self.groep]

    @property
    def volgorde(self) -> tuple:
        return (list(Groep).index(self.groep), self.datum, self.wie, self.kort)


def dagen_teken(dagen: int) -> str:
    """For the little square: how many days are left."""
    return "!" if dagen <= 0 else str(dagen) if dagen < 100 else "…"


def opsomming(woorden: list[str]) -> str:
    return " en ".join(filter(None, [", ".join(woorden[:-1]), woorden[-1]]))
