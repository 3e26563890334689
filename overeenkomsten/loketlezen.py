"""A list from the counter Werkplekduaal: what was uploaded or pasted, which column is what, and
what one row says. Its form is not known, so the columns and the words of the state are asked."""

import datetime
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from django.core.exceptions import ValidationError
from openpyxl import load_workbook

from gebruikers.overgang import Weigering
from gebruikers.schrijfwijze import WEGGELATEN, heeft_rijksregisternummer
from leerlingen.kolommen import herken, is_nooit, namen_van, sleutel, zonder_nooit
from leerlingen.lezen import MAX_RIJEN, Tabel, lees, tabel_van
from leerlingen.rij import lees_datum, schoon
from overeenkomsten.statussen import Registratie
from werkplekken.kbo import normaliseer_kbo

TE_GROOT = "Het bestand is groter dan 20 MB. Neem alleen de overeenkomsten van één schooljaar."
GEEN_EXCEL = "Dit Excel-bestand is niet te lezen. Bewaar het als .xlsx of als CSV."
HOOGSTENS = 10_000  # rows of agreements: more than any school has
UITGEPAKT = 200 * 1024 * 1024
MEEST_KOLOMMEN = 100
NIET_NEMEN = ""

# field → (label on the screen, names that a list may give it)
VELDEN: dict[str, tuple[str, str]] = {
    "nummer": (
        "Nummer in Werkplekduaal",
        "nummer nr overeenkomstnummer overeenkomstnr contractnummer contractnr dossiernummer "
        "dossiernr referentie kenmerk id nummerovereenkomst",
    ),
    "leerling": (
        "Voornaam en naam samen",
        "leerling lerende cursist naamleerling naamlerende leerlingnaam volledigenaam jongere",
    ),
    "voornaam": ("Voornaam", "voornaamlerende voornaamleerling roepnaam"),
    "naam": ("Familienaam", "naam achternaam familienaamlerende familienaamleerling"),
    "kbo": ("KBO-nummer", "kbo kbonr ondernemingsnummer ondernemingsnr kbonummeronderneming"),
    "onderneming": (
        "Onderneming",
        "bedrijf werkgever werkplek naamonderneming ondernemingsnaam naambedrijf",
    ),
    "begin": (
        "Begindatum",
        "begin start startdatum van vanaf datuminwerkingtreding inwerkingtreding "
        "begindatumovereenkomst",
    ),
    "einde": ("Einddatum", "einde eind tot totenmet eindedatum einddatumovereenkomst"),
    "stand": ("Stand", "status toestand statusovereenkomst statuut"),
    "geregistreerd_op": (
        "Geregistreerd op",
        "registratiedatum datumregistratie geregistreerd datumgeregistreerd",
    ),
    "stopgezet_op": (
        "Laatste dag bij vroeger einde",
        "stopgezet beeindigdop datumbeeindiging datumstopzetting stopzettingsdatum gestoptop "
        "beeindigingsdatum stopgezetop",
    ),
}
NAMEN = namen_van(VELDEN)
DATUMS = ("begin", "einde", "geregistreerd_op", "stopgezet_op")
# What words of a state begin with → what it is; whoever reads the list says what of the others.
WOORDEN = {
    "niet": None,
    "stop": Registratie.STOPGEZET,
    "beeindig": Registratie.STOPGEZET,
    "verbroken": Registratie.STOPGEZET,
    "geannuleerd": Registratie.STOPGEZET,
    "geregistreerd": Registratie.GEREGISTREERD,
    "registr": Registratie.GEREGISTREERD,
    "opgemaakt": Registratie.OPGEMAAKT,
    "inopmaak": Registratie.OPGEMAAKT,
    "opgeladen": Registratie.OPGEMAAKT,
}
WEINIG = 20  # different words: more is no column of a state


