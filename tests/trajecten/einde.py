"""Ways to end a traject, for the tests that need one ended."""

from gebruikers.models import Lidmaatschap
from tests import factories as f
from trajecten import acties_fase
from trajecten.fases import Fase
from trajecten.models import Studiebewijs, Traject


def niets_open(traject: Traject) -> None:
    """The placements at organisations were stopped before."""
    traject.plaatsingen.filter(organisatie__isnull=False).update(tot=f.dagen(-1))


def zet_stop(traject: Traject, *, door: Lidmaatschap, reden: str = "", **velden) -> None:
    niets_open(traject)
    eindereden = f.EinderedenFactory(school=traject.school)
    wat = {"eindereden": eindereden, "reden": reden} | velden
    acties_fase.verplaats_fase(traject, Fase.STOPGEZET, door=door, **wat)


def rond_af(traject: Traject, *, door: Lidmaatschap, **velden) -> None:
    """Of one that runs."""
    niets_open(traject)
    bewijs = Studiebewijs(soort="diploma", op=f.dagen(0))
    wat = {"studiebewijzen": [bewijs], "reden": "Alles bereikt."} | velden
    acties_fase.verplaats_fase(traject, Fase.AFGEROND, door=door, **wat)
