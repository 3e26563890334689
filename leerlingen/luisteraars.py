"""Heard here: an invitation was accepted; an account got another address."""

from django.dispatch import receiver

from gebruikers.acties import laat_adres_volgen
from gebruikers.feiten import email_gewijzigd, uitnodiging_aanvaard
from leerlingen import acties


@receiver(uitnodiging_aanvaard)
def koppel_wie_aanvaardt(sender, uitnodiging, **kwargs) -> None:
    acties.koppel_genodigden(uitnodiging)


@receiver(email_gewijzigd)
def neem_adres_over(sender, gebruiker, oud, **kwargs) -> None:
    for model in acties.MODEL_VAN.values():
        laat_adres_volgen(model, gebruiker, oud)
