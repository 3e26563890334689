"""Acts about who does somebody's work for a while."""

import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.berichten import stuur, volledig_adres
from gebruikers.models import Gebruiker, Lidmaatschap, Vervanging
from gebruikers.overgang import Weigering
from gebruikers.periode import DAG
from gebruikers.rechten import mag_vervangen, mag_vervanging_regelen
from gebruikers.rollen import Rol


@transaction.atomic
def regel_vervanging(vervanging: Vervanging, *, door: Lidmaatschap) -> Vervanging:
    """Somebody replaces somebody from day to day, today at the earliest. Both hear of it, save who
    did it."""
    mag_vervanging_regelen(door, vervanging).anders_weiger()
    vervanging.door = door
    _eis_niet_terug(vervanging.van)
    _eis_past(vervanging)
    vervanging.save()
    kaarten = reverse("overzichten:steekkaarten", args=[vervanging.school.code])
    kaarten = volledig_adres(f"{kaarten}?vervanging={vervanging.pk}")
    for wie, sjabloon in ((vervanging.vervanger, "vervangt"), (vervanging.wie, "vervangen")):
        if wie != door.gebruiker:
            _meld(vervanging, wie, sjabloon, kaarten=kaarten)
    _meld_coordinatoren(vervanging, door)
    return vervanging


def _meld_coordinatoren(vervanging: Vervanging, door: Lidmaatschap) -> None:
    """Somebody else gets to see files: whoever answers for the school hears it, unless one of them
    arranged it."""
    if door.rol == Rol.COORDINATOR:
        return
    for wie in _coordinatoren(vervanging):
        _meld(vervanging, wie, "vervanging_zelf_geregeld")


def _coordinatoren(vervanging: Vervanging) -> list[Gebruiker]:
    """But the two it is about."""
    leden = Lidmaatschap.objects.geldig().filter(school=vervanging.school_id, rol=Rol.COORDINATOR)
    leden = leden.exclude(gebruiker__in=[vervanging.wie_id, vervanging.vervanger_id])
    return [lid.gebruiker for lid in leden.select_related("gebruiker")]


