"""A school's templates: begin a concept, write it, put it in use, throw it away."""

import datetime

from django.db import transaction
from django.utils import timezone

from gebruikers.models import Lidmaatschap, School
from gebruikers.overgang import Weigering, eis_ongewijzigd
from gebruikers.zicht import Schoolsoort
from overeenkomsten.artikels import VERSIE, Artikel, fout_in
from overeenkomsten.models import Sjabloon, Sjabloonconcept
from overeenkomsten.sjablonen import blad_van, is_eigen, laatste, met_vaste, verschillen
from overeenkomsten.statussen import Soort
from trajecten.rechten import eis_lijst

HOOGSTENS = 20  # own articles
TITEL_LENGTE, TEKST_LENGTE = 80, 2000


@transaction.atomic
def begin_concept(soort: Soort, *, door: Lidmaatschap) -> Sjabloonconcept:
    """The concept of this kind: the one that is there, else a copy of the last version."""
    eis_lijst(door, Schoolsoort.SJABLONEN, door.school_id)
    blad = laatste(door.school_id, soort)
    concept, _ = Sjabloonconcept.objects.get_or_create(
        school=door.school,
        soort=soort,
        defaults={
            "artikels": _als_rijen(met_vaste(soort, blad.artikels)),
            "briefkop": blad.briefkop,
            "voettekst": blad.voettekst,
            "logo": blad.logo,
        },
    )
    return concept


def _als_rijen(artikels) -> list[dict[str, str]]:
    return [artikel._asdict() for artikel in artikels]


def _zet_vast(concept: Sjabloonconcept, door: Lidmaatschap) -> Sjabloonconcept:
    eis_lijst(door, Schoolsoort.SJABLONEN, concept.school_id)
    vast = Sjabloonconcept.objects.select_for_update().filter(pk=concept.pk).first()
    if vast is None:
        raise Weigering("Dit concept is er niet meer: iemand gooide het weg of nam het in gebruik.")
    return vast


@transaction.atomic
def bewaar_concept(concept: Sjabloonconcept, *, door: Lidmaatschap) -> None:
    """Keep what was written, unless somebody else did since it was read. The fixed articles keep
    the text of Trajecten, whatever comes in."""
    eis_ongewijzigd(_zet_vast(concept, door), concept)
    artikels = met_vaste(concept.soort, (Artikel(**rij) for rij in concept.artikels))
    _eis_goed(Soort(concept.soort), artikels)
    concept.artikels = _als_rijen(artikels)
    concept.gewijzigd_op = timezone.now()
    concept.save()


def _eis_goed(soort: Soort, artikels: tuple[Artikel, ...]) -> None:
    eigen = [artikel for artikel in artikels if is_eigen(artikel.sleutel)]
    if len({artikel.sleutel for artikel in eigen}) != len(eigen):
        raise Weigering("Een eigen artikel staat er twee keer. Laad de bladzijde opnieuw.")
    if len(eigen) > HOOGSTENS:
        raise Weigering(f"Een sjabloon heeft hoogstens {HOOGSTENS} eigen artikels.")
    for artikel in eigen:
        if not artikel.titel.strip() or not artikel.tekst.strip():
            raise Weigering("Een eigen artikel heeft een titel en een tekst.")
        if len(artikel.titel) > TITEL_LENGTE or len(artikel.tekst) > TEKST_LENGTE:
            raise Weigering(f"“{artikel.titel[:40]}” is te lang.")
        if zin := fout_in(artikel.tekst, soort):
            raise Weigering(f"“{artikel.titel}”: {zin}")


@transaction.atomic
def neem_in_gebruik(
    concept: Sjabloonconcept, *, van: datetime.date, door: Lidmaatschap
) -> Sjabloon:
    """From that day on what is sent of this kind is printed on it. What was sent before stays as it
    is. The concept becomes the next version, which nobody changes any more."""
    School.objects.select_for_update().get(pk=door.school_id)  # versions count one by one
    vast = _zet_vast(concept, door)
    eis_ongewijzigd(vast, concept)
    if van < timezone.localdate():
        raise Weigering("Kies vandaag of een latere dag: wat al verstuurd is, verandert niet.")
    blad, vorige = blad_van(vast), laatste(vast.school_id, vast.soort)
    _eis_goed(blad.soort, blad.artikels)
    if not verschillen(vorige, blad):
        raise Weigering("Er is geen verschil met wat nu geldt. Wijzig eerst iets.")
    sjabloon = Sjabloon.objects.create(
        school=vast.school,
        soort=vast.soort,
        versie=vorige.versie + 1,
        vaste_versie=VERSIE,
        artikels=_als_rijen(blad.artikels),
        briefkop=blad.briefkop,
        voettekst=blad.voettekst,
        logo=blad.logo,
        van=van,
        door=door,
    )
    vast.delete()
    return sjabloon


@transaction.atomic
def gooi_concept_weg(concept: Sjabloonconcept, *, door: Lidmaatschap) -> None:
    _zet_vast(concept, door).delete()
