"""Getting in, choosing as whom, following a long job, health."""

from functools import partial

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.core.ratelimit import consume_or_429
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers import acties, opdrachten
from gebruikers.antwoord import bestand_antwoord, deel_of_blad, geef_nieuwe_link, toon_dode_link
from gebruikers.bladen import blad_van
from gebruikers.deuren import wie_mag
from gebruikers.gezondheid import klachten
from gebruikers.links import NIEUWE_CODE, DodeLink
from gebruikers.middleware import sessiesleutel, vorige_bladzijde
from gebruikers.models import Gebruiker, Lidmaatschap, Opdracht, School
from gebruikers.overgang import Weigering
from gebruikers.sessie import zet_sessieduur
from gebruikers.views_account import UITGENODIGD
from gebruikers.waarvoor import waarvoor
from gebruikers.zicht import Schoolsoort


@require_GET
def start(request):
    """The front door: to the start page of the first school one belongs to."""
    lid = (
        Lidmaatschap.objects.geldig()
        .filter(gebruiker=request.user)
        .select_related("school")
        .order_by("school__naam", "pk")
        .first()
    )
    if lid is None:
        return _geen_school(request)
    return redirect("overzichten:start", lid.school.code)


def _geen_school(request):
    """Never let in, or let out again: whom to ask."""
    voorbij = Lidmaatschap.objects.filter(gebruiker=request.user, tot__isnull=False)
    scholen = School.objects.filter(pk__in=voorbij.values("school")).order_by("naam")
    return TemplateResponse(request, "gebruikers/geen_school.html", {"scholen": scholen})


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def uitnodiging(request, token: str):
    """Opening shows a page; the press accepts and mails the first code."""
    try:
        uitnodiging = acties.open_uitnodiging(token)
        if request.method == "POST":
            return _binnen(request, acties.aanvaard(uitnodiging))
    except Weigering as weigering:
        return _al_binnen(request, token, weigering) or toon_dode_link(
            request, weigering, reverse("uitnodiging_opnieuw", args=[token])
        )
    context = {"uitnodiging": uitnodiging}
    if request.user == uitnodiging.gebruiker:  # else the link alone would tell a child's name
        context["waarvoor"] = waarvoor(uitnodiging)
    return TemplateResponse(request, "gebruikers/uitnodiging.html", context)


def _al_binnen(request, token: str, weigering: Weigering):
    """Who used the invitation and is still signed in needs no code: to the start page."""
    if getattr(weigering, "knop", "") != NIEUWE_CODE:
        return None
    uitnodiging = acties.laatste_uitnodiging(token)
    if request.user != uitnodiging.gebruiker:
        return None
    messages.info(request, "Je aanvaardde deze uitnodiging al, en je bent aangemeld.")
    return redirect("overzichten:start", uitnodiging.school.code)


@login_not_required
@require_POST
@rate_limit(action="nieuwe_link")
def uitnodiging_opnieuw(request, token: str):
    """From the page of a dead link: what its button offers, a code or a new link."""
    try:
        acties.open_uitnodiging(token)
    except DodeLink as dood:
        if dood.knop == NIEUWE_CODE:
            return _stuur_code(request, acties.laatste_uitnodiging(token).gebruiker)
    terug = reverse("uitnodiging", args=[token])
    return geef_nieuwe_link(request, partial(acties.vernieuw, token), terug)


def _binnen(request, lid: Lidmaatschap):
    """By a code, unless it is who is signed in already. The role of the invitation counts first."""
    if request.user == lid.gebruiker:
        zet_sessieduur(request, request.user)
        if Lidmaatschap.objects.geldig().filter(gebruiker=request.user).exclude(pk=lid.pk).exists():
            rol = lid.get_rol_display().lower()
            kies = "Wissel van rol" if lid.is_staf else "Wissel"  # as the link there is called
            messages.info(request, f"Je werkt nu als {rol}. Terug naar je andere rol? Kies {kies}.")
        antwoord = redirect("overzichten:start", lid.school.code)
    else:
        antwoord = _stuur_code(request, lid.gebruiker)
    request.session[sessiesleutel(lid.school.code)] = lid.rol
    return antwoord


