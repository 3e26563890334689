"""What begins and ends in the coming weeks, for the learners that one sees."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG
from overeenkomsten.models import Schorsing
from overzichten.adressen import adres
from trajecten.models import Inschrijving, Traject
from werkplekken.models import Plaatsing

VOORUIT = datetime.timedelta(days=28)
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
    gevonden = begin_en_einde(lid, trajecten, timezone.localdate() + VOORUIT)
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
    plaatsingen = (
        Plaatsing.objects.zichtbaar_voor(lid)
        .filter(Q(van__gt=nu, van__lte=straks) | Q(tot__gte=nu, tot__lte=straks), **deze)
        .select_related("traject__leerling", "vestiging", "organisatie")
    )
    inschrijvingen = (
        Inschrijving.objects.zichtbaar_voor(lid)
        .filter(van__gt=nu, van__lte=straks, **deze)
        .select_related("traject__leerling", "opleiding")
    )
    gevonden = [(dag, rij.traject, wat) for dag, rij, wat in aan_de_werkplek(plaatsingen, straks)]
    gevonden += _schorsingen(lid, trajecten, straks)
    return gevonden + [
        (rij.van, rij.traject, f"start in {rij.opleiding}") for rij in inschrijvingen
    ]


def _schorsingen(
    lid: Lidmaatschap, trajecten, straks: datetime.date
) -> Iterator[tuple[datetime.date, Traject, str]]:
    """When one begins, or the learner works again."""
    nu = timezone.localdate()
    rijen = Schorsing.objects.zichtbaar_voor(lid).niet_voorbij()
    rijen = rijen.filter(overeenkomst__traject__in=trajecten.values("pk"))
    rijen = rijen.filter(Q(van__gt=nu, van__lte=straks) | Q(tot__lt=straks))
    for rij in rijen.select_related("overeenkomst__traject__leerling", "overeenkomst__vestiging"):
        traject, plek = rij.overeenkomst.traject, rij.overeenkomst.vestiging
        if nu < rij.van <= straks:
            yield rij.van, traject, f"geschorst bij {plek}"
        if rij.tot and rij.tot < straks and rij.tot == rij.laatste_dag:
            yield rij.tot + DAG, traject, f"werkt weer bij {plek}"


def aan_de_werkplek(
    plaatsingen: Iterable[Plaatsing], straks: datetime.date
) -> Iterator[tuple[datetime.date, Plaatsing, str]]:
    """First days after today and last days from today on, until `straks`."""
    nu = timezone.localdate()
    for rij in plaatsingen:
        for dag, wat in ((rij.van, "eerste dag"), (rij.tot, "laatste dag")):
            if (nu < dag if dag == rij.van else nu <= dag) and dag <= straks:
                yield dag, rij, f"{wat} bij {rij.plaats}"