def lees_lijst(inhoud: bytes) -> Tabel:
    """A CSV or XLSX file, or what was pasted from a table. Raises Weigering with a sentence."""
    tabel = _lees_xlsx(inhoud) if inhoud.startswith(b"PK\x03\x04") else lees(inhoud)
    if len(tabel.rijen) > HOOGSTENS:
        raise Weigering(f"De lijst telt meer dan {HOOGSTENS} rijen. Deel ze op per schooljaar.")
    if len(tabel.koppen) > MEEST_KOLOMMEN:
        raise Weigering(f"De lijst heeft meer dan {MEEST_KOLOMMEN} kolommen. Neem er minder mee.")
    return tabel


def _lees_xlsx(inhoud: bytes) -> Tabel:
    """The first sheet, what its formulas gave and not the formulas."""
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
            if sum(deel.file_size for deel in archief.infolist()) > UITGEPAKT:
                raise Weigering(TE_GROOT)
        boek = load_workbook(io.BytesIO(inhoud), read_only=True, data_only=True)
        blad = boek.worksheets[0]
        blad.reset_dimensions()  # a program may have written nonsense there
        rijen = blad.iter_rows(values_only=True, max_col=MEEST_KOLOMMEN + 1)
        rijen = list(islice(rijen, 3 * MAX_RIJEN))
    except Weigering:
        raise
    except Exception as fout:  # whatever is wrong with a file of somebody else
        raise Weigering(GEEN_EXCEL) from fout
    cellen = ((nummer, [_als_tekst(cel) for cel in rij]) for nummer, rij in enumerate(rijen, 1))
    return tabel_van(_zonder_lege_kolommen(cellen), "xlsx", "Excel")


def _zonder_lege_kolommen(
    rijen: Iterator[tuple[int, list[str]]],
) -> Iterator[tuple[int, list[str]]]:
    """A sheet may go on to the right of its last header with nothing in it."""
    for nummer, cellen in rijen:
        while cellen and not cellen[-1]:
            cellen.pop()
        yield nummer, cellen


def _als_tekst(cel: object) -> str:
    if cel is None:
        return ""
    if isinstance(cel, datetime.date):
        return f"{cel:%d/%m/%Y}"
    if isinstance(cel, float) and cel.is_integer():
        return str(int(cel))
    return str(cel)


def zonder_nummers(tabel: Tabel) -> tuple[Tabel, list[str]]:
    """The table without what is never kept: columns of national numbers, by their name or by what
    stands in them, and such a number in any other cell. And which columns those were."""
    weg = [
        kop
        for i, kop in enumerate(tabel.koppen)
        if kop and (is_nooit(kop) or _is_kolom_met_nummers(tabel, i))
    ]
    koppen = ["" if kop in weg else kop for kop in tabel.koppen]
    return zonder_nooit(replace(tabel, koppen=koppen)), weg


def _is_kolom_met_nummers(tabel: Tabel, plaats: int) -> bool:
    gevuld = [cellen[plaats] for _, cellen in tabel.rijen if len(cellen) > plaats]
    gevuld = [cel for cel in gevuld if cel.strip()]
    met = sum(map(heeft_rijksregisternummer, gevuld))
    return bool(met) and 2 * met >= len(gevuld)


def stel_voor(koppen: list[str], eerder: dict[str, str]) -> dict[str, str]:
    """Which column is what, by its name or as the school chose before. A name without a first name
    beside it is the whole name."""
    koppeling = herken(koppen, eerder, NAMEN)
    if "voornaam" not in koppeling.values() and "leerling" not in koppeling.values():
        koppeling = {kop: "leerling" if v == "naam" else v for kop, v in koppeling.items()}
    return koppeling


def controleer(koppeling: dict[str, str]) -> None:
    """Raise Weigering when a field is mapped twice, or nothing tells whose a row is."""
    gekozen = [veld for veld in koppeling.values() if veld]
    for veld in gekozen:
        if gekozen.count(veld) > 1:
            raise Weigering(f"“{VELDEN[veld][0]}” is aan twee kolommen gekoppeld. Kies er één.")
    if "leerling" in gekozen and {"voornaam", "naam"} & set(gekozen):
        raise Weigering("Koppel voornaam en naam samen, of elk aan een eigen kolom. Niet allebei.")
    wie = "leerling" in gekozen or {"voornaam", "naam"} <= set(gekozen)
    if not (wie and "begin" in gekozen) and "nummer" not in gekozen:
        raise Weigering(
            "Koppel het nummer in Werkplekduaal, of de naam van de leerling en de begindatum: "
            "anders weten we niet welke rij bij welke overeenkomst hoort."
        )


