"""Acts about who does somebody's work for a while."""

import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.berichten import stuur, volledig_adres
from gebruikers.models import Gebruiker, Lidmaatschap, Vervanging
from gebruikers.overgang import Weigering
from gebruikers.rechten import mag_vervangen, mag_vervanging_regelen
from gebruikers.rollen import Rol

DAG = datetime.timedelta(days=1)


@transaction.atomic
def regel_vervanging(vervanging: Vervanging, *, door: Lidmaatschap) -> Vervanging:
    """Somebody replaces somebody from day to day. Both hear of it, save who did it."""
    mag_vervanging_regelen(door, vervanging).anders_weiger()
    vervanging.door = door
    _eis_past(vervanging)
    vervanging.save()
    for wie, sjabloon in ((vervanging.vervanger, "vervangt"), (vervanging.wie, "vervangen")):
        if wie != door.gebruiker:
            _meld(vervanging, wie, sjabloon)
    return vervanging


def _meld(vervanging: Vervanging, wie: Gebruiker, sjabloon: str) -> None:
    school = vervanging.school
    stuur(
        f"gebruikers/berichten/{sjabloon}",
        aan=wie.email,
        school=school,
        wie=wie,
        vervanging=vervanging,
        link=volledig_adres(reverse("gebruikers:vervangingen", args=[school.code])),
    )


@transaction.atomic
def wijzig_vervanging(
    vervanging: Vervanging,
    *,
    van: datetime.date,
    tot: datetime.date,
    reden: str,
    door: Lidmaatschap,
) -> None:
    """Other days, or another reason. What is past stays as it was."""
    vast = _vast(vervanging, door)
    if vast.is_begonnen and van != vast.van:
        dag = date_format(vast.van, "j F Y")
        raise Weigering(f"Deze vervanging begon op {dag}. De eerste dag verandert niet meer.")
    vast.van, vast.tot, vast.reden = van, tot, reden
    _eis_past(vast)
    vast.save()


@transaction.atomic
def stop_vervanging(vervanging: Vervanging, *, door: Lidmaatschap) -> None:
    """Over at once. What was still to come is gone."""
    vast = _vast(vervanging, door)
    _kort_in(Vervanging.objects.filter(pk=vast.pk), timezone.localdate() - DAG)


def kort_in(school_id: int, gebruiker_id: int, rol: Rol, laatste_dag: datetime.date) -> None:
    """Who has this role no more after that day replaces nobody then, and is not replaced."""
    een_van_beiden = Q(wie=gebruiker_id) | Q(vervanger=gebruiker_id)
    rijen = Vervanging.objects.filter(een_van_beiden, school=school_id, rol=rol)
    _kort_in(rijen, laatste_dag)


def _kort_in(rijen: QuerySet[Vervanging], laatste_dag: datetime.date) -> None:
    """What ran until then is kept; of today's, which ends at once, with the day before as its only
    day. What had not begun today is gone."""
    langer = rijen.filter(tot__gt=laatste_dag)
    langer.filter(van__gt=max(laatste_dag, timezone.localdate())).delete()
    langer.filter(van__gt=laatste_dag).update(van=laatste_dag, tot=laatste_dag)
    langer.filter(van__lte=laatste_dag).update(tot=laatste_dag)


def _vast(vervanging: Vervanging, door: Lidmaatschap) -> Vervanging:
    vast = Vervanging.objects.select_for_update(of=("self",)).select_related("wie", "vervanger")
    vast = vast.get(pk=vervanging.pk)
    mag_vervanging_regelen(door, vast).anders_weiger()
    if vast.is_voorbij:
        raise Weigering("Deze vervanging is voorbij.")
    return vast


def _eis_past(vervanging: Vervanging) -> None:
    """Not over, by who may, and these two have no other replacement on those days."""
    if vervanging.is_voorbij:
        raise Weigering("De laatste dag is al voorbij. Kies vandaag of een latere dag.")
    mag_vervangen(vervanging).anders_weiger()
    list(Gebruiker.objects.select_for_update().filter(pk=vervanging.wie_id))  # one after the other
    zelfde = Vervanging.objects.exclude(pk=vervanging.pk).filter(
        **{veld: getattr(vervanging, veld) for veld in ("school", "wie", "vervanger", "rol")}
    )
    if zelfde.filter(van__lte=vervanging.tot, tot__gte=vervanging.van).exists():
        raise Weigering(f"{vervanging.vervanger} vervangt {vervanging.wie} dan al.")
