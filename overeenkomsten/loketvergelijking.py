"""A list from the counter beside the agreements that somebody sees: what is missing, different or
ended. It changes nothing."""

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG
from gebruikers.schrijfwijze import is_bijna_zelfde_naam, zoekvorm
from overeenkomsten.loketlezen import Loketrij
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import OOIT_GETEKEND, Registratie, Soort, Status

IN_HET_LOKET = (Soort.OAO, Soort.SAO, Soort.DAO)
GESTOPT = (Status.BEEINDIGD, Status.INGETROKKEN)
DELEN = {  # in the order in which one looks at them
    "verschilt": "verschilt",
    "gestopt_daar": "gestopt in het loket",
    "gestopt_hier": "gestopt bij ons",
    "ontbreekt_daar": "niet in de lijst",
    "ontbreekt_hier": "niet bij ons",
    "twijfel": "twijfel",
    "gelijk": "gelijk",
}
ANDERE_NAAM = "Het nummer is hetzelfde, de naam niet."
ANDER_BEGIN = "Naam en onderneming zijn dezelfde, de begindatum niet."
ANDER_BEDRIJF = "Naam en begindatum zijn dezelfde, de onderneming niet."
BIJNA = "Onderneming en begindatum zijn dezelfde, de naam bijna."
MEER = "Er past meer dan één overeenkomst bij. Kijk na welke het is."
STOP_EERST = "Stop de overeenkomst eerst bij ons."
GEEN_DAG = "De lijst zegt niet op welke dag ze geregistreerd is. Vul de dag in bij de overeenkomst."
NIET_GETEKEND = "Bij ons is ze niet door iedereen getekend."


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
    rijen = Overeenkomst.objects.zichtbaar_voor(lid).filter(soort__in=IN_HET_LOKET)
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


def _nummersleutel(nummer: str) -> str:
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
        self.per_begin, self.vrij = defaultdict(list), {}
        for ons in alle:
            self.vrij[ons.pk] = ons
            if ons.nummer:
                self.per_nummer[_nummersleutel(ons.nummer)].append(ons)
            self.per_naam[_naamsleutel(ons.voornaam, ons.naam)].append(ons)
            self.per_begin[ons.begin].append(ons)

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
        ons = self._een(self.per_nummer[_nummersleutel(rij.nummer)]) if rij.nummer else None
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
        yield ANDER_BEGIN, self._met_naam(rij, lambda ons: _zelfde_bedrijf(rij, ons))
        yield ANDER_BEDRIJF, self._met_naam(rij, lambda ons: ons.begin == rij.begin)
        die_dag = self.per_begin[rij.begin] if rij.begin and rij.wie else []
        yield BIJNA, [ons for ons in die_dag if _zelfde_bedrijf(rij, ons) and _is_bijna(rij, ons)]

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


def _datum(dag: datetime.date | None) -> str:
    return f"{dag:%d/%m/%Y}" if dag else "niet ingevuld"


def _is_gestopt_daar(rij: Loketrij) -> bool:
    return rij.stand == Registratie.STOPGEZET or rij.stopgezet_op is not None


def _liep_gewoon_af(rij: Loketrij, ons: Eigen) -> bool:
    """The counter says that it is over, and with us it is by its own date."""
    eerder = rij.stopgezet_op and rij.stopgezet_op < ons.laatste_dag
    return ons.laatste_dag < timezone.localdate() and not eerder


def _verschillen(rij: Loketrij, ons: Eigen) -> Iterator[tuple[str, str, str]]:
    """(what, with us, there)."""
    if rij.begin and rij.begin != ons.begin:
        yield "Begindatum", _datum(ons.begin), _datum(rij.begin)
    if rij.einde and rij.einde not in ons.eindes:
        yield "Einddatum", _datum(ons.laatste_dag), _datum(rij.einde)
    gestopt = _is_gestopt_daar(rij)
    if gestopt and ons.is_gestopt and rij.stopgezet_op not in (None, ons.laatste_dag):
        yield "Laatste dag", _datum(ons.laatste_dag), _datum(rij.stopgezet_op)
    if rij.stand not in (None, ons.registratie) and gestopt == ons.is_gestopt:
        yield "Stand", ons.registratie.label, rij.stand.label
    if rij.nummer and _nummersleutel(rij.nummer) != _nummersleutel(ons.nummer):
        yield "Nummer", ons.nummer or "niet ingevuld", rij.nummer
    if rij.geregistreerd_op not in (None, ons.geregistreerd_op):
        yield "Geregistreerd op", _datum(ons.geregistreerd_op), _datum(rij.geregistreerd_op)


