"""Hand learners to a colleague for good. Between two dates it is a Vervanging (gebruikers)."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode

from gebruikers.berichten import stuur, volledig_adres
from gebruikers.models import Gebruiker, Lidmaatschap
from gebruikers.overgang import Weigering
from gebruikers.periode import DAG, niet_voorbij
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, eis
from trajecten.models import Teamlid, Traject
from trajecten.rechten import mag_verloop_wijzigen


class Overdracht(NamedTuple):
    gelukt: list[Traject]
    niet: list[str]  # of each other: who, and why not


@transaction.atomic
def draag_over(
    trajecten: Iterable[Traject],
    *,
    van: Gebruiker,
    naar: Lidmaatschap,
    vanaf: datetime.date,
    door: Lidmaatschap,
) -> Overdracht:
    """From `vanaf` on `naar` guides these learners instead of `van`, whose last day is the one
    before. The colleague gets one mail. All learners for whom it can be done, or a Weigering when
    it can for none."""
    eis(door, Informatie.VERLOOP, Recht.SCHRIJF)
    _eis_collega(van, naar, vanaf, door)
    pks = [traject.pk for traject in trajecten]
    vast = Traject.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    vast = list(vast.filter(pk__in=pks).select_related("leerling"))
    zichtbaar = Traject.objects.zichtbaar_voor(door).open().filter(pk__in=pks)
    zichtbaar = set(zichtbaar.values_list("pk", flat=True))
    dan = Teamlid.objects.filter(niet_voorbij(vanaf), rol=Rol.BEGELEIDER, traject__in=vast)
    begeleidt = set(dan.filter(gebruiker=van).values_list("traject_id", flat=True))
    gelukt = [rij for rij in vast if rij.pk in zichtbaar & begeleidt]
    niet = [f"{rij.leerling}: {van} begeleidt die dan niet." for rij in vast if rij not in gelukt]
    if not gelukt:
        raise Weigering("Niemand overgedragen. " + " ".join(niet))
    dan = dan.filter(traject__in=gelukt)
    _zet_in_team(dan.filter(gebruiker=naar.gebruiker), gelukt, naar, vanaf)
    oud = dan.filter(gebruiker=van)
    oud.filter(van__gte=vanaf).delete()  # had not begun by then
    oud.update(tot=vanaf - DAG)
    dag = date_format(vanaf, "j F Y")
    for traject in gelukt:
        traject.noteer(door, "team", f"{naar.gebruiker} neemt het vanaf {dag} over van {van}.")
    if naar.gebruiker != door.gebruiker:
        mail_overdracht(gelukt, van, naar, vanaf)
    return Overdracht(gelukt, niet)


def voorganger(teamlid: Teamlid, team: Iterable[Teamlid]) -> Teamlid | None:
    """Of a begeleider who begins on a coming day: the one of the same traject whose last day is the
    day before. None when that is nobody, or several and nobody can tell which."""
    if teamlid.rol != Rol.BEGELEIDER or not teamlid.begint_nog:
        return None
    begeleiders = [rij for rij in team if rij.rol == Rol.BEGELEIDER and not rij.vervanging]
    blijven = {rij.gebruiker_id for rij in begeleiders if rij.tot is None}
    stoppen = [rij for rij in begeleiders if rij.tot == teamlid.van - DAG]
    stoppen = [rij for rij in stoppen if rij.gebruiker_id not in blijven]
    return stoppen[0] if len(stoppen) == 1 else None


@transaction.atomic
def maak_ongedaan(teamlid: Teamlid, *, door: Lidmaatschap) -> Teamlid:
    """Until the first day of `teamlid`: who guided before goes on, and the colleague who was told
    gets a mail. Gives who goes on."""
    vast = Traject.objects.select_for_update(of=("self",), no_key=True)
    traject = vast.select_related("school", "leerling").get(pk=teamlid.traject_id)
    mag_verloop_wijzigen(door, traject).anders_weiger()
    team = list(traject.team.select_related("gebruiker"))
    komt = next((rij for rij in team if rij.pk == teamlid.pk), None)
    blijft = komt and voorganger(komt, team)
    if blijft is None:
        raise Weigering("Deze overdracht is niet meer ongedaan te maken. Draag de leerling over.")
    leden = Lidmaatschap.objects.geldig(komt.van).filter(school=traject.school, rol=Rol.BEGELEIDER)
    leden = {lid.gebruiker_id: lid for lid in leden.select_related("gebruiker", "school")}
    if blijft.gebruiker_id not in leden:
        raise Weigering(f"{blijft.gebruiker} is dan geen trajectbegeleider van deze school meer.")
    komt.delete()
    blijft.tot = None
    blijft.save(update_fields=["tot"])
    dag, wie = date_format(komt.van, "j F Y"), f"{komt.gebruiker} neemt het vanaf"
    traject.noteer(door, "team", f"{wie} {dag} toch niet over van {blijft.gebruiker}.")
    naar = leden.get(komt.gebruiker_id)
    if naar and naar.gebruiker != door.gebruiker:
        mail_toch_niet([traject], blijft.gebruiker, naar, komt.van)
    return blijft


def _eis_collega(van: Gebruiker, naar: Lidmaatschap, vanaf: datetime.date, door) -> None:
    if door.rol == Rol.BEGELEIDER and van != door.gebruiker:
        raise Weigering("Je draagt alleen je eigen leerlingen over.")
    if naar.rol != Rol.BEGELEIDER or naar.school_id != door.school_id or naar.gebruiker == van:
        raise Weigering("Kies een andere trajectbegeleider van deze school.")
    if vanaf < timezone.localdate():
        raise Weigering("Kies vandaag of een latere dag.")
    if not Lidmaatschap.objects.geldig(vanaf).filter(pk=naar.pk).exists():
        raise Weigering(f"{naar.gebruiker} is die dag geen trajectbegeleider van deze school meer.")


def _zet_in_team(rijen, trajecten: list[Traject], naar: Lidmaatschap, vanaf) -> None:
    """Without an end, from `vanaf` on at the latest. `rijen`: theirs that are not over by then."""
    rijen.filter(van__gt=vanaf).delete()
    rijen.update(tot=None)
    staan = set(rijen.values_list("traject_id", flat=True))
    Teamlid.objects.bulk_create(
        Teamlid(
            traject=traject, school_id=traject.school_id, gebruiker=naar.gebruiker,
            rol=Rol.BEGELEIDER, van=vanaf,
        )
        for traject in trajecten if traject.pk not in staan
    )  # fmt: skip


def mail_overdracht(
    trajecten: list[Traject], van: Gebruiker, naar: Lidmaatschap, vanaf: datetime.date
) -> None:
    """Tell the colleague which learners, and where to read about them."""
    kaarten = reverse("overzichten:steekkaarten", args=[naar.school.code])
    nummers = urlencode({"traject": [traject.pk for traject in trajecten]}, doseq=True)
    stuur(
        "trajecten/berichten/overgedragen",
        aan=naar.gebruiker.email,
        school=naar.school,
        wie=naar.gebruiker,
        van=van,
        vanaf=vanaf,
        al_begonnen=vanaf <= timezone.localdate(),
        leerlingen=[traject.leerling for traject in trajecten],
        link=volledig_adres(f"{kaarten}?{nummers}"),
    )


def mail_toch_niet(
    trajecten: list[Traject], van: Gebruiker, naar: Lidmaatschap, vanaf: datetime.date
) -> None:
    """Tell the colleague who was told so that it was undone."""
    stuur(
        "trajecten/berichten/toch_niet_overgedragen",
        aan=naar.gebruiker.email,
        school=naar.school,
        wie=naar.gebruiker,
        van=van,
        vanaf=vanaf,
        leerlingen=[traject.leerling for traject in trajecten],
    )
