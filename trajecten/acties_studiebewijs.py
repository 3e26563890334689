"""Acts on the studiebewijs of a traject that ended."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers import spoor
from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering, weiger_bij
from trajecten.fases import Fase
from trajecten.models import Studiebewijs, Traject
from trajecten.models.studiebewijs import BIJ_FASE
from trajecten.rechten import mag_studiebewijs_geven, mag_studiebewijs_wijzigen


@transaction.atomic
def geef(bewijs: Studiebewijs, *, door: Lidmaatschap) -> Studiebewijs:
    """Of a traject that is closed. More than one is possible, of each kind one."""
    traject = Traject.objects.select_for_update(of=("self",), no_key=True).get(pk=bewijs.traject_id)
    mag_studiebewijs_geven(door, traject).anders_weiger()
    bewijs.door = door
    _bewaar(bewijs, Fase(traject.fase))
    traject.noteer(door, "studiebewijs", f"Studiebewijs: {bewijs}."[:300])
    return bewijs


@transaction.atomic
def verbeter(bewijs: Studiebewijs, *, reden: str, door: Lidmaatschap) -> None:
    """Other facts, for a reason; what stood there stays in the history."""
    traject = Traject.objects.select_for_update(of=("self",), no_key=True).get(pk=bewijs.traject_id)
    was = Studiebewijs.objects.select_related("door__gebruiker").get(pk=bewijs.pk)
    mag_studiebewijs_wijzigen(door, was).anders_weiger()
    with spoor.reden(reden):
        _bewaar(bewijs, Fase(traject.fase))
    traject.noteer(door, "studiebewijs", f"Studiebewijs verbeterd: {bewijs}. {reden}"[:300])


@transaction.atomic
def neem_weg(bewijs: Studiebewijs, *, reden: str, door: Lidmaatschap) -> None:
    """It was noted by mistake. A traject that is afgerond keeps one."""
    traject = Traject.objects.select_for_update(of=("self",), no_key=True).get(pk=bewijs.traject_id)
    mag_studiebewijs_wijzigen(door, bewijs).anders_weiger()
    if traject.fase == Fase.AFGEROND and traject.studiebewijzen.count() == 1:
        raise Weigering(
            "Een afgerond traject heeft een studiebewijs. Verbeter het, of voeg eerst het juiste "
            "toe."
        )
    with spoor.reden(reden):
        bewijs.delete()
    traject.noteer(door, "studiebewijs", f"Studiebewijs weggenomen: {bewijs}. {reden}"[:300])


def _bewaar(bewijs: Studiebewijs, fase: Fase) -> None:
    traject = bewijs.traject
    if bewijs.soort not in BIJ_FASE[fase]:
        soort = bewijs.get_soort_display()
        raise Weigering(f"Een {soort} hoort niet bij een traject dat {fase.label} is.")
    if bewijs.op > timezone.localdate():
        raise Weigering("De dag van het studiebewijs kan niet in de toekomst liggen.")
    if bewijs.op < traject.begindatum:
        begin = date_format(traject.begindatum, "j F Y")
        raise Weigering(f"Dit traject begon op {begin}. Kies een latere dag voor het studiebewijs.")
    staat_al = f"Het {bewijs.get_soort_display()} staat al in het dossier."
    with weiger_bij("studiebewijs_een_per_soort", staat_al):
        bewijs.save()
