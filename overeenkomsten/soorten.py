"""What each kind of agreement asks and does: one table for forms, acts, terms, documents and tests.

Who signs an aanloop agreement is how the school arranges it here: no regulation on its form was
found (domein 1.1), so nothing of it is shown as law.
"""

from dataclasses import dataclass
from enum import StrEnum

from leerlingen.models import Opleiding
from overeenkomsten.statussen import Partij, Soort
from trajecten.fases import Fase


class Eis(StrEnum):
    """What sending may ask beside period, hours, parties and timetable."""

    MENTOR = "mentor"
    VERGOEDING = "leervergoeding"
    PARITAIR_COMITE = "paritair comité"
    VERZEKERING = "verzekering"
    PLAN = "opleidingsplan"
    ERKENNING = "erkenning"


@dataclass(frozen=True)
class Soortregels:
    """One kind. `bij`: the field that says where the learner goes. The parent signs while the
    learner is a minor. Once all signed, the traject goes from one of `vanuit` to `naar`."""

    kort: str
    bij: str
    opleiding: str
    partijen: tuple[Partij, ...]
    eisen: frozenset[Eis]
    geregistreerd: bool  # in Werkplekduaal, with a term
    vanuit: tuple[Fase, ...]
    naar: Fase
    vergoeding: str = ""  # in words, of a kind without an amount

    @property
    def is_aanloop(self) -> bool:
        return self.opleiding == Opleiding.Soort.AANLOOP

    @property
    def heeft_bedrag(self) -> bool:
        return Eis.VERGOEDING in self.eisen

    def waar(self, plaats: str) -> str:
        """Of a block of the timetable: 'op school', 'op de werkplek' or 'bij de organisator'."""
        if plaats == "school":
            return "op school"
        return "bij de organisator" if self.bij == "organisatie" else "op de werkplek"


_WERKPLEK = (Partij.LEERLING, Partij.OUDER, Partij.ONDERNEMING, Partij.SCHOOL)
_ALTIJD = {Eis.MENTOR, Eis.PARITAIR_COMITE, Eis.VERZEKERING, Eis.PLAN, Eis.ERKENNING}
_DUAAL = {
    "bij": "vestiging",
    "opleiding": Opleiding.Soort.DUAAL,
    "partijen": _WERKPLEK,
    "geregistreerd": True,
    "vanuit": (Fase.ZOEKT_WERKPLEK,),
    "naar": Fase.LOPEND,
}
_AANLOOP = {
    "opleiding": Opleiding.Soort.AANLOOP,
    "geregistreerd": False,
    "vanuit": (Fase.SCREENING, Fase.ZOEKT_WERKPLEK),
    "naar": Fase.AANLOOP,
    "vergoeding": "geen vergoeding",
}
REGELS = {
    Soort.OAO: Soortregels(kort="OAO", eisen=frozenset(_ALTIJD | {Eis.VERGOEDING}), **_DUAAL),
    Soort.SAO: Soortregels(
        kort="SAO", eisen=frozenset(_ALTIJD), vergoeding="geen vergoeding", **_DUAAL
    ),
    Soort.DAO: Soortregels(
        kort="deeltijdse arbeidsovereenkomst",
        eisen=frozenset(_ALTIJD),
        vergoeding="loon volgens de afspraken van de sector",
        **_DUAAL,
    ),
    Soort.AEO: Soortregels(
        kort="aanloop, externe organisator",
        bij="organisatie",
        partijen=(Partij.ORGANISATIE, Partij.SCHOOL),
        eisen=frozenset(),
        **_AANLOOP,
    ),
    Soort.AWP: Soortregels(
        kort="aanloop, werkplek",
        bij="vestiging",
        partijen=_WERKPLEK,
        eisen=frozenset({Eis.MENTOR}),
        **_AANLOOP,
    ),
}


def _soorten(waar) -> tuple[Soort, ...]:
    return tuple(soort for soort, regels in REGELS.items() if waar(regels))


AANLOOP = _soorten(lambda regels: regels.is_aanloop)
DUAAL = _soorten(lambda regels: not regels.is_aanloop)
GEREGISTREERD = _soorten(lambda regels: regels.geregistreerd)
MET_ERKENNING = _soorten(lambda regels: Eis.ERKENNING in regels.eisen)
