"""Search inside one school: learners by name, companies by name."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Schoolsoort, mag
from leerlingen.models import Leerling
from leerlingen.models.leerling import zoekvorm
from overzichten.adressen import adres
from trajecten.models import Traject
from werkplekken.models import Onderneming

MINSTENS = 2
HOOGSTENS = 10


@dataclass(frozen=True)
class Treffer:
    naam: str
    uitleg: str
    url: str


def gevonden(lid: Lidmaatschap, tekst: str) -> list[Treffer] | None:
    """None: too short to search."""
    woorden = zoekvorm(tekst).split()
    if len("".join(woorden)) < MINSTENS:
        return None
    return [*_leerlingen(lid, woorden), *_ondernemingen(lid, tekst)]


def _leerlingen(lid: Lidmaatschap, woorden: list[str]) -> list[Treffer]:
    traject = Traject.objects.zichtbaar_voor(lid).filter(leerling=OuterRef("pk")).order_by("-pk")
    leerlingen = Leerling.objects.zichtbaar_voor(lid).filter(school=lid.school)
    for woord in woorden:
        leerlingen = leerlingen.filter(zoeknaam__contains=woord)
    rijen = leerlingen.select_related("klas").annotate(
        traject_pk=Subquery(traject.values("pk")[:1])
    )
    return [_leerling(lid, rij) for rij in rijen[:HOOGSTENS]]


def _leerling(lid: Lidmaatschap, leerling: Leerling) -> Treffer:
    klas = f"klas {leerling.klas}" if leerling.klas else "zonder klas"
    if leerling.traject_pk:
        url = adres(lid, "overzichten:dossier", leerling.traject_pk)
        return Treffer(str(leerling), klas, url)
    url = adres(lid, "leerlingen:leerling", leerling.pk)
    return Treffer(str(leerling), f"{klas} · nog geen traject", url)


def _ondernemingen(lid: Lidmaatschap, tekst: str) -> list[Treffer]:
    if not mag(lid, Schoolsoort.WERKPLEKKEN):
        return []
    rijen = Onderneming.objects.zichtbaar_voor(lid).filter(naam__icontains=tekst)
    return [
        Treffer(
            rij.naam, f"werkplek in {rij.gemeente}", adres(lid, "werkplekken:onderneming", rij.pk)
        )
        for rij in rijen[:HOOGSTENS]
    ]
