"""Acts on presence: the workplace and the learner say how it was, the begeleider settles it."""

import datetime
import hashlib
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering, eis_voorstel
from gebruikers.rollen import Rol
from opleidingsplannen.models import Aanwezigheid, Halve, Staat
from opleidingsplannen.rechten_aanwezigheid import (
    VASTGESTELD,
    dag_in_woorden,
    mag_doorgeven,
    mag_melden,
    mag_vaststellen,
    mag_zo_vaststellen,
)
from opleidingsplannen.verwacht import eerste_dag, verwacht
from trajecten.models import Traject
from werkplekken.models import Plaatsing

INTUSSEN = "Laad de bladzijde opnieuw en kijk na wat er nu staat."
TE_LANG_GELEDEN = (
    "Dit is te lang geleden om terug te nemen: niemand kan het nog doorgeven. Stel het anders vast."
)
GEEN_PLEK = "Deze werkplek is er niet (meer) voor jou. Spreek de school aan."


class Melding(NamedTuple):
    """What one says of half a day; `was`: what one said of it before, as the page showed."""

    dag: datetime.date
    deel: str
    staat: str
    was: str = ""


@transaction.atomic
def meld(plaatsing: Plaatsing, meldingen: Iterable[Melding], *, door: Lidmaatschap) -> int:
    """How many half days changed: pressing twice changes nothing. Two at once come one after the
    other, and who would write over what another said meanwhile is told so."""
    mag_doorgeven(door).anders_weiger()
    plaatsing, meldingen = _vast(plaatsing, door), list(meldingen)
    if not meldingen:
        raise Weigering("Kies eerst hoe het was.")
    dagen = [melding.dag for melding in meldingen]
    rijen, verwachte = _rijen_en_verwacht(plaatsing, min(dagen), max(dagen))
    veld = "leerling" if door.rol == Rol.LEERLING else "werkplek"
    anders, weg = [], []
    for melding in meldingen:
        halve = Halve(plaatsing.pk, melding.dag, melding.deel)
        rij = rijen.get(halve) or _nieuw(plaatsing, halve, halve not in verwachte)
        zei = getattr(rij, f"{veld}_zegt")
        if melding.staat == zei:
            continue
        mag_melden(
            door, plaatsing, melding.dag, melding.staat, verwacht=not rij.buiten_rooster
        ).anders_weiger()
        _eis_open(rij, melding.was, zei)
        _zeg(rij, veld, melding.staat, door)
        (anders if rij.geldt else weg).append(rij)
    _bewaar(anders)
    Aanwezigheid.objects.filter(pk__in=[rij.pk for rij in weg if rij.pk]).delete()
    return len(anders) + len(weg)


def _eis_open(rij: Aanwezigheid, was: str, zei: str) -> None:
    wanneer = f"{dag_in_woorden(rij.dag).capitalize()}, {rij.get_deel_display()},"
    if rij.is_vastgesteld:
        raise Weigering(f"{wanneer} {VASTGESTELD}")
    if was != zei:
        wat = f"“{Staat(zei).label}”" if zei else "niets meer"
        raise Weigering(f"{wanneer} gaf iemand anders intussen {wat} door. {INTUSSEN}")


def _zeg(rij: Aanwezigheid, veld: str, staat: str, door: Lidmaatschap) -> None:
    setattr(rij, f"{veld}_zegt", staat)
    setattr(rij, f"{veld}_op", timezone.now() if staat else None)
    if veld == "werkplek":
        rij.werkplek_door = door if staat else None


def _vast(plaatsing: Plaatsing, door: Lidmaatschap) -> Plaatsing:
    """As far as it is still seen, and holds; its case is locked."""
    rijen = Plaatsing.objects.zichtbaar_voor(door).in_voege().filter(pk=plaatsing.pk)
    erbij = ("traject__school", "traject__leerling", "vestiging", "organisatie")
    vast = rijen.select_related(*erbij).first()
    if vast is None:
        raise Weigering(GEEN_PLEK)
    Traject.objects.select_for_update(no_key=True).get(pk=vast.traject_id)
    return vast


def _rijen_en_verwacht(
    plaatsing: Plaatsing, van: datetime.date, tot: datetime.date
) -> tuple[dict[Halve, Aanwezigheid], set[Halve]]:
    rijen = Aanwezigheid.objects.filter(plaatsing=plaatsing).tussen(van, tot)
    verwachte = verwacht([plaatsing], van, tot).get(plaatsing.pk, ())
    return {rij.halve: rij for rij in rijen}, set(verwachte)


def _nieuw(plaatsing: Plaatsing, halve: Halve, buiten_rooster: bool) -> Aanwezigheid:
    return Aanwezigheid(
        school_id=plaatsing.school_id,
        traject=plaatsing.traject,
        plaatsing=plaatsing,
        dag=halve.dag,
        deel=halve.deel,
        buiten_rooster=buiten_rooster,
    )


