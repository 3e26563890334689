"""Presence that waits for who guides: nobody told it in time, it is not clear, or it shows a
pattern."""

from collections import defaultdict
from itertools import groupby

from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Informatie
from opleidingsplannen.afwezigheidssignaal import TERUG, heeft_signaal, signalen
from opleidingsplannen.models import Aanwezigheid
from opleidingsplannen.termijnen import aanwezigheid_vast
from overzichten.adressen import adres
from overzichten.taken.taak import Groep, TeDoen, regel, regel_over_termijnen
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


@regel("Vaak afwezig", doen=Informatie.AANWEZIGHEID, waar=heeft_signaal)
def vaak_afwezig(lid: Lidmaatschap, trajecten: list) -> list[TeDoen]:
    """A pattern of the last six weeks: a question to look, no more."""
    vandaag, gezien = timezone.localdate(), defaultdict(list)
    rijen = Aanwezigheid.objects.filter(traject__in=trajecten).tussen(vandaag - TERUG, vandaag)
    for rij in rijen:
        gezien[rij.traject_id].append(rij)
    grens = lid.school.afwezigheid_grens
    return [
        TeDoen(
            groep=Groep.LATER,
            traject_id=traject.pk,
            wie=f"{traject.leerling}:",
            zin=f"{signaal.zin} op de werkplek",
            uitleg="Kijk of er iets speelt",
            waarom=signaal.waarom,
            url=adres(lid, "opleidingsplannen:aanwezigheid", traject.pk),
            knop="Bekijken",
            kort="vaak afwezig",
            datum=vandaag,
            teken="?",
        )
        for traject in trajecten
        for signaal in signalen(gezien[traject.pk], grens=grens, vandaag=vandaag)[:1]
    ]
