"""Presence that waits for who guides: nobody told it in time, or it is not clear."""

from itertools import groupby

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Informatie
from opleidingsplannen.termijnen import aanwezigheid_vast
from overzichten.adressen import adres
from overzichten.taken.taak import Groep, TeDoen, regel_over_termijnen
from trajecten.models import Termijn


def _open():
    return Termijn.objects.open().filter(regel=aanwezigheid_vast.sleutel)


@regel_over_termijnen("Aanwezigheid open", doen=Informatie.AANWEZIGHEID, termijnen=_open)
def aanwezigheid_open(lid: Lidmaatschap, paren: list) -> list[TeDoen]:
    """One for each learner, however many weeks."""
    per_traject = groupby(paren, key=lambda paar: paar[0])
    return [_taak(lid, traject, [rij for _, rij in rijen]) for traject, rijen in per_traject]


def _taak(lid: Lidmaatschap, traject, termijnen: list[Termijn]) -> TeDoen:
    eerste, meer = termijnen[0], len(termijnen) - 1
    erbij = f", en {meer} {'week' if meer == 1 else 'weken'} meer" if meer else ""
    week = eerste.onderwerp.rpartition("-")[2]
    return TeDoen(
        groep=Groep.VANDAAG,
        traject_id=traject.pk,
        wie=f"{traject.leerling}:",
        zin="stel de aanwezigheid op de werkplek vast",
        uitleg=f"{eerste.aanleiding[0].upper()}{eerste.aanleiding[1:]}{erbij}",
        waarom=" ".join(eerste.waarom),
        url=adres(lid, "opleidingsplannen:aanwezigheid", traject.pk)
        + f"?week={week[:4]}-{week[4:6]}-{week[6:]}",
        knop="Vaststellen",
        kort="aanwezigheid open",
        datum=eerste.uiterlijk,
        teken=eerste.teken,
    )
