"""Acts about the school itself: its settings, and what staff hear of them."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gebruikers import tweede_factor
from gebruikers.berichten import stuur, volledig_adres
from gebruikers.models import Bericht, Gebruiker, Lidmaatschap, School
from gebruikers.overgang import Weigering
from gebruikers.zicht import Recht, Schoolsoort, eis

KOMT = "tweede_stap_komt"
HERINNER_VOORAF = datetime.timedelta(days=3)


@transaction.atomic
def bewaar_school(school: School, *, door: Lidmaatschap) -> None:
    """What a form changed. From which day staff need a second factor is told to who has none yet;
    that they need none any more, or later, to all who keep the school's accounts."""
    eis(door, Schoolsoort.SCHOOL, Recht.SCHRIJF)
    if door.school_id != school.pk:
        raise Weigering("Dit is een andere school.")
    was = School.objects.select_for_update(no_key=True).get(pk=school.pk).tweede_factor_vanaf
    school.save()
    vanaf = school.tweede_factor_vanaf
    if vanaf == was:
        return
    if was and (vanaf is None or vanaf > max(was, timezone.localdate())):
        _meld_versoepeling(school, door)
    if vanaf:
        for wie in tweede_factor.zonder(school):
            _kondig_aan(school, wie)


def _meld_versoepeling(school: School, door: Lidmaatschap) -> None:
    beheer = Lidmaatschap.objects.geldig().die_accounts_beheren().filter(school=school)
    beheerders = dict(beheer.values_list("gebruiker__email", "gebruiker__voornaam"))
    for aan, voornaam in sorted(beheerders.items()):
        context = {"door": door, "op": timezone.localtime(), "voornaam": voornaam}
        stuur("gebruikers/berichten/tweede_stap_uit", aan=aan, school=school, **context)


def _kondig_aan(school: School, wie: Gebruiker, *, sleutel: str | None = None) -> Bericht | None:
    """With a `sleutel` it is a reminder, once."""
    return stuur(
        f"gebruikers/berichten/{KOMT}",
        aan=wie.email,
        school=school,
        sleutel=sleutel,
        wie=wie,
        herinnering=bool(sleutel),
        link=volledig_adres(reverse("mfa_index")),
    )


def herinner_aan_tweede_stap() -> None:
    """Staff who have no second factor a few days before their school asks one. Not who read it
    only just now."""
    vandaag = timezone.localdate()
    binnenkort = {
        "tweede_factor_vanaf__gt": vandaag,
        "tweede_factor_vanaf__lte": vandaag + HERINNER_VOORAF,
    }
    for school in School.objects.filter(**binnenkort):
        pas = Bericht.objects.filter(school=school, soort=KOMT)
        pas = pas.filter(aangemaakt_op__date__gt=vandaag - HERINNER_VOORAF)
        for wie in tweede_factor.zonder(school).exclude(email__in=pas.values("aan")):
            sleutel = f"tweede-stap-{school.pk}-{school.tweede_factor_vanaf}-{wie.pk}"
            _kondig_aan(school, wie, sleutel=sleutel)
