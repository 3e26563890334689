"""One row of an export: cleaned values, or what is wrong in which column."""

import datetime
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from gebruikers.periode import LAATST, VROEGST
from gebruikers.schrijfwijze import gewone_tekst
from leerlingen.kolommen import VERPLICHT
from leerlingen.models import Betrokkene, Klas, Leerling, Opleiding
from leerlingen.models.leerling import VROEGST_GEBOREN

DATUMS = ("geboortedatum", "ingeschreven_van", "ingeschreven_tot")
DAG_EERST = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
JAAR_EERST = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?$")
JONGSTE = 10  # years


# What is stored as it is read: column → field of the model, whose rules hold here too, so that a
# form and an import refuse the same.
VELD = {
    **{
        veld: Leerling._meta.get_field(veld)
        for veld in (
            "stamnummer leerlingnummer naam voornaam straat huisnummer bus postcode gemeente land "
            "telefoon"
        ).split()
    },
    **{
        f"{veld}_{ouder}": Betrokkene._meta.get_field(veld)
        for veld in ("voornaam", "naam", "telefoon")
        for ouder in ("vader", "moeder")
    },
    "klascode": Klas._meta.get_field("code"),
    "klasnaam": Klas._meta.get_field("naam"),
    "administratieve_groep": Opleiding._meta.get_field("administratieve_groep"),
}


def lees_datum(tekst: str) -> datetime.date:
    """dd/mm/jjjj (also with . or -) or jjjj-mm-dd. Raises ValidationError."""
    if gevonden := DAG_EERST.match(tekst):
        dag, maand, jaar = map(int, gevonden.groups())
    elif gevonden := JAAR_EERST.match(tekst):
        jaar, maand, dag = map(int, gevonden.groups())
    else:
        raise ValidationError(
            f"“{tekst[:20]}” is geen datum. Schrijf dag/maand/jaar met vier cijfers."
        )
    try:
        return datetime.date(jaar, maand, dag)
    except ValueError:
        raise ValidationError(f"De datum {tekst} bestaat niet.") from None


def datumvorm(tekst: str) -> str:
    """How a date that could be read was written."""
    return "dag/maand/jaar" if DAG_EERST.match(tekst) else "jaar-maand-dag"


def _geboortedatum(tekst: str, vandaag: datetime.date) -> datetime.date:
    geboren = lees_datum(tekst)
    if geboren > vandaag:
        raise ValidationError(f"De geboortedatum {tekst} ligt in de toekomst.")
    jaren = (vandaag - geboren).days // 365.25
    if geboren < VROEGST_GEBOREN or jaren < JONGSTE:
        raise ValidationError(
            f"Met geboortedatum {tekst} is deze leerling {jaren:.0f} jaar. Dat kan niet."
        )
    return geboren


def _email(tekst: str) -> str:
    try:
        validate_email(tekst)
    except ValidationError:
        raise ValidationError(f"“{tekst[:60]}” is geen e-mailadres.") from None
    if len(tekst) > 254:
        raise ValidationError("Dit e-mailadres is te lang.")
    return tekst.lower()


def _tekst(veld: str, tekst: str) -> str:
    if len(tekst) > (lengte := VELD[veld].max_length):
        zin = f"De tekst is te lang: {len(tekst)} tekens, hoogstens {lengte}."
        raise ValidationError(zin)
    for regel in VELD[veld].default_validators:
        regel(tekst)
    return tekst


def lees_cel(veld: str, tekst: str, vandaag: datetime.date) -> object:
    """The value of one filled cell, as a form would keep it. Raises ValidationError."""
    gewone_tekst(tekst)
    if veld == "geboortedatum":
        return _geboortedatum(tekst, vandaag)
    if veld in DATUMS:
        dag = lees_datum(tekst)
        if not VROEGST <= dag <= LAATST:
            raise ValidationError(f"De datum {tekst} kan niet: kijk het jaar na.")
        return dag
    if veld.startswith("email"):
        return _email(tekst)
    if veld == "geslacht":
        return tekst[:1].upper() if tekst[:1].upper() in "MVX" else ""
    return _tekst(veld, tekst)


def schoon(cel: str) -> str:
    return " ".join(unicodedata.normalize("NFC", cel).split())


def lees_rij(cellen: dict[str, str], vandaag: datetime.date) -> tuple[dict, list[tuple[str, str]]]:
    """Values by field (empty cells left out), and (field, reason) for each cell that is refused."""
    waarden: dict[str, object] = {}
    fouten: list[tuple[str, str]] = []
    for veld, ruw in cellen.items():
        tekst = schoon(ruw)
        if not tekst:
            if veld in VERPLICHT:
                fouten.append((veld, "Deze cel is leeg, en is verplicht."))
            continue
        try:
            waarden[veld] = lees_cel(veld, tekst, vandaag)
        except ValidationError as fout:
            fouten.append((veld, fout.message))
    van, tot = waarden.get("ingeschreven_van"), waarden.get("ingeschreven_tot")
    if van and tot and tot < van:
        fouten.append(("ingeschreven_tot", "Het einde van de inschrijving ligt voor het begin."))
    return waarden, fouten
