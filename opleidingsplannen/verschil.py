"""What a next version changes: of a plan, and of a standaardtraject."""

from dataclasses import dataclass
from operator import attrgetter

from opleidingsplannen.models import Opleidingsplan, Planregel, Planstatus, Standaardtraject

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


# cluster → (code, title) → activities, in order
Clusters = dict[str, dict[tuple[str, str], list[str]]]


@dataclass(frozen=True)
class Versieverschil:
    """What a next version of a standaardtraject changes about the newest one, `vorige`."""

    vorige: Standaardtraject
    erbij: list[str]
    weg: list[str]
    anders: list[tuple[str, list[str]]]  # competence, and a sentence per part
    opleiding: tuple[str, str] | None  # was, is now
    andere_volgorde: bool

    @property
    def versie(self) -> int:
        return self.vorige.versie

    @property
    def volgende(self) -> int:
        return self.versie + 1

    @property
    def is_leeg(self) -> bool:
        delen = (self.erbij, self.weg, self.anders, self.opleiding)
        return not any(delen) and not self.andere_volgorde


def vergelijk_versies(
    vorige: Standaardtraject, was: tuple[Clusters, str], nu: tuple[Clusters, str]
) -> Versieverschil:
    """`was`, `nu`: the clusters and the name of the opleiding. A code is one competence."""
    toen, straks = _per_code(was[0]), _per_code(nu[0])
    blijft = [code for code in straks if code in toen]
    anders = [(code, _delen(toen[code], straks[code])) for code in blijft]
    return Versieverschil(
        vorige=vorige,
        erbij=[_naam(code, straks) for code in straks if code not in toen],
        weg=[_naam(code, toen) for code in toen if code not in straks],
        anders=[(_naam(code, straks), delen) for code, delen in anders if delen],
        opleiding=(was[1], nu[1]) if was[1] != nu[1] else None,
        andere_volgorde=blijft != [code for code in toen if code in straks],
    )


def _per_code(clusters: Clusters) -> dict[str, tuple[str, str, list[str]]]:
    return {
        code: (cluster, titel, activiteiten)
        for cluster, competenties in clusters.items()
        for (code, titel), activiteiten in competenties.items()
    }


def _naam(code: str, per_code: dict[str, tuple[str, str, list[str]]]) -> str:
    return f"{code} {per_code[code][1]}"


def _delen(toen: tuple[str, str, list[str]], nu: tuple[str, str, list[str]]) -> list[str]:
    """Each part that changed, as a sentence."""
    zinnen = [
        f"{wat}: “{oud}” wordt “{nieuw}”."
        for wat, oud, nieuw in zip(("Cluster", "Titel"), toen, nu, strict=False)
        if oud != nieuw
    ]
    zinnen += [f"Nieuwe activiteit: {tekst}" for tekst in nu[2] if tekst not in toen[2]]
    zinnen += [f"Activiteit valt weg: {tekst}" for tekst in toen[2] if tekst not in nu[2]]
    if toen[2] != nu[2] and sorted(toen[2]) == sorted(nu[2]):
        zinnen.append("De activiteiten staan in een andere volgorde.")
    elif toen[2] != nu[2] and set(toen[2]) == set(nu[2]):
        zinnen.append("Een activiteit staat er een ander aantal keren.")
    return zinnen
