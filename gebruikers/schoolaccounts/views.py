"""To the provider and back, an account that is not known yet, and one's own linked accounts."""

from collections.abc import Callable
from functools import wraps

from allauth.decorators import rate_limit
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.views import login_cancelled
from django.contrib.auth.decorators import login_not_required, login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from requests import RequestException

from gebruikers.antwoord import doe
from gebruikers.bevestigen import vraag_bevestiging
from gebruikers.schoolaccounts import acties, wacht
from gebruikers.schoolaccounts.basis import Schoolaccount
from gebruikers.toestellen import waarmee


def _aanbieders(request) -> dict[str, Schoolaccount]:
    """By their id, in the order of their names."""
    alle = get_adapter().list_providers(request)
    return {aanbieder.sub_id: aanbieder for aanbieder in sorted(alle, key=lambda a: a.name)}


def alleen_indien_aan(view: Callable) -> Callable:
    """Without any provider the page is not there: for nobody, signed in or not."""

    @login_not_required
    @wraps(view)
    def bewaakt(request, *args, **kwargs):
        if not _aanbieders(request):
            raise Http404
        return view(request, *args, **kwargs)

    return bewaakt


class Terugkeer(OAuth2CallbackView):
    def _get_state(self, request, provider):
        """What the token must say it is for is in the session, and there only once."""
        staat, antwoord = super()._get_state(request, provider)
        self.adapter.nonce = (staat or {}).get("nonce", "")
        return staat, antwoord


def _met_aanbieder(request, aanbieder_id: str, soort_view):
    """allauth lets the errors of reading the provider's own addresses pass."""
    aanbieder = _aanbieders(request).get(aanbieder_id)
    if aanbieder is None:
        raise Http404
    try:
        return soort_view.adapter_view(aanbieder.get_oauth2_adapter(request))(request)
    except (OAuth2Error, RequestException) as fout:
        return render_authentication_error(request, aanbieder, exception=fout)


def _koppelt(request) -> bool:
    return AuthProcess.CONNECT in (request.POST.get("process"), request.GET.get("process"))


@alleen_indien_aan
@require_http_methods(["GET", "POST"])
@rate_limit(action="schoolaccount")
def aanmelden(request, aanbieder: str):
    """A press leads to the provider; opening the address shows the button. To link one, one first
    proves again who one is."""
    koppelt = request.user.is_authenticated and _koppelt(request)
    if koppelt and (eerst := vraag_bevestiging(request, reverse("socialaccount_connections"))):
        return eerst
    return _met_aanbieder(request, aanbieder, OAuth2LoginView)


@alleen_indien_aan
@require_GET
def terug(request, aanbieder: str):
    return _met_aanbieder(request, aanbieder, Terugkeer)


@alleen_indien_aan
@require_GET
def afgebroken(request):
    return login_cancelled(request)


@alleen_indien_aan
@require_http_methods(["GET", "POST"])
def onbekend(request):
    """The same page for every account that is linked to nobody. Who then signs in in another way
    comes back here, and a press links."""
    wachtend = wacht.haal(request)
    if wachtend is None:
        return redirect("start")
    if request.method == "POST" and request.user.is_authenticated:
        koppelt = "koppel" in request.POST
        return (koppelt and vraag_bevestiging(request)) or _rond_af(request, wachtend)
    context = {"naam": wachtend["naam"], "adres": wachtend["adres"]}
    return TemplateResponse(request, "gebruikers/schoolaccount_onbekend.html", context)


def _rond_af(request, wachtend: dict):
    wacht.vergeet(request)
    if "koppel" in request.POST:
        gegevens = {sleutel: wachtend[sleutel] for sleutel in ("aanbieder", "uid", "naam")}
        gegevens |= {"hier": request.session.session_key, "waarmee": waarmee(request)}
        gelukt = f"Gekoppeld. Voortaan kan je je aanmelden met {wachtend['naam']}."
        doe(request, acties.koppel, request.user, **gegevens, gelukt=gelukt)
    return redirect(wachtend["naar"] or "start")


@alleen_indien_aan
@login_required
@require_GET
def mijn_schoolaccounts(request):
    aanbieders = _aanbieders(request)
    rijen = SocialAccount.objects.filter(user=request.user).order_by("date_joined", "pk")
    koppelingen = [
        {"koppeling": rij, "naam": aanbieders[rij.provider].name}
        for rij in rijen
        if rij.provider in aanbieders
    ]
    context = {"koppelingen": koppelingen, "aanbieders": list(aanbieders.values())}
    return TemplateResponse(request, "gebruikers/schoolaccounts.html", context)


@alleen_indien_aan
@login_required
@require_POST
def ontkoppel(request, koppeling_id: int):
    if eerst := vraag_bevestiging(request, reverse("socialaccount_connections")):
        return eerst
    aanbieders = _aanbieders(request)
    eigen = SocialAccount.objects.filter(user=request.user, provider__in=aanbieders)
    koppeling = get_object_or_404(eigen, pk=koppeling_id)
    naam = aanbieders[koppeling.provider].name
    gelukt = f"Met dit {naam}-account kan je je niet meer aanmelden."
    hier = {"hier": request.session.session_key, "waarmee": waarmee(request)}
    doe(request, acties.ontkoppel, koppeling, naam=naam, **hier, gelukt=gelukt)
    return redirect("socialaccount_connections")
