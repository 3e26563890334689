"""What leaves for a spreadsheet stays text: a program that opens it runs nothing. And it is read
back as it was."""

import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from gebruikers.schrijfwijze import FORMULETEKENS

# The quotes that were put before it stay, and spreadsheets skip spaces in front.
FORMULE = re.compile(rf"'*[\s\0\ufeff]*[{FORMULETEKENS}\t\r\n]")


def onschadelijk(tekst: str) -> str:
    """A cell for a CSV file: what would be a formula gets a quote before it."""
    return f"'{tekst}" if FORMULE.match(tekst) else tekst


def ontdaan(tekst: str) -> str:
    """A cell of a CSV file as it was before `onschadelijk`."""
    return tekst[1:] if tekst.startswith("'") and FORMULE.match(tekst) else tekst


def cel(blad, waarde, *, vet: bool = False) -> WriteOnlyCell:
    """A cell for an XLSX file. Text is marked as text, also for who edits the cell."""
    if isinstance(waarde, str):
        waarde = ILLEGAL_CHARACTERS_RE.sub("", waarde)
    cel = WriteOnlyCell(blad, value=waarde)
    cel.font = Font(bold=vet)
    if isinstance(waarde, str):
        cel.data_type = "s"
        cel.quotePrefix = bool(FORMULE.match(waarde))
    return cel


@contextmanager
def rekenblad(titel: str, koppen: Iterable[str], regels: Iterable[list]) -> Iterator[BinaryIO]:
    """An XLSX file with one sheet, row by row: thousands take no more memory than one."""
    koppen, boek = list(koppen), Workbook(write_only=True)
    blad = boek.create_sheet(titel)
    blad.freeze_panes = "A2"
    for i in range(len(koppen)):
        blad.column_dimensions[get_column_letter(i + 1)].width = 20
    blad.append([cel(blad, kop, vet=True) for kop in koppen])
    for regel in regels:
        blad.append([cel(blad, waarde) for waarde in regel])
    with tempfile.TemporaryFile() as bestand:
        boek.save(bestand)
        yield bestand
