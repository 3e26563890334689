"""The second factor: who needs one, who has one, and whether this session passed it."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet

from gebruikers.models import Gebruiker, Lidmaatschap
from gebruikers.rollen import STAF

# What asks something at signing in. Codes on paper stand in for these, never alone.
SOORTEN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def factoren(gebruiker: Gebruiker) -> QuerySet[Authenticator]:
    """The app and the passkeys of this person."""
    return Authenticator.objects.filter(user=gebruiker, type__in=SOORTEN).order_by("pk")


def vereist_door(gebruiker: Gebruiker) -> list[str]:
    """The names of the schools that ask a second factor of this person: staff only. To be asked
    by that person: others do not see all their roles."""
    leden = Lidmaatschap.objects.geldig().filter(gebruiker=gebruiker, rol__in=STAF)
    leden = leden.filter(school__tweede_factor_verplicht=True)
    return sorted(set(leden.values_list("school__naam", flat=True)))


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
