"""Search inside one school: learners, companies, mentors and organisations that one may see."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import OuterRef, Q, QuerySet, Subquery

from gebruikers.bladen import blad_van
from gebruikers.models import Lidmaatschap
from gebruikers.schrijfwijze import zoekvorm
from gebruikers.zicht import Informatie, mag
from leerlingen.models import Leerling
from overzichten.adressen import adres
from trajecten.models import Traject
from werkplekken.models import Mentor, Onderneming, Organisatie

MINSTENS = 2
EERST = 6  # of each kind, when nobody asked for all of one kind


@dataclass(frozen=True)
class Treffer:
    naam: str
    uitleg: str
    url: str


@dataclass(frozen=True)
class Vondst:
    """What was found of one kind: the first few, or one page of all."""

    sleutel: str
    titel: str
    treffers: list[Treffer]
    meer: bool = False
    blad: Page | None = None


@dataclass(frozen=True)
class Soort:
    titel: str
    zoek: Callable[[Lidmaatschap, str], QuerySet]
    toon: Callable[[Lidmaatschap, object], Treffer]


def gevonden(
    lid: Lidmaatschap, tekst: str, soort: str = "", vraag: Mapping | None = None
) -> list[Vondst] | None:
    """A few of each kind; of `soort` all, a page at a time. None: too short to search."""
    if len("".join(zoekvorm(tekst).split())) < MINSTENS:
        return None
    if gekozen := SOORTEN.get(soort):
        pagina = blad_van(vraag or {}, gekozen.zoek(lid, tekst))
        treffers = [gekozen.toon(lid, rij) for rij in pagina]
        return [Vondst(soort, gekozen.titel, treffers, blad=pagina)] if treffers else []
    return list(filter(None, (_eerste(lid, tekst, sleutel) for sleutel in SOORTEN)))


def _eerste(lid: Lidmaatschap, tekst: str, sleutel: str) -> Vondst | None:
    soort = SOORTEN[sleutel]
    rijen = list(soort.zoek(lid, tekst)[: EERST + 1])
    treffers = [soort.toon(lid, rij) for rij in rijen[:EERST]]
    return Vondst(sleutel, soort.titel, treffers, len(rijen) > EERST) if treffers else None


def _leerlingen(lid: Lidmaatschap, tekst: str) -> QuerySet:
    """By each word of the name; who reads addresses finds a learner by stamnummer too."""
    traject = Traject.objects.zichtbaar_voor(lid).filter(leerling=OuterRef("pk")).order_by("-pk")
    past = Q()
    for woord in zoekvorm(tekst).split():
        past &= Q(zoeknaam__contains=woord)
    if mag(lid, Informatie.CONTACT):
        past |= Q(stamnummer__istartswith=tekst)
    leerlingen = Leerling.objects.zichtbaar_voor(lid).filter(past, school=lid.school)
    return leerlingen.select_related("klas").annotate(traject_pk=Subquery(traject.values("pk")[:1]))


def _leerling(lid: Lidmaatschap, leerling: Leerling) -> Treffer:
    klas = f"klas {leerling.klas}" if leerling.klas else "zonder klas"
    if leerling.traject_pk:
        url = adres(lid, "overzichten:dossier", leerling.traject_pk)
        return Treffer(str(leerling), klas, url)
    url = adres(lid, "leerlingen:leerling", leerling.pk)
    return Treffer(str(leerling), f"{klas} · nog geen traject", url)


def _ondernemingen(lid: Lidmaatschap, tekst: str) -> QuerySet:
    return Onderneming.objects.zichtbaar_voor(lid).zoek(tekst)


def _onderneming(lid: Lidmaatschap, rij: Onderneming) -> Treffer:
    uitleg = f"werkplek in {rij.gemeente} · KBO {rij.kbo_leesbaar}"
    return Treffer(rij.naam, uitleg, adres(lid, "werkplekken:onderneming", rij.pk))


def _mentoren(lid: Lidmaatschap, tekst: str) -> QuerySet:
    """By name."""
    rijen = Mentor.objects.te_bereiken_voor(lid)
    for woord in tekst.split():
        rijen = rijen.filter(Q(voornaam__icontains=woord) | Q(naam__icontains=woord))
    return rijen.values("voornaam", "naam", "vestiging__naam", "vestiging__onderneming")


def _mentor(lid: Lidmaatschap, rij: dict) -> Treffer:
    url = adres(lid, "werkplekken:onderneming", rij["vestiging__onderneming"])
    return Treffer(f"{rij['voornaam']} {rij['naam']}", f"mentor bij {rij['vestiging__naam']}", url)


def _organisaties(lid: Lidmaatschap, tekst: str) -> QuerySet:
    rijen = Organisatie.objects.zichtbaar_voor(lid)
    for woord in tekst.split():
        rijen = rijen.filter(Q(naam__icontains=woord) | Q(gemeente__icontains=woord))
    return rijen


def _organisatie(lid: Lidmaatschap, rij: Organisatie) -> Treffer:
    uitleg = f"organisatie in {rij.gemeente}" if rij.gemeente else "organisatie"
    return Treffer(rij.naam, uitleg, adres(lid, "werkplekken:organisatie", rij.pk))


SOORTEN: dict[str, Soort] = {
    "leerlingen": Soort("Leerlingen", _leerlingen, _leerling),
    "werkplekken": Soort("Werkplekken", _ondernemingen, _onderneming),
    "mentoren": Soort("Mentoren", _mentoren, _mentor),
    "organisaties": Soort("Organisaties", _organisaties, _organisatie),
}
