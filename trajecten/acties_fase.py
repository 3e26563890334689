"""Acts on the phase of a case: move it, with what its end asks, and undo the last move."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers import spoor
from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering, weiger_bij
from trajecten.acties_studiebewijs import geef
from trajecten.acties_taak import vink_einde_af
from trajecten.acties_takenlijst import (
    neem_lijsten_weg,
    neem_takenlijst_terug,
    zet_lijsten_terug,
    zet_takenlijst_klaar,
)
from trajecten.fases import GESLOTEN, MET_REDEN, Fase
from trajecten.models import Eindereden, Fasereden, Studiebewijs, Traject
from trajecten.openstaand import houdt_tegen
from trajecten.rechten import mag_fase_terugdraaien, mag_verloop_wijzigen


@transaction.atomic
def verplaats_fase(
    traject: Traject,
    doel: Fase,
    *,
    door: Lidmaatschap | None,
    reden: str = "",
    op: datetime.date | None = None,
    eindereden: Eindereden | None = None,
    studiebewijzen: Iterable[Studiebewijs] = (),
    taken_weg: bool = True,
) -> None:
    """Move the phase along the table of fases.py. `door` None: the system, after another act.

    Who stops, never starts or interrupts gives an `eindereden`, of which `reden` says more. What is
    afgerond comes with at least one of `studiebewijzen`, not saved yet. `taken_weg`: what the list
    of the phase that ends still asks, is not asked any more.
    """
    doel, oud, vandaag = Fase(doel), Fase(traject.fase), timezone.localdate()
    sinds, studiebewijzen = traject.fase_sinds, list(studiebewijzen)
    op = op or vandaag
    if door is not None:
        mag_verloop_wijzigen(door, traject).anders_weiger()
    waarom = _waarom(traject, doel, op, eindereden, reden)
    if op > vandaag:
        raise Weigering("De dag van de wijziging kan niet in de toekomst liggen.")
    if op < traject.fase_sinds:
        raise Weigering(f"Deze fase begon pas op {date_format(traject.fase_sinds, 'j F Y')}.")
    stap = {"traject": traject.pk, "van": oud.value, "sinds": sinds.isoformat(), "gesloten": []}
    with spoor.reden(waarom):
        traject.ga_naar(doel, op)
        if doel == Fase.AFGEROND and not studiebewijzen:
            raise Weigering("Kies welk studiebewijs de leerling behaalde.")
        if doel in GESLOTEN:
            _eis_niets_open(traject, op)
            stap["gesloten"] = _sluit_inschrijving(traject, op)
            stap["afgevinkt"] = vink_einde_af(traject, door=door) if door else []
        if doel in MET_REDEN:
            rij = Fasereden.objects.create(
                traject=traject, fase=doel, reden=eindereden, op=op, uitleg=reden.strip()
            )
            stap["fasereden"] = rij.pk
    stap["weg"] = neem_lijsten_weg(traject, behalve=doel) if taken_weg else []
    stap["taken"] = zet_takenlijst_klaar(traject, doel, op=max(op, traject.begindatum), door=door)
    zin = f"Van {oud.label} naar {doel.label}" + (f": {waarom}" if waarom else ".")
    traject.noteer(door, "fase", zin[:300], naar=doel.value, op=op.isoformat(), **stap)
    for bewijs in studiebewijzen:
        bewijs.traject = traject
        geef(bewijs, door=door)


def _waarom(
    traject: Traject, doel: Fase, op: datetime.date, eindereden: Eindereden | None, reden: str
) -> str:
    """The reason that was chosen and what was written, as one; refuses when it may not be."""
    reden = reden.strip()
    if doel not in MET_REDEN:
        if not reden and doel != Fase.AFGEROND:  # the studiebewijs tells
            raise Weigering("Schrijf waarom de fase verandert.")
        return reden
    if eindereden is None or eindereden.school_id != traject.school_id:
        raise Weigering(f"Kies waarom het traject {doel.label} is.")
    if not eindereden.past_bij(doel) or not eindereden.geldt_op(op):
        dag = date_format(op, "j F Y")
        raise Weigering(f"“{eindereden}” kan je op {dag} niet kiezen bij {doel.label}.")
    return f"{eindereden} ({reden})" if reden else str(eindereden)


def _eis_niets_open(traject: Traject, op: datetime.date) -> None:
    if open_nog := houdt_tegen(traject, op):
        raise Weigering(" ".join(rij.zin for rij in open_nog))


def _sluit_inschrijving(traject: Traject, op: datetime.date) -> list[int]:
    """Which enrolments it closed."""
    gesloten = list(traject.inschrijvingen.filter(tot=None))
    for inschrijving in gesloten:
        inschrijving.tot = max(op, inschrijving.van)
        inschrijving.save(update_fields=["tot"])
    return [inschrijving.pk for inschrijving in gesloten]


@transaction.atomic
def draai_fase_terug(traject: Traject, *, door: Lidmaatschap, reden: str) -> None:
    """Undo the last move of the phase: open what it closed, take away the reason, the tasks and
    the studiebewijzen that came with it, put back the tasks that went. The history keeps all."""
    traject = Traject.objects.select_for_update(of=("self",)).get(pk=traject.pk)
    mag_fase_terugdraaien(door, traject).anders_weiger()
    stap = traject.laatste_stap.gegevens
    van, naar = Fase(stap["naar"]), Fase(stap["van"])
    ander = f"{traject.leerling} heeft intussen een ander open traject."
    with weiger_bij("traject_een_open_per_leerling", ander), spoor.reden(reden):
        traject.ga_terug(naar, datetime.date.fromisoformat(stap["sinds"]))
        for inschrijving in traject.inschrijvingen.filter(pk__in=stap["gesloten"]):
            inschrijving.tot = None
            inschrijving.save(update_fields=["tot"])
        traject.faseredenen.filter(pk=stap.get("fasereden")).delete()
        neem_takenlijst_terug(traject, stap["taken"])
        afgevinkt = traject.taken.filter(pk__in=stap.get("afgevinkt", []))
        afgevinkt.update(gedaan_op=None, gedaan_door=None)
        zet_lijsten_terug(traject, stap["weg"])
        weg = list(traject.studiebewijzen.all())
        traject.studiebewijzen.all().delete()
    for bewijs in weg:
        traject.noteer(door, "studiebewijs", f"Studiebewijs teruggedraaid: {bewijs}."[:300])
    zin = f"Teruggedraaid, van {van.label} naar {naar.label}: {reden.strip()}"
    stap = {"van": van.value, "naar": naar.value, "teruggedraaid": True, "traject": traject.pk}
    traject.noteer(door, "fase", zin[:300], op=timezone.localdate().isoformat(), **stap)
