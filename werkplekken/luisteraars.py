"""Heard here: an account got another address."""

from django.dispatch import receiver

from gebruikers.acties import laat_adres_volgen
from gebruikers.feiten import email_gewijzigd
from werkplekken.models import Mentor


@receiver(email_gewijzigd)
def neem_adres_over(sender, gebruiker, oud, **kwargs) -> None:
    laat_adres_volgen(Mentor, gebruiker, oud)
