"""Works out the terms of trajecten from what is stored, as often as one likes."""

import datetime
import logging
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from django.db import transaction
from django.utils import timezone

from gebruikers.periode import DAG, maanden_later
from gebruikers.vegen import elk
from leerlingen.schooljaar import WEEK
from trajecten.kalender import WEEKEND, Kalender, Overgeslagen, TermijnZonderEinde, Weken
from trajecten.models import Opvolging, Termijn, Termijnduur, Traject, Verlenging
from trajecten.termijnregel import REGELS, Aanleiding, Eenheid, Termijnregel
from trajecten.weken import weken_van

logger = logging.getLogger(__name__)
PER_BEURT = 200  # trajecten in one transaction: an act on one of them waits that long at most
UNIEK = ("traject", "regel", "onderwerp")
BEREKEND = (
    "aanleiding", "begin", "aantal", "einde", "geteld", "overgeslagen", "volgens_regels", "fout",
    "staat", "gesloten_op", "verlenging", "verlengd_tot", "opvolging",
)  # fmt: skip
MAANDEN = {Eenheid.MAAND: 1, Eenheid.JAAR: 12}
DAGEN = {Eenheid.DAG: DAG, Eenheid.WEEK: WEEK}


@transaction.atomic
def herbereken(trajecten: Iterable[int]) -> int:
    """Make the terms of these trajecten what their rules say now, in queries that do not depend on
    how many there are. How many rows changed.

    The trajecten are locked first: two at once, a night run and an act, follow each other.
    """
    vast = Traject.objects.select_for_update(no_key=True, of=("self",))
    school_van = dict(vast.filter(pk__in=set(trajecten)).order_by("pk").values_list("pk", "school"))
    if not school_van:
        return 0
    rekening = _Rekening(school_van)
    bestaand = {rij.sleutel: rij for rij in Termijn.objects.filter(traject__in=school_van)}
    nieuw, anders = [], []
    for sleutel, velden in rekening.gewenst().items():
        if sleutel not in bestaand:
            nieuw.append(_rij(school_van, sleutel, velden))
        elif _verander(bestaand.pop(sleutel), velden, anders):
            continue
    # What no rule finds any more: what was met stays met, the rest is not needed any longer.
    weg = {"staat": Termijn.Staat.VERVALLEN, "gesloten_op": timezone.localdate()}
    for rij in bestaand.values():
        if rij.is_open:
            _verander(rij, weg, anders)
    rijen = nieuw + anders
    Termijn.objects.bulk_create(
        rijen, update_conflicts=True, unique_fields=UNIEK, update_fields=BEREKEND, batch_size=500
    )
    return len(rijen)


def herbereken_alle_van(school_id: int) -> int:
    """The terms of every traject of a school, some at a time. How many rows changed."""
    trajecten = Traject.objects.filter(school=school_id).order_by("pk")
    pks = list(trajecten.values_list("pk", flat=True))
    return sum(_beurt(pks[n : n + PER_BEURT]) for n in range(0, len(pks), PER_BEURT))


def _beurt(trajecten: list[int]) -> int:
    """One traject that cannot be worked out is logged, and stops no other."""
    try:
        return herbereken(trajecten)
    except Exception:
        logger.exception("termijnen van %s trajecten niet in één keer", len(trajecten))
        return sum(elk(_van_een, trajecten))


def _van_een(traject: int) -> int:
    return herbereken([traject])


def _rij(school_van: dict[int, int], sleutel: tuple, velden: dict) -> Termijn:
    traject, regel, onderwerp = sleutel
    return Termijn(
        school_id=school_van[traject],
        traject_id=traject,
        regel=regel,
        onderwerp=onderwerp,
        **velden,
    )


def _verander(rij: Termijn, velden: dict, anders: list[Termijn]) -> bool:
    if all(getattr(rij, veld) == waarde for veld, waarde in velden.items()):
        return False
    for veld, waarde in velden.items():
        setattr(rij, veld, waarde)
    rij.pk = None  # written over by what makes it one of its kind
    anders.append(rij)
    return True


