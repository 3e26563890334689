"""What begins and ends in the coming weeks, for the learners that one sees."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, Q
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from overeenkomsten.models import Schorsing
from overeenkomsten.plaatsing import met_schorsingen
from overzichten.adressen import adres
from trajecten.models import Inschrijving, Traject
from werkplekken.models import Plaatsing

KOMENDE_WEKEN = datetime.timedelta(days=28)
HOOGSTENS = 6


@dataclass(frozen=True)
class Afspraak:
    dag: datetime.date
    wie: str
    wat: str
    url: str


def komende_weken(lid: Lidmaatschap, trajecten) -> list[Afspraak]:
    """First and last days at a workplace, or of a suspension there, and new enrolments; the soonest
    first."""
    gevonden = begin_en_einde(lid, trajecten, timezone.localdate() + KOMENDE_WEKEN)
    gevonden.sort(key=lambda item: (item[0], str(item[1].leerling), item[2]))
    return [
        Afspraak(dag, str(traject.leerling), wat, adres(lid, "overzichten:dossier", traject.pk))
        for dag, traject, wat in gevonden[:HOOGSTENS]
    ]


def begin_en_einde(
    lid: Lidmaatschap, trajecten, straks: datetime.date
) -> list[tuple[datetime.date, Traject, str]]:
    """What begins after today or ends from today on, until `straks`, in words."""
    nu = timezone.localdate()
    deze = {"traject__in": trajecten.values("pk")}
    rust = Schorsing.objects.van_plaatsing()
    rust = rust.filter(Q(van__gt=nu, van__lte=straks) | Q(tot__gte=nu, tot__lt=straks))
    plaatsingen = (
        Plaatsing.objects.zichtbaar_voor(lid)
        .filter(
            Q(van__gt=nu, van__lte=straks) | Q(tot__gte=nu, tot__lte=straks) | Q(Exists(rust)),
            **deze,
        )
        .select_related("traject__leerling", "vestiging", "organisatie")
    )
    plaatsingen = met_schorsingen(plaatsingen.met_aansluiting(lid), lid)
    inschrijvingen = (
        Inschrijving.objects.zichtbaar_voor(lid)
        .filter(van__gt=nu, van__lte=straks, **deze)
        .select_related("traject__leerling", "opleiding")
    )
    plaatsingen = list(plaatsingen)
    daar = [*aan_de_werkplek(plaatsingen, straks), *_schorsingen(plaatsingen, straks)]
    gevonden = [(dag, rij.traject, wat) for dag, rij, wat in daar]
    return gevonden + [
        (rij.van, rij.traject, f"start in {rij.opleiding}") for rij in inschrijvingen
    ]


def _schorsingen(
    plaatsingen: Iterable[Plaatsing], straks: datetime.date
) -> Iterator[tuple[datetime.date, Plaatsing, str]]:
    """When one begins after today, or the learner works again, until `straks`."""
    nu = timezone.localdate()
    for rij in plaatsingen:
        for rust in rij.geschorst:
            if nu < rust.lower <= straks:
                yield rust.lower, rij, f"geschorst bij {rij.plaats}"
            if rust.upper and nu < rust.upper <= min(straks, rij.tot):
                yield rust.upper, rij, f"werkt weer bij {rij.plaats}"


def aan_de_werkplek(
    plaatsingen: Iterable[Plaatsing], straks: datetime.date
) -> Iterator[tuple[datetime.date, Plaatsing, str]]:
    """First days after today and last days from today on, until `straks`: not where another
    mentor, or a next agreement, takes over at the same place. As of `met_aansluiting`."""
    nu = timezone.localdate()
    for rij in plaatsingen:
        if nu < rij.van <= straks and not rij.bleef:
            yield rij.van, rij, f"eerste dag bij {rij.plaats}"
        eindigt = nu <= rij.tot <= straks and (nu < rij.tot or rij.van < nu)
        if eindigt and not rij.blijft:
            yield rij.tot, rij, f"laatste dag bij {rij.plaats}"
