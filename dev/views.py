"""What only a demo has: signing in with one press, and everybody's mailbox on one page."""

from pathlib import Path

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, login
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from dev.accounts import is_demo_account
from dev.postbus import mails_in
from gebruikers.middleware import vorige_bladzijde
from gebruikers.models import Gebruiker


@login_not_required
@require_POST
def meld_aan(request):
    """Sign in as one of the demo accounts; any other address is not found. An account that was
    given another address in the demo goes by that one."""
    adres = request.POST.get("email", "")
    if not is_demo_account(adres):
        raise Http404
    gebruiker = Gebruiker.objects.filter(email=adres).first()
    if gebruiker is None:
        zin = f"Het account {adres} heeft nu een ander e-mailadres. Meld je aan met dat adres."
        messages.info(request, zin)
        return redirect("account_login")
    login(request, gebruiker, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, gebruiker, method="demo", email=adres)
    UserSession.objects.create_from_request(request)
    return redirect(daarna(request))


def daarna(request) -> str:
    """Where to go once signed in: the page that asked for it, as far as it is ours."""
    volgende = request.POST.get(REDIRECT_FIELD_NAME)
    return vorige_bladzijde(request, volgende) if volgende else "start"


@login_not_required
@never_cache
@require_GET
def postbus(request):
    """All mail that left the demo, newest first, so that a visitor can be each addressee."""
    mails = mails_in(Path(settings.MAIL_DIR))[::-1] if settings.MAIL_DIR else []
    gezocht = request.GET.get("aan", "").strip().lower()
    if gezocht:
        mails = [mail for mail in mails if gezocht in mail.aan.lower()]
    pagina = Paginator(mails, 20).get_page(request.GET.get("page"))
    context = {"page_obj": pagina, "gezocht": gezocht}
    return TemplateResponse(request, "dev/postbus.html", context)
