"""Signing without an account, through a link and a code in the mailbox it was sent to. Opening it
only shows a page."""

from collections.abc import Callable
from functools import partial, wraps

from allauth.account.adapter import get_adapter
from allauth.decorators import rate_limit
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.antwoord import doe, geef_nieuwe_link, toon_dode_link
from gebruikers.grenzen import te_vaak, wacht
from gebruikers.overgang import Weigering
from overeenkomsten.berichten import stuur_nieuwe_link
from overeenkomsten.documenten import gemaskeerd
from overeenkomsten.forms import TekencodeForm, TekenForm, WaaromForm
from overeenkomsten.models import Ondertekenaar, Tekenlink
from overeenkomsten.tekencode import (
    code_wacht,
    controleer_code,
    hoe_binnen,
    laat_toe,
    stuur_code,
)
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

CODEKNOPPEN = {"stuur_code", "code"}  # what the page that asks the code sends
GETYPT = ("naam", "krabbel", "reden")  # what the page behind it lets somebody type


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


def achter_code(view: Callable) -> Callable:
    """Of a link that works, for who is known to be the party it is for: the view gets who that is,
    and how it is known. Of a press before that nothing is done, and what was typed stays."""

    @login_not_required
    @never_cache
    @wraps(view)
    def bewaakt(request, token: str):
        try:
            link = open_tekenlink(token)
        except Weigering as weigering:
            return _werkt_niet(request, weigering, token)
        hoe = hoe_binnen(request, link)
        if hoe is None:
            return _eerst_de_code(request, link, token)
        if CODEKNOPPEN & request.POST.keys():  # in another tab it was given already
            return redirect("teken", token)
        noteer_lezer(link.ondertekenaar, Inzage.Hoe.LINK)
        return view(request, token, link.ondertekenaar, hoe)

    return bewaakt


def _eerst_de_code(request, link: Tekenlink, token: str):
    """Nothing of what is signed, nor for whom. A press mails a code or gives one."""
    getypt = {naam: waarde for naam in GETYPT if (waarde := request.POST.get(naam))}
    form = TekencodeForm(request.POST if "code" in request.POST else None)
    if CODEKNOPPEN & request.POST.keys() and te_vaak(request, "tekencode"):
        return wacht(request)
    if "stuur_code" in request.POST:
        doe(request, _mail_code, request, link)
        if not getypt:
            return redirect("teken", token)
    elif form.is_valid() and doe(
        request, controleer_code, link, form.cleaned_data["code"], form=form, bij="code"
    ):
        laat_toe(request, link)
        return _verder(request, link.ondertekenaar, token, getypt)
    context = {
        "token": token,
        "school": link.ondertekenaar.school,
        "adres": gemaskeerd(link.ondertekenaar.postadres),
        "form": form,
        "gestuurd": code_wacht(link),
        "getypt": getypt,
        "nog_niets": request.method == "POST" and not CODEKNOPPEN & request.POST.keys(),
    }
    return TemplateResponse(request, "overeenkomsten/link_code.html", context)


def _mail_code(request, link: Tekenlink) -> None:
    """Raises Weigering, also when it was asked too often today: each code may be guessed at."""
    if te_vaak(request, "tekencode_mail", link.token_hash):
        raise Weigering(
            "Voor deze link zijn vandaag al veel codes gevraagd. Probeer het morgen opnieuw, of "
            "vraag de school of je aan tafel kan tekenen."
        )
    stuur_code(link)


def _verder(request, wie: Ondertekenaar, token: str, getypt: dict):
    """After the right code: the page, with what was typed before it was asked."""
    document = wie.stuk.tekenversie
    if not getypt or wie.heeft_getekend or document is None:
        return redirect("teken", token)
    noteer_lezer(wie, Inzage.Hoe.LINK)
    form = TekenForm(initial=getypt | {"hash": document.sha256}, heet=wie.stuk.heet)
    context = _context(request, wie, token, form, WaaromForm(initial=getypt))
    return TemplateResponse(request, "overeenkomsten/link.html", context)


def _context(request, wie: Ondertekenaar, token: str, form: TekenForm, reden: WaaromForm) -> dict:
    iemand_anders = _iemand_anders(request, wie)
    return {"token": token, "iemand_anders": iemand_anders, **tekencontext(wie, form, reden)}


@require_http_methods(["GET", "POST"])
@achter_code
def teken(request, token: str, wie: Ondertekenaar, hoe: dict):
    """What is asked of this party; after signing: who still has to, and the signed document."""
    form, reden = tekenform(request, wie.stuk), redenform(request)
    context = _context(request, wie, token, form, reden)
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


@require_GET
@achter_code
def document(request, token: str, wie: Ondertekenaar, hoe: dict):
    """The signed document when it is there, else the one to sign."""
    bewijs = wie.stuk.bewijs
    return pdf_antwoord(bewijs if bewijs and bewijs.is_klaar else wie.stuk.tekenversie)


@require_GET
@achter_code
def melding(request, token: str, wie: Ondertekenaar, hoe: dict):
    """Of an agreement that stopped: when, for who signed it."""
    einde = wie.overeenkomst.einde
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