def _meld(vervanging: Vervanging, wie: Gebruiker, sjabloon: str, **context) -> None:
    school = vervanging.school
    stuur(
        f"gebruikers/berichten/{sjabloon}",
        aan=wie.email,
        school=school,
        wie=wie,
        vervanging=vervanging,
        **context,
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
    """Other days, or another reason. What is past stays as it was, and of other days who heard of
    the first ones hears too: the coördinatoren."""
    vast = _vast(vervanging, door)
    if vast.is_begonnen and van != vast.van:
        dag = date_format(vast.van, "j F Y")
        raise Weigering(f"Deze vervanging begon op {dag}. De eerste dag verandert niet meer.")
    if not vast.is_begonnen:
        _eis_niet_terug(van)
    andere_dagen = (van, tot) != (vast.van, vast.tot)
    vast.van, vast.tot, vast.reden = van, tot, reden
    _eis_past(vast)
    vast.save()
    if andere_dagen:
        _meld_coordinatoren(vast, door)


@transaction.atomic
def stop_vervanging(vervanging: Vervanging, *, door: Lidmaatschap) -> None:
    """Over at once, or after today when today is its first day. What was still to come is gone."""
    vast = _vast(vervanging, door)
    _kort_in(Vervanging.objects.filter(pk=vast.pk), timezone.localdate() - DAG)


def kort_in(lid: Lidmaatschap, laatste_dag: datetime.date, *, door: Lidmaatschap) -> list[str]:
    """Who has this role no more after that day replaces nobody then, and is not replaced. Whoever
    counted on it hears so: the other of the two, and of who stays without a replacer the
    coördinatoren. What changed, in sentences."""
    rijen = list(die_inkorten(lid, laatste_dag))
    zinnen = [zonder(rij, laatste_dag) for rij in rijen]
    for rij in rijen:
        _meld_inkorting(rij, lid, laatste_dag, door)
    _kort_in(die_inkorten(lid, laatste_dag), laatste_dag)
    return zinnen


def die_inkorten(lid: Lidmaatschap, laatste_dag: datetime.date) -> QuerySet[Vervanging]:
    """The replacements that lose days when this role ends on that day."""
    een_van_beiden = Q(wie=lid.gebruiker_id) | Q(vervanger=lid.gebruiker_id)
    rijen = Vervanging.objects.filter(een_van_beiden, school=lid.school_id, rol=lid.rol)
    rijen = rijen.filter(tot__gt=laatste_dag, tot__gte=timezone.localdate())
    return rijen.select_related("wie", "vervanger", "school")


def zonder(rij: Vervanging, laatste_dag: datetime.date, *, aan: Gebruiker | None = None) -> str:
    """What `die_inkorten` means for this one, in words; `aan`: who reads it."""
    wie, vervanger = rij.wie, rij.vervanger
    if rij.van > laatste_dag and not rij.is_begonnen:
        van, door = ("jou" if aan == persoon else persoon for persoon in (wie, vervanger))
        return f"De vervanging van {van} door {door}, {rij.dagen}, gaat niet door"
    vervangt = f"{'Je' if aan == vervanger else vervanger} vervangt {'je' if aan == wie else wie}"
    if laatste_dag < timezone.localdate():
        return f"{vervangt} niet meer"
    eerder, later = (date_format(dag, "j F Y") for dag in (laatste_dag, rij.tot))
    return f"{vervangt} tot en met {eerder}, niet tot en met {later}"


def _meld_inkorting(
    rij: Vervanging, weg: Lidmaatschap, laatste_dag: datetime.date, door: Lidmaatschap
) -> None:
    blijft_alleen = rij.vervanger_id == weg.gebruiker_id
    aan = [rij.wie if blijft_alleen else rij.vervanger]
    if blijft_alleen:
        aan += _coordinatoren(rij)
    for wie in aan:
        if wie != door.gebruiker:
            zin = zonder(rij, laatste_dag, aan=wie)
            _meld(rij, wie, "vervanging_valt_weg", zin=zin, weg=weg, regel=blijft_alleen)


def _kort_in(rijen: QuerySet[Vervanging], laatste_dag: datetime.date) -> None:
    """It tells on which days somebody could look, so no day that was goes: what began today runs
    until tonight, and nothing ends before yesterday. What had not begun is gone."""
    vandaag = timezone.localdate()
    laatste_dag = max(laatste_dag, vandaag - DAG)
    langer = rijen.filter(tot__gt=laatste_dag)
    langer.filter(van__gt=max(laatste_dag, vandaag)).delete()
    langer.filter(van__gt=laatste_dag).update(tot=F("van"))
    langer.filter(van__lte=laatste_dag).update(tot=laatste_dag)


def _eis_niet_terug(van: datetime.date) -> None:
    if van < timezone.localdate():
        raise Weigering("De eerste dag is al voorbij. Kies vandaag of een latere dag.")


def nog_te_regelen(vervanging: Vervanging) -> str:
    """A sentence about whose work `wie` would have done on those days as a replacer: that does not
    pass on; "" when there is nobody."""
    namen = [str(rij.wie) for rij in vervanging.tegelijk().filter(vervanger=vervanging.wie_id)]
    if not namen:
        return ""
    wie = " en ".join(dict.fromkeys(namen))
    return f"{vervanging.wie} vervangt in die dagen zelf {wie}. Regel ook daarvoor iemand anders."


def _vast(vervanging: Vervanging, door: Lidmaatschap) -> Vervanging:
    vast = Vervanging.objects.select_for_update(of=("self",)).select_related("wie", "vervanger")
    vast = vast.get(pk=vervanging.pk)
    mag_vervanging_regelen(door, vast).anders_weiger()
    if vast.is_voorbij:
        raise Weigering("Deze vervanging is voorbij.")
    return vast


def _eis_past(vervanging: Vervanging) -> None:
    """Not over, by who may, and these two have no other replacement on those days. Several may
    share somebody's work."""
    if vervanging.is_voorbij:
        raise Weigering("De laatste dag is al voorbij. Kies vandaag of een latere dag.")
    beiden = Gebruiker.objects.filter(pk__in=[vervanging.wie_id, vervanging.vervanger_id])
    list(beiden.order_by("pk").select_for_update())  # one after the other
    mag_vervangen(vervanging).anders_weiger()
    zelfde = vervanging.tegelijk().filter(wie=vervanging.wie_id)
    if al := zelfde.filter(vervanger=vervanging.vervanger_id).first():
        raise Weigering(f"{vervanging.vervanger} vervangt {vervanging.wie} dan al, {al.dagen}.")
