"""The limits that checks count with: what the product proposes, and what a school made of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from overeenkomsten.models import Grenswaarde, Overeenkomst
from trajecten.termijnregel import CONTROLEER, Zekerheid

GEEN_BRON = "algemene kennis"
COMMERCE = "commercetraining.be over de uren van een leerling (paritair comité 311)"


@dataclass(frozen=True)
class Grensregel:
    """`waarde`: None: the school says it, and until then nothing is checked against it.
    `comites`: the number of a joint committee → what holds there instead."""

    naam: str
    eenheid: str
    waarde: Decimal | None
    bron: str
    zekerheid: Zekerheid
    comites: dict[str, Decimal] = field(default_factory=dict)

    @property
    def herkomst(self) -> str:
        return f"Bron: {self.bron} ({self.zekerheid.label}). {CONTROLEER}"

    def in_woorden(self, waarde: Decimal | None) -> str:
        return "nog niet ingevuld" if waarde is None else f"{getal(waarde)} {self.eenheid}"

    @property
    def voorstel(self) -> str:
        """'38 uur; 36 uur in paritair comité 311'."""
        delen = [self.in_woorden(self.waarde)]
        delen += [f"{self.in_woorden(w)} in paritair comité {nr}" for nr, w in self.comites.items()]
        return "; ".join(delen)


def getal(waarde: Decimal) -> str:
    """8.00 → '8' · 4.50 → '4,5'."""
    return f"{waarde.normalize():f}".replace(".", ",")


ONZEKER = {"bron": GEEN_BRON, "zekerheid": Zekerheid.ONZEKER}
GRENSREGELS = {
    "week_uren": Grensregel(
        "School en werk samen, hoogstens per week", "uur", Decimal(38),
        f"{GEEN_BRON}; voor paritair comité 311 commercetraining.be", Zekerheid.ONZEKER,
        comites={"311": Decimal(36)},
    ),
    "week_minstens": Grensregel(
        "School en werk samen, minstens per week", "uur", Decimal(28),
        "onderwijskiezer.be over de aanloopfase; voor duaal niet nagekeken", Zekerheid.PRAKTIJK,
    ),
    "jong_vroegst": Grensregel(
        "Minderjarige: werkt niet voor", "uur ’s ochtends", Decimal(6), COMMERCE, Zekerheid.PRAKTIJK
    ),
    "jong_laatst": Grensregel(
        "Minderjarige: werkt niet na", "uur", Decimal(20), COMMERCE, Zekerheid.PRAKTIJK
    ),
    "jong_dag": Grensregel("Minderjarige: hoogstens per dag", "uur", Decimal(8), **ONZEKER),
    "jong_na_elkaar": Grensregel(
        "Minderjarige: hoogstens na elkaar zonder pauze", "uur", Decimal("4.5"), **ONZEKER
    ),
    "jong_pauze": Grensregel("Minderjarige: pauze, minstens", "minuten", Decimal(30), **ONZEKER),
    "begin_terug": Grensregel(
        "Begin ligt hoogstens zoveel terug bij het versturen", "dagen", Decimal(0),
        "de gewoonte om ten laatste op de begindag te tekenen", Zekerheid.PRAKTIJK,
    ),
    "duur": Grensregel("Een overeenkomst duurt hoogstens", "maanden", None, **ONZEKER),
}  # fmt: skip


def comite_van(tekst: str) -> str:
    """The number in what was typed: 'PC 311.00 (warenhuizen)' → '311'."""
    gevonden = re.search(r"\d{3}", tekst)
    return gevonden[0] if gevonden else ""


class Grenswaarden:
    """The limits of a school for an agreement that begins on a day, in a joint committee."""

    def __init__(self, rijen: Iterable[Grenswaarde], comite: str) -> None:
        self._comite = comite
        self._rijen = {(rij.grens, rij.paritair_comite): rij.waarde for rij in rijen}

    @classmethod
    def van(cls, overeenkomst: Overeenkomst) -> "Grenswaarden":
        rijen = Grenswaarde.objects.filter(
            school=overeenkomst.school_id, vanaf__lte=overeenkomst.begindatum
        )
        return cls(rijen.order_by("vanaf"), comite_van(overeenkomst.paritair_comite))

    def __getitem__(self, sleutel: str) -> Decimal | None:
        grens = GRENSREGELS[sleutel]
        if self._comite and (sleutel, self._comite) in self._rijen:
            return self._rijen[sleutel, self._comite]
        if (sleutel, "") in self._rijen and self._comite not in grens.comites:
            return self._rijen[sleutel, ""]
        return grens.comites.get(self._comite, grens.waarde)
