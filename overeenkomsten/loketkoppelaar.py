"""Which agreement of ours a row of a list from the counter is about."""

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG
from gebruikers.schrijfwijze import is_bijna_zelfde_naam, zoekvorm
from overeenkomsten.loketlezen import Loketrij
from overeenkomsten.models import Overeenkomst
from overeenkomsten.soorten import GEREGISTREERD
from overeenkomsten.statussen import OOIT_GETEKEND, Registratie, Status

GESTOPT = (Status.BEEINDIGD, Status.INGETROKKEN)
ANDERE_NAAM = "Het nummer is hetzelfde, de naam niet."
ANDER_BEGIN = "Naam en onderneming zijn dezelfde, de begindatum niet."
ZONDER_BEGIN = "Naam en onderneming zijn dezelfde, maar een begindatum staat er niet bij."
ANDER_BEDRIJF = "Naam en begindatum zijn dezelfde, de onderneming niet."
BIJNA = "Onderneming en begindatum zijn dezelfde, de naam bijna."
MEER = "Er past meer dan één overeenkomst bij. Kijk na welke het is."


class Eigen(NamedTuple):
    """One agreement, as much of it as is compared."""

    pk: int
    ons_nummer: str
    voornaam: str
    naam: str
    kbo: str
    onderneming: str
    status: Status
    begin: datetime.date
    laatste_dag: datetime.date
    einddatum: datetime.date
    registratie: Registratie
    nummer: str
    geregistreerd_op: datetime.date | None
    gemeld_op: datetime.date | None  # that it ended early

    @property
    def wie(self) -> str:
        return f"{self.voornaam} {self.naam}"

    @property
    def is_gestopt(self) -> bool:
        return self.status in GESTOPT

    @property
    def eindes(self) -> set[datetime.date]:
        """Of what ended early the counter may show either day."""
        return {self.laatste_dag, self.einddatum} if self.is_gestopt else {self.laatste_dag}


def onze(lid: Lidmaatschap) -> Iterator[Eigen]:
    """What `lid` sees that can stand in the counter: drawn up, and not refused since."""
    rijen = Overeenkomst.objects.zichtbaar_voor(lid).filter(soort__in=GEREGISTREERD)
    rijen = rijen.exclude(status=Status.GEWEIGERD).order_by("pk")
    velden = rijen.values_list(
        "pk", "nummer", "traject__leerling__voornaam", "traject__leerling__naam",
        "vestiging__onderneming__kbo", "vestiging__onderneming__naam", "status", "begindatum",
        "feitelijke_periode", "einddatum", "registratie", "registratienummer", "geregistreerd_op",
        "beeindiging__gemeld_op",
    )  # fmt: skip
    for *wie, status, begin, periode, einde, registratie, nummer, op, gemeld in velden.iterator(
        500
    ):
        if periode:
            begin, laatste = periode.lower, periode.upper - DAG
        else:
            laatste = einde
        stand = Registratie(registratie)
        yield Eigen(*wie, Status(status), begin, laatste, einde, stand, nummer, op, gemeld)


class Paar(NamedTuple):
    """A row of the list and the one of ours that it is about; `waarom` it is doubtful, if it is."""

    rij: Loketrij
    ons: Eigen
    waarom: str = ""


def _naamsleutel(*delen: str) -> tuple[str, ...]:
    """The words of a name, whichever comes first."""
    return tuple(sorted(re.sub(r"\W", " ", zoekvorm(" ".join(delen))).split()))


def nummersleutel(nummer: str) -> str:
    return re.sub(r"\s", "", nummer).casefold()


def _is_bijna(rij: Loketrij, ons: Eigen) -> bool:
    if rij.voornaam:
        return is_bijna_zelfde_naam((rij.voornaam, rij.naam), (ons.voornaam, ons.naam))
    woorden = re.sub(r"[^\w'’-]", " ", rij.naam).split()  # where the first name ends, nobody says
    gesplitst = ((" ".join(woorden[:i]), " ".join(woorden[i:])) for i in range(1, len(woorden)))
    return any(is_bijna_zelfde_naam(deel, (ons.voornaam, ons.naam)) for deel in gesplitst)


