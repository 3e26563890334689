"""What views answer: a whole page or the fragment that HTMX asks for, how an act went, a file, and
the page of a link that works no more."""

from collections.abc import Callable
from typing import BinaryIO
from unicodedata import normalize
from urllib.parse import quote

from django.contrib import messages
from django.forms import BaseForm
from django.http import FileResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from gebruikers.bestanden import veilige_naam
from gebruikers.grenzen import te_vaak, wacht
from gebruikers.links import ONBEKEND
from gebruikers.overgang import Weigering


def doe(
    request,
    actie: Callable,
    *args,
    gelukt: str | Callable = "",
    form: BaseForm | None = None,
    bij: str | None = None,
    **kwargs,
) -> bool:
    """Run an act and say how it went: `gelukt`, a sentence or what makes one of the act's result;
    or why it was refused, in this `form` (at the field `bij` or above all) when it is shown again.
    Whether it went."""
    try:
        uitkomst = actie(*args, **kwargs)
    except Weigering as weigering:
        if form:
            form.add_error(bij, str(weigering))
        else:
            messages.error(request, str(weigering))
        return False
    if zin := gelukt(uitkomst) if callable(gelukt) else gelukt:
        messages.success(request, zin)
    return True


def na_uitnodigen(adres: str, had_al: str) -> Callable:
    """The sentence for `doe` after an act that mails an invitation, or finds none needed."""
    return lambda uitnodiging: f"De uitnodiging gaat naar {adres}." if uitnodiging else had_al


def vraagt_deel(request) -> bool:
    """Whether HTMX asks for the fragment. Going back in the browser asks through HTMX for the whole
    page."""
    return bool(request.htmx and not request.htmx.history_restore_request)


def deel_of_blad(request, deel: str, blad: str, context: dict, status: int = 200):
    """The template `deel` to HTMX, `blad` to a browser."""
    sjabloon = deel if vraagt_deel(request) else blad
    antwoord = TemplateResponse(request, sjabloon, context, status=status)
    antwoord["Vary"] = "HX-Request, HX-History-Restore-Request"
    return antwoord


PDF = "application/pdf"


def bestand_antwoord(inhoud: BinaryIO, naam: str, soort: str = "", *, toon: bool = False):
    """A file under a name that cannot mislead. It is saved; with `toon` a PDF of our own is shown
    in the browser. No cache keeps it, and opened after all it may do nothing."""
    naam = veilige_naam(naam)
    antwoord = FileResponse(inhoud, filename=naam, content_type=soort or None)
    wijze = "inline" if toon and soort == PDF else "attachment"
    ascii_naam = normalize("NFKD", naam).encode("ascii", "ignore").decode()
    antwoord["Content-Disposition"] = (
        f"{wijze}; filename=\"{veilige_naam(ascii_naam)}\"; filename*=utf-8''{quote(naam, safe='')}"
    )
    antwoord["Cache-Control"] = "private, no-store"
    if wijze == "attachment":
        antwoord["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return antwoord


def toon_dode_link(request, weigering: Weigering, opnieuw: str = "", *, van_account: bool = False):
    """The page of a link that works no more. `opnieuw`: where its button posts to. `van_account`:
    the link was in a mail of no school, that nobody can answer. Who opens many that never were is
    guessing, and has to wait."""
    if str(weigering) == ONBEKEND and te_vaak(request, "onbekende_link"):
        return wacht(request)
    context = {
        "reden": str(weigering),
        "van_school": getattr(weigering, "school", None),
        "knop": getattr(weigering, "knop", "") if opnieuw else "",
        "opnieuw": opnieuw,
        "van_account": van_account,
    }
    return TemplateResponse(request, "gebruikers/link_dood.html", context, status=410)


def geef_nieuwe_link(request, mail: Callable[[], object], terug: str):
    """Answer the press on that button: a mail to the address that is known, never shown here.
    The view limits how often (`nieuwe_link` in the settings)."""
    try:
        mail()
    except Weigering as weigering:
        messages.error(request, str(weigering))
    else:
        zin = "Er is een nieuwe link onderweg naar het adres waarop je deze kreeg."
        messages.success(request, f"{zin} Kijk ook bij ongewenste mail.")
    return redirect(terug)
