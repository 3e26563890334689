"""Mijn account: who one is, how one gets in, and on which devices."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers import acties_account, acties_agendalink, acties_herstel, tweede_factor
from gebruikers.antwoord import doe, toon_dode_link
from gebruikers.berichten import volledig_adres
from gebruikers.bevestigen import eerst_bevestigen
from gebruikers.forms_account import AgendalinkForm, EmailForm, HerinneringenForm
from gebruikers.models import Adreswijziging, Agendalink, Herstelwacht, Lidmaatschap
from gebruikers.models.herinneringskeuze import HERINNERD
from gebruikers.overgang import Weigering
from gebruikers.rollen import STAF
from gebruikers.toestellen import (
    beeindig_sessie,
    beeindig_sessies,
    sessies_van,
    toestellen_van,
    waarmee,
)


@require_GET
def mijn_account(request):
    return _toon_account(request, HerinneringenForm(gebruiker=request.user))


@require_POST
def kies_herinneringen(request):
    form = HerinneringenForm(request.POST, gebruiker=request.user)
    if not form.is_valid():
        return _toon_account(request, form)
    gelukt = "Je keuze is bewaard."
    doe(request, acties_account.kies_herinneringen, request.user, form.cleaned_data, gelukt=gelukt)
    return redirect("mijn_account")


def _toon_account(request, herinneringen: HerinneringenForm):
    wie = request.user
    leden = Lidmaatschap.objects.geldig().filter(gebruiker=wie).select_related("school")
    wijziging = Adreswijziging.objects.open().filter(gebruiker=wie).first()
    leden = list(leden.order_by("school__naam", "pk"))
    werkt_op_school = any(lid.rol in STAF for lid in leden)
    context = {
        "leden": leden,
        "herinneringen": any(lid.rol in HERINNERD for lid in leden) and herinneringen,
        "wijziging": wijziging,
        "herstel_wacht": Herstelwacht.objects.filter(gebruiker=wie)
        .select_related("van_school")
        .first(),
        "met_wachtwoord": wie.has_usable_password() or werkt_op_school,
        "heeft_agenda": werkt_op_school,
        "agendalink": Agendalink.objects.filter(gebruiker=wie).first(),
        "factoren": tweede_factor.factoren(wie).count(),
        "vereist_door": tweede_factor.vereist_door(wie),
        "straks_vereist_door": tweede_factor.straks_vereist_door(wie),
        "toestellen": toestellen_van(wie),
    }
    return TemplateResponse(request, "gebruikers/mijn_account.html", context)


@require_POST
def einde_toestel(request, toestel_id: int):
    """End one other session. The device is out at its next request."""
    andere = sessies_van(request.user).exclude(session_key=request.session.session_key)
    beeindig_sessie(get_object_or_404(andere, pk=toestel_id))
    messages.success(request, "Dat toestel is afgemeld.")
    return redirect("mijn_account")


@require_POST
def einde_andere_toestellen(request):
    beeindig_sessies(request.user, behalve=request.session.session_key)
    messages.success(request, "Alle andere toestellen zijn afgemeld.")
    return redirect("mijn_account")


@require_http_methods(["GET", "POST"])
@eerst_bevestigen
def email_wijzigen(request):
    """Ask for another address. The answer is the same whether or not that has an account."""
    form = EmailForm(request.POST or None, gebruiker=request.user)
    if request.method == "POST" and form.is_valid():
        return _vraag_wijziging(request, form.cleaned_data["email"])
    return TemplateResponse(request, "gebruikers/email_wijzigen.html", {"form": form})


@rate_limit(action="email_wijzigen")
def _vraag_wijziging(request, email: str):
    gelukt = "Er is gemaild naar beide adressen. Bevestig op allebei."
    doe(request, acties_account.vraag_adreswijziging, request.user, email, gelukt=gelukt)
    return redirect("mijn_account")


@require_http_methods(["GET", "POST"])
@eerst_bevestigen
def agendalink(request):
    """What one's own calendar may read. A press makes the address and shows it, this once."""
    link = Agendalink.objects.filter(gebruiker=request.user).first()
    form = AgendalinkForm(request.POST if request.method == "POST" else None, instance=link)
    context = {"link": link, "form": form}
    if request.method == "POST" and form.is_valid():
        return _maak_agendalink(request, context)
    return TemplateResponse(request, "gebruikers/agendalink.html", context)


