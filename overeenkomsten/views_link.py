"""Signing without an account, through a link. Opening it only shows a page."""

from functools import partial

from allauth.account.adapter import get_adapter
from allauth.decorators import rate_limit
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.antwoord import geef_nieuwe_link, toon_dode_link
from gebruikers.overgang import Weigering
from overeenkomsten.berichten import stuur_nieuwe_link
from overeenkomsten.models import Handtekening, Ondertekenaar
from overeenkomsten.tekenlinks import open_tekenlink
from overeenkomsten.views_tekenen import (
    noteer_lezer,
    probeer_te_tekenen,
    probeer_te_weigeren,
    redenform,
    tekencontext,
    tekenform,
)
from trajecten.models import Inzage
from trajecten.views_document import pdf_antwoord


def _iemand_anders(request, wie: Ondertekenaar) -> str:
    """The name of who is signed in here, when that is not who this link is for."""
    aangemeld = request.user
    if not aangemeld.is_authenticated or aangemeld.pk == wie.gebruiker_id:
        return ""
    if aangemeld.email.lower() == wie.email.lower():
        return ""
    return str(aangemeld)


def _werkt_niet(request, weigering: Weigering, token: str):
    return toon_dode_link(request, weigering, reverse("teken_nieuwe_link", args=[token]))


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def teken(request, token: str):
    """What is asked of this party; after signing: who still has to, and the signed document."""
    try:
        link = open_tekenlink(token)
    except Weigering as weigering:
        return _werkt_niet(request, weigering, token)
    wie = link.ondertekenaar
    wijze = Handtekening.Wijze.QR if link.getoond_door else Handtekening.Wijze.LINK
    hoe = {"wijze": wijze, "getuige": link.getoond_door}
    noteer_lezer(wie, Inzage.Hoe.LINK)
    form, reden = tekenform(request, wie.stuk), redenform(request)
    context = {"token": token, **tekencontext(wie, form, reden)}
    context["iemand_anders"] = _iemand_anders(request, wie)
    if wie.heeft_getekend:
        return TemplateResponse(request, "overeenkomsten/link_klaar.html", context)
    if request.method == "POST" and "weiger" in request.POST:
        if probeer_te_weigeren(reden, wie, **hoe):
            return TemplateResponse(request, "overeenkomsten/link_geweigerd.html", context)
    elif request.method == "POST":
        ip = get_adapter().get_client_ip(request)
        if probeer_te_tekenen(form, wie, ip=ip, **hoe):
            return redirect("teken", token)
    return TemplateResponse(request, "overeenkomsten/link.html", context)


@login_not_required
@never_cache
@require_GET
def document(request, token: str):
    """The signed document when it is there, else the one to sign."""
    try:
        link = open_tekenlink(token)
    except Weigering as weigering:
        return _werkt_niet(request, weigering, token)
    noteer_lezer(link.ondertekenaar, Inzage.Hoe.LINK)
    stuk = link.ondertekenaar.stuk
    bewijs = stuk.bewijs
    return pdf_antwoord(bewijs if bewijs and bewijs.is_klaar else stuk.tekenversie)


@login_not_required
@never_cache
@require_GET
def melding(request, token: str):
    """Of an agreement that stopped: when, for who signed it."""
    try:
        link = open_tekenlink(token)
    except Weigering as weigering:
        return _werkt_niet(request, weigering, token)
    noteer_lezer(link.ondertekenaar, Inzage.Hoe.LINK)
    einde = link.ondertekenaar.overeenkomst.einde
    if einde is None:
        raise Http404("Deze overeenkomst stopt niet vroeger.")
    return pdf_antwoord(einde.melding)


@login_not_required
@require_POST
@rate_limit(action="nieuwe_link")
def nieuwe_link(request, token: str):
    """From the page of a dead link."""
    terug = reverse("teken", args=[token])
    return geef_nieuwe_link(request, partial(stuur_nieuwe_link, token), terug)
