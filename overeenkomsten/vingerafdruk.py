"""What anybody may ask about a vingerafdruk: whether what was signed with it holds, and no more."""

import hashlib
import re
from dataclasses import dataclass

from django.core.files.base import File
from django.db.models import Q

from gebruikers.bestanden import sha256_van
from gebruikers.muur import open_achter
from overeenkomsten.bewijsdocument import tekenversie_in
from overeenkomsten.documenten import KENMERK
from overeenkomsten.documentzegel import Staat, lees_zegel
from overeenkomsten.models import Overeenkomst, Wijziging
from overeenkomsten.statussen import OOIT_GETEKEND
from trajecten.models import Document

PRECIES = "Geldig. Dit bestand is precies wat getekend werd."
NIET = "Niet geldig. Dit is niet het bestand dat getekend werd."
OUDER = "Niet geldig. Wat in dit bestand getekend werd, is vervangen of ingetrokken."
ONBEKEND = "Niet geldig. Het zegel van dit bestand is heel, maar hier is het niet bekend."
VORM = re.compile(rf"[0-9a-f]{{{KENMERK}}}(?:[0-9a-f]{{{64 - KENMERK}}})?")


@dataclass(frozen=True)
class Oordeel:
    """What a file turns out to be; `kleur` is a class of a message."""

    kleur: str
    titel: str
    uitleg: str


def is_geldig(kenmerk: str) -> bool:
    """Whether a version with this vingerafdruk, whole or its first half, was signed and holds."""
    gevonden = VORM.fullmatch(kenmerk) and _getekend(
        kenmerk, Q(tekenversie__sha256__startswith=kenmerk)
    )
    return bool(gevonden)


def beoordeel(bestand: File, kenmerk: str = "") -> Oordeel:
    """Whether a file is what was signed; with a kenmerk, what was signed under that one."""
    sha256, zegel = sha256_van(bestand), lees_zegel(bestand.read()).staat
    getekend = _getekend(sha256, Q(tekenversie__sha256=sha256) | Q(bewijs__sha256=sha256))
    if getekend is None:
        return _onbekend(bestand, sha256, zegel)
    if sha256 != getekend and zegel in (Staat.GEEN, Staat.STUK):
        return Oordeel("error", NIET, f"{zegel.value} Vraag de school om raad.")
    if not getekend.startswith(kenmerk):
        uitleg = (
            "Het is wel een getekend document, maar het hoort niet bij deze code. Ga naar het "
            "adres op het bewijsblad van dit bestand."
        )
        return Oordeel("error", NIET, uitleg)
    heel = " Het zegel erop is heel." if zegel is Staat.HEEL else ""
    uitleg = "Elke partij tekende het, en er is niets aan gewijzigd. Bewaar dit bestand."
    return Oordeel("success", PRECIES, f"{uitleg}{heel}")


def _onbekend(bestand: File, sha256: str, zegel: Staat) -> Oordeel:
    """Not a file that we made for an agreement as it is signed now; what it may be instead."""
    if Document.objects.filter(soort="bewijs", sha256=sha256).exists():
        uitleg = "Het is wel zo getekend. Vraag de school wat er nu geldt."
        return Oordeel("warning", OUDER, uitleg)
    if Document.objects.filter(soort="tekenversie", sha256=sha256).exists():
        uitleg = "Het komt wel van Trajecten, maar niet elke partij heeft het getekend."
        return Oordeel("warning", NIET, uitleg)
    binnenin = tekenversie_in(bestand.file)
    if binnenin and is_geldig(hashlib.sha256(binnenin).hexdigest()):
        uitleg = (
            "Het is na het tekenen gewijzigd of opnieuw bewaard. De bijlage tekenversie.pdf erin "
            "is wel precies wat getekend werd. Lees dus die bijlage."
        )
        return Oordeel("warning", NIET, uitleg)
    if zegel is Staat.HEEL:
        uitleg = (
            "Het komt van Trajecten en er is niets aan gewijzigd. Vraag de school of de "
            "overeenkomst nog geldt."
        )
        return Oordeel("warning", ONBEKEND, uitleg)
    uitleg = (
        "Misschien is het gewijzigd, opnieuw bewaard, geprint of gescand. Vraag de school het "
        "bestand zelf."
    )
    return Oordeel("error", NIET, uitleg)


def _getekend(begin: str, voorwaarde: Q) -> str | None:
    """The vingerafdruk of what all parties signed, of what is so and holds."""
    open_achter("scholen_met_vingerafdruk", begin)
    for stukken in (Overeenkomst.objects, Wijziging.objects):
        rijen = stukken.filter(voorwaarde, status__in=OOIT_GETEKEND, getekend_op__isnull=False)
        if sha256 := rijen.values_list("tekenversie__sha256", flat=True).first():
            return sha256
    return None
