"""How long a device stays known."""

from django.conf import settings

from gebruikers.models import Gebruiker, Lidmaatschap
from gebruikers.rollen import STAF, Rol


def zet_sessieduur(request, gebruiker: Gebruiker) -> None:
    """Who is only a mentor stays known on the phone; all others for a working day. Asked at signing
    in, and when somebody who is signed in gets another role."""
    leden = Lidmaatschap.objects.geldig().filter(gebruiker=gebruiker)
    rollen = set(leden.values_list("rol", flat=True))
    alleen_mentor = Rol.MENTOR in rollen and not rollen & STAF
    request.session.set_expiry(settings.SESSIE_MENTOR if alleen_mentor else settings.SESSIE_STAF)
