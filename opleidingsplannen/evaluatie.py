"""Acts on evaluations, what is frozen with one, and which studiebewijs one may think of."""

import hashlib
import json
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering, weiger_bij
from opleidingsplannen.bereikt import Clusterstand, Woord, overzicht
from opleidingsplannen.evaluatiedocument import vraag_evaluatiedocument
from opleidingsplannen.models import Beoordeling, Evaluatie, Evaluatiemoment, Opleidingsplan
from opleidingsplannen.rechten_evaluatie import mag_evaluatie_verbeteren, mag_evalueren
from trajecten.models import Traject
from trajecten.models.studiebewijs import Studiebewijs

INTUSSEN = (
    "Er kwam intussen een oordeel bij of er veranderde er een. Kijk het overzicht na en bewaar "
    "opnieuw: wat je schreef, staat er nog."
)


def geldend_plan(traject: Traject) -> Opleidingsplan | None:
    """The version in force; as long as there is none, the newest."""
    return Opleidingsplan.objects.filter(traject=traject).geldend_eerst().first()


def bevroren(traject: Traject) -> dict:
    """How it stands now, ready to be kept. Only ratings that are shared: who may read the
    evaluation later reads nothing else in it."""
    plan = geldend_plan(traject)
    clusters = overzicht(plan, Beoordeling.objects.filter(gedeeld=True))
    return {
        "versie": plan.versie if plan else None,
        "clusters": [_cluster(cluster) for cluster in clusters],
    }


def _cluster(cluster: Clusterstand) -> dict:
    return {
        "titel": cluster.cluster.titel,
        "bereikt": cluster.is_bereikt,
        "aantal": cluster.aantal_bereikt,
        "sinds": _woord(cluster.sinds),
        "competenties": [
            {
                "titel": rij.competentie.titel,
                "code": rij.competentie.code,
                "stand": rij.stand.value,
                "woord": rij.stand.label,
                "naast_elkaar": [[kant, _woord(woord)] for kant, woord in rij.naast_elkaar],
            }
            for rij in cluster.competenties
        ],
    }


def _woord(woord: Woord | None) -> dict | None:
    if woord is None:
        return None
    dag = date_format(woord.op, "j F Y")
    return {
        "niveau": woord.niveau, "label": woord.label, "wie": woord.wie, "rol": woord.rol, "op": dag
    }  # fmt: skip


def afdruk(inhoud: dict) -> str:
    """Tells whether a rating came or changed since a page was shown."""
    return hashlib.sha256(json.dumps(inhoud, sort_keys=True).encode()).hexdigest()[:16]


@transaction.atomic
def leg_vast(evaluatie: Evaluatie, *, gezien: str, door: Lidmaatschap) -> Evaluatie:
    """With how it stands now, as the page showed it (`gezien`: its print). Pressing twice counts
    once; of two people at once the second reads who was first."""
    traject = _vast(evaluatie.traject_id)
    if eerder := Evaluatie.objects.filter(sleutel=evaluatie.sleutel, traject=traject).first():
        return eerder
    mag_evalueren(door, traject).anders_weiger()
    _eis_dag(evaluatie)
    moment = _vast_moment(evaluatie)
    if moment and (al := _al_vastgelegd(traject, moment)):
        raise Weigering(
            f"{al.door.gebruiker} legde voor {moment.naam} al een evaluatie vast, op "
            f"{date_format(timezone.localdate(al.op), 'j F')}. Wat jij schreef, staat er nog: "
            "kies “tussendoor” om het toch te bewaren, of neem het over in die evaluatie met "
            "Verbeteren."
        )
    inhoud = bevroren(traject)
    if afdruk(inhoud) != gezien:
        raise Weigering(INTUSSEN)
    evaluatie.inhoud = inhoud | {
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
    if eerder := Evaluatie.objects.filter(sleutel=nieuw.sleutel, verbetert=oud).first():
        return eerder
    oud = Evaluatie.objects.select_related("verbeterd_door__door__gebruiker").get(pk=oud.pk)
    oud.traject = traject
    mag_evaluatie_verbeteren(door, oud).anders_weiger()
    _eis_dag(nieuw)
    velden = (*Evaluatie.TEKSTEN, "dag", "gedeeld")
    if all(getattr(oud, veld) == getattr(nieuw, veld) for veld in velden):
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


def _eis_dag(evaluatie: Evaluatie) -> None:
    if evaluatie.dag > timezone.localdate():
        raise Weigering("De dag van de evaluatie kan niet in de toekomst liggen.")


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
