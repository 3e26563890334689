"""Acts on tasks: give, change, tick off, take away; and on the lists that a school keeps."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from gebruikers.models import Gebruiker, Lidmaatschap, School
from gebruikers.overgang import Weigering, weiger_bij
from gebruikers.zicht import Schoolsoort
from trajecten.fases import Fase
from trajecten.kalender import Kalender
from trajecten.models import Taak, Takenlijstregel, Teamlid, Traject
from trajecten.rechten import eis_lijst, mag_afvinken, mag_taken_geven
from trajecten.taakdag import taakdag
from trajecten.takenlijst import VOORSTEL

UIT_EEN_LIJST = (  # what is kept of one that a move took away
    "pk", "wat", "uiterlijk", "berekend", "voor_id", "elke_weken", "herhaal_tot", "door_id", "fase",
    "lijstregel", "vervolg_op_id",
)  # fmt: skip
GELIJK = (  # of one that comes back, each time
    "traject_id", "wat", "voor_id", "elke_weken", "herhaal_tot", "door_id", "fase", "lijstregel",
)  # fmt: skip
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
) -> list[Taak]:
    """The same to do for each of these. `voor` nobody: who guides does it."""
    trajecten = list(trajecten)
    mag_taken_geven(door, trajecten).anders_weiger()
    if voor:
        _eis_in_team(voor, trajecten)
    return Taak.objects.bulk_create(
        Taak(
            traject=traject, school_id=traject.school_id, wat=wat.strip(), uiterlijk=uiterlijk,
            voor=voor, elke_weken=elke_weken, herhaal_tot=herhaal_tot, door=door,
        )
        for traject in trajecten
    )  # fmt: skip


def _eis_in_team(voor: Gebruiker, trajecten: list[Traject]) -> None:
    team = Teamlid.objects.op().filter(traject__in=trajecten, gebruiker=voor)
    volgt = set(team.values_list("traject_id", flat=True))
    for traject in trajecten:
        if traject.pk not in volgt:
            raise Weigering(f"{voor} zit niet in het team van {traject.leerling}.")


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


def zet_takenlijst_klaar(
    traject: Traject, fase: Fase, *, op: datetime.date, door: Lidmaatschap | None
) -> list[int]:
    """The traject came into this phase: each line of its list is a task now, unless that is still
    to do from an earlier time. Which tasks it made."""
    staat_er = traject.taken.open().filter(lijstregel__isnull=False).values("lijstregel")
    regels = Takenlijstregel.objects.filter(school=traject.school_id, fase=fase)
    if not traject.overeenkomsten.filter(status__in=["getekend", "beeindigd"]).exists():
        regels = regels.filter(met_overeenkomst=False)
    if not (regels := list(regels.exclude(pk__in=staat_er))):
        return []
    kalender = Kalender.van(traject.school)
    taken = Taak.objects.bulk_create(
        _van_regel(regel, traject, op, door, kalender) for regel in regels
    )
    return [taak.pk for taak in taken]


def _van_regel(
    regel: Takenlijstregel,
    traject: Traject,
    op: datetime.date,
    door: Lidmaatschap | None,
    kalender: Kalender,
) -> Taak:
    dagen = "1 dag" if regel.dagen == 1 else f"{regel.dagen} dagen"
    geteld = f"{dagen} na het begin van de fase" if regel.dagen else "Het begin van de fase"
    uiterlijk, berekend = taakdag(kalender, op, regel.dagen, geteld)
    return Taak(
        traject=traject, school_id=traject.school_id, wat=regel.wat, uiterlijk=uiterlijk,
        berekend=berekend, elke_weken=regel.elke_weken, door=door, fase=regel.fase,
        lijstregel=regel.pk,
    )  # fmt: skip


def neem_lijsten_weg(traject: Traject, *, behalve: Fase) -> list[dict]:
    """The phase is over: what its list asked and nobody did goes, also of one before it. As they
    were, for who undoes the move."""
    taken = traject.taken.uit_lijsten(behalve=behalve)
    weg = list(taken.values(*UIT_EEN_LIJST))
    taken.delete()
    return [
        rij | {veld: rij[veld] and rij[veld].isoformat() for veld in ("uiterlijk", "herhaal_tot")}
        for rij in weg
    ]


def zet_lijsten_terug(traject: Traject, weg: list[dict]) -> None:
    """The move that took these away was undone. What is to do again already, is not there twice."""
    staat_er = set(traject.taken.open().values_list("lijstregel", flat=True))
    Taak.objects.bulk_create(
        Taak(traject=traject, school_id=traject.school_id, **rij)
        for rij in weg
        if rij["lijstregel"] not in staat_er
    )


def neem_takenlijst_terug(traject: Traject, taken: list[int]) -> None:
    """The move into the phase was undone: what it asked for goes, also what came back since; what
    was done of it stays."""
    regels = traject.taken.filter(pk__in=taken).values_list("lijstregel", flat=True)
    traject.taken.open().filter(lijstregel__in=list(regels)).delete()


@transaction.atomic
def neem_voorstel_over(school: School, *, door: Lidmaatschap) -> int:
    """Put the proposal in the lists of a school that has none. How many lines."""
    eis_lijst(door, Schoolsoort.TAKENLIJSTEN, school.pk)
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    if Takenlijstregel.objects.filter(school=school).exists():
        raise Weigering("De school heeft al takenlijsten. Voeg toe wat ontbreekt.")
    return len(
        Takenlijstregel.objects.bulk_create(
            Takenlijstregel(school=school, plaats=plaats, **regel._asdict())
            for plaats, regel in enumerate(VOORSTEL, 1)
        )
    )


@transaction.atomic
def voeg_regel_toe(regel: Takenlijstregel, *, door: Lidmaatschap) -> None:
    """At the end of the list of its phase."""
    laatste = _lijst(regel).last()
    regel.plaats = laatste.plaats + 1 if laatste else 1
    bewaar_regel(regel, door=door)


def bewaar_regel(regel: Takenlijstregel, *, door: Lidmaatschap) -> None:
    """For what comes into the phase from now on."""
    eis_lijst(door, Schoolsoort.TAKENLIJSTEN, regel.school_id)
    with weiger_bij("takenlijstregel_uniek", "Dat staat intussen al in de lijst van deze fase."):
        regel.save()


def neem_regel_weg(regel: Takenlijstregel, *, door: Lidmaatschap) -> None:
    """Tasks that came from it stay."""
    eis_lijst(door, Schoolsoort.TAKENLIJSTEN, regel.school_id)
    regel.delete()


@transaction.atomic
def zet_hoger(regel: Takenlijstregel, *, door: Lidmaatschap) -> None:
    """One place up in the list of its phase."""
    eis_lijst(door, Schoolsoort.TAKENLIJSTEN, regel.school_id)
    regels = list(_lijst(regel))
    plek = next((n for n, rij in enumerate(regels) if rij.pk == regel.pk), 0)
    if not plek:
        return
    regels.insert(plek - 1, regels.pop(plek))
    for plaats, rij in enumerate(regels, 1):
        rij.plaats = plaats
    Takenlijstregel.objects.bulk_update(regels, ["plaats"])


def _lijst(regel: Takenlijstregel):
    """All of its phase, in order, locked."""
    zelfde = Takenlijstregel.objects.filter(school=regel.school_id, fase=regel.fase)
    return zelfde.select_for_update(no_key=True)
