"""One address, two answers: a whole page, or the fragment of it that HTMX asks for."""

from django.template.response import TemplateResponse


def deel_of_blad(request, deel: str, blad: str, context: dict, status: int = 200):
    """The template `deel` to HTMX, `blad` to a browser. Going back in the browser asks through HTMX
    for the whole page."""
    alleen_deel = request.htmx and not request.htmx.history_restore_request
    antwoord = TemplateResponse(request, deel if alleen_deel else blad, context, status=status)
    antwoord["Vary"] = "HX-Request, HX-History-Restore-Request"
    return antwoord
