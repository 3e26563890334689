"""What is done with several agreements at once, as a job: row by row, each asked for its right when
it comes to it, with what came of it. Stopped halfway, what was done stays and is told."""

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypedDict

from django.db import transaction

from gebruikers.models import Gebruiker, Lidmaatschap, Opdracht
from gebruikers.opdrachten import NietMeerVanOns, opdrachtsoort
from gebruikers.overgang import Weigering
from gebruikers.tasks import vraag_opdracht
from gebruikers.zicht import Informatie, Recht, eis
from overeenkomsten import acties, acties_tekenen
from overeenkomsten.acties_verleng import verleng
from overeenkomsten.models import Ondertekenaar, Overeenkomst
from trajecten.uitvoer import wie_vroeg

HOOGSTENS = 500
NIET_ZICHTBAAR = "Je ziet deze overeenkomst niet meer, of ze bestaat niet meer."
TE_VEEL = f"Kies hoogstens {HOOGSTENS} overeenkomsten tegelijk. Vernauw de filters."
NIETS = "Vink eerst een of meer overeenkomsten aan."


class Regel(TypedDict):
    """What came of one row."""

    pk: int
    wie: str
    url: str
    gelukt: bool
    zin: str


def per_rij(
    opdracht: Opdracht,
    pks: list[int],
    doe: Callable[[Overeenkomst], str],
    *,
    lid: Lidmaatschap,
    voortgang: Callable[[int, int], None],
) -> list[Regel]:
    """Do it with each, in a transaction of its own that also writes down what came of it: a worker
    that dies leaves no row done and untold, and who takes over skips what was done. `doe` gives
    the sentence of what it did, or raises Weigering."""
    regels: list[Regel] = opdracht.resultaat.get("regels", [])
    gedaan = {regel["pk"] for regel in regels}
    voortgang(len(gedaan), len(pks))
    for pk in pks:
        if pk in gedaan:
            continue
        try:
            with transaction.atomic():
                regels.append(_een(pk, doe, lid))
                _bewaar(opdracht, regels)
        except Weigering as weigering:
            regels.append(_regel(pk, lid, gelukt=False, zin=str(weigering)))
            _bewaar(opdracht, regels)
        voortgang(len(regels), len(pks))
    return regels


def _een(pk: int, doe: Callable[[Overeenkomst], str], lid: Lidmaatschap) -> Regel:
    zichtbaar = Overeenkomst.objects.zichtbaar_voor(lid).select_related(
        "school", "traject__school", "traject__leerling", "vestiging__onderneming"
    )
    overeenkomst = zichtbaar.filter(pk=pk).first()
    if overeenkomst is None:
        raise Weigering(NIET_ZICHTBAAR)
    return _regel(pk, lid, gelukt=True, zin=doe(overeenkomst), van=overeenkomst)


def _regel(
    pk: int, lid: Lidmaatschap, *, gelukt: bool, zin: str, van: Overeenkomst | None = None
) -> Regel:
    zichtbaar = Overeenkomst.objects.zichtbaar_voor(lid).select_related(
        "traject__leerling", "school"
    )
    van = van or zichtbaar.filter(pk=pk).first()
    wie = f"{van.traject.leerling}, {van}" if van else ""
    url = van.get_absolute_url() if van else ""
    return {"pk": pk, "wie": wie, "url": url, "gelukt": gelukt, "zin": zin}


def _bewaar(opdracht: Opdracht, regels: list[Regel]) -> None:
    """Unless another worker took the job over meanwhile: then this row is undone, and is theirs."""
    opdracht.resultaat["regels"] = regels
    van_ons = Opdracht.objects.filter(pk=opdracht.pk, poging=opdracht.poging)
    if not van_ons.update(resultaat=opdracht.resultaat):
        raise NietMeerVanOns


def _verstuur(overeenkomst: Overeenkomst, lid: Lidmaatschap) -> str:
    acties.bied_aan(overeenkomst, door=lid)
    return "Ter ondertekening verstuurd."


