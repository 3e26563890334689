"""Signing in first; then which school an address is about, and as whom: `request.lid`. What a
browser showed of it is not kept."""

from contextlib import ExitStack
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from gebruikers import muur, spoor, tweede_factor
from gebruikers.bevestigen import bevestigadres
from gebruikers.feiten import meld_werk_gedaan
from gebruikers.meekijken import als_wie, eis_alleen_kijken, eis_geen_eigen_account
from gebruikers.models import Lidmaatschap
from gebruikers.models.lidmaatschap import MEEKIJK
from gebruikers.rollen import Rol
from gebruikers.sessie import merk_toestel, sessieleeftijd

VOLGORDE = list(Rol)


def sessiesleutel(school_code: str) -> str:
    """Where the session remembers the chosen role of somebody with several roles at a school."""
    return f"rol:{school_code}"


GESTUIT = "gestuit"  # in the session: the page of a form that was refused for the second factor
ALS = "als"  # a field of every form, and a header of every request by HTMX: shown under which role
ALS_KOP = "X-Als"
NOG_NIETS_BEWAARD = "Er is nog niets bewaard. Doe eerst de tweede stap en verstuur opnieuw."
BEEINDIGD = (
    "Je bent op dit toestel niet meer aangemeld: dat werd elders beëindigd. Meld je opnieuw aan."
)
DAG_VOORBIJ = "Je was lang aangemeld. Meld je opnieuw aan."
AFGEMELD = "Je was intussen afgemeld: er is nog niets bewaard. Meld je aan en verstuur opnieuw."


def vorige_bladzijde(request, adres: str | None = None) -> str:
    """The page of ours where the press was made, as a path; the front door when unknown."""
    adres = adres or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(adres, {request.get_host()}):
        return "/"
    pad = urlsplit(adres)._replace(scheme="", netloc="", fragment="").geturl()
    return "/" + pad.lstrip("/\\")  # "//elders" would be another host


class AanmeldMiddleware(LoginRequiredMiddleware):
    """Who was signed out meanwhile comes back where they were: a form to its own page (its address
    may take a press only), and a fragment that HTMX asked for to the page around it."""

    def handle_no_permission(self, request, view_func, waarom: str = ""):
        geopend = request.method in ("GET", "HEAD")
        if geopend and (waarom := waarom or _waarom_afgemeld(request)):
            messages.warning(request, waarom)
        if geopend and not request.htmx:
            return super().handle_no_permission(request, view_func)
        if not geopend:
            messages.warning(request, AFGEMELD)
        return _naar(request, redirect_to_login(_blad_eromheen(request)).url)


def _blad_eromheen(request) -> str:
    """The page where the press was made, or around the fragment that HTMX asked for."""
    return vorige_bladzijde(request, request.htmx.current_url if request.htmx else None)