def woorden_in(koppen: list[str], rijen: list, kop: str) -> list[str]:
    """The different words in the column of the state, as they stand there first."""
    plaats = koppen.index(kop)
    gevonden: dict[str, str] = {}
    for _, cellen in rijen:
        woord = schoon(cellen[plaats]) if len(cellen) > plaats else ""
        if woord:
            gevonden.setdefault(sleutel(woord), woord)
        if len(gevonden) > WEINIG:
            zin = f"In de kolom “{kop}” staan te veel verschillende woorden om een stand te zijn."
            raise Weigering(f"{zin} Kies een andere kolom, of neem ze niet.")
    return list(gevonden.values())


def herkende_stand(woord: str) -> Registratie | None:
    kaal = sleutel(woord)
    return next((stand for begin, stand in WOORDEN.items() if kaal.startswith(begin)), None)


class Loketrij(NamedTuple):
    """What the counter says of one agreement; None or empty is what it does not say."""

    rij: int
    nummer: str = ""
    voornaam: str = ""
    naam: str = ""  # the whole name when the list does not divide it
    kbo: str = ""
    onderneming: str = ""
    begin: datetime.date | None = None
    einde: datetime.date | None = None
    stand: Registratie | None = None
    geregistreerd_op: datetime.date | None = None
    stopgezet_op: datetime.date | None = None

    @property
    def wie(self) -> str:
        return f"{self.voornaam} {self.naam}".strip()


class Fout(NamedTuple):
    rij: int
    wat: str


def lees_rijen(
    koppen: list[str], rijen: list, koppeling: dict[str, str], woorden: dict[str, str]
) -> tuple[list[Loketrij], list[Fout]]:
    """The rows, and what in them cannot be read or stands there twice. `woorden`: a word of the
    counter → the state that somebody said it is."""
    standen = {sleutel(woord): stand for woord, stand in woorden.items()}
    plaatsen = [(i, veld) for i, kop in enumerate(koppen) if (veld := koppeling.get(kop))]
    goed, fouten, gezien = [], [], {}
    for nummer, cellen in rijen:
        waarden, mis = _lees_rij(
            {veld: schoon(cellen[i]) for i, veld in plaatsen if i < len(cellen)}, standen
        )
        rij = Loketrij(nummer, **waarden)
        fouten += [Fout(nummer, wat) for wat in mis]
        if not rij.nummer and not (rij.wie and rij.begin):
            fouten.append(Fout(nummer, "Hier staat geen nummer, en geen naam met een begindatum."))
            continue
        waar = rij.kbo or rij.onderneming.casefold()
        kenmerk = rij.nummer.casefold() or (rij.wie.casefold(), waar, rij.begin)
        if eerder := gezien.get(kenmerk):
            fouten.append(Fout(nummer, f"Deze overeenkomst staat ook op rij {eerder}."))
            continue
        gezien[kenmerk] = nummer
        goed.append(rij)
    return goed, fouten


def _lees_rij(cellen: dict[str, str], standen: dict[str, str]) -> tuple[dict, list[str]]:
    waarden, fouten = {}, []
    for veld, tekst in cellen.items():
        if not tekst or WEGGELATEN in tekst:
            continue
        if veld in DATUMS:
            try:
                waarden[veld] = lees_datum(tekst)
            except ValidationError as fout:
                fouten.append(f"{VELDEN[veld][0]}: {fout.message}")
        elif veld == "stand":
            stand = standen.get(sleutel(tekst), "")
            waarden[veld] = Registratie(stand) if stand in Registratie.values else None
        elif veld == "kbo":
            waarden[veld] = normaliseer_kbo(tekst)
        else:
            waarden["naam" if veld == "leerling" else veld] = tekst[:160]
    return waarden, fouten
