"""What a version changes about the plan that holds now."""

from dataclasses import dataclass
from operator import attrgetter

from opleidingsplannen.models import Opleidingsplan, Planregel, Planstatus

VERGELEKEN = {
    "leren": attrgetter("leren"),
    "oefenen": attrgetter("oefenen"),
    "wanneer": attrgetter("wanneer"),
    "wie": lambda regel: regel.verantwoordelijke or "niemand genoemd",
    "opmerking": lambda regel: regel.opmerking or "geen",
}


@dataclass(frozen=True)
class Verschil:
    """What changed since version `versie`."""

    versie: int
    erbij: list[Planregel]
    weg: list[Planregel]
    anders: list[tuple[Planregel, list[tuple[str, str, str]]]]  # line, and per part: was, is now

    @property
    def is_leeg(self) -> bool:
        return not (self.erbij or self.weg or self.anders)

    @property
    def in_woorden(self) -> list[str]:
        """How much of it, for in a mail: what precisely, stays in the plan."""
        delen = ((self.erbij, "nieuw"), (self.weg, "weg"), (self.anders, "anders"))
        return [
            f"{len(regels)} {'onderdeel is' if len(regels) == 1 else 'onderdelen zijn'} {wat}"
            for regels, wat in delen
            if regels
        ]


def verschillen(
    plan: Opleidingsplan, regels: list[Planregel], plannen: list[Opleidingsplan]
) -> Verschil | None:
    """Between `plan`, with these lines, and the version in force among `plannen`. None for a
    version that follows none or holds already."""
    if plan.status not in (Planstatus.CONCEPT, Planstatus.VOORGELEGD):
        return None
    geldend = next((p for p in plannen if p.status == Planstatus.AKKOORD), None)
    if geldend is None:
        return None
    rijen = geldend.regels.select_related("competentie")
    toen = {regel.competentie_id: regel for regel in rijen}
    nu = {regel.competentie_id: regel for regel in regels}
    return Verschil(
        versie=geldend.versie,
        erbij=[regel for regel in regels if regel.competentie_id not in toen],
        weg=[regel for regel in toen.values() if regel.competentie_id not in nu],
        anders=[
            (regel, wat)
            for regel in regels
            if regel.competentie_id in toen and (wat := _anders(toen[regel.competentie_id], regel))
        ],
    )


def _anders(toen: Planregel, nu: Planregel) -> list[tuple[str, str, str]]:
    delen = ((naam, lees(toen), lees(nu)) for naam, lees in VERGELEKEN.items())
    return [(naam, was, is_nu) for naam, was, is_nu in delen if was != is_nu]
