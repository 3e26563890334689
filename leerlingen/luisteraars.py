"""Heard here: an invitation was accepted."""

from django.dispatch import receiver

from gebruikers.feiten import uitnodiging_aanvaard
from leerlingen import acties


@receiver(uitnodiging_aanvaard)
def koppel_wie_aanvaardt(sender, uitnodiging, **kwargs) -> None:
    acties.koppel_genodigden(uitnodiging)
