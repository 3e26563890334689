"""One thing to do, as the dashboard and the caseload show it, and the rule that finds it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce
from operator import or_

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
)

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Informatie, Recht, mag
from overzichten.adressen import adres
from trajecten.models import Termijn, Traject


class Groep(StrEnum):
    TE_LAAT = "te_laat"
    VANDAAG = "vandaag"
    WACHT = "wacht"
    LATER = "later"


GROEPEN = {
    Groep.TE_LAAT: "Te laat of bijna",
    Groep.VANDAAG: "Kan je nu doen",
    Groep.WACHT: "Wacht op anderen",
    Groep.LATER: "In het oog houden",
}
TEKENS = {  # the sign in the little square, in words
    "!": "dringend",
    "…": "wacht op iemand anders",
    "✎": "jij tekent",
    "?": "vraag",
    "@": "mailadres",
    "P": "opleidingsplan",
    "W": "werkplek",
    "M": "mentor",
    "T": "team",
    "O": "ouder",
    "≠": "klopt niet met elkaar",
}
WEINIG = 2  # rules
SOORT = {Groep.TE_LAAT: "gevaar", Groep.VANDAAG: "let_op"}
Treft = dict[int, set[str]]  # traject → the keys of the rules that are about it


@dataclass(frozen=True)
class TeDoen:
    """`kort` stands in the caseload; `datum` orders within a group (earliest first). `af`: the task
    that somebody gave (a trajecten.Taak), to be ticked off here. `contact`: what was planned (a
    begeleiding.Contactmoment), to say here how it went."""

    groep: Groep
    traject_id: int
    wie: str
    zin: str
    uitleg: str
    waarom: str
    url: str
    knop: str
    kort: str
    datum: datetime.date
    teken: str = "!"
    dag: int = 0  # which opleidingsdag it is today, and of how many, for the day counter
    dagen: int = 0
    af: Model | None = None
    contact: Model | None = None

    @property
    def teken_zegt(self) -> str:
        """Other signs are days."""
        return TEKENS.get(self.teken, "dagen over")

    @property
    def soort(self) -> str:
        return SOORT.get(self.groep, "rust")

    @property
    def volgorde(self) -> tuple:
        """Within a group an appointment comes first: it has an hour."""
        groep, kan_schuiven = list(Groep).index(self.groep), self.contact is None
        return (groep, kan_schuiven, self.datum, self.wie, self.kort)


@dataclass(frozen=True)
class Regel:
    """What may be the matter with a traject. The database counts and filters by `waar`, which may
    differ by who looks; `maak` says it in words, with at least one TeDoen for each of those
    trajecten: numbers, filters and sentences are about the same learners. `erbij`: what `maak`
    wants to know of each, as annotations. Who may neither write `doen` nor tick it off
    follows along."""

    sleutel: str
    titel: str
    doen: Informatie
    waar: Callable[[Lidmaatschap], Q]
    erbij: Callable[[], dict]
    maak: Callable[[Lidmaatschap, list], list[TeDoen]]

    def __call__(self, lid: Lidmaatschap, trajecten) -> list[TeDoen]:
        return taken_uit((self,), lid, trajecten)

    def taken(self, lid: Lidmaatschap, trajecten: list) -> list[TeDoen]:
        if not trajecten:
            return []
        taken = self.maak(lid, trajecten)
        if mag(lid, self.doen, Recht.SCHRIJF | Recht.VINK):
            return taken
        return [
            replace(
                taak,
                groep=Groep.WACHT,
                teken="…",
                url=adres(lid, "overzichten:dossier", taak.traject_id),
                knop="Dossier openen",
            )
            for taak in taken
        ]


def regel(
    titel: str, *, doen: Informatie, waar: Callable[[], Q], erbij: Callable[[], dict] = dict
) -> Callable:
    """Decorator: the function that puts it in words becomes the Regel of its name."""
    return lambda maak: Regel(maak.__name__, titel, doen, lambda lid: waar(), erbij, maak)


def regel_over_termijnen(
    titel: str,
    *,
    doen: Informatie,
    termijnen: Callable[[], QuerySet],
    waar: Callable[[], Q] = Q,
    erbij: Callable[[], dict] = dict,
) -> Callable:
    """Decorator: as `regel`, about these Termijn rows. The function gets (traject, termijn) of each
    of them; `waar`: what more must be so of the traject."""

    def maak_regel(maak: Callable[[Lidmaatschap, list], list[TeDoen]]) -> Regel:
        naam = f"termijnen_{maak.__name__}"
        return Regel(
            maak.__name__,
            titel,
            doen,
            lambda lid: _heeft(termijnen()) & waar(),
            lambda: _welke(naam, termijnen()) | erbij(),
            lambda lid, trajecten: maak(lid, _paren(trajecten, naam)),
        )

    return maak_regel


def treffers(regels: tuple[Regel, ...], lid: Lidmaatschap) -> dict[str, ExpressionWrapper]:
    """To annotate: of each rule whether it is about this traject."""
    return {naam_van(r): ExpressionWrapper(r.waar(lid), BooleanField()) for r in regels}


def naam_van(regel: Regel) -> str:
    """Of its annotation."""
    return f"treft_{regel.sleutel}"


def taken_uit(
    regels: tuple[Regel, ...], lid: Lidmaatschap, trajecten, treft: Treft | None = None
) -> list[TeDoen]:
    """All that these rules have to say: one query finds which is about whom, unless the caller
    knows (`treft`). Who has few rules may see a whole school, and fetches only whom they are about;
    who has more guides a few."""
    if treft is None and len(regels) <= WEINIG:
        trajecten = trajecten.filter(reduce(or_, (regel.waar(lid) for regel in regels), Q()))
    erbij = {naam: waarde for r in regels for naam, waarde in r.erbij().items()}
    if treft is None:
        erbij |= treffers(regels, lid)
    rijen = trajecten.select_related("leerling").annotate(**erbij)
    rijen = list(rijen.prefetch_related(_lopende_termijnen(lid)))
    if treft is None:
        treft = {rij.pk: {r.sleutel for r in regels if getattr(rij, naam_van(r))} for rij in rijen}
    return [
        taak
        for r in regels
        for taak in r.taken(lid, [rij for rij in rijen if r.sleutel in treft.get(rij.pk, ())])
    ]


def _heeft(termijnen: QuerySet) -> Q:
    return Q(Exists(termijnen.filter(traject=OuterRef("pk"))))


def _welke(naam: str, termijnen: QuerySet) -> dict[str, ArraySubquery]:
    eigen = termijnen.filter(traject=OuterRef("pk")).order_by("uiterlijk", "pk")
    return {naam: ArraySubquery(eigen.values("pk"))}


def _paren(trajecten: list[Traject], naam: str) -> list[tuple[Traject, Termijn]]:
    """Each traject with each of its terms that `_welke` named so. The terms themselves are fetched
    once for all rules together."""
    return [
        (traject, termijn)
        for traject in trajecten
        for termijn in traject.lopende_termijnen
        if termijn.pk in getattr(traject, naam)
    ]


def _lopende_termijnen(lid: Lidmaatschap) -> Prefetch:
    leesbaar = Termijn.objects.leesbaar_voor(lid).open().select_related("verlenging")
    return Prefetch("termijnen", leesbaar, to_attr="lopende_termijnen")
