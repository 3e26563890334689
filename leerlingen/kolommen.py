"""Which column of an export holds which field: recognised by name, or mapped by hand."""

import re
from dataclasses import replace

from gebruikers.overgang import Weigering
from gebruikers.schrijfwijze import WEGGELATEN, heeft_rijksregisternummer, zoekvorm
from leerlingen.lezen import Tabel

# field → (label on the screen, names it goes by in exports)
VELDEN: dict[str, tuple[str, str]] = {
    "stamnummer": ("Stamnummer", "stamnr stamboeknummer stamboeknr"),
    "naam": ("Naam", "familienaam achternaam"),
    "voornaam": ("Voornaam", "roepnaam"),
    "geboortedatum": ("Geboortedatum", "gebdatum geboren geborenop"),
    "geslacht": ("Geslacht", "mv"),
    "leerlingnummer": ("Leerlingnummer", "leerlingnr internnummer internnr"),
    "administratieve_groep": ("Administratieve groep", "admgroep admgr admingroep"),
    "klascode": ("Klascode", "klas klasgroep"),
    "klasnaam": ("Klasnaam", "klasomschrijving"),
    "ingeschreven_van": ("Begin inschrijving", "begindatuminschrijving begindatum datuminstap"),
    "ingeschreven_tot": ("Einde inschrijving", "einddatuminschrijving einddatum"),
    "straat": ("Straat", "straatnaam"),
    "huisnummer": ("Nummer", "nr huisnr"),
    "bus": ("Bus", "busnummer busnr"),
    "postcode": ("Postcode", "postnr postnummer"),
    "gemeente": ("Gemeente", "woonplaats plaats"),
    "land": ("Land", ""),
    "telefoon": (
        "Telefoon leerling",
        "communicatienummereigengsm eigengsm gsm gsmleerling telefoon",
    ),
    "email": ("E-mail leerling", "email emailadres eigenemail mail"),
    "telefoon_vader": ("Telefoon vader", "communicatienummervader gsmvader"),
    "telefoon_moeder": ("Telefoon moeder", "communicatienummermoeder gsmmoeder"),
    "email_vader": ("E-mail vader", "mailvader"),
    "email_moeder": ("E-mail moeder", "mailmoeder"),
    "voornaam_vader": ("Voornaam vader", ""),
    "naam_vader": ("Naam vader", "familienaamvader"),
    "voornaam_moeder": ("Voornaam moeder", ""),
    "naam_moeder": ("Naam moeder", "familienaammoeder"),
}
OUDERS = tuple(veld for veld in VELDEN if veld.endswith(("_vader", "_moeder")))
VERPLICHT = ("stamnummer", "naam", "voornaam", "geboortedatum")
# What a school's export may hold and we never keep.
NOOIT = re.compile(
    r"rijksreg|rijksnummer|rijksnr|insz|bisnummer|bisnr|nationa|natnummer|natnr"
    r"|(^|leerling|vader|moeder)rr(n|nr|nummer)?($|leerling|vader|moeder)|^(inss|niss|ssin)"
    r"|identiteitskaart|socialezekerheid|huisarts|huisdokter|dokter|geneesheer"
)
NIET_NEMEN = ""


def sleutel(kop: str) -> str:
    """'E-mail Vader ' → 'emailvader'."""
    return re.sub(r"[^a-z0-9]", "", zoekvorm(kop))


def namen_van(velden: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Every name that a header may have → its field."""
    return {
        naam: veld
        for veld, (label, namen) in velden.items()
        for naam in [sleutel(veld), sleutel(label), *namen.split()]
    }


_NAMEN = namen_van(VELDEN)


def is_nooit(kop: str) -> bool:
    """A column with a national number or other data that is never taken, whatever is chosen."""
    return bool(NOOIT.search(sleutel(kop)))


def zonder_nooit(tabel: Tabel) -> Tabel:
    """The table as it may be kept: no columns that are never taken or have no name, and no
    national number in any other. The numbers of the rows stay."""
    plaatsen = [i for i, kop in enumerate(tabel.koppen) if kop and not is_nooit(kop)]
    rijen = [
        (nummer, [_te_bewaren(cellen[i]) for i in plaatsen if i < len(cellen)])
        for nummer, cellen in tabel.rijen
    ]
    return replace(tabel, koppen=[tabel.koppen[i] for i in plaatsen], rijen=rijen)


def _te_bewaren(cel: str) -> str:
    return WEGGELATEN if heeft_rijksregisternummer(cel) else cel


def herken(
    koppen: list[str], eerder: dict[str, str], namen: dict[str, str] = _NAMEN
) -> dict[str, str]:
    """Header → field, or '' for what is not taken. `eerder`: what the school chose before, which
    wins from what the name suggests."""
    koppeling: dict[str, str] = {}
    for kop in filter(None, koppen):
        veld = NIET_NEMEN if is_nooit(kop) else eerder.get(kop, namen.get(sleutel(kop), NIET_NEMEN))
        koppeling[kop] = NIET_NEMEN if veld in koppeling.values() else veld
    return koppeling


def onbekend(koppeling: dict[str, str], eerder: dict[str, str]) -> list[str]:
    """Headers that nothing was found for and that nobody decided about before."""
    return [k for k, v in koppeling.items() if not v and not is_nooit(k) and k not in eerder]


def voorbeelden(tabel: Tabel, aantal: int = 3) -> dict[str, list[str]]:
    """Header → the first different values under it, to recognise a column by."""
    gevonden: dict[str, list[str]] = {kop: [] for kop in tabel.koppen}
    for _, cellen in tabel.rijen:
        for kop, cel in zip(tabel.koppen, cellen, strict=False):
            waarde = " ".join(cel.split())[:40]
            if waarde and len(gevonden[kop]) < aantal and waarde not in gevonden[kop]:
                gevonden[kop].append(waarde)
    return gevonden


def controleer(koppeling: dict[str, str]) -> None:
    """Raise Weigering when a field is mapped twice or a required one is missing."""
    gekozen = [veld for veld in koppeling.values() if veld]
    for veld in gekozen:
        if gekozen.count(veld) > 1:
            raise Weigering(f"“{VELDEN[veld][0]}” is aan twee kolommen gekoppeld. Kies er één.")
    if mist := [VELDEN[veld][0] for veld in VERPLICHT if veld not in gekozen]:
        raise Weigering(f"Koppel nog een kolom aan: {', '.join(mist)}.")
