"""Heard here: somebody signed in."""

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import STAF, Rol


@receiver(user_logged_in)
def bepaal_sessieduur(sender, request, user, **kwargs) -> None:
    """Who is only a mentor stays known on the phone; all others for a working day."""
    rollen = set(Lidmaatschap.objects.geldig().filter(gebruiker=user).values_list("rol", flat=True))
    alleen_mentor = Rol.MENTOR in rollen and not rollen & STAF
    request.session.set_expiry(settings.SESSIE_MENTOR if alleen_mentor else settings.SESSIE_STAF)