def _zelfde_bedrijf(rij: Loketrij, ons: Eigen) -> bool:
    if rij.kbo:
        return rij.kbo == ons.kbo
    return bool(rij.onderneming) and _naamsleutel(rij.onderneming) == _naamsleutel(ons.onderneming)


class Koppelaar:
    """Finds which of ours each row is about, the surest first; each of ours once."""

    def __init__(self, alle: Iterable[Eigen]) -> None:
        self.per_nummer, self.per_naam = defaultdict(list), defaultdict(list)
        self.per_plek, self.vrij = defaultdict(list), {}
        for ons in alle:
            self.vrij[ons.pk] = ons
            if ons.nummer:
                self.per_nummer[nummersleutel(ons.nummer)].append(ons)
            self.per_naam[_naamsleutel(ons.voornaam, ons.naam)].append(ons)
            for bedrijf in (ons.kbo, _naamsleutel(ons.onderneming)):
                self.per_plek[bedrijf, ons.begin].append(ons)

    def koppel(self, rijen: list[Loketrij]) -> tuple[list[Paar], list[tuple[Loketrij, str]]]:
        """The pairs, and the rows that are left, each with why nothing was chosen, if it could."""
        paren, over = [], rijen
        for manier in (self._op_nummer, self._op_naam, self._ongeveer):
            nog = []
            for rij in over:
                if paar := manier(rij):
                    self.vrij.pop(paar.ons.pk)
                    paren.append(paar)
                else:
                    nog.append(rij)
            over = nog
        return paren, [(rij, MEER if self._passen(rij) else "") for rij in over]

    def _op_nummer(self, rij: Loketrij) -> Paar | None:
        ons = self._een(self.per_nummer[nummersleutel(rij.nummer)]) if rij.nummer else None
        if ons is None:
            return None
        zelfde = not rij.wie or _naamsleutel(rij.wie) == _naamsleutel(ons.wie)
        return Paar(rij, ons, "" if zelfde or _is_bijna(rij, ons) else ANDERE_NAAM)

    def _op_naam(self, rij: Loketrij) -> Paar | None:
        van_hier = self._met_naam(rij, lambda ons: _zelfde_bedrijf(rij, ons))
        ons = self._een(ons for ons in van_hier if ons.begin == rij.begin)
        return Paar(rij, ons) if ons else None

    def _ongeveer(self, rij: Loketrij) -> Paar | None:
        for waarom, passen in self._kansen(rij):
            if ons := self._een(passen):
                return Paar(rij, ons, waarom)
        return None

    def _kansen(self, rij: Loketrij) -> Iterator[tuple[str, list[Eigen]]]:
        van_hier = self._met_naam(rij, lambda ons: _zelfde_bedrijf(rij, ons))
        yield ANDER_BEGIN if rij.begin else ZONDER_BEGIN, van_hier
        yield ANDER_BEDRIJF, self._met_naam(rij, lambda ons: ons.begin == rij.begin)
        plek = (rij.kbo or _naamsleutel(rij.onderneming), rij.begin)
        daar = self.per_plek.get(plek, []) if rij.wie else []
        yield BIJNA, [ons for ons in daar if _is_bijna(rij, ons)]

    def _met_naam(self, rij: Loketrij, past: Callable[[Eigen], bool]) -> list[Eigen]:
        gelijk = self.per_naam[_naamsleutel(rij.wie)] if rij.wie else []
        return [ons for ons in gelijk if past(ons)]

    def _passen(self, rij: Loketrij) -> bool:
        return any(len(self._vrije(passen)) > 1 for _, passen in self._kansen(rij))

    def _vrije(self, kandidaten: Iterable[Eigen]) -> list[Eigen]:
        return [ons for ons in kandidaten if ons.pk in self.vrij]

    def _een(self, kandidaten: Iterable[Eigen]) -> Eigen | None:
        """The only one; of several the only one that was signed."""
        kandidaten = self._vrije(kandidaten)
        getekend = [ons for ons in kandidaten if ons.status in OOIT_GETEKEND]
        kandidaten = getekend or kandidaten
        return kandidaten[0] if len(kandidaten) == 1 else None
