"""What somebody uploads passes here: how big, what it really is, how it is called, and a virus
scanner when there is one."""

import io
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from gebruikers.bestanden import veilige_naam
from gebruikers.virusscan import Onbereikbaar, virus_in

logger = logging.getLogger(__name__)

HOOGSTENS = 20 * 1024 * 1024  # of all files of one request together
BEGIN = 1024  # bytes that tell what a file is
BEKEND = {
    b"%PDF": "een PDF",
    b"PK\x03\x04": "een Excel- of zip-bestand",
    b"\xd0\xcf\x11\xe0": "een oud Excel-bestand",
    b"\x89PNG": "een foto",
    b"\xff\xd8\xff": "een foto",
    b"GIF8": "een foto",
    b"\x7fELF": "een programma",
}
NIET_NAGEKEKEN = (
    "We konden dit bestand nu niet op virussen nakijken, en namen het niet aan. Probeer het over "
    "enkele minuten opnieuw."
)


def wat_is(begin: bytes) -> str:
    """'een PDF', 'een foto': what the first bytes of a file say that it is; empty for text."""
    return next((wat for teken, wat in BEKEND.items() if begin.startswith(teken)), "")


@dataclass(frozen=True)
class Soort:
    """A kind of file that we take. `klopt` knows it by its first bytes; `zin` is for who chose
    another one."""

    klopt: Callable[[bytes], bool]
    zin: str


# A reader of ours says more about text: what encoding, which columns.
CSV = Soort(lambda begin: not wat_is(begin), "Bewaar het als CSV en probeer opnieuw.")
WERKBLAD = Soort(
    lambda begin: wat_is(begin) in ("", BEKEND[b"PK\x03\x04"]),
    "Dit is geen lijst. Kies een CSV-bestand of een Excel-bestand (.xlsx).",
)
PDF = Soort(lambda begin: b"%PDF-" in begin, "Dit bestand is geen pdf.")
AFBEELDING = Soort(
    lambda begin: begin.startswith((b"\xff\xd8\xff", b"\x89PNG")),
    "Kies een afbeelding (png of jpg).",
)
SCAN = Soort(
    lambda begin: b"%PDF-" in begin or AFBEELDING.klopt(begin),
    "Kies een pdf, of een foto (jpg of png).",
)


class Uploadveld(forms.FileField):
    """The one field for a file of a user. `te_groot`: the sentence for more than `hoogstens`."""

    def __init__(self, *, soort: Soort, te_groot: str, hoogstens: int = HOOGSTENS, **kwargs):
        super().__init__(**kwargs)
        self.soort, self.te_groot, self.hoogstens = soort, te_groot, hoogstens

    def clean(self, data, initial=None) -> File | None:
        bestand = super().clean(data, initial)
        if bestand:
            self._keur(bestand)
            bestand.name = veilige_naam(bestand.name)
        return bestand

    def _keur(self, bestand: File) -> None:
        if bestand.size > self.hoogstens:
            raise ValidationError(self.te_groot)
        begin = bestand.read(BEGIN)
        bestand.seek(0)
        if not self.soort.klopt(begin):
            wat = wat_is(begin) if self.soort is CSV else ""
            raise ValidationError(f"Dit is {wat}. {self.soort.zin}" if wat else self.soort.zin)
        try:
            virus = virus_in(bestand)
        except Onbereikbaar:
            logger.exception("een upload kon niet op virussen nagekeken worden")
            raise ValidationError(NIET_NAGEKEKEN) from None
        if virus:
            logger.warning("een upload is geweigerd: de scanner vond %s", virus)
            zin = f"In dit bestand zit een virus ({virus}). Het is geweigerd en niet bewaard."
            raise ValidationError(zin)


class Grens(FileUploadHandler):
    """Before the others: what is too much fills neither memory nor disk. The form gets an empty
    file that tells its size, and says so."""

    def __init__(self, request=None) -> None:
        super().__init__(request)
        self.totaal = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        kon_nog = self.totaal <= HOOGSTENS
        self.totaal += len(raw_data)
        if self.totaal <= HOOGSTENS:
            return raw_data
        if kon_nog:
            for ander in self.request.upload_handlers:
                ander.upload_interrupted()  # what was written so far goes at once
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self.totaal <= HOOGSTENS:
            return None
        return UploadedFile(io.BytesIO(), self.file_name, self.content_type, self.totaal)
