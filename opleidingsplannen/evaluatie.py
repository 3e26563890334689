"""Acts on evaluations, and which studiebewijs one may think of."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering, weiger_bij
from opleidingsplannen.bereikt import Clusterstand
from opleidingsplannen.evaluatiedocument import vraag_evaluatiedocument
from opleidingsplannen.models import Evaluatie, Evaluatiemoment
from opleidingsplannen.opname import neem_op
from opleidingsplannen.rechten_evaluatie import mag_evaluatie_verbeteren, mag_evalueren
from trajecten.models import Traject
from trajecten.models.studiebewijs import Studiebewijs

INTUSSEN = (
    "Er kwam intussen een oordeel bij of er veranderde er een. Kijk het overzicht na en bewaar "
    "opnieuw: wat je schreef, staat er nog."
)
AL_GEBRUIKT = (
    "Dit formulier is al eens bewaard, met iets anders erin. Wat je nu schreef, staat hier nog: "
    "kopieer het, open de bladzijde opnieuw en vul het daar in."
)


@transaction.atomic
def leg_vast(evaluatie: Evaluatie, *, gezien: str, door: Lidmaatschap) -> Evaluatie:
    """With how it stands now, as the page showed it (`gezien`: its print). Pressing twice counts
    once; of two people at once the second reads who was first."""
    traject = _vast(evaluatie.traject_id)
    if eerder := _al_bewaard(evaluatie):
        return eerder
    mag_evalueren(door, traject).anders_weiger()
    _eis_dag(evaluatie, traject)
    moment = _vast_moment(evaluatie)
    if moment and (al := _al_vastgelegd(traject, moment)):
        raise Weigering(
            f"{al.door.gebruiker} legde voor {moment.naam} al een evaluatie vast, op "
            f"{date_format(timezone.localdate(al.op), 'j F')}. Wat jij schreef, staat er nog: "
            "kies “tussendoor” om het toch te bewaren, of neem het over in die evaluatie met "
            "Verbeteren."
        )
    opname = neem_op(traject)
    if opname.afdruk != gezien:
        raise Weigering(INTUSSEN)
    evaluatie.inhoud = opname.inhoud | {
        "stand_op": date_format(timezone.localdate(), "j F Y"),
        "moment": moment.naam if moment else "",
        "moment_dag": date_format(moment.dag, "j F Y") if moment else "",
    }
    _bewaar(evaluatie, traject, door)
    traject.noteer(door, "evaluatie", f"Vastgelegd: {evaluatie}."[:300])
    return evaluatie


@transaction.atomic
def verbeter(oud: Evaluatie, nieuw: Evaluatie, *, door: Lidmaatschap) -> Evaluatie:
    """Put another in its place, about the same moment and as it stood then."""
    traject = _vast(oud.traject_id)
    nieuw.verbetert_id, nieuw.moment_id = oud.pk, oud.moment_id
    if eerder := _al_bewaard(nieuw):
        return eerder
    oud = Evaluatie.objects.select_related("verbeterd_door__door__gebruiker").get(pk=oud.pk)
    oud.traject = traject
    mag_evaluatie_verbeteren(door, oud).anders_weiger()
    _eis_dag(nieuw, traject)
    if _zegt_hetzelfde(oud, nieuw):
        raise Weigering("Er is niets veranderd.")
    nieuw.verbetert, nieuw.moment, nieuw.inhoud = oud, oud.moment, oud.inhoud
    _bewaar(nieuw, traject, door)
    traject.noteer(door, "evaluatie", f"Verbeterd: {nieuw}."[:300])
    return nieuw


def _vast(traject_id: int) -> Traject:
    vast = Traject.objects.select_for_update(no_key=True, of=("self",))
    return vast.select_related("school", "leerling__klas").get(pk=traject_id)


def _vast_moment(evaluatie: Evaluatie) -> Evaluatiemoment | None:
    """Nobody changes or removes it meanwhile."""
    if evaluatie.moment_id is None:
        return None
    momenten = Evaluatiemoment.objects.select_for_update(no_key=True)
    vast = momenten.filter(pk=evaluatie.moment_id, school=evaluatie.traject.school_id).first()
    if vast is None:
        raise Weigering("Dit evaluatiemoment is intussen weggehaald. Kies een ander.")
    return vast


def _al_bewaard(evaluatie: Evaluatie) -> Evaluatie | None:
    """What the same form kept before: the same, so it was pressed twice. With something else in it
    somebody went back to it: refused, else what they typed would be lost unsaid."""
    eerder = Evaluatie.objects.filter(sleutel=evaluatie.sleutel).first()
    if eerder is None:
        return None
    velden = ("traject_id", "moment_id", "verbetert_id")
    zelfde = all(getattr(eerder, veld) == getattr(evaluatie, veld) for veld in velden)
    if zelfde and _zegt_hetzelfde(eerder, evaluatie):
        return eerder
    raise Weigering(AL_GEBRUIKT)


def _zegt_hetzelfde(een: Evaluatie, ander: Evaluatie) -> bool:
    return all(getattr(een, veld) == getattr(ander, veld) for veld in Evaluatie.INGEVULD)


def _eis_dag(evaluatie: Evaluatie, traject: Traject) -> None:
    if evaluatie.dag > timezone.localdate():
        raise Weigering("De dag van de evaluatie kan niet in de toekomst liggen.")
    if evaluatie.dag < traject.begindatum:
        begin = date_format(traject.begindatum, "j F Y")
        raise Weigering(
            f"De dag van de evaluatie kan niet voor het begin van het traject liggen ({begin})."
        )


def _al_vastgelegd(traject: Traject, moment: Evaluatiemoment) -> Evaluatie | None:
    rijen = Evaluatie.objects.geldig().filter(traject=traject, moment=moment)
    return rijen.select_related("door__gebruiker").first()


def _bewaar(evaluatie: Evaluatie, traject: Traject, door: Lidmaatschap) -> None:
    evaluatie.traject, evaluatie.school = traject, traject.school
    evaluatie.door, evaluatie.rol = door, door.rol
    evaluatie.op = timezone.now()
    evaluatie.document = vraag_evaluatiedocument(evaluatie)
    al = "Voor dit moment is intussen al een evaluatie vastgelegd. Laad de bladzijde opnieuw."
    with weiger_bij("evaluatie_een_per_moment", al):
        evaluatie.save(force_insert=True)


@dataclass(frozen=True)
class Voorstel:
    """What the klassenraad may think of: which kind, and for what."""

    soort: str
    voor: str
    anders: str = ""


def voorstel_van(clusters: list[Clusterstand]) -> list[Voorstel]:
    """All reached: the whole; some: each of those. Whether the training foresees a partial one the
    product does not know, so it names both."""
    S, bereikt = Studiebewijs.Soort, [rij.cluster.titel for rij in clusters if rij.is_bereikt]
    if not bereikt:
        return []
    if len(bereikt) == len(clusters):
        return [Voorstel(S.BEROEPSKWALIFICATIE.label, "alle clusters van het plan")]
    return [
        Voorstel(S.DEELKWALIFICATIE.label, titel, anders=S.COMPETENTIES.label) for titel in bereikt
    ]
