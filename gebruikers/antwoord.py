"""One address, two answers: a whole page, or the fragment of it that HTMX asks for."""

from django.template.response import TemplateResponse


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
