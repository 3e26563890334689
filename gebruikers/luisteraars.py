"""Heard here: somebody signed in, a worker starts."""

from celery.signals import worker_init
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import ImproperlyConfigured
from django.dispatch import receiver

from gebruikers.databankrollen import controleer_toepassingsrol
from gebruikers.models import Lidmaatschap
from gebruikers.rollen import STAF, Rol


@receiver(user_logged_in)
def bepaal_sessieduur(sender, request, user, **kwargs) -> None:
    """Who is only a mentor stays known on the phone; all others for a working day. Also called when
    somebody who is signed in gets another role."""
    rollen = set(Lidmaatschap.objects.geldig().filter(gebruiker=user).values_list("rol", flat=True))
    alleen_mentor = Rol.MENTOR in rollen and not rollen & STAF
    request.session.set_expiry(settings.SESSIE_MENTOR if alleen_mentor else settings.SESSIE_STAF)


@worker_init.connect
def weiger_te_sterke_databankrol(**kwargs) -> None:
    """SystemExit, because Celery only logs an Exception of a receiver and goes on."""
    try:
        controleer_toepassingsrol()
    except ImproperlyConfigured as fout:
        raise SystemExit(str(fout)) from fout