def _waarom_afgemeld(request) -> str:
    """When the browser still holds a session that we no longer keep, and that did not run out: then
    it would hold none."""
    had_sessie = bool(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    return BEEINDIGD if had_sessie and request.session.is_empty() else ""


class NulMiddleware:
    """A NUL character is in no text that anybody types, and the database refuses it: 400.

    A form with a file is left to its view, which may want to count first and read later; a Django
    form refuses a NUL itself.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs) -> None:
        velden = [*request.GET.lists()]
        if request.content_type != "multipart/form-data":
            velden += request.POST.lists()
        if any("\0" in tekst for naam, waarden in velden for tekst in (naam, *waarden)):
            raise BadRequest


ALLEEN_LEZEN = ("GET", "HEAD", "OPTIONS", "TRACE")


def _naam(request) -> str:
    """Of this request in the trail."""
    return f"{spoor.WEB} {request.aanvraag}"


class MuurMiddleware:
    """One transaction per request, in which the wall between schools stands (gebruikers/muur.py).

    It opens no school: LidMiddleware does, for who belongs there, and so does a view that follows
    a secret link. An exception in the view, or an answer of 500 and up, leaves nothing behind.
    """

    ZONDER_DATABANK = ("/healthz", "/readyz")  # these tell how the database is

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        if request.path in self.ZONDER_DATABANK:
            return self.get_response(request)
        with ExitStack() as request.muur:
            self._begin(request)
            antwoord = self.get_response(request)
            if antwoord.status_code >= 500:
                transaction.set_rollback(True)
            elif request.method not in ALLEEN_LEZEN:
                meld_werk_gedaan(_naam(request))
        return antwoord

    def _begin(self, request) -> None:
        request.muur.enter_context(transaction.atomic())
        wie = {"gebruiker": request.user.pk, "aanvraag": _naam(request)}
        request.muur.enter_context(muur.open_voor(**wie))

    def process_exception(self, request, exception) -> None:
        """A view that raises half-way has done nothing, also for what becomes a 403 or 404. The
        page that says so is made in a transaction of its own."""
        transaction.set_rollback(True)
        request.muur.close()
        self._begin(request)
        if request.lid:
            zelf = request.lid.meekijker or request.lid
            muur.open_ook(zelf.school_id, zelf.pk)


class LidMiddleware:
    """The address decides the school, and the page or form in hand decides the role. Someone who is
    nobody there finds nothing there: 404. Who belongs to no school at all (any more) reads at the
    front door whom to ask.

    Whatever was made with a session at hand is for that person and this moment: no browser keeps
    it, so that "back" shows nothing to who sits there next.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        request.lid = None
        antwoord = self.get_response(request)
        if antwoord.status_code == 405 and not antwoord.content:
            antwoord = self._anders_vragen(request, antwoord)
        if request.session.accessed:
            add_never_cache_headers(antwoord)
        return antwoord

    def _anders_vragen(self, request, leeg):
        """An address that takes a press only was opened, or the reverse: say so."""
        antwoord = TemplateResponse(
            request, "405.html", status=405, headers={"Allow": leeg["Allow"]}
        )
        return antwoord.render()

    def process_view(self, request, view_func, view_args, view_kwargs):
        school_code = view_kwargs.pop("school_code", None)
        if school_code is None:
            eis_geen_eigen_account(request)
            return None
        merk_toestel(request)
        leden = list(
            Lidmaatschap.objects.geldig()
            .filter(gebruiker=request.user.pk, school__code=school_code)
            .select_related("school", "gebruiker__herstelwacht__van_school")
        )
        if not leden:
            if Lidmaatschap.objects.geldig().filter(gebruiker=request.user.pk).exists():
                raise Http404
            return _naar(request, reverse("start"))
        lid = self._als_wie(request, leden, school_code)
        if lid is None:
            return _rol_voorbij(request)
        if lid.is_staf and (eerst := self._eerst(request, lid, view_func)):
            return eerst
        request.session.pop(GESTUIT, None)
        muur.open_ook(lid.school_id, lid.pk)
        request.lid = als_wie(request, lid)
        if request.resolver_match.view_name != "gebruikers:stop_meekijken":
            eis_alleen_kijken(request)
            if getoonde_rol(request) not in ("", request.lid.getoond_als):
                return _rol_voorbij(request)
        return None

    def _als_wie(self, request, leden: list[Lidmaatschap], school_code: str) -> Lidmaatschap | None:
        """A press, and what HTMX asks, is done in the role under which its page was shown, whatever
        another tab chose since; None when that role is over. A page by its address: in the role
        that was chosen, or pressed in, last."""
        getoond, sleutel = getoonde_rol(request), sessiesleutel(school_code)
        if getoond and not getoond.startswith(MEEKIJK):
            lid = next((lid for lid in leden if str(lid.pk) == getoond), None)
            if lid and len(leden) > 1 and not request.htmx:
                request.session[sleutel] = lid.rol  # the page after the press is of this role too
            return lid
        gekozen = request.session.get(sleutel)
        return min(leden, key=lambda lid: (lid.rol != gekozen, VOLGORDE.index(lid.rol)))

    def _eerst(self, request, lid: Lidmaatschap, view_func):
        """What staff must do before any page of the school: sign in again on a phone that stays
        known for a mentor; set up or show the second factor that the school asks."""
        if sessieleeftijd(request) > settings.SESSIE_STAF:
            logout(request)
            aanmelden = AanmeldMiddleware(self.get_response)
            return aanmelden.handle_no_permission(request, view_func, DAG_VOORBIJ)
        if lid.school.vraagt_tweede_factor and not tweede_factor.is_geslaagd(request):
            return _naar_tweede_stap(request)
        return None


def getoonde_rol(request) -> str:
    """As whom the page was shown that this request comes from (`Lidmaatschap.getoond_als`); empty
    for an address that was opened."""
    if request.htmx:
        return request.headers.get(ALS_KOP, "")
    return "" if request.method in ("GET", "HEAD") else request.POST.get(ALS, "")


def _naar(request, url: str):
    """A page of its own, also when HTMX asked for a part of one."""
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def _rol_voorbij(request):
    """Nothing was done: this form was shown under a role, or while looking along, that is over."""
    if request.htmx:
        return HttpResponseClientRefresh()
    meekeek = getoonde_rol(request).startswith(MEEKIJK)
    context = {"terug": vorige_bladzijde(request), "meekeek": meekeek}
    return render(request, "409.html", context, status=409)


def _naar_tweede_stap(request):
    """To set one up; or to show the one that was set up elsewhere, and back to this page. Until
    then the pages of a form that was refused here say `data-gestuit`, so that the browser keeps
    what was typed (docs/besluiten/0009)."""
    hier = _blad_eromheen(request)
    if request.method not in ("GET", "HEAD"):
        messages.warning(request, NOG_NIETS_BEWAARD)
        request.session[GESTUIT] = hier
    elif not request.htmx:
        hier = request.get_full_path()
    if not tweede_factor.factoren(request.user).exists():
        return _naar(request, reverse("mfa_index"))
    return _naar(request, bevestigadres(request, hier))
