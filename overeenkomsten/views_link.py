"""Signing without an account, through a one-time link. Opening it only shows a page."""

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from gebruikers.overgang import Weigering
from overeenkomsten.models import Handtekening
from overeenkomsten.tekenlinks import open_tekenlink
from overeenkomsten.views_tekenen import (
    probeer_te_tekenen,
    probeer_te_weigeren,
    redenform,
    tekencontext,
    tekenform,
)
from trajecten.views_document import pdf_antwoord


def _werkt_niet(request, weigering: Weigering):
    context = {"reden": str(weigering)}
    return TemplateResponse(request, "overeenkomsten/link_ongeldig.html", context, status=410)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def teken(request, token: str):
    """What is asked of this party; after signing: who still has to, and the signed document."""
    try:
        link = open_tekenlink(token)
    except Weigering as weigering:
        return _werkt_niet(request, weigering)
    wie, overeenkomst = link.ondertekenaar, link.ondertekenaar.overeenkomst
    form, reden = tekenform(request, overeenkomst), redenform(request)
    context = {"token": token, **tekencontext(overeenkomst, wie, form, reden)}
    if wie.heeft_getekend:
        return TemplateResponse(request, "overeenkomsten/link_klaar.html", context)
    if request.method == "POST" and "weiger" in request.POST:
        if probeer_te_weigeren(reden, wie):
            return TemplateResponse(request, "overeenkomsten/link_geweigerd.html", context)
    elif request.method == "POST":
        ip = get_adapter().get_client_ip(request)
        if probeer_te_tekenen(form, wie, wijze=Handtekening.Wijze.LINK, ip=ip):
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
        return _werkt_niet(request, weigering)
    overeenkomst = link.ondertekenaar.overeenkomst
    bewijs = overeenkomst.bewijs
    return pdf_antwoord(bewijs if bewijs and bewijs.is_klaar else overeenkomst.tekenversie)