GEZEGD = [
    "werkplek_zegt", "werkplek_door", "werkplek_op", "leerling_zegt", "leerling_op", "staat",
    "vastgesteld_door", "vastgesteld_op", "waarom",
]  # fmt: skip


def _bewaar(rijen: list[Aanwezigheid]) -> None:
    Aanwezigheid.objects.bulk_create([rij for rij in rijen if rij.pk is None])
    Aanwezigheid.objects.bulk_update([rij for rij in rijen if rij.pk], GEZEGD)


@transaction.atomic
def stel_vast(
    plaatsing: Plaatsing,
    gezien: dict[Halve, str],
    *,
    staat: str,
    waarom: str,
    door: Lidmaatschap,
) -> int:
    """Half days of one day, whatever was said of them; `gezien`: of each the `afdruk` that the page
    showed. How many changed."""
    mag_vaststellen(door).anders_weiger()
    plaatsing, waarom = _vast(plaatsing, door), " ".join(waarom.split())[:200]
    if not gezien:
        raise Weigering("Kies welke halve dag je vaststelt.")
    dagen = [halve.dag for halve in gezien]
    rijen, verwachte = _rijen_en_verwacht(plaatsing, min(dagen), max(dagen))
    anders = []
    for halve, stond_er in gezien.items():
        rij = rijen.get(halve) or _nieuw(plaatsing, halve, halve not in verwachte)
        if rij.staat == staat and waarom in ("", rij.waarom):
            continue  # pressed twice
        eis_voorstel(rij.afdruk, gezien=stond_er)
        recht = mag_zo_vaststellen(door, rij, staat, waarom, verwacht=halve in verwachte)
        recht.anders_weiger()
        rij.staat, rij.waarom = staat, waarom
        rij.vastgesteld_door, rij.vastgesteld_op = door, timezone.now()
        anders.append(rij)
    _bewaar(anders)
    return len(anders)


@transaction.atomic
def neem_terug(plaatsing: Plaatsing, gezien: dict[Halve, str], *, door: Lidmaatschap) -> int:
    """Settled by mistake: what the workplace and the learner said is open again, and what nobody
    said was never told. `gezien` as in `stel_vast`. How many changed."""
    mag_vaststellen(door).anders_weiger()
    plaatsing = _vast(plaatsing, door)
    if not gezien:
        raise Weigering("Kies welke halve dag je terugneemt.")
    dagen = [halve.dag for halve in gezien]
    if min(dagen) < eerste_dag(timezone.localdate()):
        raise Weigering(TE_LANG_GELEDEN)
    rijen, _ = _rijen_en_verwacht(plaatsing, min(dagen), max(dagen))
    los = []
    for halve, stond_er in gezien.items():
        rij = rijen.get(halve)
        if rij is None or not rij.is_vastgesteld:
            continue  # pressed twice
        eis_voorstel(rij.afdruk, gezien=stond_er)
        rij.staat, rij.waarom, rij.vastgesteld_door, rij.vastgesteld_op = "", "", None, None
        los.append(rij)
    _bewaar([rij for rij in los if rij.gemeld])
    Aanwezigheid.objects.filter(pk__in=[rij.pk for rij in los if not rij.gemeld]).delete()
    return len(los)


def afdruk(rijen: Collection[Aanwezigheid]) -> str:
    """Tells one proposal from another."""
    wat = ",".join(f"{rij.pk}:{rij.werkplek_zegt}" for rij in sorted(rijen, key=lambda r: r.pk))
    return hashlib.sha256(wat.encode()).hexdigest()[:16] if wat else ""


def wat_klopt(
    lid: Lidmaatschap, van: datetime.date, tot: datetime.date, **waar: object
) -> QuerySet:
    """What can be settled in one press: until today."""
    tot = min(tot, timezone.localdate())
    return Aanwezigheid.objects.zichtbaar_voor(lid).klopt().tussen(van, tot).filter(**waar)


@transaction.atomic
def stel_samen_vast(
    *, van: datetime.date, tot: datetime.date, gezien: str, door: Lidmaatschap, **waar: object
) -> int:
    """All of this period with nothing to look into, as it was shown (`gezien`: its print)."""
    mag_vaststellen(door).anders_weiger()
    rijen = list(
        wat_klopt(door, van, tot, **waar)
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)
    )
    if not rijen:
        raise Weigering("Er is in deze periode niets meer dat je zo kan vaststellen.")
    eis_voorstel(afdruk(rijen), gezien=gezien)
    deze = Aanwezigheid.objects.filter(pk__in=[rij.pk for rij in rijen], staat="")
    return deze.update(
        staat=F("werkplek_zegt"), vastgesteld_door=door, vastgesteld_op=timezone.now()
    )
