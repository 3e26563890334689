"""The second factor: who needs one, who has one, and whether this session passed it."""

import datetime
import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from gebruikers.models import Gebruiker, Lidmaatschap, School
from gebruikers.rollen import STAF

# What asks something at signing in. Codes on paper stand in for these, never alone.
SOORTEN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def factoren(gebruiker: Gebruiker) -> QuerySet[Authenticator]:
    """The app and the passkeys of this person."""
    return Authenticator.objects.filter(user=gebruiker, type__in=SOORTEN).order_by("pk")


def _werkt_bij(gebruiker: Gebruiker) -> QuerySet[School]:
    leden = Lidmaatschap.objects.geldig().filter(gebruiker=gebruiker, rol__in=STAF)
    return School.objects.filter(pk__in=leden.values("school"))


def vereist_door(gebruiker: Gebruiker) -> QuerySet[School]:
    """The schools that ask a second factor of this person: staff only. To be asked by that person:
    others do not see all their roles."""
    return _werkt_bij(gebruiker).filter(tweede_factor_vanaf__lte=timezone.localdate())


def straks_vereist_door(gebruiker: Gebruiker) -> QuerySet[School]:
    """Likewise, those that will ask it from a later day on."""
    return _werkt_bij(gebruiker).filter(tweede_factor_vanaf__gt=timezone.localdate())


def kan_niet_verder(gebruiker: Gebruiker) -> bool:
    """Whether each page of each school of this person leads to setting one up first."""
    scholen = vereist_door(gebruiker)
    if not scholen or factoren(gebruiker).exists():
        return False
    leden = Lidmaatschap.objects.geldig().filter(gebruiker=gebruiker)
    return not leden.exclude(school__in=scholen).exists()


def aangekondigd(lid: Lidmaatschap | None) -> datetime.date | None:
    """The day from which the school asks one of who looks and has none: what a page tells them."""
    if lid is None or lid.meekijker or not lid.is_staf:
        return None
    vanaf = lid.school.tweede_factor_vanaf
    komt = vanaf and not lid.school.vraagt_tweede_factor
    return vanaf if komt and not factoren(lid.gebruiker).exists() else None


def zonder(school: School) -> QuerySet[Gebruiker]:
    """Who works at this school and has none."""
    leden = Lidmaatschap.objects.geldig().filter(school=school, rol__in=STAF)
    wel = Authenticator.objects.filter(type__in=SOORTEN)
    return Gebruiker.objects.filter(pk__in=leden.values("gebruiker")).exclude(
        pk__in=wel.values("user")
    )


def is_geslaagd(request) -> bool:
    """Whether this session showed a second factor: at signing in, later, or by setting it up. A
    passkey that let somebody in counts as both."""
    stappen = get_authentication_records(request, request.user)
    return any(stap["method"] == "mfa" for stap in stappen)


def is_pas_bevestigd(request) -> bool:
    """Whether who sits here proved a moment ago who they are: by signing in, or asked again."""
    stappen = get_authentication_records(request, request.user)
    laatst = max((stap["at"] for stap in stappen), default=0)
    return time.time() - laatst < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def noteer(request, factor: Authenticator) -> None:
    """Who set up a factor in this session showed it."""
    record_authentication(request, request.user, "mfa", id=factor.pk, type=factor.type)


def vergeet_zonder_factor(request) -> None:
    """After the last factor was removed this session has none to show either."""
    if not factoren(request.user).exists():
        stappen = get_authentication_records(request, request.user)
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            stap for stap in stappen if stap["method"] != "mfa"
        ]