def _herinner(overeenkomst: Overeenkomst, lid: Lidmaatschap) -> str:
    """Who still has to sign is mailed again, except who asks; of each who is not, why."""
    partijen = Ondertekenaar.objects.zichtbaar_voor(lid).huidige().moet_tekenen()
    partijen = partijen.filter(overeenkomst=overeenkomst).exclude(gebruiker=lid.gebruiker_id)
    gemaild, niet = [], []
    for partij in partijen:
        try:
            with transaction.atomic():
                acties_tekenen.herstuur(partij, door=lid)
            gemaild.append(partij.naam)
        except Weigering as weigering:
            niet.append(f"{partij.naam}: {weigering}")
    if not gemaild:
        raise Weigering(" ".join(niet) or "Hier moet niemand anders meer tekenen.")
    return " ".join([f"Herinnerd: {', '.join(gemaild)}.", *niet])


def _verleng(overeenkomst: Overeenkomst, lid: Lidmaatschap) -> str:
    concept = verleng(overeenkomst, door=lid)
    begin, einde = (f"{dag:%-d/%-m/%Y}" for dag in (concept.begindatum, concept.einddatum))
    return f"Er is een concept van {begin} tot en met {einde}."


@dataclass(frozen=True)
class Samen:
    titel: str
    uitleg: str
    knop: str
    gelukt: str  # what each that went is called
    doe: Callable[[Overeenkomst, Lidmaatschap], str]


SAMEN = {
    "versturen": Samen(
        "Ter ondertekening versturen",
        "Van wat klaar is, maakt Trajecten het document en vraagt elke partij om te tekenen. Wat "
        "nog iets mist, of al verstuurd is, blijft zoals het is: bij elk lees je waarom.",
        "Versturen",
        "verstuurd",
        _verstuur,
    ),
    "herinneren": Samen(
        "Herinneren om te tekenen",
        "Wie nog moet tekenen, krijgt opnieuw de vraag. Wie minder dan tien minuten geleden een "
        "mail kreeg, of geen e-mailadres heeft, krijgt er geen: dat lees je per overeenkomst.",
        "Herinneren",
        "herinnerd",
        _herinner,
    ),
    "verlengen": Samen(
        "Verlengen met een nieuw concept",
        "Van elke getekende overeenkomst komt er een concept voor de dagen erna: dezelfde "
        "werkplek, uren en partijen, met het opleidingsplan dat nu geldt. Waar dat niet kan, lees "
        "je waarom.",
        "Concepten maken",
        "verlengd",
        _verleng,
    ),
}


def nieuwe_sleutel() -> str:
    """Of one page with a button: pressed twice, it asks for the work once."""
    return secrets.token_hex(8)


@transaction.atomic
def vraag_samen(
    wat: str, overeenkomsten: Collection[int], *, sleutel: str, door: Lidmaatschap
) -> Opdracht:
    """Ask for one of SAMEN with these. The same `sleutel` again gives the same job."""
    eis(door, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    if not overeenkomsten:
        raise Weigering(NIETS)
    if len(overeenkomsten) > HOOGSTENS:
        raise Weigering(TE_VEEL)
    Gebruiker.objects.vast(door.gebruiker_id)
    eigen = Opdracht.objects.filter(gevraagd_door=door, soort="overeenkomsten_samen")
    if al := eigen.filter(invoer__sleutel=sleutel).first():
        return al
    aantal = len(overeenkomsten)
    over = f"{aantal} overeenkomst{'' if aantal == 1 else 'en'}"
    invoer = {"wat": wat, "overeenkomsten": list(overeenkomsten), "sleutel": sleutel}
    return vraag_opdracht(
        "overeenkomsten_samen", door=door, titel=SAMEN[wat].titel, over=over, **invoer
    )


@opdrachtsoort("overeenkomsten_samen")
def voer_samen_uit(opdracht: Opdracht, voortgang: Callable[[int, int], None]) -> dict:
    samen, lid = SAMEN[opdracht.invoer["wat"]], wie_vroeg(opdracht)
    regels = per_rij(
        opdracht,
        opdracht.invoer["overeenkomsten"],
        lambda overeenkomst: samen.doe(overeenkomst, lid),
        lid=lid,
        voortgang=voortgang,
    )
    gelukt = sum(regel["gelukt"] for regel in regels)
    zin = f"{gelukt} van {len(regels)} {samen.gelukt}."
    if gelukt < len(regels):
        zin += " Bij de andere staat hieronder waarom niet."
    return {"zin": zin, "regels": regels}
