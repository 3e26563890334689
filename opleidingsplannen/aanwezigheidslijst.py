"""Presence of all learners that somebody sees, over a period: how it was, what is still open and
what stands out."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG
from opleidingsplannen.afwezigheidssignaal import TERUG, Signaal, signalen
from opleidingsplannen.models import Aanwezigheid, Halve, Staat
from opleidingsplannen.models.aanwezigheid import AFWEZIG, Gezegd
from opleidingsplannen.verwacht import plaatsingen_van, verwacht
from trajecten.models import Traject
from werkplekken.models import Plaatsing

NIETS, VERSCHILT, ALLEEN_LEERLING, ANDERE_DAG = (
    "nog niet doorgegeven",
    "mentor en leerling zeggen iets anders",
    "alleen de leerling gaf iets door",
    "andere dag dan voorzien",
)
OPEN = 12  # shown at once
KORT = {NIETS: "niet doorgegeven", VERSCHILT: "verschilt", ALLEEN_LEERLING: "alleen de leerling",
        ANDERE_DAG: "andere dag"}  # fmt: skip


class _Velden(NamedTuple):
    plaatsing_id: int
    traject_id: int
    dag: datetime.date
    deel: str
    werkplek_zegt: str
    leerling_zegt: str
    staat: str
    buiten_rooster: bool


class Kort(Gezegd, _Velden):
    """A row as far as a count needs it."""

    __slots__ = ()

    @property
    def open(self) -> str:
        """Why somebody has to look, or ""."""
        if self.staat:
            return ""
        if self.verschilt:
            return VERSCHILT
        if self.wacht_op_werkplek:
            return ALLEEN_LEERLING
        return ANDERE_DAG if self.buiten_rooster else ""


@dataclass
class Open:
    """Half a day on which the begeleider has to decide."""

    plaatsing: Plaatsing
    halve: Halve
    wat: str
    rij: Aanwezigheid | None = None

    @property
    def afdruk(self) -> str:
        return (self.rij or Aanwezigheid()).afdruk

    @property
    def traject(self) -> Traject:
        return self.plaatsing.traject


@dataclass
class OpenDag:
    """A day, or half of it, on which the same has to be decided."""

    halve_dagen: list[Open]

    @property
    def eerste(self) -> Open:
        return self.halve_dagen[0]

    @property
    def rij(self) -> Aanwezigheid | None:
        return self.eerste.rij

    @property
    def gezien(self) -> dict[str, str]:
        return {open_nog.halve.deel: open_nog.afdruk for open_nog in self.halve_dagen}

    @property
    def wanneer(self) -> str:
        return "hele dag" if len(self.halve_dagen) > 1 else self.eerste.halve.deel

    @property
    def voorstel(self) -> str:
        """What the begeleider would settle: of two words none."""
        return self.rij.geldt if self.rij and not self.rij.verschilt else ""


@dataclass
class Regel:
    """One learner in that period. `aantal`: of what counts how many half days of each kind."""

    traject: Traject
    plaatsingen: list[Plaatsing] = field(default_factory=list)
    verwacht: int = 0
    erbij: int = 0  # told of half days on which nobody expected the learner
    aantal: Counter = field(default_factory=Counter)
    vastgesteld: int = 0
    open: list[Open] = field(default_factory=list)
    signalen: list[Signaal] = field(default_factory=list)

    @property
    def in_woorden(self) -> str:
        """'10 aanwezig, 6 ziek, van 16'; and how many of them nobody expected."""
        delen = [f"{self.aantal[staat]} {staat.kort}" for staat in Staat if self.aantal[staat]]
        van = f"{', '.join(delen) or 'niets doorgegeven'}, van {self.verwacht}"
        return f"{van} en {self.erbij} op een andere dag" if self.erbij else van

    @property
    def plekken(self) -> list[str]:
        """Each once: a learner may have one workplace in two periods."""
        return list(dict.fromkeys(str(rij.plaats) for rij in self.plaatsingen))

    @property
    def percentage(self) -> int | None:
        """Present, of the half days on which the workplace was open and something was told."""
        tellen = sum(self.aantal[staat] for staat in (Staat.AANWEZIG, *AFWEZIG))
        return round(100 * self.aantal[Staat.AANWEZIG] / tellen) if tellen else None

    @property
    def open_in_woorden(self) -> str:
        """'2 niet doorgegeven, 1 verschilt'."""
        per = Counter(KORT[rij.wat] for rij in self.open)
        return ", ".join(f"{aantal} {wat}" for wat, aantal in per.items())


def _op_volgorde(rij: Open) -> tuple:
    dag, deel = rij.halve.moment
    return dag, rij.halve.plaatsing, deel


class Lijst:
    """Worked out once, in constant queries. `tot` counts until today; what is not told of today is
    not open yet."""

    def __init__(
        self, lid: Lidmaatschap, van: datetime.date, tot: datetime.date, **waar: object
    ) -> None:
        self.lid, self.vandaag = lid, timezone.localdate()
        self.van, self.tot = van, min(tot, self.vandaag)
        self.plaatsingen = plaatsingen_van(lid, tot__gte=van, van__lte=tot, **waar)
        self.verwacht = verwacht(self.plaatsingen, van, self.tot)
        alle = self._rijen()
        self.rijen = [rij for rij in alle if van <= rij.dag <= self.tot]
        self.regels = self._regels(alle)

    def _rijen(self) -> list[Kort]:
        """Of this period and of the weeks in which a pattern shows."""
        van = min(self.van, self.vandaag - TERUG)
        trajecten = {rij.traject_id for rij in self.plaatsingen}
        rijen = Aanwezigheid.objects.zichtbaar_voor(self.lid).tussen(van, self.vandaag)
        rijen = rijen.filter(traject__in=trajecten).order_by()
        return [Kort(*rij) for rij in rijen.values_list(*Kort._fields)]

    def _regels(self, alle: list[Kort]) -> list[Regel]:
        """Who needs a look first, then by name."""
        regels: dict[int, Regel] = {}
        per_pk = {rij.pk: rij for rij in self.plaatsingen}
        for rij in self.plaatsingen:
            regel = regels.setdefault(rij.traject_id, Regel(rij.traject))
            regel.plaatsingen.append(rij)
            regel.verwacht += len(self.verwacht.get(rij.pk, ()))
        for rij in self.rijen:
            if rij.plaatsing_id in per_pk:
                regels[rij.traject_id].aantal[rij.geldt] += 1
                regels[rij.traject_id].erbij += rij.buiten_rooster
                regels[rij.traject_id].vastgesteld += bool(rij.staat)
        for open_nog in self._open(per_pk):
            regels[open_nog.traject.pk].open.append(open_nog)
        per_traject = defaultdict(list)
        for rij in alle:
            per_traject[rij.traject_id].append(rij)
        grens = self.lid.school.afwezigheid_grens
        for pk, regel in regels.items():
            regel.signalen = signalen(per_traject[pk], grens=grens, vandaag=self.vandaag)
        eerst = sorted(regels.values(), key=lambda regel: regel.traject.leerling.zoeknaam)
        return sorted(eerst, key=lambda regel: not (regel.open or regel.signalen))

    def _open(self, per_pk: dict[int, Plaatsing]) -> Iterable[Open]:
        """In order of day."""
        bekend = {rij.halve: rij for rij in self.rijen}
        gisteren = self.vandaag - DAG
        stil = [
            Open(per_pk[halve.plaatsing], halve, NIETS)
            for halve_dagen in self.verwacht.values()
            for halve in halve_dagen
            if halve not in bekend and halve.dag <= gisteren
        ]
        anders = [
            Open(per_pk[rij.plaatsing_id], rij.halve, rij.open)
            for rij in self.rijen
            if rij.open and rij.plaatsing_id in per_pk
        ]
        return sorted([*stil, *anders], key=_op_volgorde)

    def eerste_open(self) -> list[OpenDag]:
        """The oldest of all, each with its row; both halves of a day together when alike."""
        alle = sorted((rij for regel in self.regels for rij in regel.open), key=_op_volgorde)
        eerste = alle[: 2 * OPEN]
        plaatsingen = {rij.halve.plaatsing for rij in eerste}
        rijen = Aanwezigheid.objects.zichtbaar_voor(self.lid).filter(plaatsing__in=plaatsingen)
        if eerste:
            rijen = rijen.tussen(eerste[0].halve.dag, eerste[-1].halve.dag)
            per_halve = {rij.halve: rij for rij in rijen.select_related(*Aanwezigheid.ERBIJ)}
            for rij in eerste:
                rij.rij = per_halve.get(rij.halve)
        dagen: dict[tuple, list[Open]] = {}
        for rij in eerste:
            gelijk = (rij.halve.dag, rij.halve.plaatsing, rij.wat, rij.afdruk)
            dagen.setdefault(gelijk, []).append(rij)
        return [OpenDag(halve_dagen) for halve_dagen in dagen.values()][:OPEN]

    @property
    def aantal_open(self) -> int:
        return sum(len(regel.open) for regel in self.regels)
