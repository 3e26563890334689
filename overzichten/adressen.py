"""Addresses of pages of other apps, for buttons."""

from django.urls import NoReverseMatch, reverse

from gebruikers.models import Lidmaatschap


def adres(lid: Lidmaatschap, naam: str, *args: object) -> str:
    """The address at this school, or "" when that page does not exist: then no button either."""
    try:
        return reverse(naam, args=[lid.school.code, *args])
    except NoReverseMatch:
        return ""
