"""What holds for every request, whatever answers it: a number, a line in the log, and the headers
that neither Django nor django-csp sends."""

import logging
import secrets
import time

from django.core.signals import request_finished
from django.dispatch import receiver
from django.http import HttpResponseServerError
from django.template import loader

from gebruikers.logboek import AANVRAAG, GEEN

logger = logging.getLogger(__name__)

STIL = ("healthz", "readyz")  # asked every few seconds by a machine
KOPPEN = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{wat}=()"
        for wat in (
            "accelerometer",
            "camera",
            "display-capture",
            "geolocation",
            "gyroscope",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "usb",
        )
    ),
}


@receiver(request_finished, dispatch_uid="aanvraag_is_klaar")
def aanvraag_is_klaar(**kwargs) -> None:
    """Django has a last word about a refusal after every middleware."""
    AANVRAAG.set(GEEN)


def ging_mis(request) -> HttpResponseServerError:
    """The page of what broke (handler500). It asks nothing of what may be broken too, and tells the
    number by which the log finds this request."""
    context = {"aanvraag": getattr(request, "aanvraag", "")}
    return HttpResponseServerError(loader.get_template("500.html").render(context))


class AanvraagMiddleware:
    """`request.aanvraag` is on every log line of this request, in the trail of what it changes and
    on its answer. The line about the request itself
    tells the pattern of the address, never what was filled in."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        request.aanvraag = secrets.token_hex(6)
        AANVRAAG.set(request.aanvraag)
        begin = time.monotonic()
        antwoord = self.get_response(request)
        route = request.resolver_match.route if request.resolver_match else "(geen pagina)"
        if route not in STIL:
            ms = (time.monotonic() - begin) * 1000
            logger.info("%s %s %s %.0f ms", request.method, route, antwoord.status_code, ms)
        antwoord["X-Request-Id"] = request.aanvraag
        for kop, waarde in KOPPEN.items():
            antwoord.headers.setdefault(kop, waarde)
        return antwoord
