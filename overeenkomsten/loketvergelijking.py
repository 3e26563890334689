"""A list from the counter beside the agreements that somebody sees: what is missing, different or
ended. It changes nothing."""

import datetime
from collections.abc import Callable, Iterator

from django.utils import timezone

from overeenkomsten.loketkoppelaar import Eigen, Koppelaar, Paar, nummersleutel
from overeenkomsten.loketlezen import Loketrij
from overeenkomsten.statussen import OOIT_GETEKEND, Registratie, Status

DELEN = {  # in the order in which one looks at them
    "verschilt": "verschilt",
    "gestopt_daar": "gestopt in het loket",
    "gestopt_hier": "gestopt bij ons",
    "ontbreekt_daar": "niet in de lijst",
    "ontbreekt_hier": "niet bij ons",
    "twijfel": "twijfel",
    "gelijk": "gelijk",
}
STOP_EERST = "Stop de overeenkomst eerst bij ons."
GEEN_DAG = "De lijst zegt niet op welke dag ze geregistreerd is. Vul de dag in bij de overeenkomst."
NIET_GETEKEND = "Bij ons is ze niet door iedereen getekend."


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
    if rij.nummer and nummersleutel(rij.nummer) != nummersleutel(ons.nummer):
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
    if deel == "gestopt_hier":
        regel["stand_daar"] = rij.stand.label
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
