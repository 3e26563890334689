"""Acts on suspensions: note one, correct it, let the learner go back to work, take away a mistake;
and on the grounds that a school lets choose."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers import spoor
from gebruikers.models import Lidmaatschap, School
from gebruikers.overgang import Weigering, weiger_bij
from gebruikers.periode import DAG, in_woorden
from gebruikers.zicht import Schoolsoort
from overeenkomsten.berichten_schorsing import Wat, meld
from overeenkomsten.models import Overeenkomst, Schorsing, Schorsingsgrond, Schorsingsreden
from overeenkomsten.rechten_schorsing import mag_schorsen, mag_traject_onderbreken
from trajecten.acties_fase import verplaats_fase
from trajecten.fases import Fase
from trajecten.models import Eindereden
from trajecten.rechten import eis_lijst

AL_GESCHORST = "In die dagen is deze overeenkomst al geschorst. Wijzig de schorsing die er staat."
WEG = "Deze schorsing is intussen weg. Laad de bladzijde opnieuw."
# To begin with: no list of the law. Holidays are none: then the agreement rests by itself.
BEGINLIJST = (
    "Ziekte of ongeval",
    "Arbeidsongeval",
    "Klein verlet",
    "Dwingende reden",
    "Tijdelijke werkloosheid",
    "Tuchtmaatregel",
    "Andere grond",
)


@transaction.atomic
def schors(
    schorsing: Schorsing,
    reden: Schorsingsreden,
    *,
    door: Lidmaatschap,
    eindereden: Eindereden | None = None,
) -> None:
    """Note a new one, not saved yet, with its reason. `eindereden`: the traject is interrupted
    along with it, for that reason."""
    overeenkomst = _vaste_overeenkomst(schorsing)
    schorsing.door = door
    _bewaar(schorsing, reden, overeenkomst, door)
    _noteer(schorsing, door, f"{overeenkomst} geschorst {schorsing.in_woorden}")
    if eindereden:
        mag_traject_onderbreken(door, overeenkomst).anders_weiger()
        _verplaats(schorsing, Fase.ONDERBROKEN, schorsing.van, door, eindereden=eindereden)
    meld(schorsing, Wat.NIEUW, door=door)


@transaction.atomic
def wijzig_schorsing(schorsing: Schorsing, reden: Schorsingsreden, *, door: Lidmaatschap) -> None:
    """Keep what was typed; what stood there stays in the history. Other days are told to whom it
    concerns, another reason is not."""
    overeenkomst, was = _vaste_overeenkomst(schorsing), _vast(schorsing)
    _bewaar(schorsing, reden, overeenkomst, door)
    if (was.van, was.tot) != (schorsing.van, schorsing.tot):
        zin = (
            f"Schorsing van {overeenkomst} gewijzigd: {schorsing.in_woorden}, was {was.in_woorden}"
        )
        _noteer(schorsing, door, zin)
        meld(schorsing, Wat.GEWIJZIGD, door=door)


@transaction.atomic
def hervat(
    schorsing: Schorsing, *, op: datetime.date, door: Lidmaatschap, fase_terug: bool = False
) -> None:
    """The learner works again from that day on. `fase_terug`: the traject, interrupted, runs again
    too."""
    overeenkomst, vast = _vaste_overeenkomst(schorsing), _vast(schorsing)
    mag_schorsen(door, overeenkomst).anders_weiger()
    if op <= vast.van:
        dag = date_format(vast.van, "j F Y")
        raise Weigering(f"De schorsing begon op {dag}. Kies een latere dag, of verwijder ze.")
    if op > vast.laatste_dag:
        raise Weigering(
            f"De overeenkomst is maar geschorst {in_woorden(vast.van, vast.laatste_dag)}."
        )
    vast.tot = op - DAG
    vast.save(update_fields=["tot"])
    _noteer(vast, door, f"{overeenkomst} niet meer geschorst vanaf {date_format(op, 'j F Y')}")
    if fase_terug:
        reden = "De overeenkomst is niet meer geschorst."
        _verplaats(vast, Fase.LOPEND, op, door, reden=reden)
    meld(vast, Wat.HERVAT, door=door)


@transaction.atomic
def verwijder_schorsing(schorsing: Schorsing, *, reden: str, door: Lidmaatschap) -> None:
    """A mistake goes; why stands in the history, that it was there in the timeline."""
    overeenkomst, vast = _vaste_overeenkomst(schorsing), _vast(schorsing)
    mag_schorsen(door, overeenkomst).anders_weiger()
    if not reden.strip():
        raise Weigering("Schrijf waarom deze schorsing weg mag.")
    with spoor.reden(reden):
        vast.delete()
    _noteer(
        vast, door, f"Schorsing van {overeenkomst} {vast.in_woorden} verwijderd: een vergissing"
    )
    meld(vast, Wat.WEG, door=door)


def _vaste_overeenkomst(schorsing: Schorsing) -> Overeenkomst:
    """Locked: two who suspend one agreement come one after the other."""
    rijen = Overeenkomst.objects.select_for_update(of=("self",), no_key=True)
    rijen = rijen.select_related("school", "traject__leerling", "traject__school")
    return rijen.get(pk=schorsing.overeenkomst_id)


def _vast(schorsing: Schorsing) -> Schorsing:
    rijen = Schorsing.objects.select_related("overeenkomst__traject__leerling")
    vast = rijen.filter(pk=schorsing.pk).first()
    if vast is None:
        raise Weigering(WEG)
    return vast


def _bewaar(
    schorsing: Schorsing, reden: Schorsingsreden, overeenkomst: Overeenkomst, door: Lidmaatschap
) -> None:
    mag_schorsen(door, overeenkomst).anders_weiger()
    eerste, einde = overeenkomst.feitelijke_periode.lower, overeenkomst.feitelijke_periode.upper
    if schorsing.van < eerste or (schorsing.tot or schorsing.van) >= einde:
        loopt = in_woorden(eerste, einde - DAG)
        raise Weigering(f"De overeenkomst loopt {loopt}. Kies dagen die daarin liggen.")
    if reden.grond.school_id != overeenkomst.school_id:
        raise Weigering("Kies een grond uit de lijst van deze school.")
    schorsing.overeenkomst = overeenkomst
    with weiger_bij("schorsing_geen_overlap", AL_GESCHORST):
        schorsing.save()
    reden.schorsing = schorsing
    reden.save()


def _noteer(schorsing: Schorsing, door: Lidmaatschap, zin: str) -> None:
    """The days only: why is read by fewer than the timeline is."""
    schorsing.overeenkomst.traject.noteer(door, "overeenkomst", zin[:300])


def _verplaats(
    schorsing: Schorsing, doel: Fase, op: datetime.date, door: Lidmaatschap, **waarom
) -> None:
    """Move the phase of the traject with it, as of a day that is there."""
    traject = schorsing.overeenkomst.traject
    if op > timezone.localdate():
        dag = date_format(op, "j F Y")
        raise Weigering(f"De fase van het traject kan je pas wijzigen op {dag}. Doe dat dan.")
    verplaats_fase(traject, doel, op=max(op, traject.fase_sinds), door=door, **waarom)


@transaction.atomic
def vul_gronden(school: School, van: datetime.date, *, door: Lidmaatschap) -> int:
    """Put the grounds to begin with in the school's list. What stands there stays; how many."""
    eis_lijst(door, Schoolsoort.REFERENTIE, school.pk)
    return sum(
        Schorsingsgrond.objects.get_or_create(
            school=school, naam=naam, defaults={"van": van, "volgorde": plaats * 10}
        )[1]
        for plaats, naam in enumerate(BEGINLIJST, start=1)
    )
