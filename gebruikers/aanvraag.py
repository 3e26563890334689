"""What holds for every request, whatever answers it: a number, a line in the log, and the headers
that neither Django nor django-csp sends."""

import logging
import secrets
import time

from gebruikers.logboek import AANVRAAG

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


class AanvraagMiddleware:
    """`request.aanvraag` is on every log line of this request. The line about the request itself
    tells the pattern of the address, never what was filled in."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        request.aanvraag = secrets.token_hex(6)
        merk, begin = AANVRAAG.set(request.aanvraag), time.monotonic()
        try:
            antwoord = self.get_response(request)
            route = request.resolver_match.route if request.resolver_match else "(geen pagina)"
            if route not in STIL:
                ms = (time.monotonic() - begin) * 1000
                logger.info("%s %s %s %.0f ms", request.method, route, antwoord.status_code, ms)
        finally:
            AANVRAAG.reset(merk)
        for kop, waarde in KOPPEN.items():
            antwoord.headers.setdefault(kop, waarde)
        return antwoord
