"""What a bewijsdocument proves of itself, and whether this installation knows it: for who may run
manage.py, so with the names in it."""

import hashlib
from dataclasses import dataclass, field

from django.core.files.base import File

from gebruikers.bestanden import sha256_van
from gebruikers.muur import open_achter
from overeenkomsten.bewijsdocument import bewijs_in, tekenversie_in, verzegeld_op
from overeenkomsten.documenten import tijdstip
from overeenkomsten.documentzegel import Staat, Zegel, lees_zegel
from overeenkomsten.models import Overeenkomst, Wijziging
from overeenkomsten.statussen import OOIT_GETEKEND, Status
from trajecten.models import Document

GELIJK = "precies het bestand dat hier bewaard is"
ONBEKEND = "onbekend hier"
ANDER = "De overeenkomst staat hier, maar het bewaarde bewijsdocument is een ander bestand."
VERVANGEN = "Deze versie geldt niet meer: versie {versie} kwam in de plaats."
INGETROKKEN = "Deze {heet} is ingetrokken: ze geldt niet."
TERUGGENOMEN = "Deze {heet} is teruggenomen naar concept: deze versie geldt niet meer."
ANDERE_BIJLAGE = "De bijlage tekenversie.pdf is niet wat volgens het bewijsblad getekend werd."


@dataclass
class Nazicht:
    """What was found, in the order to read it. `reden`: why it is not in order, or empty."""

    feiten: dict[str, str] = field(default_factory=dict)
    reden: str = ""


def kijk_na(bestand: File) -> Nazicht:
    """The seal and what it covers, from the file alone; then what the database says of it."""
    sha256, zegel = sha256_van(bestand), lees_zegel(bestand.read())
    nazicht = Nazicht({"Vingerafdruk van dit bestand": sha256})
    if zegel.certificaat:
        nazicht.feiten |= {"Certificaat van": zegel.houder, "Certificaat": zegel.certificaat}
    if zegel.staat is not Staat.HEEL:
        nazicht.reden = zegel.staat.value
        return nazicht
    getekend = hashlib.sha256(tekenversie_in(bestand.file) or b"").hexdigest()
    bewijs = bewijs_in(bestand.file)
    nazicht.feiten |= _van_het_bewijs(bewijs) | _van_het_zegel(zegel, bestand)
    if bewijs["sha256"] != getekend:
        nazicht.reden = ANDERE_BIJLAGE
        return nazicht
    nazicht.feiten["Databank"], nazicht.reden = _in_de_databank(sha256, getekend)
    return nazicht


def _van_het_bewijs(bewijs: dict) -> dict[str, str]:
    getekend = {}
    for h in bewijs["handtekeningen"]:
        wie = f"Getekend, {h['partij'].lower()}"
        if wie in getekend:  # of two parents
            wie += f" ({h['hoedanigheid'] or h['naam']})"
        sha256 = h.get("adres_sha256")
        adres = f"; SHA-256 van dat adres: {sha256}" if sha256 else ""
        getekend[wie] = f"{h['naam']}, {h['op']} ({h['wijze']}{adres})"
    return {
        "Overeenkomst": f"{bewijs['nummer']}, {bewijs['titel'].lower()}",
        "School": bewijs["school"]["naam"],
        **getekend,
        "Vingerafdruk van wat getekend werd": bewijs["sha256"],
    }


def _van_het_zegel(zegel: Zegel, bestand: File) -> dict[str, str]:
    feiten = {"Zegel": f"heel, gezet op {tijdstip(verzegeld_op(bestand.file))}"}
    if zegel.tijdstempel:
        feiten["Tijdstempel"] = tijdstip(zegel.tijdstempel)
    return feiten


def _in_de_databank(sha256: str, getekend: str) -> tuple[str, str]:
    """What it knows of this file, and why that is not in order."""
    for vingerafdruk in (sha256, getekend):
        open_achter("scholen_met_vingerafdruk", vingerafdruk)
    document = Document.objects.filter(soort="bewijs", sha256=sha256).first()
    if document is None:
        bekend = Document.objects.filter(soort="tekenversie", sha256=getekend).exists()
        return (ONBEKEND, "") if not bekend else ("een ander bestand", ANDER)
    return GELIJK, _waarom_niet_meer(document)


def _waarom_niet_meer(document: Document) -> str:
    """Why what this bewijsdocument proves does not hold any more, or nothing."""
    soort, _, pk = document.bron.partition("-")
    stuk = (Wijziging if soort == "wijziging" else Overeenkomst).objects.get(pk=pk)
    if stuk.status == Status.INGETROKKEN:
        return INGETROKKEN.format(heet=stuk.heet)
    if stuk.status not in OOIT_GETEKEND:
        return TERUGGENOMEN.format(heet=stuk.heet)
    return VERVANGEN.format(versie=stuk.versie) if stuk.bewijs_id != document.pk else ""