def _over_te_nemen(rij: Loketrij, ons: Eigen) -> tuple[dict | None, str]:
    """What taking over would write down with us, or why it cannot; neither when nothing differs."""
    zelf_af = _is_gestopt_daar(rij) and _liep_gewoon_af(rij, ons)
    stand = ons.registratie if rij.stand is None or zelf_af else rij.stand
    # Of an early end the day is the one on which it was told there, which the list does not say.
    meldt = stand == Registratie.STOPGEZET and ons.status == Status.BEEINDIGD
    stond_op = ons.gemeld_op if meldt else ons.geregistreerd_op
    op = stond_op if meldt else rij.geregistreerd_op or stond_op
    nummer = rij.nummer[:40] or ons.nummer
    if (stand, op, nummer) == (ons.registratie, stond_op, ons.nummer):
        return None, ""
    if ons.status not in (*OOIT_GETEKEND, Status.INGETROKKEN):
        return None, NIET_GETEKEND
    if stand == Registratie.STOPGEZET and not ons.is_gestopt:
        return None, STOP_EERST
    if stand == Registratie.GEREGISTREERD and op is None:
        return None, GEEN_DAG
    return {"registratie": stand, "op": op and op.isoformat(), "nummer": nummer}, ""


def _deel(rij: Loketrij, ons: Eigen, verschilt: bool) -> str:
    if _is_gestopt_daar(rij) and not ons.is_gestopt and not _liep_gewoon_af(rij, ons):
        return "gestopt_daar"
    if ons.is_gestopt and rij.stand is not None and not _is_gestopt_daar(rij):
        return "gestopt_hier"
    return "verschilt" if verschilt else "gelijk"


def _regel_van(paar: Paar) -> tuple[str, dict]:
    rij, ons, waarom = paar
    verschillen = list(_verschillen(rij, ons))
    over, niet = _over_te_nemen(rij, ons)
    deel = "twijfel" if waarom else _deel(rij, ons, bool(verschillen))
    if deel in ("gestopt_daar", "gestopt_hier"):
        over, niet = None, ""
    regel = _ons(ons) | {"rij": rij.rij, "verschillen": verschillen, "over": over, "niet": niet}
    if waarom:
        regel |= {"waarom": waarom, "daar": f"{rij.wie}, {rij.onderneming or rij.kbo}".strip(", ")}
    if rij.stopgezet_op:
        regel["stopgezet_op"] = _datum(rij.stopgezet_op)
    return deel, regel


def _ons(ons: Eigen) -> dict:
    return {
        "overeenkomst": ons.pk,
        "wie": ons.wie,
        "onderneming": ons.onderneming,
        "nummer": ons.ons_nummer,
        "periode": f"{_datum(ons.begin)} – {_datum(ons.laatste_dag)}",
        "stand": ons.registratie.label,
    }


def _daar(rij: Loketrij, waarom: str) -> dict:
    periode = " – ".join(_datum(dag) for dag in (rij.begin, rij.einde) if dag)
    return {
        "rij": rij.rij,
        "wie": rij.wie,
        "onderneming": rij.onderneming or rij.kbo,
        "nummer": rij.nummer,
        "periode": periode,
        "stand": rij.stand.label if rij.stand is not None else "",
        "waarom": waarom,
    }


def vergelijk(
    rijen: list[Loketrij],
    alle: list[Eigen],
    verwacht: Callable[[Eigen], bool],
) -> dict[str, list[dict]]:
    """Part of DELEN → its lines. `verwacht`: of ours, whether the list should have it."""
    delen: dict[str, list[dict]] = {deel: [] for deel in DELEN}
    koppelaar = Koppelaar(alle)
    paren, zonder = koppelaar.koppel(rijen)
    for paar in sorted(paren, key=lambda paar: paar.rij.rij):
        deel, regel = _regel_van(paar)
        delen[deel].append(regel)
    for rij, waarom in zonder:
        delen["twijfel" if waarom else "ontbreekt_hier"].append(_daar(rij, waarom))
    delen["ontbreekt_daar"] = [_ons(ons) for ons in koppelaar.vrij.values() if verwacht(ons)]
    return delen


def hoort_erin(van: datetime.date | None, tot: datetime.date | None) -> Callable[[Eigen], bool]:
    """Signed by all, and in these days. Without days: at any time."""

    def verwacht(ons: Eigen) -> bool:
        in_die_dagen = van is None or (ons.begin <= tot and ons.laatste_dag >= van)
        return ons.status in OOIT_GETEKEND and in_die_dagen

    return verwacht
