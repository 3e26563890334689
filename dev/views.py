"""What only a demo has: signing in with one press, and everybody's mailbox on one page."""

import email
import email.policy
import re
from dataclasses import dataclass
from pathlib import Path

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from dev.accounts import is_demo_account
from gebruikers.models import Gebruiker

LINK = re.compile(r"^\[(?P<tekst>[^\]]+)\] (?P<adres>https?://\S+)$", re.MULTILINE)


@login_not_required
@require_POST
def meld_aan(request):
    """Sign in as one of the demo accounts; any other address is not found."""
    adres = request.POST.get("email", "")
    gebruiker = get_object_or_404(Gebruiker, email=adres if is_demo_account(adres) else "")
    login(request, gebruiker, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, gebruiker, method="demo", email=adres)
    return redirect("start")


@dataclass(frozen=True)
class Mail:
    """One mail as it arrived in somebody's mailbox."""

    aan: str
    onderwerp: str
    op: str
    tekst: str
    links: list[tuple[str, str]]


def _mails(pad: Path) -> list[Mail]:
    """The mails in one file of Django's file backend: messages with a line of dashes after each."""
    mails = []
    for brok in pad.read_text(encoding="utf-8", errors="replace").split("-" * 79):
        if not brok.strip():
            continue
        bericht = email.message_from_string(brok.lstrip("\n"), policy=email.policy.default)
        deel = bericht.get_body(preferencelist=("plain",))
        tekst = deel.get_content() if deel else ""
        links = [(gevonden["tekst"], gevonden["adres"]) for gevonden in LINK.finditer(tekst)]
        mails.append(
            Mail(bericht["To"], bericht["Subject"], bericht["Date"], LINK.sub("", tekst), links)
        )
    return mails


@login_not_required
@never_cache
@require_GET
def postbus(request):
    """All mail that left the demo, newest first, so that a visitor can be each addressee."""
    map = Path(settings.EMAIL_FILE_PATH) if settings.MAIL_DIR else None
    paden = sorted(map.glob("*.log"), key=lambda p: p.stat().st_mtime_ns) if map else []
    gezocht = request.GET.get("aan", "").strip().lower()
    paden = paden[-500:]
    mails = [mail for pad in reversed(paden) for mail in reversed(_mails(pad))]
    if gezocht:
        mails = [mail for mail in mails if gezocht in mail.aan.lower()]
    pagina = Paginator(mails, 20).get_page(request.GET.get("page"))
    context = {"page_obj": pagina, "gezocht": gezocht}
    return TemplateResponse(request, "dev/postbus.html", context)
