"""How long a device stays known, and since when it is."""

import time

from django.conf import settings

from gebruikers.models import Gebruiker, Lidmaatschap
from gebruikers.muur import open_voor
from gebruikers.rollen import STAF, Rol

AANGEMELD_OP = "aangemeld_op"


def begin_sessie(request, gebruiker: Gebruiker) -> None:
    """At signing in, whatever the way."""
    request.session[AANGEMELD_OP] = int(time.time())
    zet_sessieduur(request, gebruiker)


def sessieleeftijd(request) -> float:
    """Seconds since this device signed in; what does not know it is as old as can be."""
    return time.time() - request.session.get(AANGEMELD_OP, 0)


def zet_sessieduur(request, gebruiker: Gebruiker) -> None:
    """Who is only a mentor stays known on the phone; all others for a working day. Asked at signing
    in, and when somebody who is signed in gets another role."""
    with open_voor(gebruiker=gebruiker.pk):
        leden = Lidmaatschap.objects.geldig().filter(gebruiker=gebruiker)
        rollen = set(leden.values_list("rol", flat=True))
    alleen_mentor = Rol.MENTOR in rollen and not rollen & STAF
    request.session.set_expiry(settings.SESSIE_MENTOR if alleen_mentor else settings.SESSIE_STAF)
