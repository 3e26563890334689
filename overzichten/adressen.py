"""Addresses of pages of other apps, for buttons."""

from django.urls import reverse

from gebruikers.models import Lidmaatschap


def adres(lid: Lidmaatschap, naam: str, *args: object) -> str:
    """The address at this school."""
    return reverse(naam, args=[lid.school.code, *args])