def _stuur_code(request, gebruiker: Gebruiker):
    """Who came by a link of ours gets a code by mail, and is asked for it. Anybody else on this
    device goes out first."""
    te_vaak = consume_or_429(request, action="request_login_code", key=gebruiker.email)
    if te_vaak:
        return te_vaak
    if request.user.is_authenticated:
        logout(request)
    request.session[UITGENODIGD] = gebruiker.email
    LoginCodeVerificationProcess.initiate(request=request, user=gebruiker, email=gebruiker.email)
    return redirect("account_confirm_login_code")


@require_http_methods(["GET", "POST"])
def wissel(request):
    """Look as another of one's own roles, here or at another school. `naar`: the page of this
    school that was not found, or not allowed, in the role so far."""
    eigen = Lidmaatschap.objects.geldig().filter(gebruiker=request.user).select_related("school")
    if request.method == "GET":
        return TemplateResponse(request, "gebruikers/wissel.html", {"eigen": eigen})
    keuze = request.POST.get("lidmaatschap", "")
    gekozen = eigen.filter(pk=keuze).first() if keuze.isdecimal() else None
    if gekozen is None:
        messages.error(request, "Die rol heb je niet (meer). Kies een andere.")
        return redirect("gebruikers:wissel", request.lid.school.code)
    request.session[sessiesleutel(gekozen.school.code)] = gekozen.rol
    naar = request.POST.get("naar", "")
    if naar.startswith(reverse("overzichten:start", args=[gekozen.school.code])):
        return redirect(naar)
    return redirect("overzichten:start", gekozen.school.code)


def formulier_te_oud(request, reason: str = ""):
    """A form whose proof (CSRF) is no longer good: somebody signed in since it was opened."""
    context = {"terug": vorige_bladzijde(request)}
    return render(request, "403_csrf.html", context, status=403)


def bestaat_niet(request):
    """An address of allauth that this product has no use for: see urls_account.py."""
    raise Http404


@wie_mag(Schoolsoort.OPDRACHTEN)
@require_GET
def mijn_opdrachten(request):
    """One's own long jobs: how far, what came of it, the file again."""
    rijen = Opdracht.objects.zichtbaar_voor(request.lid)
    context = {"page_obj": blad_van(request.GET, rijen)}
    return TemplateResponse(request, "gebruikers/opdrachten.html", context)


def _opdracht(request, opdracht_id: int) -> Opdracht:
    return get_object_or_404(Opdracht.objects.zichtbaar_voor(request.lid), pk=opdracht_id)


@require_GET
def opdracht(request, opdracht_id: int):
    """How far a long job is. HTMX asks the fragment until it is done."""
    opdracht = _opdracht(request, opdracht_id)
    bladen = ("gebruikers/_opdracht.html", "gebruikers/opdracht.html")
    return deel_of_blad(request, *bladen, {"opdracht": opdracht})


@require_POST
def annuleer_opdracht(request, opdracht_id: int):
    opdracht = _opdracht(request, opdracht_id)
    opdrachten.annuleer(opdracht)
    if opdracht.vervolg_url:
        return redirect(opdracht.vervolg_url)
    return redirect("gebruikers:opdracht", request.lid.school.code, opdracht.pk)


@require_GET
def opdracht_bestand(request, opdracht_id: int):
    opdracht = _opdracht(request, opdracht_id)
    if not opdracht.bestand:
        raise Http404
    try:
        opdrachten.haal_af(opdracht, lid=request.lid)
    except Weigering as weigering:
        raise PermissionDenied(str(weigering)) from weigering
    return bestand_antwoord(opdracht.bestand.open("rb"), opdracht.bestandsnaam)


@login_not_required
@transaction.non_atomic_requests
@require_GET
def healthz(request):
    """The web process lives, whatever became of the database."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@transaction.non_atomic_requests
@require_GET
def readyz(request):
    """200 only when database, migrations, Redis and a worker answer."""
    mankementen = klachten()
    return JsonResponse(
        {"gereed": not mankementen, "klachten": mankementen}, status=503 if mankementen else 200
    )
