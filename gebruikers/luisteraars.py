"""Heard here: somebody signed in or out, a worker starts."""

from celery.signals import worker_init
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.core.exceptions import ImproperlyConfigured
from django.dispatch import receiver

from gebruikers.databankrollen import controleer_toepassingsrol
from gebruikers.meekijken import stop_met_de_sessie
from gebruikers.sessie import begin_sessie


@receiver(user_logged_in)
def bij_aanmelden(sender, request, user, **kwargs) -> None:
    begin_sessie(request, user)


@receiver(user_logged_out)
def bij_afmelden(sender, request, user, **kwargs) -> None:
    """The session is still there."""
    if user:
        stop_met_de_sessie(request.session, user.pk)


@worker_init.connect
def weiger_te_sterke_databankrol(**kwargs) -> None:
    """SystemExit, because Celery only logs an Exception of a receiver and goes on."""
    try:
        controleer_toepassingsrol()
    except ImproperlyConfigured as fout:
        raise SystemExit(str(fout)) from fout
