"""Acts on contacts: note one, plan one, and say how it went."""

import datetime
from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import timezone

from begeleiding.models import Contactmoment
from begeleiding.models.contactmoment import LEEG
from begeleiding.rechten import mag_noteren, mag_schrijven, mag_wegnemen, mag_wijzigen
from gebruikers import spoor
from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Mag, OngeldigeOvergang, Weigering
from trajecten.acties_taak import vink_af
from trajecten.models import Taak

Staat = Contactmoment.Staat
WEG = "Dit contact is intussen weg. Laad de bladzijde opnieuw."
LATER = "Kies vandaag of een latere dag."
OPENER = (
    "Dit was vertrouwelijk. Wie het daarna leest, leest alles wat erin staat. Bevestig dat je dat "
    "wil."
)


@transaction.atomic
def noteer(moment: Contactmoment, *, door: Lidmaatschap, taken: Iterable[Taak] = ()) -> None:
    """A new one, held or planned. `taken`: what is done by it."""
    mag_noteren(door, [moment.traject], moment.lezers).anders_weiger()
    moment.door = door
    _eis_later(moment)
    _bewaar(moment, door, taken)


@transaction.atomic
def wijzig(
    moment: Contactmoment,
    *,
    door: Lidmaatschap,
    taken: Iterable[Taak] = (),
    bevestigd: bool = False,
) -> None:
    """Keep what was typed; what stood there stays in the history. What was vertrouwelijk is opened
    to others by who says so twice (`bevestigd`), and that is written down."""
    was = _vast(moment, door)
    mag_wijzigen(door, was).anders_weiger()
    mag_schrijven(door, moment.lezers).anders_weiger()
    if moment.staat not in was.volgende_staten:
        van, naar = was.get_staat_display(), moment.get_staat_display()
        raise OngeldigeOvergang(f"Een contact kan niet van “{van}” naar “{naar}”.")
    if moment.dag != was.dag:
        _eis_later(moment)
    if was.is_gepland and not moment.is_gepland:
        moment.door = door
    if moment.is_vertrouwelijk and not moment.is_van(door):
        raise Weigering("Vertrouwelijk kan alleen bij wat je zelf doet of plant.")
    opent = was.is_vertrouwelijk and not moment.is_vertrouwelijk
    if opent and not bevestigd:
        raise Weigering(OPENER)
    with spoor.reden(f"van vertrouwelijk naar {moment.voor_wie}, bevestigd" if opent else ""):
        _bewaar(moment, door, taken)


def _eis_later(moment: Contactmoment) -> None:
    if moment.is_gepland and moment.over < 0:
        raise Weigering(LATER)


def _eis_begonnen(moment: Contactmoment, anders: str) -> None:
    """What was held has begun. `anders`: what to do when its day is still to come."""
    if moment.over > 0:
        raise Weigering(f"Deze dag moet nog komen. {anders}")
    if moment.begin and moment.begin > timezone.now():
        raise Weigering(
            f"Het is nog geen {moment.tijd:%H.%M} uur. Zeg na dat uur hoe het ging, of kijk het "
            "uur na."
        )


def _eis_iets(moment: Contactmoment) -> None:
    if moment.is_leeg:
        raise Weigering(LEEG)


def _bewaar(moment: Contactmoment, door: Lidmaatschap, taken: Iterable[Taak]) -> None:
    if moment.staat == Staat.GEHOUDEN:
        _eis_begonnen(moment, "Kies “gepland”, of een andere dag.")
        _eis_iets(moment)
    moment.save()
    for taak in taken:
        vink_af(taak, door=door)


@transaction.atomic
def houd(moment: Contactmoment, *, door: Lidmaatschap) -> Contactmoment:
    """It took place. The report can come later."""
    vast = _gepland(moment, door)
    _eis_begonnen(vast, "Verzet het contact naar de dag waarop het was.")
    _eis_iets(vast)
    vast.staat, vast.door = Staat.GEHOUDEN, door
    vast.save(update_fields=["staat", "door", "gewijzigd_op"])
    return vast


@transaction.atomic
def verzet(
    moment: Contactmoment,
    *,
    dag: datetime.date,
    tijd: datetime.time | None = None,
    door: Lidmaatschap,
) -> Contactmoment:
    """To another day, and another hour or none."""
    vast = _gepland(moment, door)
    vast.dag, vast.tijd = dag, tijd
    _eis_later(vast)
    vast.save(update_fields=["dag", "tijd", "gewijzigd_op"])
    return vast


@transaction.atomic
def ging_niet_door(moment: Contactmoment, *, waarom_niet: str, door: Lidmaatschap) -> Contactmoment:
    vast = _gepland(moment, door)
    vast.staat, vast.waarom_niet, vast.door = Staat.NIET, waarom_niet, door
    vast.save(update_fields=["staat", "waarom_niet", "door", "gewijzigd_op"])
    return vast


@transaction.atomic
def neem_weg(moment: Contactmoment, *, door: Lidmaatschap) -> None:
    """Planned by mistake, or by who left. What took place or did not, stays."""
    _gepland(moment, door, mag_wegnemen).delete()


def _gepland(
    moment: Contactmoment,
    door: Lidmaatschap,
    mag: Callable[[Lidmaatschap, Contactmoment], Mag] = mag_wijzigen,
) -> Contactmoment:
    vast = _vast(moment, door)
    if not vast.is_gepland:
        raise Weigering(f"{vast.door.gebruiker} zette dit al op “{vast.get_staat_display()}”.")
    mag(door, vast).anders_weiger()
    return vast


def _vast(moment: Contactmoment, door: Lidmaatschap) -> Contactmoment:
    """The row, locked, as far as it is still seen: two who press at once come one after the
    other."""
    rijen = Contactmoment.objects.zichtbaar_voor(door).filter(pk=moment.pk)
    rijen = rijen.select_for_update(of=("self",), no_key=True)
    vast = rijen.select_related(*Contactmoment.ERBIJ, "traject__school").first()
    if vast is None:
        raise Weigering(WEG)
    return vast
