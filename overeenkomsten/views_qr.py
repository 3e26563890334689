"""A QR code on the screen of the school, for who sits at the table with a phone of their own."""

import segno
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gebruikers.berichten import volledig_adres
from gebruikers.overgang import Weigering
from overeenkomsten.acties_qr import toon_qr
from overeenkomsten.views_tekenen import zoek_ondertekenaar


@never_cache
@require_POST
@transaction.atomic
def qr(request, ondertekenaar_id: int):
    """Each press makes another one. Nothing is signed here."""
    ondertekenaar = zoek_ondertekenaar(request, ondertekenaar_id)
    try:
        link = toon_qr(ondertekenaar, door=request.lid)
    except Weigering as weigering:
        messages.error(request, str(weigering))
        return redirect(ondertekenaar.stuk)
    adres = volledig_adres(reverse("teken", args=[link.token]))
    context = {
        "wie": ondertekenaar,
        "stuk": ondertekenaar.stuk,
        "link": link,
        "adres": adres,
        "code": _tekening(adres),
    }
    return TemplateResponse(request, "overeenkomsten/qr.html", context)


def _tekening(adres: str) -> SafeString:
    """On white, also on a dark screen: a phone must read it."""
    code = segno.make(adres, error="m", micro=False)
    titel = "QR-code met de link om te tekenen"
    deel = code.svg_inline(scale=7, border=3, dark="#16232a", light="#ffffff", title=titel)
    return mark_safe(deel)
