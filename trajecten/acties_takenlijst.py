"""Acts on the lists that a school keeps by phase, and what a move of the phase makes of them."""

import datetime

from django.db import transaction

from gebruikers.models import Lidmaatschap, School
from gebruikers.overgang import Weigering, weiger_bij
from gebruikers.zicht import Schoolsoort
from trajecten.fases import Fase
from trajecten.kalender import Kalender
from trajecten.models import Taak, Takenlijstregel, Traject
from trajecten.rechten import eis_lijst
from trajecten.taakdag import taakdag
from trajecten.takenlijst import VOORSTEL

UIT_EEN_LIJST = (  # what is kept of one that a move took away
    "pk", "wat", "uiterlijk", "berekend", "voor_id", "elke_weken", "herhaal_tot", "door_id", "fase",
    "lijstregel", "vervolg_op_id",
)  # fmt: skip


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
    """The move that took these away was undone. What is to do again already, is not there twice;
    what one came after may be gone by now."""
    staat_er = set(traject.taken.open().values_list("lijstregel", flat=True))
    nog = set(traject.taken.values_list("pk", flat=True))
    terug = [rij for rij in weg if rij["lijstregel"] not in staat_er]
    for rij in terug:
        if rij["vervolg_op_id"] not in nog:
            rij["vervolg_op_id"] = None
    Taak.objects.bulk_create(
        Taak(traject=traject, school_id=traject.school_id, **rij) for rij in terug
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