@rate_limit(action="agendalink")
def _maak_agendalink(request, context: dict):
    keuzes = context["form"].cleaned_data
    try:
        token = acties_agendalink.maak_agendalink(request.user, waarmee=waarmee(request), **keuzes)
    except Weigering as weigering:
        messages.error(request, str(weigering))
        return redirect("mijn_account")
    context |= {"link": True, "adres": volledig_adres(reverse("agenda", args=[token]))}
    return TemplateResponse(request, "gebruikers/agendalink.html", context)


@require_POST
def agendalink_intrekken(request):
    gelukt = "Het adres is ingetrokken. Je agenda kan niets meer lezen."
    doe(request, acties_agendalink.trek_agendalink_in, request.user, gelukt=gelukt)
    return redirect("mijn_account")


@require_POST
def email_stop(request):
    gelukt = "Je e-mailadres blijft zoals het is."
    doe(request, acties_account.stop_adreswijziging, request.user, gelukt=gelukt)
    return redirect("mijn_account")


@require_POST
def herstel_stop(request):
    """What a school wants to restore waits: who is signed in did not lose anything."""
    for wacht in Herstelwacht.objects.filter(gebruiker=request.user):
        gelukt = "Tegengehouden. Je toegang blijft zoals ze is."
        doe(request, acties_herstel.houd_herstel_tegen, wacht, gelukt=gelukt)
    return redirect("mijn_account")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@rate_limit(action="email_bevestigen")
def herstel_tegenhouden(request, token: str):
    """The same, from the mail. Opening shows a page; a press stops it."""
    try:
        wacht = acties_herstel.open_herstelwacht(token)
        if request.method == "POST":
            acties_herstel.houd_herstel_tegen(wacht)
    except Weigering as weigering:
        return toon_dode_link(request, weigering)
    context = {"wacht": wacht, "gestopt": request.method == "POST"}
    return TemplateResponse(request, "gebruikers/herstel_tegenhouden.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@rate_limit(action="email_bevestigen")
def email_bevestigen(request, token: str):
    """From a mail, on whatever device. Opening shows a page; a press confirms, or stops it."""
    try:
        wijziging, kant = acties_account.open_adreswijziging(token)
        if request.method == "POST":
            return _bevestig(request, token, wijziging, kant)
    except Weigering as weigering:
        return toon_dode_link(request, weigering, van_account=True)
    al_bevestigd = getattr(wijziging, f"{kant}_bevestigd_op") is not None
    context = {"wijziging": wijziging, "kant": kant, "al_bevestigd": al_bevestigd}
    return TemplateResponse(request, "gebruikers/email_bevestigen.html", context)


def _bevestig(request, token: str, wijziging: Adreswijziging, kant: str):
    if "stop" in request.POST:
        acties_account.wijs_adres_af(wijziging, kant)
        return TemplateResponse(request, "gebruikers/email_klaar.html", {"staat": "gestopt"})
    gewijzigd = acties_account.bevestig_adres(token, waarmee=waarmee(request))
    if gewijzigd:
        hier = request.session.session_key if request.user == wijziging.gebruiker else None
        beeindig_sessies(wijziging.gebruiker, behalve=hier)
    staat = "gewijzigd" if gewijzigd else "bevestigd"
    context = {"staat": staat, "wijziging": wijziging}
    return TemplateResponse(request, "gebruikers/email_klaar.html", context)
