"""Reminders: who has not signed hears of it, once per step. And what a new day brings."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gebruikers.muur import overal
from gebruikers.vegen import elk
from gebruikers.zicht import achttien_jaar_voor
from leerlingen.models import Betrokkene
from overeenkomsten import acties_einde, acties_ingaan, acties_loket, acties_tekenen, berichten
from overeenkomsten.models import Beeindiging, Ondertekenaar, Wijziging
from overeenkomsten.statussen import Partij

HOOGSTENS = 3


@overal
def herinner_ondertekenaars() -> None:
    """Each party that waits is reminded after the school's number of days, then again, three times.

    The key of the mail is party and step: two timetables at once say it once.
    """
    wachtend = Ondertekenaar.objects.moet_tekenen().filter(herinneringen__lt=HOOGSTENS)
    wachtend = wachtend.exclude(email="")
    elk(herinner, list(wachtend.values_list("pk", flat=True)))


@overal
def verder_na_achttien() -> None:
    """Every day: who turned eighteen while signing was open signs alone from now on, and a parent
    who lost authority leaves it to the other."""
    grens = achttien_jaar_voor(timezone.localdate())
    achttien = Q(overeenkomst__traject__leerling__geboortedatum__lte=grens)
    wachtend = Ondertekenaar.objects.huidige().moet_tekenen().filter(partij=Partij.OUDER)
    wachtend = wachtend.filter(achttien | Q(ouder__gezag=Betrokkene.Gezag.GEEN))
    elk(acties_tekenen.verder_zonder_ouder, list(wachtend.values_list("pk", flat=True)))


@overal
def verder_na_einde() -> None:
    """Every day: what stopped yesterday or before takes effect."""
    pks = Beeindiging.objects.in_te_gaan().values_list("overeenkomst_id", flat=True)
    elk(acties_einde.laat_ingaan, list(pks))


@overal
def verder_met_wijzigingen() -> None:
    """Every day: amendments that begin today take effect."""
    pks = Wijziging.objects.in_te_gaan().values_list("overeenkomst_id", flat=True)
    elk(acties_ingaan.laat_ingaan, sorted(set(pks)))


@overal
def veeg_loketlijsten() -> None:
    """Every night."""
    acties_loket.veeg()


@transaction.atomic
def herinner(ondertekenaar_id: int) -> None:
    ondertekenaar = (
        Ondertekenaar.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("school", "overeenkomst__traject__leerling", "wijziging")
        .filter(pk=ondertekenaar_id)
        .first()
    )
    if ondertekenaar is None or not ondertekenaar.moet_tekenen:
        return
    stap = ondertekenaar.herinneringen + 1
    na = datetime.timedelta(days=ondertekenaar.school.herinner_na_dagen)
    if timezone.now() < ondertekenaar.laatst_gemaild + na:
        return
    sleutel = f"herinnering-{ondertekenaar.pk}-{stap}"
    if berichten.vraag(ondertekenaar, opnieuw=True, sleutel=sleutel):
        ondertekenaar.herinneringen = stap
        ondertekenaar.herinnerd_op = timezone.now()
        ondertekenaar.save(update_fields=["herinneringen", "herinnerd_op"])
