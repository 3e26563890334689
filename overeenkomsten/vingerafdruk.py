"""What anybody may ask about a vingerafdruk: whether it was signed, where and when. No person."""

import datetime
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
from overeenkomsten.models import Handtekening, Overeenkomst, Wijziging
from overeenkomsten.statussen import OOIT_GETEKEND
from trajecten.models import Document

PRECIES = "Dit bestand is precies wat getekend werd."
NIET = "Dit is niet het bestand dat getekend werd."
OUDER = "Deze versie van de overeenkomst geldt niet."
ONBEKEND = "Het zegel van dit bestand is heel, maar de overeenkomst staat hier niet."
VORM = re.compile(rf"[0-9a-f]{{{KENMERK}}}(?:[0-9a-f]{{{64 - KENMERK}}})?")


@dataclass(frozen=True)
class Getekend:
    """All that leaves the house about a signed agreement or amendment: nothing about a person or a
    company."""

    nummer: str
    school: str
    op: datetime.datetime
    handtekeningen: int
    sha256: str

    def __str__(self) -> str:
        return f"{self.nummer} van {self.school}"


@dataclass(frozen=True)
class Oordeel:
    """What a file turns out to be; `kleur` is a class of a message."""

    kleur: str
    titel: str
    uitleg: str


def getekend_met(kenmerk: str) -> Getekend | None:
    """What was signed as a version with this vingerafdruk, whole or its first half."""
    if not VORM.fullmatch(kenmerk):
        return None
    return _getekend(kenmerk, Q(tekenversie__sha256__startswith=kenmerk))


def beoordeel(bestand: File, kenmerk: str = "") -> Oordeel:
    """Whether a file is what was signed; with a kenmerk, what was signed under that one."""
    sha256, zegel = sha256_van(bestand), lees_zegel(bestand.read()).staat
    getekend = _getekend(sha256, Q(tekenversie__sha256=sha256) | Q(bewijs__sha256=sha256))
    if getekend is None:
        return _onbekend(bestand, sha256, zegel)
    if sha256 != getekend.sha256 and zegel in (Staat.GEEN, Staat.STUK):
        return Oordeel("error", NIET, f"{zegel.value} Vraag de school om raad.")
    if not getekend.sha256.startswith(kenmerk):
        uitleg = f"Het hoort bij een andere overeenkomst dan deze code: {getekend}."
        return Oordeel("error", NIET, uitleg)
    heel = " Het zegel erop is heel." if zegel is Staat.HEEL else ""
    return Oordeel("success", PRECIES, f"Het hoort bij {getekend}.{heel}")


def _onbekend(bestand: File, sha256: str, zegel: Staat) -> Oordeel:
    """Not a file that we made for an agreement as it is signed now; what it may be instead."""
    if Document.objects.filter(soort="bewijs", sha256=sha256).exists():
        uitleg = "Ze werd zo getekend, en is vervangen of ingetrokken. Vraag de school wat geldt."
        return Oordeel("warning", OUDER, uitleg)
    if Document.objects.filter(soort="tekenversie", sha256=sha256).exists():
        uitleg = "Het komt wel van Trajecten, maar niet elke partij heeft het getekend."
        return Oordeel("warning", NIET, uitleg)
    binnenin = tekenversie_in(bestand.file)
    getekend = binnenin and getekend_met(hashlib.sha256(binnenin).hexdigest())
    if getekend:
        uitleg = (
            "Het is na het tekenen gewijzigd of opnieuw bewaard. De bijlage tekenversie.pdf erin "
            f"is wel precies wat getekend werd, voor {getekend}. Lees dus die bijlage."
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


def _getekend(begin: str, voorwaarde: Q) -> Getekend | None:
    open_achter("scholen_met_vingerafdruk", begin)
    for stukken, erbij in ((Overeenkomst.objects, ()), (Wijziging.objects, ("overeenkomst",))):
        rijen = stukken.filter(voorwaarde, status__in=OOIT_GETEKEND, getekend_op__isnull=False)
        if stuk := rijen.select_related("school", "tekenversie", *erbij).first():
            getekend = Handtekening.objects.filter(ondertekenaar__in=stuk.huidige_ondertekenaars)
            sha256 = stuk.tekenversie.sha256
            return Getekend(str(stuk), stuk.school.naam, stuk.getekend_op, getekend.count(), sha256)
    return None
