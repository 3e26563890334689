"""Which category of leervergoeding follows from what the learner passed, and what it pays."""

import datetime
from typing import NamedTuple

from gebruikers.models import Lidmaatschap
from leerlingen.models import Leerling
from overeenkomsten.models import Leervergoeding, Overeenkomst
from overeenkomsten.statussen import Behaald
from trajecten.models import Studiebewijs
from trajecten.termijnregel import CONTROLEER, Zekerheid

BRON = "vlaanderen.be over de leervergoeding in duaal en alternerend leren"


class Voorstel(NamedTuple):
    """`categorie`: None as long as something that decides is not known."""

    categorie: int | None
    waarom: str


def categorie_van(behaald: str, duale_jaren: int | None) -> Voorstel:
    """By the rule of the Flemish government; what is not known is said, never guessed."""
    if behaald == Behaald.DERDE:
        return Voorstel(3, f"De leerling slaagde voor {Behaald.DERDE.label}.")
    if duale_jaren == 2:
        return Voorstel(3, "De leerling slaagde al voor twee jaren duaal of alternerend.")
    onbekend = []
    if not behaald:
        onbekend.append("Niet bekend: slaagde de leerling voor de 2de graad, of voor meer?")
    if duale_jaren is None:
        onbekend.append("Niet bekend: voor hoeveel jaren duaal of alternerend?")
    if onbekend:
        return Voorstel(None, " ".join(onbekend))
    if duale_jaren == 1:
        return Voorstel(2, "De leerling slaagde al voor één jaar duaal of alternerend.")
    if behaald == Behaald.TWEEDE:
        return Voorstel(2, "De leerling slaagde voor de 2de graad en begint met duaal leren.")
    return Voorstel(
        1, "De leerling slaagde niet voor de 2de graad en begint met het eerste jaar duaal."
    )


class Bekend(NamedTuple):
    behaald: str
    duale_jaren: int | None
    vanwaar: str


def bekend_van(leerling: Leerling, lid: Lidmaatschap) -> Bekend:
    """What the learner's record says of it, as far as `lid` sees that, and where."""
    eerder = Overeenkomst.objects.zichtbaar_voor(lid).filter(traject__leerling=leerling)
    eerder = eerder.exclude(behaald="", duale_jaren=None).order_by("-begindatum", "-pk").first()
    if eerder:
        return Bekend(eerder.behaald, None, f"De 2de graad staat zo bij {eerder}.")
    bewijzen = Studiebewijs.objects.zichtbaar_voor(lid).filter(traject__leerling=leerling)
    if bewijs := bewijzen.filter(soort=Studiebewijs.Soort.TWEEDE_GRAAD).first():
        return Bekend(Behaald.TWEEDE, None, f"In het dossier staat: {bewijs}.")
    return Bekend("", None, "In het dossier staat nog niet waarvoor de leerling slaagde.")


def bedrag_op(school: int, categorie: int | None, dag: datetime.date) -> Leervergoeding | None:
    """What the table of the school says for that day."""
    if categorie is None:
        return None
    return Leervergoeding.objects.filter(school=school, categorie=categorie).op(dag).first()


def voorbehoud(rij: Leervergoeding) -> str:
    """How sure an amount is, where that must be said."""
    zeker = Zekerheid(rij.zekerheid)
    zin = "" if zeker == Zekerheid.OFFICIEEL else f" Dit bedrag is {zeker.label}."
    return f"{zin} {CONTROLEER}"
