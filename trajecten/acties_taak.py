"""Acts on tasks: give, change, tick off, take away."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Gebruiker, Lidmaatschap
from gebruikers.overgang import Weigering, weiger_bij
from trajecten.kalender import Kalender
from trajecten.models import Taak, Teamlid, Traject
from trajecten.rechten import mag_afvinken, mag_taken_geven
from trajecten.taakdag import taakdag

GELIJK = (  # of one that comes back, each time
    "traject_id", "wat", "voor_id", "elke_weken", "herhaal_tot", "door_id", "fase", "lijstregel",
    "vraagt_einde",
)  # fmt: skip
AL_LANG = datetime.timedelta(days=365)
WEG = "Deze taak is intussen weg. Laad de bladzijde opnieuw."


@transaction.atomic
def geef_taak(
    trajecten: Iterable[Traject],
    *,
    door: Lidmaatschap,
    wat: str,
    uiterlijk: datetime.date | None = None,
    voor: Gebruiker | None = None,
    elke_weken: int | None = None,
    herhaal_tot: datetime.date | None = None,
    vraagt_einde: bool = False,
) -> list[Taak]:
    """The same to do for each of these. `voor` nobody: who guides does it. `vraagt_einde`: it is to
    end the traject."""
    trajecten = list(trajecten)
    mag_taken_geven(door, trajecten).anders_weiger()
    if voor:
        _eis_in_team(voor, trajecten)
    if uiterlijk:
        _eis_dag(uiterlijk, trajecten)
    return Taak.objects.bulk_create(
        Taak(
            traject=traject, school_id=traject.school_id, wat=wat.strip(), uiterlijk=uiterlijk,
            voor=voor, elke_weken=elke_weken, herhaal_tot=herhaal_tot, door=door,
            vraagt_einde=vraagt_einde,
        )
        for traject in trajecten
    )  # fmt: skip


def _eis_in_team(voor: Gebruiker, trajecten: list[Traject]) -> None:
    team = Teamlid.objects.op().filter(traject__in=trajecten, gebruiker=voor)
    volgt = set(team.values_list("traject_id", flat=True))
    for traject in trajecten:
        if traject.pk not in volgt:
            raise Weigering(f"{voor} zit niet in het team van {traject.leerling}.")


def _eis_dag(uiterlijk: datetime.date, trajecten: list[Traject]) -> None:
    """A slip of the pen in the year would be late for ever."""
    grens = timezone.localdate() - AL_LANG
    if uiterlijk < grens:
        dag = date_format(grens, "j F Y")
        raise Weigering(f"Die dag is al lang voorbij. Kies een dag vanaf {dag}, of geen dag.")
    for traject in trajecten:
        if uiterlijk < traject.begindatum:
            begin = date_format(traject.begindatum, "j F Y")
            zin = f"Het traject van {traject.leerling} begint pas op {begin}."
            raise Weigering(f"{zin} Kies een dag vanaf dan, of geen dag.")


@transaction.atomic
def wijzig_taak(taak: Taak, *, door: Lidmaatschap) -> None:
    """Keep what was typed, of a task that is still to do."""
    mag_taken_geven(door, [taak.traject]).anders_weiger()
    oud = _vast(taak)
    if oud.is_gedaan:
        raise Weigering("Deze taak is gedaan. Maak dat eerst ongedaan.")
    if taak.voor and taak.voor_id != oud.voor_id:
        _eis_in_team(taak.voor, [taak.traject])
    if taak.uiterlijk != oud.uiterlijk:
        if taak.uiterlijk:
            _eis_dag(taak.uiterlijk, [taak.traject])
        taak.berekend = ""
    velden = ["wat", "uiterlijk", "berekend", "voor", "elke_weken", "herhaal_tot"]
    taak.save(update_fields=velden)


@transaction.atomic
def vink_af(taak: Taak, *, door: Lidmaatschap) -> Taak:
    """Done, by whom and when. One that comes back is there again, so many weeks from today, on a
    day with school: late once does not make the next one late."""
    taak = _vast(taak)
    mag_afvinken(door, taak).anders_weiger()
    if taak.is_gedaan:
        raise Weigering(f"{taak.gedaan_door.gebruiker} vinkte deze taak al af.")
    taak.gedaan_op, taak.gedaan_door = timezone.now(), door
    taak.save(update_fields=["gedaan_op", "gedaan_door"])
    if taak.komt_terug:
        weken = "Eén week" if taak.elke_weken == 1 else f"{taak.elke_weken} weken"
        volgende, berekend = taakdag(
            Kalender.van(taak.traject.school), timezone.localdate(), 7 * taak.elke_weken,
            f"{weken} nadat ze vorige keer gedaan was",
        )  # fmt: skip
        if taak.herhaal_tot is None or volgende <= taak.herhaal_tot:
            velden = {veld: getattr(taak, veld) for veld in GELIJK}
            velden |= {"uiterlijk": volgende, "berekend": berekend}
            Taak.objects.create(vervolg_op=taak, **velden)
    return taak


def vink_einde_af(traject: Traject, *, door: Lidmaatschap) -> list[int]:
    """The traject ended: what asked for that is done. Which tasks."""
    taken = traject.taken.om_te_beeindigen()
    pks = list(taken.values_list("pk", flat=True))
    taken.update(gedaan_op=timezone.now(), gedaan_door=door)
    return pks


@transaction.atomic
def maak_ongedaan(taak: Taak, *, door: Lidmaatschap) -> Taak:
    """To do again; the one that came after it goes, unless that was done too."""
    taak = _vast(taak)
    mag_afvinken(door, taak).anders_weiger()
    if not taak.is_gedaan:
        raise Weigering("Deze taak staat al open.")
    if vervolg := Taak.objects.filter(vervolg_op=taak).first():
        vervolg = _vast(vervolg)
        if vervolg.is_gedaan:
            raise Weigering(
                "De taak is sindsdien nog eens gedaan. Maak eerst die laatste ongedaan."
            )
        if any(getattr(vervolg, veld) != getattr(taak, veld) for veld in GELIJK):
            raise Weigering("De volgende keer is intussen aangepast. Neem die eerst weg.")
        vervolg.delete()
    taak.gedaan_op = taak.gedaan_door = None
    with weiger_bij("taak_een_open_per_lijstregel", "De taak staat intussen opnieuw open."):
        taak.save(update_fields=["gedaan_op", "gedaan_door"])
    return taak


@transaction.atomic
def neem_taak_weg(taak: Taak, *, door: Lidmaatschap) -> None:
    """Not to be done after all. What is done, stays."""
    taak = _vast(taak)
    mag_taken_geven(door, [taak.traject]).anders_weiger()
    if taak.is_gedaan:
        raise Weigering("Deze taak is gedaan en blijft staan.")
    taak.delete()


@transaction.atomic
def neem_resterende_weg(traject: Traject, *, door: Lidmaatschap) -> int:
    """Of a traject that is closed, all that is not to be done after all. How many."""
    mag_taken_geven(door, [traject]).anders_weiger()
    if traject.is_open:
        raise Weigering("Dit traject loopt. Neem taken hier één voor één weg.")
    return traject.taken.open().delete()[1].get(Taak._meta.label, 0)


def _vast(taak: Taak) -> Taak:
    """The row, locked: two who press at once come one after the other."""
    rijen = Taak.objects.select_for_update(of=("self",), no_key=True)
    rijen = rijen.select_related(
        "traject__leerling", "traject__school", "voor", "gedaan_door__gebruiker"
    )
    vast = rijen.filter(pk=taak.pk).first()
    if vast is None:
        raise Weigering(WEG)
    return vast
