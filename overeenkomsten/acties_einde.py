"""Ending a signed agreement early, what follows the day after, and undoing it."""

from django.db import transaction
from django.utils import timezone
from psycopg.types.range import DateRange

from gebruikers import spoor
from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering, weiger_bij
from overeenkomsten import berichten, berichten_einde
from overeenkomsten.acties import laat_vervallen
from overeenkomsten.acties_ingaan import laat_ingaan as laat_wijzigingen_ingaan
from overeenkomsten.documenten_einde import trek_melding_in, vraag_melding
from overeenkomsten.fasevolgt import zoek_weer
from overeenkomsten.models import Beeindiging, Overeenkomst, Wijziging
from overeenkomsten.plaatsing import plaats_tot
from overeenkomsten.rechten_einde import (
    dag,
    mag_beeindigen,
    mag_einde_terugnemen,
    mag_stoppen_op,
)
from overeenkomsten.statussen import NOG_TE_TEKENEN, Status
from trajecten.acties_fase import draai_fase_terug
from trajecten.fases import Fase
from trajecten.models import Traject

OP_DIE_PLEK = "Intussen is er een andere overeenkomst op dezelfde plek. Het einde blijft staan."


def _zet_vast(overeenkomst_id: int) -> Overeenkomst:
    """The agreement and its traject, locked, with what others did to it meanwhile."""
    rij = Overeenkomst.objects.select_for_update(of=("self",)).get(pk=overeenkomst_id)
    rij.traject = Traject.objects.select_for_update(no_key=True).get(pk=rij.traject_id)
    return rij


@transaction.atomic
def beeindig(beeindiging: Beeindiging, *, door: Lidmaatschap) -> list[Wijziging]:
    """End it on a day: past, today or announced. The agreement, the placement and the search
    follow that day; each party, the mentor and the begeleiders hear of it. `beeindiging`: not saved
    yet. The amendments that were not signed by all, and are withdrawn along with it."""
    overeenkomst = _zet_vast(beeindiging.overeenkomst_id)
    laatste_dag, grond = beeindiging.laatste_dag, beeindiging.grond
    mag_beeindigen(door, overeenkomst).anders_weiger()
    mag_stoppen_op(overeenkomst, laatste_dag).anders_weiger()
    vandaag = timezone.localdate()
    if grond.school_id != overeenkomst.school_id or not grond.bij_overeenkomst:
        raise Weigering("Kies een reden uit de lijst van je school.")
    if not grond.geldt_op(vandaag):
        raise Weigering(f"“{grond}” kan je vandaag niet meer kiezen.")
    beeindiging.overeenkomst, beeindiging.door = overeenkomst, door
    beeindiging.begin = overeenkomst.feitelijke_periode.lower
    beeindiging.gepland_einde = overeenkomst.laatste_dag
    periode = DateRange(beeindiging.begin, laatste_dag, "[]")
    with spoor.reden(str(grond)):
        overeenkomst.ga_naar(Status.BEEINDIGD, feitelijke_periode=periode)
        beeindiging.save()
        plaats_tot(overeenkomst, laatste_dag)
    beeindiging.melding = vraag_melding(beeindiging)
    beeindiging.save(update_fields=["melding"])
    overeenkomst.traject.noteer(door, "overeenkomst", f"{overeenkomst}: {beeindiging.zin}")
    berichten_einde.meld_einde(beeindiging)
    weg = _trek_wijzigingen_in(overeenkomst, beeindiging, door)
    laat_ingaan(overeenkomst.pk)
    return weg


def _trek_wijzigingen_in(
    overeenkomst: Overeenkomst, einde: Beeindiging, door: Lidmaatschap
) -> list[Wijziging]:
    """What ends changes no more. Who was asked to sign hears that the amendment is off."""
    reden = f"de overeenkomst stopt op {dag(einde.laatste_dag)}"
    rijen = list(overeenkomst.wijzigingen.filter(status__in=NOG_TE_TEKENEN))
    for wijziging in rijen:
        zin = f"{wijziging} gaat niet door: {reden}"
        if wijziging.is_concept:
            overeenkomst.traject.noteer(door, "overeenkomst", zin)
        else:
            laat_vervallen(wijziging, door, zin)
        wijziging.ga_naar(Status.INGETROKKEN)
        berichten.meld_gaat_niet_door(wijziging, reden)
    return rijen


@transaction.atomic
def laat_ingaan(overeenkomst_id: int) -> None:
    """From the day after the last day, once: the traject looks for another workplace when it has
    none. Whether it stops instead is for people to say."""
    overeenkomst = _zet_vast(overeenkomst_id)
    beeindiging = Beeindiging.objects.in_te_gaan().filter(overeenkomst=overeenkomst).first()
    if beeindiging is None:
        return
    beeindiging.ging_in_op = timezone.now()
    beeindiging.save(update_fields=["ging_in_op"])
    vanaf, reden = beeindiging.eerste_dag_zonder, f"{overeenkomst} is gestopt"
    zoek_weer(overeenkomst, vanaf=vanaf, reden=reden)


@transaction.atomic
def neem_einde_terug(
    overeenkomst: Overeenkomst, *, reden: str, door: Lidmaatschap
) -> list[Wijziging]:
    """It does not end early after all: everything is as it was, and who heard of it hears so. The
    amendments that stay withdrawn, because people had been asked to sign them."""
    overeenkomst, reden = _zet_vast(overeenkomst.pk), reden.strip()
    mag_einde_terugnemen(door, overeenkomst).anders_weiger()
    if not reden:
        raise Weigering("Schrijf waarom de overeenkomst toch niet stopt.")
    einde = overeenkomst.einde
    periode = DateRange(einde.begin, einde.gepland_einde, "[]")
    with spoor.reden(reden):
        with weiger_bij("overeenkomst_geen_overlap", OP_DIE_PLEK):
            overeenkomst.ga_terug(Status.GETEKEND, feitelijke_periode=periode)
        plaats_tot(overeenkomst, einde.gepland_einde)
        if einde.ging_in_op:
            _fase_terug(overeenkomst, einde, door)
        trek_melding_in(einde)
        blijft_weg = _wijzigingen_terug(overeenkomst, einde)
        einde.delete()
        laat_wijzigingen_ingaan(overeenkomst.pk)  # what was to begin after it
    zin = f"{overeenkomst} stopt toch niet, en loopt tot en met {dag(einde.gepland_einde)}"
    overeenkomst.traject.noteer(door, "overeenkomst", zin)
    berichten_einde.meld_toch_niet(einde, door=door)
    return blijft_weg


def _wijzigingen_terug(overeenkomst: Overeenkomst, einde: Beeindiging) -> list[Wijziging]:
    """Of those withdrawn with the end a draft that nobody was asked for is one again."""
    mee = overeenkomst.wijzigingen.filter(
        status=Status.INGETROKKEN, gewijzigd_op__gte=einde.genoteerd_op
    )
    for wijziging in mee.filter(versie=0):
        wijziging.ga_naar(Status.CONCEPT)
    return list(mee.exclude(versie=0))


def _fase_terug(overeenkomst: Overeenkomst, einde: Beeindiging, door: Lidmaatschap) -> None:
    """When the end moved the phase, and nobody did since."""
    traject = overeenkomst.traject
    stap = traject.laatste_stap
    if stap is None or stap.door_id is not None or stap.op < einde.ging_in_op:
        return
    if (stap.gegevens["van"], traject.fase) == (Fase.LOPEND, Fase.ZOEKT_WERKPLEK):
        draai_fase_terug(traject, door=door, reden=f"{overeenkomst} stopt toch niet")
