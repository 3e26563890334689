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
    if door.rol == Rol.BEGELEIDER and van != door.gebruiker:
        raise Weigering("Je draagt alleen je eigen leerlingen over.")
    if naar.rol != Rol.BEGELEIDER or naar.school_id != door.school_id or naar.gebruiker == van:
        raise Weigering("Kies een andere trajectbegeleider van deze school.")
    if vanaf < timezone.localdate():
        raise Weigering("Kies vandaag of een latere dag.")
    gelukt, niet = [], []
    vast = Traject.objects.select_for_update(of=("self",)).filter(pk__in=[t.pk for t in trajecten])
    for traject in vast.select_related("leerling", "school"):
        if waarom_niet := _waarom_niet(traject, van, vanaf, door):
            niet.append(f"{traject.leerling}: {waarom_niet}")
        else:
            _wissel(traject, van, naar, vanaf, door)
            gelukt.append(traject)
    if not gelukt:
        raise Weigering("Niemand overgedragen. " + " ".join(niet))
    if naar != door:
        _mail(gelukt, van, naar, vanaf)
    return Overdracht(gelukt, niet)


def _waarom_niet(traject: Traject, van: Gebruiker, vanaf: datetime.date, door) -> str:
    mag = mag_verloop_wijzigen(door, traject)
    if not mag:
        return mag.reden
    if not _in_team(traject, van, vanaf).exists():
        return f"{van} begeleidt die leerling dan niet."
    return ""


def _in_team(traject: Traject, wie: Gebruiker, dag: datetime.date):
    return traject.team.filter(niet_voorbij(dag), gebruiker=wie, rol=Rol.BEGELEIDER)


def _wissel(traject: Traject, van: Gebruiker, naar: Lidmaatschap, vanaf, door) -> None:
    if not _in_team(traject, naar.gebruiker, vanaf).filter(van__lte=vanaf, tot=None).exists():
        _in_team(traject, naar.gebruiker, vanaf).filter(van__gte=vanaf).delete()
        Teamlid.objects.create(
            traject=traject, gebruiker=naar.gebruiker, rol=Rol.BEGELEIDER, van=vanaf
        )
    oud = _in_team(traject, van, vanaf)
    oud.filter(van__gte=vanaf).delete()  # had not begun by then
    oud.update(tot=vanaf - DAG)
    dag = date_format(vanaf, "j F Y")
    traject.noteer(door, "team", f"{naar.gebruiker} neemt het vanaf {dag} over van {van}.")


def _mail(trajecten: list[Traject], van: Gebruiker, naar: Lidmaatschap, vanaf) -> None:
    kaarten = reverse("overzichten:steekkaarten", args=[naar.school.code])
    nummers = urlencode({"traject": [traject.pk for traject in trajecten]}, doseq=True)
    stuur(
        "trajecten/berichten/overgedragen",
        aan=naar.gebruiker.email,
        school=naar.school,
        wie=naar.gebruiker,
        van=van,
        vanaf=vanaf,
        leerlingen=[traject.leerling for traject in trajecten],
        link=volledig_adres(f"{kaarten}?{nummers}"),
    )
