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
from trajecten.models import Traject
from trajecten.uitvoer import wie_vroeg

HOOGSTENS = 500
NIET_ZICHTBAAR = {
    Overeenkomst: "Je ziet deze overeenkomst niet meer, of ze bestaat niet meer.",
    Traject: "Je ziet dit traject niet meer, of het bestaat niet meer.",
}
ERBIJ = {
    Overeenkomst: ("school", "traject__school", "traject__leerling", "vestiging__onderneming"),
    Traject: ("school", "leerling"),
}
TE_VEEL = f"Kies hoogstens {HOOGSTENS} overeenkomsten tegelijk. Vernauw de filters."
AL_GEVRAAGD = "Dit was al gevraagd, met andere keuzes. Open de pagina opnieuw en kies nog eens."
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
    doe: Callable[[Overeenkomst | Traject], str],
    *,
    model: type[Overeenkomst | Traject] = Overeenkomst,
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
                rij = _zoek(model, pk, lid)
                if rij is None:
                    raise Weigering(NIET_ZICHTBAAR[model])
                regels.append(_regel(pk, rij, gelukt=True, zin=doe(rij)))
                _bewaar(opdracht, regels)
        except Weigering as weigering:
            rij = _zoek(model, pk, lid)
            regels.append(_regel(pk, rij, gelukt=False, zin=str(weigering)))
            _bewaar(opdracht, regels)
        voortgang(len(regels), len(pks))
    return regels


def _zoek(
    model: type[Overeenkomst | Traject], pk: int, lid: Lidmaatschap
) -> Overeenkomst | Traject | None:
    zichtbaar = model.objects.zichtbaar_voor(lid).select_related(*ERBIJ[model])
    return zichtbaar.filter(pk=pk).first()


def _regel(pk: int, rij: Overeenkomst | Traject | None, *, gelukt: bool, zin: str) -> Regel:
    """Named anew after it was done: an agreement has its number since."""
    if rij is None:
        return {"pk": pk, "wie": "", "url": "", "gelukt": gelukt, "zin": zin}
    wie = str(rij.leerling) if isinstance(rij, Traject) else f"{rij.traject.leerling}, {rij}"
    return {"pk": pk, "wie": wie, "url": rij.get_absolute_url(), "gelukt": gelukt, "zin": zin}


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
def vraag_een_keer(
    soort: str, sleutel: str, wat: dict, *, titel: str, over: str, lijst: str, door: Lidmaatschap
) -> Opdracht:
    """Ask for this work. The same `sleutel` with the same work again gives the same job; with other
    work it is a page of before. `lijst`: the address to go back to."""
    eis(door, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    Gebruiker.objects.vast(door.gebruiker_id)
    eigen = Opdracht.objects.filter(gevraagd_door=door, soort=soort)
    if al := eigen.filter(invoer__sleutel=sleutel).first():
        if any(al.invoer[naam] != waarde for naam, waarde in wat.items()):
            raise Weigering(AL_GEVRAAGD)
        return al
    erbij = {"titel": titel, "over": over, "sleutel": sleutel, "lijst_url": lijst}
    return vraag_opdracht(soort, door=door, **wat, **erbij)


def vraag_samen(
    wat: str, overeenkomsten: Collection[int], *, sleutel: str, lijst: str, door: Lidmaatschap
) -> Opdracht:
    """Ask for one of SAMEN with these."""
    aantal = len(overeenkomsten)
    if not aantal:
        raise Weigering(NIETS)
    if aantal > HOOGSTENS:
        raise Weigering(TE_VEEL)
    return vraag_een_keer(
        "overeenkomsten_samen",
        sleutel,
        {"wat": wat, "overeenkomsten": list(overeenkomsten)},
        titel=SAMEN[wat].titel,
        over=f"{aantal} overeenkomst{'' if aantal == 1 else 'en'}",
        lijst=lijst,
        door=door,
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
    return {"zin": in_het_kort(regels, samen.gelukt), "regels": regels}


def in_het_kort(regels: list[Regel], gelukt: str) -> str:
    """`gelukt`: what each that went is called."""
    aantal = sum(regel["gelukt"] for regel in regels)
    zin = f"{aantal} van {len(regels)} {gelukt}."
    return f"{zin} Bij de andere staat hieronder waarom niet." if aantal < len(regels) else zin
