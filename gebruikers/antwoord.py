"""What views answer: a whole page or the fragment that HTMX asks for, how an act went, and the page
of a link that works no more."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from gebruikers.overgang import Weigering


def doe(request, actie: Callable, *args, gelukt: str | Callable = "", **kwargs) -> bool:
    """Run an act and say how it went: `gelukt`, a sentence or what makes one of the act's result;
    or why it was refused. Whether it went."""
    try:
        uitkomst = actie(*args, **kwargs)
    except Weigering as weigering:
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


def toon_dode_link(request, weigering: Weigering, opnieuw: str = ""):
    """The page of a link that works no more. `opnieuw`: where its button posts to."""
    context = {
        "reden": str(weigering),
        "van_school": getattr(weigering, "school", None),
        "knop": getattr(weigering, "knop", "") if opnieuw else "",
        "opnieuw": opnieuw,
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