class _Rekening:
    """One computation: what it needs of calendars, weeks and durations is read once."""

    def __init__(self, school_van: dict[int, int]) -> None:
        self.school_van = school_van

    @cached_property
    def weken(self) -> dict[int, Weken]:
        return weken_van(self.school_van)

    @cached_property
    def kalenders(self) -> dict[int, Kalender]:
        return Kalender.van_scholen(set(self.school_van.values()))

    @cached_property
    def duren(self) -> dict[tuple[int, str], list[Termijnduur]]:
        per = defaultdict(list)
        for duur in Termijnduur.objects.filter(school__in=set(self.school_van.values())):
            per[duur.school_id, duur.regel].append(duur)
        return per

    @cached_property
    def verlengd(self) -> dict[tuple[int, str, str], Verlenging]:
        """The last word about each."""
        rijen = Verlenging.objects.filter(traject__in=self.school_van).order_by("op", "pk")
        return {rij.sleutel: rij for rij in rijen}

    @cached_property
    def opgevolgd(self) -> dict[tuple[int, str, str], Opvolging]:
        """Likewise what was done about it."""
        rijen = Opvolging.objects.filter(traject__in=self.school_van).order_by("op", "pk")
        return {rij.sleutel: rij for rij in rijen}

    def gewenst(self) -> dict[tuple[int, str, str], dict]:
        """(traject, rule, subject) → the fields of its term."""
        trajecten = Traject.objects.filter(pk__in=self.school_van)
        return {
            (reden.traject, regel.sleutel, reden.onderwerp): velden
            for regel in REGELS.values()
            for reden in regel.vind(trajecten)
            if (velden := self._velden(regel, reden))
        }

    def _velden(self, regel: Termijnregel, reden: Aanleiding) -> dict | None:
        """None for a rule that waits for the school to say how long."""
        aantal = None if reden.einde else self._aantal(regel, reden)
        if not reden.einde and aantal is None:
            return None
        verlenging = self.verlengd.get((reden.traject, regel.sleutel, reden.onderwerp))
        velden = {
            "verlenging_id": verlenging and verlenging.pk,
            "verlengd_tot": verlenging and verlenging.tot,
            "aanleiding": reden.wat[:200],
            "begin": reden.op,
            "aantal": aantal,
            "einde": reden.einde,
            "geteld": [],
            "overgeslagen": [],
            "volgens_regels": False,
            "fout": "",
        }
        if not reden.einde:
            velden |= self._einde(regel.eenheid, reden, aantal)
        return velden | self._staat(regel, reden, velden["einde"])

    def _staat(self, regel: Termijnregel, reden: Aanleiding, einde: datetime.date | None) -> dict:
        rij = self.opgevolgd.get((reden.traject, regel.sleutel, reden.onderwerp))
        rij = rij if rij and rij.gedaan else None
        staat, klaar = Termijn.Staat.OPEN, reden.klaar or (rij and timezone.localdate(rij.op))
        if klaar:
            staat = Termijn.Staat.VOLDAAN
        elif regel.vanzelf and einde and einde < timezone.localdate():
            staat, klaar = Termijn.Staat.VOORBIJ, einde
        return {"staat": staat, "gesloten_op": klaar, "opvolging_id": rij and rij.pk}

    def _aantal(self, regel: Termijnregel, reden: Aanleiding) -> int | None:
        """As long as the school says for what begins that day."""
        duren = self.duren[self.school_van[reden.traject], regel.sleutel]
        gelden = [duur.aantal for duur in duren if duur.vanaf <= reden.op]
        return gelden[-1] if gelden else regel.aantal

    def _einde(self, eenheid: Eenheid, reden: Aanleiding, aantal: int) -> dict:
        if eenheid in MAANDEN:
            return {"einde": maanden_later(reden.op, aantal * MAANDEN[eenheid])}
        if eenheid in DAGEN:
            return {"einde": reden.op + aantal * DAGEN[eenheid]}
        kalender = self.kalenders[self.school_van[reden.traject]]
        try:
            telling = kalender.opleidingsdagen(reden.op, aantal, self.weken[reden.traject])
        except TermijnZonderEinde as fout:
            return {"fout": str(fout)[:300]}
        return {
            "einde": telling.laatste,
            "geteld": telling.geteld,
            "overgeslagen": _periodes(telling.overgeslagen),
            "volgens_regels": not kalender.is_ingevuld_tussen(reden.op, telling.laatste),
        }


def _periodes(overgeslagen: list[Overgeslagen]) -> list[list[str]]:
    """Days in a row with one reason become one period, over a weekend too; a weekend by itself
    goes without saying."""
    periodes, vorige, keten = [], None, False
    for dag, reden in overgeslagen:
        keten = keten and vorige == dag - DAG
        vorige = dag
        if reden == WEEKEND:
            continue
        if keten and periodes[-1][2] == reden:
            periodes[-1][1] = dag.isoformat()
        else:
            periodes.append([dag.isoformat(), dag.isoformat(), reden])
        keten = True
    return periodes
