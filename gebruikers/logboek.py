"""What the log says: which request it was about, and neither a person nor a secret.

An exception is told by its class and the place in the code: its text may hold what somebody typed,
and that of the database holds the row. Imports no settings: gunicorn.conf.py reads this first.
"""

import copy
import logging
import re
import traceback
from collections.abc import Iterator
from contextvars import ContextVar

from django.core.exceptions import ImproperlyConfigured

GEEN = "-"
AANVRAAG: ContextVar[str] = ContextVar("aanvraag", default=GEEN)
WEG = "…"
# What opens something by itself, the text asked for, an address or password, a code.
GEHEIM = (
    (
        re.compile(
            r"(/(?:uitnodiging|teken|agenda|controle|account/(?:e-mail|herstel))/)[^/\s\"']+"
        ),
        rf"\1{WEG}",
    ),
    (re.compile(r"\?[^\s\"'?]*=[^\s\"']*"), f"?{WEG}"),
    (re.compile(r"[^\s<>\"'(\[=,;]+@[^\s<>\"')\],;]+"), f"{WEG}@{WEG}"),
    (re.compile(r"(?<!\d)\d{4}-?\d{4}(?!\d)"), WEG),
)
# What Celery would add to its lines: arguments, results and texts of exceptions.
VAN_TAAK = ("args", "kwargs", "return_value", "traceback")


def schoon(tekst: str) -> str:
    """One line, without what the patterns above find."""
    tekst = re.sub(r"[\r\n]+", " ", tekst)
    for patroon, in_plaats in GEHEIM:
        tekst = patroon.sub(in_plaats, tekst)
    return tekst.strip()


def soort_van(fout: BaseException) -> str:
    """The class of an exception; for one of the database also its code and the constraint. The
    sentence about wrong settings is ours, and is why the process does not start."""
    naam = f"{type(fout).__module__}.{type(fout).__qualname__}"
    if isinstance(fout, ImproperlyConfigured):
        return f"{naam}: {schoon(str(fout))}"
    diagnose = getattr(fout, "diag", None)
    details = [getattr(diagnose, v, None) for v in ("sqlstate", "table_name", "constraint_name")]
    return f"{naam} ({', '.join(filter(None, details))})" if any(details) else naam


def _keten(fout: BaseException | None) -> Iterator[BaseException]:
    """The exception, and what it came from."""
    gezien = set()
    while fout and id(fout) not in gezien:
        gezien.add(id(fout))
        yield fout
        fout = fout.__cause__ or (None if fout.__suppress_context__ else fout.__context__)


class Regel(logging.Formatter):
    """Time, level, who says it, number of the request, and what."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} [{aanvraag}] {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        regel = copy.copy(record)
        regel.msg, regel.args, regel.exc_text = schoon(self._zin(record)), None, None
        regel.aanvraag = AANVRAAG.get()
        return super().format(regel)

    def _zin(self, record: logging.LogRecord) -> str:
        kaal = copy.copy(record)
        if isinstance(record.msg, BaseException):
            return soort_van(record.msg)
        if isinstance(record.args, dict):
            fout = soort_van(record.exc_info[1]) if record.exc_info else WEG
            kaal.args = record.args | dict.fromkeys(VAN_TAAK, "") | {"exc": fout}
        elif record.args:
            kaal.args = tuple(
                soort_van(a) if isinstance(a, BaseException) else a for a in record.args
            )
        return kaal.getMessage()

    def formatException(self, ei) -> str:
        delen = []
        for fout in reversed(list(_keten(ei[1]))):
            delen += [*traceback.format_tb(fout.__traceback__), f"{soort_van(fout)}\n"]
        return "".join(delen).rstrip()


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"regel": {"()": Regel}},
    "handlers": {"scherm": {"class": "logging.StreamHandler", "formatter": "regel"}},
    "root": {"handlers": ["scherm"], "level": "INFO"},
    "loggers": {
        **{naam: {"level": "WARNING"} for naam in ("fontTools", "pikepdf", "weasyprint")},
        # Whom we trust is ours to say: they warn of each certificate that vouches for itself.
        **{naam: {"level": "ERROR"} for naam in ("pyhanko", "pyhanko_certvalidator")},
        # Through ours only: theirs would print, or mail, the whole request.
        **{
            naam: {"handlers": [], "propagate": True}
            for naam in ("django", "django.server", "gunicorn.error", "gunicorn.access")
        },
    },
}
