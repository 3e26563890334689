"""Addresses of pages of other apps, for buttons."""

from django.shortcuts import redirect
from django.urls import reverse

from gebruikers.models import Lidmaatschap


def naar_caseload(lid: Lidmaatschap, keuze: str = ""):
    """Back to the list, with this choice at the end of its address."""
    lijst = adres(lid, "overzichten:leerlingen")
    return redirect(f"{lijst}?{keuze}" if keuze else lijst)


def adres(lid: Lidmaatschap, naam: str, *args: object) -> str:
    """The address at this school."""
    return reverse(naam, args=[lid.school.code, *args])
