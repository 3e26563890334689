"""What every page may count on."""

from django.conf import settings

from gebruikers.models import Lidmaatschap
from overzichten.menu import menu_voor


def omgeving(request) -> dict:
    """`lid`, `school`, `menu`, `andere_lidmaatschappen`, `demo`."""
    lid = getattr(request, "lid", None)
    return {
        "lid": lid,
        "school": lid.school if lid else None,
        "menu": menu_voor(lid, request.path) if lid else [],
        "andere_lidmaatschappen": Lidmaatschap.objects.geldig()
        .filter(gebruiker=lid.gebruiker)
        .exclude(pk=lid.pk)
        .select_related("school")
        if lid
        else [],
        "demo": settings.DEMO,
    }
