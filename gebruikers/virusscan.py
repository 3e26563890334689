"""An uploaded file shown to clamd, when CLAMD names one: a socket's path, or host:port."""

import socket

from django.conf import settings
from django.core.files.base import File

WACHT = 20  # seconds for each step
STUK = 64 * 1024


class Onbereikbaar(Exception):
    """The scanner gave no answer about this file."""


def _lijn() -> socket.socket:
    if settings.CLAMD.startswith("/"):
        lijn = socket.socket(socket.AF_UNIX)
        lijn.settimeout(WACHT)
        try:
            lijn.connect(settings.CLAMD)
        except OSError:
            lijn.close()
            raise
        return lijn
    host, _, poort = settings.CLAMD.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(poort)), WACHT)


def _vraag(bestand: File) -> str:
    """INSTREAM: the length of each piece, the piece, and a length of nothing at the end."""
    with _lijn() as lijn:
        lijn.sendall(b"zINSTREAM\0")
        for stuk in bestand.chunks(STUK):
            lijn.sendall(len(stuk).to_bytes(4, "big") + stuk)
        lijn.sendall(bytes(4))
        antwoord = b""
        while not antwoord.endswith(b"\0") and (deel := lijn.recv(4096)):
            antwoord += deel
    return antwoord.rstrip(b"\0\n").decode(errors="replace")


def virus_in(bestand: File) -> str:
    """The name of what was found in it; empty when it is clean, or nobody scans here.

    Raises Onbereikbaar: a file that was not looked at is not let in.
    """
    if not settings.CLAMD:
        return ""
    try:
        antwoord = _vraag(bestand)
    except OSError as fout:
        raise Onbereikbaar from fout
    finally:
        bestand.seek(0)
    if antwoord == "stream: OK":
        return ""
    if antwoord.endswith(" FOUND"):
        return antwoord.removeprefix("stream: ").removesuffix(" FOUND")
    raise Onbereikbaar(antwoord)
