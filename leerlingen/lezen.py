"""From the bytes of an export to a header and rows: encoding and delimiter are found out."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from gebruikers.overgang import Weigering
from gebruikers.rekenblad import onschadelijk, ontdaan
from gebruikers.schrijfwijze import STUURTEKENS
from gebruikers.uploads import CSV, HOOGSTENS, wat_is

MAX_BYTES = HOOGSTENS
TE_GROOT = "Het bestand is groter dan 20 MB. Exporteer alleen de leerlingen."
MAX_RIJEN = 20_000
SCHEIDINGEN = {";": "puntkomma's", ",": "komma's", "\t": "tabs"}
CODERINGEN = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "windows-1252": "Windows-tekens (1252)"}
csv.field_size_limit(MAX_BYTES)  # a long cell is ours to refuse, with row and column


@dataclass(frozen=True)
class Tabel:
    """A file as read. `rijen` gives (number as a spreadsheet shows it, cells); the header is 1."""

    koppen: list[str]
    rijen: list[tuple[int, list[str]]]
    codering: str
    scheiding: str

    @property
    def gelezen(self) -> str:
        """How the file was understood, to say on the screen."""
        tekens = CODERINGEN.get(self.codering, "UTF-16")
        return f"{tekens}, kolommen gescheiden door {self.scheiding}"


def decodeer(inhoud: bytes) -> tuple[str, str]:
    """Text and the name of its encoding. Raises Weigering for what is no text."""
    if wat := wat_is(inhoud):
        raise Weigering(f"Dit is {wat}. {CSV.zin}")
    for bom, codering in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if inhoud.startswith(bom):
            return _probeer(inhoud, codering), codering
    if b"\x00" in inhoud[:400]:
        codering = "utf-16-be" if inhoud[:1] == b"\x00" else "utf-16-le"
        return _probeer(inhoud, codering), codering
    try:
        return inhoud.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _probeer(inhoud, "cp1252"), "windows-1252"


def _probeer(inhoud: bytes, codering: str) -> str:
    try:
        return inhoud.decode(codering)
    except UnicodeDecodeError:
        raise Weigering("Dit bestand is geen leesbare tekst. Exporteer opnieuw als CSV.") from None


def lees(inhoud: bytes) -> Tabel:
    """Read a whole export. Raises Weigering with a sentence for the user."""
    if not inhoud.strip():
        raise Weigering("Het bestand is leeg.")
    if len(inhoud) > MAX_BYTES:
        raise Weigering(TE_GROOT)
    tekst, codering = decodeer(inhoud)
    if len(STUURTEKENS.findall(tekst[:4000])) > 20:
        raise Weigering("Dit is geen tekstbestand. Exporteer opnieuw als CSV.")
    scheiding = _scheiding(tekst)
    return tabel_van(_rijen(tekst, scheiding), codering, SCHEIDINGEN[scheiding])


def tabel_van(rijen: Iterator[tuple[int, list[str]]], codering: str, scheiding: str) -> Tabel:
    """The first row names the columns; rows without anything in them are left out. Raises
    Weigering."""
    _, koppen = next(rijen, (1, []))
    koppen = [kop.strip() for kop in koppen]
    _controleer_koppen(koppen)
    gevuld = []
    for nummer, cellen in rijen:
        if any(cel.strip() for cel in cellen):
            gevuld.append((nummer, cellen))
        if len(gevuld) > MAX_RIJEN:
            raise Weigering(f"Het bestand telt meer dan {MAX_RIJEN} rijen. Deel het op.")
    if not gevuld:
        raise Weigering("Onder de kolomnamen staat geen enkele rij.")
    return Tabel(koppen, gevuld, codering, scheiding)


def schrijf(tabel: Tabel) -> bytes:
    """A file that `lees` reads as the same table, with the same row numbers."""
    uit = io.StringIO(newline="")
    koppen = [onschadelijk(kop) for kop in tabel.koppen]
    csv.writer(uit, delimiter=";", quoting=csv.QUOTE_ALL).writerow(koppen)
    schrijver = csv.writer(uit, delimiter=";")
    volgende = 2
    for nummer, cellen in tabel.rijen:
        for _ in range(volgende, nummer):
            schrijver.writerow([])
        schrijver.writerow([onschadelijk(cel) for cel in cellen])
        volgende = nummer + 1
    return uit.getvalue().encode()


def _scheiding(tekst: str) -> str:
    """The delimiter that occurs most in the first line, outside quotes."""
    eerste = re.sub(r'"[^"]*"', "", re.split(r"[\r\n]", tekst.lstrip("\r\n"), maxsplit=1)[0])
    beste = max(SCHEIDINGEN, key=eerste.count)
    if not eerste.count(beste):
        raise Weigering(
            "Er zijn geen kolommen te herkennen. De eerste rij moet de kolomnamen bevatten, "
            "gescheiden door puntkomma's, komma's of tabs."
        )
    return beste


def _rijen(tekst: str, scheiding: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with their spreadsheet number: a cell over several lines is one row."""
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=scheiding)
    nummer = 0
    try:
        for cellen in lezer:
            nummer += 1
            yield nummer, [ontdaan(cel) for cel in cellen]
    except csv.Error:
        raise Weigering(
            f"Rij {nummer + 1} is niet te lezen: er staat een aanhalingsteken te veel of te weinig."
        ) from None


def _controleer_koppen(koppen: list[str]) -> None:
    if sum(bool(re.search(r"[^\W\d_]{2}", kop)) for kop in koppen) < 2 or any(
        re.fullmatch(r"[\d/.-]{6,}", kop) or "@" in kop for kop in koppen
    ):
        raise Weigering(
            "Rij 1 bevat geen kolomnamen. Exporteer met de kolomnamen op de eerste rij."
        )
    gezien = set()
    for kop in filter(None, koppen):
        if kop.casefold() in gezien:
            raise Weigering(f"De kolom “{kop}” komt twee keer voor. Verwijder er één.")
        gezien.add(kop.casefold())
