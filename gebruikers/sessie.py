"""How long a device stays known, since when it is, and when it was last seen."""

import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils import timezone

from gebruikers.models import Gebruiker, Lidmaatschap
from gebruikers.muur import open_voor
from gebruikers.rollen import STAF, Rol

AANGEMELD_OP = "aangemeld_op"
GEZIEN_OP = "gezien_op"
GEZIEN_ELKE = 5 * 60


def begin_sessie(request, gebruiker: Gebruiker) -> None:
    """At signing in, whatever the way."""
    request.session[AANGEMELD_OP] = request.session[GEZIEN_OP] = int(time.time())
    zet_sessieduur(request, gebruiker)


def sessieleeftijd(request) -> float:
    """Seconds since this device signed in; what does not know it is as old as can be."""
    return time.time() - request.session.get(AANGEMELD_OP, 0)


def merk_toestel(request) -> None:
    """Note that this device was seen, at most once in five minutes: each note is a write."""
    nu = int(time.time())
    if request.user.is_authenticated and nu - request.session.get(GEZIEN_OP, 0) > GEZIEN_ELKE:
        request.session[GEZIEN_OP] = nu
        eigen = UserSession.objects.filter(session_key=request.session.session_key)
        eigen.update(last_seen_at=timezone.now())


def zet_sessieduur(request, gebruiker: Gebruiker) -> None:
    """Who is only a mentor stays known on the phone; all others for a working day. Asked at signing
    in, and when somebody who is signed in gets another role."""
    with open_voor(gebruiker=gebruiker.pk):
        leden = Lidmaatschap.objects.geldig().filter(gebruiker=gebruiker)
        rollen = set(leden.values_list("rol", flat=True))
    alleen_mentor = Rol.MENTOR in rollen and not rollen & STAF
    request.session.set_expiry(settings.SESSIE_MENTOR if alleen_mentor else settings.SESSIE_STAF)
