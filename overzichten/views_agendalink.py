"""The address that a calendar program asks, without anybody signed in."""

from io import BytesIO

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gebruikers.acties_agendalink import open_agendalink
from gebruikers.antwoord import bestand_antwoord
from gebruikers.grenzen import te_vaak, vraag_te_wachten
from overzichten.agendalink import agenda_van

UUR = 3600


@login_not_required
@never_cache
@require_safe
def agenda(request, geheim: str):
    """Nothing tells an address that never was from one that is no more."""
    link = open_agendalink(geheim)
    if link is None:
        return _niets(request)
    if te_vaak(request, "agenda", link.token_hash):
        return vraag_te_wachten(HttpResponse(), UUR)
    inhoud = agenda_van(link)
    if inhoud is None:
        return _niets(request)
    return bestand_antwoord(BytesIO(inhoud), "trajecten.ics", "text/calendar; charset=utf-8")


def _niets(request):
    """Who asks for many that are not there is guessing, and has to wait."""
    if te_vaak(request, "onbekende_link"):
        return vraag_te_wachten(HttpResponse())
    return HttpResponse(status=404)
