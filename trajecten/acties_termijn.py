"""Acts on terms: the klassenraad gives more time, somebody did what one asks, a school says how
long a rule takes."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers import spoor
from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering, weiger_bij
from gebruikers.zicht import Informatie, Schoolsoort
from trajecten.models import Opvolging, Termijn, Termijnduur, Traject, Verlenging
from trajecten.rechten import eis_lijst, mag_opvolgen, mag_verlengen
from trajecten.termijnberekening import herbereken


@transaction.atomic
def verleng(
    termijn: Termijn,
    *,
    door: Lidmaatschap,
    tot: datetime.date | None,
    besloten_op: datetime.date,
    reden: str,
) -> Verlenging:
    """What the klassenraad decided: time until `tot`, or (None) no more than the rule gives. The
    last word counts; every word stays."""
    termijn = _vast(termijn)
    mag_verlengen(door, termijn).anders_weiger()
    if besloten_op > timezone.localdate():
        raise Weigering("De klassenraad moet al beslist hebben. Kies een dag tot en met vandaag.")
    if tot and tot <= termijn.einde:
        einde = date_format(termijn.einde, "j F Y")
        raise Weigering(f"Zonder verlenging loopt de termijn tot {einde}. Kies een latere dag.")
    if tot is None and not termijn.verlengd_tot:
        raise Weigering("Deze termijn is niet verlengd.")
    with spoor.reden(reden):
        verlenging = Verlenging.objects.create(
            **termijn.welke, tot=tot, besloten_op=besloten_op, reden=reden.strip(), door=door
        )
    herbereken([termijn.traject_id])
    termijn.traject.noteer(door, "termijn", f"{termijn.uit.naam}: {verlenging}"[:300])
    return verlenging


def _vast(termijn: Termijn) -> Termijn:
    """As it is now; whoever else changes it comes after."""
    Traject.objects.select_for_update(no_key=True).get(pk=termijn.traject_id)  # as herbereken does
    return Termijn.objects.select_related("traject").get(pk=termijn.pk)


@transaction.atomic
def volg_op(termijn: Termijn, *, door: Lidmaatschap, wat: str, gedaan: bool = True) -> Opvolging:
    """What was done about it; or (`gedaan` False) that it was not, and why. Every word stays."""
    termijn = _vast(termijn)
    mag_opvolgen(door, termijn).anders_weiger()
    if gedaan != termijn.is_open:
        raise Weigering(f"Deze termijn is intussen {termijn.get_staat_display()}.")
    opvolging = Opvolging.objects.create(**termijn.welke, wat=wat.strip(), gedaan=gedaan, door=door)
    herbereken([termijn.traject_id])
    termijn.refresh_from_db()
    if termijn.is_open == gedaan:
        raise Weigering("Wat deze termijn deed beginnen, is voorbij. Ze gaat niet meer open.")
    hoe = "opgevolgd" if gedaan else "toch niet opgevolgd"
    zin = f"{termijn.uit.naam}: {hoe}. {opvolging.wat}"
    soort = "overeenkomst" if termijn.uit.over == Informatie.OVEREENKOMST else "termijn"
    termijn.traject.noteer(door, soort, zin[:300])
    return opvolging


def bewaar_duur(duur: Termijnduur, *, door: Lidmaatschap) -> None:
    """How long the rule takes for what begins from that day on; the worker works out the terms."""
    eis_lijst(door, Schoolsoort.KALENDER, duur.school_id)
    with weiger_bij("termijnduur_een_per_dag", "Vanaf die dag staat er intussen al een duur."):
        duur.save()


def neem_duur_weg(duur: Termijnduur, *, door: Lidmaatschap) -> None:
    """What held before it, holds on."""
    eis_lijst(door, Schoolsoort.KALENDER, duur.school_id)
    duur.delete()
