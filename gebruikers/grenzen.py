"""How often somebody may try: per visitor's address, or per key such as an e-mail address. allauth
counts, one at a time, in the cache; the numbers stand in ACCOUNT_RATE_LIMITS of the settings."""

from allauth.core.internal import ratelimit
from django.template.response import TemplateResponse

MINUUT = 60


def te_vaak(request, wat: str, sleutel: str | None = None) -> bool:
    """Count this request, whatever its method, and say whether it is one too many."""
    return not ratelimit.consume(
        request, app="allauth.account", action=wat, key=sleutel, limit_get=True
    )


def vraag_te_wachten(antwoord, seconden: int = MINUUT):
    """The answer as one that says: not now, but after so many seconds."""
    antwoord.status_code, antwoord["Retry-After"] = 429, str(seconden)
    return antwoord


def wacht(request):
    """The page of who asks too often (handler429: allauth's limits answer with it too)."""
    return vraag_te_wachten(TemplateResponse(request, "429.html").render())
