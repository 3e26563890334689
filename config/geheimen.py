"""Secrets come from the environment, or from a file that it names (`SECRET_KEY_FILE`, as Docker and
systemd hand them over). A real installation does not start with a weak one."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

GEHEIMEN = (
    "SECRET_KEY", "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "EMAIL_URL",
    "DOCUMENTZEGEL_SLEUTEL", "DOCUMENTZEGEL_CERTIFICAAT", "DOCUMENTZEGEL_OUDE_CERTIFICATEN",
    "VERTROUWDE_UITGEVERS",
)  # fmt: skip
BEKEND = ("password", "wachtwoord", "trajecten", "postgres", "secret", "geheim", "changeme", "…")
MINSTENS, VERSCHILLEND, WACHTWOORD = 50, 12, 12


def lees_bestanden() -> None:
    """Put what the `…_FILE` variables point to into the environment. A file wins."""
    for naam in GEHEIMEN:
        if pad := os.environ.get(f"{naam}_FILE"):
            try:
                os.environ[naam] = Path(pad).read_text().strip()
            except OSError as fout:
                raise ImproperlyConfigured(
                    f"{naam}_FILE wijst naar {pad}, en dat is niet te lezen: {fout.strerror}."
                ) from None


def zwak(instellingen: Mapping) -> Iterator[str]:
    """A sentence for each setting that would leave a door open."""
    sleutel = instellingen["SECRET_KEY"]
    if len(sleutel) < MINSTENS or len(set(sleutel)) < VERSCHILLEND or "insecure" in sleutel:
        yield (
            f"SECRET_KEY is te zwak: neem minstens {MINSTENS} willekeurige tekens, bijvoorbeeld "
            'met python3 -c "import secrets; print(secrets.token_urlsafe(50))".'
        )
    databank = instellingen["DATABASES"]["default"]
    over_een_socket = databank["HOST"].startswith("/")
    wachtwoord = databank["PASSWORD"]
    if _is_zwak(wachtwoord, databank["USER"]) and (wachtwoord or not over_een_socket):
        yield (
            f"Het wachtwoord van de databankrol {databank['USER']} is te zwak of ontbreekt: neem "
            f"minstens {WACHTWOORD} willekeurige tekens."
        )
    if instellingen["BASIS_URL"].startswith("http://") and not _is_hier(instellingen["BASIS_URL"]):
        yield "BASIS_URL begint met http://. Buiten deze machine is alleen https:// veilig."
    if "*" in instellingen["ALLOWED_HOSTS"]:
        yield "ALLOWED_HOSTS laat elke naam toe. Noem alleen de naam van deze installatie."


def _is_zwak(wachtwoord: str, rol: str) -> bool:
    klein = wachtwoord.lower()
    return len(wachtwoord) < WACHTWOORD or klein in (rol.lower(), *BEKEND) or len(set(klein)) < 6


def _is_hier(adres: str) -> bool:
    return urlsplit(adres).hostname in ("localhost", "127.0.0.1", "::1")


def weiger_zwakke(instellingen: Mapping) -> None:
    """Raise ImproperlyConfigured with all of them, except where a door may stand open: a demo on
    invented people, and a developer's own machine, which nobody else can reach."""
    if instellingen["DEBUG"] and not _is_hier(instellingen["BASIS_URL"]):
        raise ImproperlyConfigured(
            "DEBUG=1 toont de binnenkant van Trajecten aan wie een fout ziet. Laat het weg, "
            "behalve op http://localhost."
        )
    if instellingen["DEMO"] or instellingen["DEBUG"]:
        return
    if zinnen := list(zwak(instellingen)):
        raise ImproperlyConfigured(" ".join(zinnen))
