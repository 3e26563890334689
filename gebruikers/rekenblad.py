"""What leaves for a spreadsheet stays text: a program that opens it runs nothing. And it is read
back as it was."""

import csv
import datetime
import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
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
    if vet:
        cel.font = Font(bold=True)
    if isinstance(waarde, str):
        cel.data_type = "s"
        if FORMULE.match(waarde):  # a style of its own costs more than the cell
            cel.quotePrefix = True
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


def _als_csv(waarde: object) -> str:
    """As a spreadsheet in Belgium reads it back: 31/12/2026, 24,50."""
    if waarde is None:
        return ""
    if isinstance(waarde, datetime.date):
        return f"{waarde:%d/%m/%Y}"
    if isinstance(waarde, Decimal | float):
        return str(waarde).replace(".", ",")
    return onschadelijk(str(waarde))


@contextmanager
def tekstblad(koppen: Iterable[str], regels: Iterable[list]) -> Iterator[BinaryIO]:
    """A CSV file for Excel: semicolons, UTF-8 with a mark; row by row as above."""
    with tempfile.TemporaryFile() as bestand:
        tekst = io.TextIOWrapper(bestand, encoding="utf-8-sig", newline="")
        schrijver = csv.writer(tekst, delimiter=";")
        schrijver.writerow(_als_csv(kop) for kop in koppen)
        schrijver.writerows([_als_csv(waarde) for waarde in regel] for regel in regels)
        tekst.detach()
        yield bestand
