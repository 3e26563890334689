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
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from gebruikers import muur, spoor
from gebruikers.meekijken import als_wie, eis_alleen_kijken
from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from gebruikers.sessie import sessieleeftijd

VOLGORDE = list(Rol)


def sessiesleutel(school_code: str) -> str:
    """Where the session remembers the chosen role of somebody with several roles at a school."""
    return f"rol:{school_code}"


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

    def handle_no_permission(self, request, view_func):
        if request.htmx:
            terug = vorige_bladzijde(request, request.htmx.current_url)
            return HttpResponseClientRedirect(redirect_to_login(terug).url)
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        messages.warning(request, AFGEMELD)
        return redirect_to_login(vorige_bladzijde(request))


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
        return antwoord

    def _begin(self, request) -> None:
        request.muur.enter_context(transaction.atomic())
        wie = {"gebruiker": request.user.pk, "aanvraag": f"{spoor.WEB} {request.aanvraag}"}
        request.muur.enter_context(muur.open_voor(**wie))

    def process_exception(self, request, exception) -> None:
        """A view that raises half-way has done nothing, also for what becomes a 403 or 404. The
        page that says so is made in a transaction of its own."""
        transaction.set_rollback(True)
        request.muur.close()
        self._begin(request)
        if request.lid:
            muur.open_ook(request.lid.school_id, request.lid.pk)


class LidMiddleware:
    """The address decides the school. Someone who is nobody there finds nothing there: 404. Who
    belongs to no school at all (any more) reads at the front door whom to ask.

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
        """A phone that stays known for a mentor does not stay known for staff."""
        school_code = view_kwargs.pop("school_code", None)
        if school_code is None:
            return None
        leden = (
            Lidmaatschap.objects.geldig()
            .filter(gebruiker=request.user.pk, school__code=school_code)
            .select_related("school", "gebruiker")
        )
        gekozen = request.session.get(sessiesleutel(school_code))
        request.lid = min(
            leden, key=lambda lid: (lid.rol != gekozen, VOLGORDE.index(lid.rol)), default=None
        )
        if request.lid is None:
            if Lidmaatschap.objects.geldig().filter(gebruiker=request.user.pk).exists():
                raise Http404
            if request.htmx:  # the page around the fragment is of no use any more
                return HttpResponseClientRedirect(reverse("start"))
            return redirect("start")
        if request.lid.is_staf and sessieleeftijd(request) > settings.SESSIE_STAF:
            request.lid = None
            logout(request)
            aan_de_deur = AanmeldMiddleware(self.get_response)
            return aan_de_deur.handle_no_permission(request, view_func)
        muur.open_ook(request.lid.school_id, request.lid.pk)
        request.lid = als_wie(request, request.lid)
        if request.resolver_match.view_name != "gebruikers:stop_meekijken":
            eis_alleen_kijken(request)
        return None
