"""What is still open when a traject ends or is interrupted, and what becomes of it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG
from trajecten.fases import GESLOTEN, Fase
from trajecten.models import Termijn, Traject


@dataclass(frozen=True)
class Open:
    """`houdt_tegen`: it has to be settled first. `url`, `knop`: where."""

    zin: str
    url: str = ""
    knop: str = ""
    houdt_tegen: bool = False


def houdt_tegen(traject: Traject, op: datetime.date) -> list[Open]:
    """What has to end before the traject can, as of that day."""
    open_nog = [*_overeenkomsten(traject, op, True), *_bij_organisaties(traject, op, True)]
    return [rij for rij in open_nog if rij.houdt_tegen]


def openstaand(traject: Traject, doel: Fase, op: datetime.date, lid: Lidmaatschap) -> list[Open]:
    """All that a move of this phase leaves, what has to be settled first on top. `lid`: who reads
    it."""
    sluit = doel in GESLOTEN
    open_nog = [*_overeenkomsten(traject, op, sluit), *_bij_organisaties(traject, op, sluit)]
    open_nog.sort(key=lambda rij: not rij.houdt_tegen)
    return [*open_nog, *_gaat_vanzelf(traject, lid)] if sluit else open_nog


def _overeenkomsten(traject: Traject, op: datetime.date, sluit: bool) -> Iterator[Open]:
    """Those that run on after that day or wait for signatures."""
    rijen = traject.overeenkomsten.select_related("school")
    loopt_na = {
        "status__in": ["getekend", "beeindigd"],
        "feitelijke_periode__endswith__gt": op + DAG,
    }
    for rij in rijen.filter(**loopt_na):
        tot = date_format(rij.feitelijke_periode.upper - DAG, "j F Y")
        zin = f"{rij} is getekend en loopt verder, tot en met {tot}."
        zin += " De mentor ziet het dossier zo lang als daarbij hoort." if sluit else ""
        yield _van(rij, zin, False)
    for rij in rijen.filter(status="ter_ondertekening"):
        dan = "Trek ze eerst in." if sluit else "Wie nog moet tekenen, kan dat nog."
        yield _van(rij, f"{rij} ligt ter ondertekening. {dan}", sluit)
    for rij in rijen.filter(wijzigingen__status="ter_ondertekening").distinct():
        dan = "Trek die eerst in." if sluit else "Wie nog moet tekenen, kan dat nog."
        yield _van(rij, f"Een wijziging van {rij} ligt ter ondertekening. {dan}", sluit)
    for rij in rijen.filter(status="concept") if sluit else ():
        yield _van(rij, f"{rij} blijft een concept: versturen kan dan niet meer.", False)


def _van(overeenkomst, zin: str, houdt_tegen: bool) -> Open:
    return Open(zin, overeenkomst.get_absolute_url(), "Naar de overeenkomst", houdt_tegen)


def _bij_organisaties(traject: Traject, op: datetime.date, sluit: bool) -> Iterator[Open]:
    """Those that no agreement wrote: of that one it is said already."""
    rijen = traject.plaatsingen.filter(organisatie__isnull=False, overeenkomst=None, tot__gt=op)
    for rij in rijen.select_related("organisatie"):
        zin = _loopt_nog(f"De plaatsing bij {rij.organisatie}", rij.tot, sluit)
        url = reverse("werkplekken:beeindig_plaatsing", args=[traject.school.code, rij.pk])
        yield Open(zin, url, "Plaatsing stoppen", sluit)


def _loopt_nog(wat: str, laatste: datetime.date, sluit: bool) -> str:
    """Of what is over by now the traject can end since."""
    tot = date_format(laatste, "j F Y")
    if not sluit:
        return f"{wat} loopt verder, tot en met {tot}."
    if laatste <= timezone.localdate():
        return f"{wat} liep tot en met {tot}. Kies een dag vanaf dan."
    return f"{wat} loopt tot en met {tot}. Stop ze eerst."


def _gaat_vanzelf(traject: Traject, lid: Lidmaatschap) -> Iterator[Open]:
    for rij in traject.inschrijvingen.filter(tot=None).select_related("opleiding"):
        yield Open(f"De inschrijving in {rij.opleiding} eindigt die dag.")
    lopend = Termijn.objects.zichtbaar_voor(lid).open().filter(traject=traject)
    if termijnen := dict.fromkeys(rij.uit.naam for rij in lopend):
        namen = ", ".join(termijnen)
        yield Open(f"Termijnen: {namen}. Wat daarvan niet meer nodig is, gaat vanzelf dicht.")
    if aantal := traject.taken.open().filter(lijstregel=None, vraagt_einde=False).count():
        wat = "Eén taak staat" if aantal == 1 else f"{aantal} taken staan"
        zin = f"{wat} nog open die iemand zelf gaf. Vink af wat gedaan is; de rest kan je daarna"
        url = f"{traject.get_absolute_url()}?deel=taken#delen"
        yield Open(f"{zin} in één keer wegnemen, bij Taken.", url, "Naar de taken")
    if aantal := traject.contactmomenten.leesbaar_voor(lid).gepland().count():
        wat = "Eén contact is" if aantal == 1 else f"{aantal} contacten zijn"
        yield Open(f"{wat} nog gepland. Zeg of het doorging, of haal weg wat niet meer nodig is.")
    if team := dict.fromkeys(
        str(rij.gebruiker) for rij in traject.team.op().select_related("gebruiker")
    ):
        namen = ", ".join(team)
        yield Open(
            f"Het team ({namen}) blijft het dossier zien, en krijgt de taken die op je school "
            "bij het einde horen."
        )
