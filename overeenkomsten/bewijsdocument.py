"""The PDF of a bewijsdocument: pages joined with their tags, files embedded and found again."""

import datetime
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Name
from pikepdf.models.metadata import decode_pdf_date, encode_pdf_date
from pikepdf.settings import set_qpdf_limits

TEKENVERSIE = "tekenversie.pdf"
INHOUD = "inhoud.json"
BEWIJS = "bewijs.json"
# A visitor's file may unpack to far more than it weighs. The limit is of the whole process.
set_qpdf_limits(flate_max_memory=64 * 1024 * 1024)


@dataclass(frozen=True)
class Bijlage:
    """A file inside a PDF, and what it is to that document (AFRelationship)."""

    naam: str
    soort: str
    inhoud: bytes
    verband: Name


def bijlagen_van(tekenversie: bytes, inhoud: dict, bewijs: dict) -> list[Bijlage]:
    """What every bewijsdocument carries: what was signed, and as data its contents and those of
    the bewijsblad."""
    return [
        Bijlage(TEKENVERSIE, "application/pdf", tekenversie, Name.Source),
        Bijlage(INHOUD, "application/json", _json(inhoud), Name.Data),
        Bijlage(BEWIJS, "application/json", _json(bewijs), Name.Data),
    ]


def _json(inhoud: dict) -> bytes:
    return json.dumps(inhoud, ensure_ascii=False, indent=1).encode()


def voeg_samen(
    tekenversie: bytes, blad: bytes, bijlagen: list[Bijlage], op: datetime.datetime
) -> bytes:
    """The pages of `tekenversie` as they are, those of `blad` after them, and the files inside.

    Both are tagged and PDF/A-3; so is what comes out.
    """
    geheel, extra = pikepdf.open(io.BytesIO(tekenversie)), pikepdf.open(io.BytesIO(blad))
    with geheel, extra:
        _voeg_bladen_toe(geheel, extra)
        for bijlage in bijlagen:
            geheel.attachments[bijlage.naam] = pikepdf.AttachedFileSpec(
                geheel,
                bijlage.inhoud,
                filename=bijlage.naam,
                mime_type=bijlage.soort,
                mod_date=encode_pdf_date(op),
                relationship=bijlage.verband,
            )
        uit = io.BytesIO()
        geheel.save(uit)
    return uit.getvalue()


def _voeg_bladen_toe(geheel: pikepdf.Pdf, extra: pikepdf.Pdf) -> None:
    """Append the pages of `extra`, and hang their tags, under new keys, as one Part of the tree."""
    eerste = len(geheel.pages)
    geheel.pages.extend(extra.pages)
    wortel = geheel.Root.StructTreeRoot
    nieuw = geheel.copy_foreign(extra.Root.StructTreeRoot)  # knows the pages copied before
    nummers = wortel.ParentTree.Nums
    sprong = 1 + max(int(nummer) for nummer in nummers[::2])
    for ding in _getagd([blad.obj for blad in geheel.pages[eerste:]]):
        for sleutel in ("/StructParents", "/StructParent"):
            if sleutel in ding:
                ding[sleutel] = int(ding[sleutel]) + sprong
    bij = nieuw.ParentTree.Nums
    for i in range(0, len(bij), 2):
        nummers.append(int(bij[i]) + sprong)
        nummers.append(bij[i + 1])
    wortel.ParentTreeNextKey = 1 + max(int(nummer) for nummer in nummers[::2])
    document = wortel.K[0]
    for deel in nieuw.K:
        deel.S, deel.P = Name.Part, document
        document.K.append(deel)


def _getagd(bladen: list[pikepdf.Object]) -> Iterator[pikepdf.Object]:
    """All that may point into the ParentTree: pages, their annotations, drawings in drawings."""
    gezien: set[tuple[int, int]] = set()

    def tekeningen(ding: pikepdf.Object) -> Iterator[pikepdf.Object]:
        for tekening in ding.get("/Resources", {}).get("/XObject", {}).values():
            if tekening.objgen not in gezien:
                gezien.add(tekening.objgen)
                yield tekening
                yield from tekeningen(tekening)

    for blad in bladen:
        yield blad
        yield from blad.get("/Annots", [])
        yield from tekeningen(blad)


def tekenversie_in(bestand: io.IOBase) -> bytes | None:
    """The tekenversie that a PDF carries, or None. The file may come from anybody."""
    return _bijlage_in(bestand, TEKENVERSIE)


def bewijs_in(bestand: io.IOBase) -> dict:
    """What a bewijsdocument of ours tells of itself, as it was printed on the bewijsblad."""
    return json.loads(_bijlage_in(bestand, BEWIJS))


def verzegeld_op(bestand: io.IOBase) -> datetime.datetime:
    """When a sealed bewijsdocument says that it was sealed, by the clock of who did."""
    with pikepdf.open(bestand) as pdf:
        return decode_pdf_date(str(pdf.Root.AcroForm.Fields[-1].V.M))


def _bijlage_in(bestand: io.IOBase, naam: str) -> bytes | None:
    try:
        with pikepdf.open(bestand) as pdf:
            return pdf.attachments[naam].get_file().read_bytes()
    except (pikepdf.PikepdfError, LookupError, TypeError, ValueError, AttributeError, RuntimeError):
        return None  # no PDF, no attachments, or a broken one
