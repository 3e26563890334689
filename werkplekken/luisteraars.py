"""Heard here: an account got another address."""

from django.dispatch import receiver

from gebruikers.feiten import email_gewijzigd
from werkplekken import acties


@receiver(email_gewijzigd)
def neem_adres_over(sender, gebruiker, oud, **kwargs) -> None:
    acties.neem_adres_over(gebruiker, oud)
