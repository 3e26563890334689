"""Drafts for several learners at one workplace, as a job: each from their own plan and parents, and
after the example of an agreement there."""

import datetime
from collections.abc import Callable
from decimal import Decimal

from django.db import transaction

from gebruikers.models import Lidmaatschap, Opdracht
from gebruikers.opdrachten import opdrachtsoort
from gebruikers.overgang import Weigering
from overeenkomsten.acties import maak
from overeenkomsten.acties_samen import in_het_kort, per_rij, vraag_een_keer
from overeenkomsten.models import Overeenkomst
from overeenkomsten.uren import voorgestelde_soort
from overeenkomsten.voorstel import opleiding_van, voorstel
from trajecten.models import Traject
from trajecten.uitvoer import wie_vroeg
from werkplekken.models import Vestiging

SOORT = "overeenkomsten_opmaken"
GEEN_OPLEIDING = "Deze leerling is niet ingeschreven in een duale opleiding."
VOORBEELD_WEG = "De overeenkomst waarvan je overnam, is er niet meer. Kies een andere."
PLEK_WEG = "Deze werkplek is er niet meer. Kies een andere."
# What an example gives: of the place and the hours, never of its learner.
ALS_VOORBEELD = (
    "soort",
    "soort_reden",
    "mentor",
    "vertegenwoordiger",
    "tekent_voor_school",
    "volgorde",
    "uren_werkplek",
    "uren_school",
    "paritair_comite",
    "verzekeraar",
    "polisnummer",
)


@transaction.atomic
def maak_op(
    traject: Traject,
    vestiging: Vestiging,
    *,
    begin: datetime.date,
    einde: datetime.date,
    uren_werkplek: Decimal | None,
    uren_school: Decimal | None,
    voorbeeld: Overeenkomst | None,
    door: Lidmaatschap,
) -> Overeenkomst:
    """One draft, filled in with all that is known. `voorbeeld`: an agreement at that place, as it
    was agreed last; its hours (else those given, a week) and timetable come along. Raises
    Weigering, with why not."""
    if (opleiding := opleiding_van(traject)) is None:
        raise Weigering(GEEN_OPLEIDING)
    concept = voorstel(traject, vestiging, opleiding, door)
    concept.begindatum, concept.einddatum = begin, einde
    if voorbeeld is None:
        concept.uren_werkplek, concept.uren_school = uren_werkplek, uren_school
        concept.soort = voorgestelde_soort(uren_werkplek)
        return maak(concept, door=door)
    stand = voorbeeld.van_kracht_op(voorbeeld.laatste_dag)
    for veld in ALS_VOORBEELD:
        setattr(concept, veld, getattr(stand, veld))
    maak(concept, door=door)
    for blok in stand.blokken:
        blok.pk, blok.overeenkomst, blok.wijziging = None, concept, None
        blok._state.adding = True
        blok.save()
    return concept


def vraag_opmaken(
    trajecten: list[Traject],
    vestiging: Vestiging,
    *,
    begin: datetime.date,
    einde: datetime.date,
    uren_werkplek: Decimal | None,
    uren_school: Decimal | None,
    voorbeeld: Overeenkomst | None,
    sleutel: str,
    door: Lidmaatschap,
) -> Opdracht:
    """Ask for a draft for each. The same `sleutel` again gives the same job."""
    wat = {
        "trajecten": [traject.pk for traject in trajecten],
        "vestiging": vestiging.pk,
        "begin": begin.isoformat(),
        "einde": einde.isoformat(),
        "uren": None if voorbeeld else [str(uren_werkplek), str(uren_school)],
        "voorbeeld": voorbeeld.pk if voorbeeld else None,
    }
    aantal = len(trajecten)
    over = f"{aantal} leerling{'' if aantal == 1 else 'en'} bij {vestiging.onderneming}"
    return vraag_een_keer(
        SOORT, sleutel, aantal, titel="Overeenkomsten opmaken", over=over, door=door, **wat
    )


@opdrachtsoort(SOORT)
def maak_samen_op(opdracht: Opdracht, voortgang: Callable[[int, int], None]) -> dict:
    wat, lid = opdracht.invoer, wie_vroeg(opdracht)
    vestigingen = Vestiging.objects.zichtbaar_voor(lid).select_related("onderneming")
    if (vestiging := vestigingen.filter(pk=wat["vestiging"]).first()) is None:
        raise Weigering(PLEK_WEG)
    voorbeelden = Overeenkomst.objects.zichtbaar_voor(lid).filter(vestiging=vestiging)
    voorbeeld = voorbeelden.filter(pk=wat["voorbeeld"]).first()
    if wat["voorbeeld"] and voorbeeld is None:
        raise Weigering(VOORBEELD_WEG)
    werkplek, school = map(Decimal, wat["uren"]) if wat["uren"] else (None, None)
    gelijk = {
        "begin": datetime.date.fromisoformat(wat["begin"]),
        "einde": datetime.date.fromisoformat(wat["einde"]),
        "uren_werkplek": werkplek,
        "uren_school": school,
        "voorbeeld": voorbeeld,
    }

    def doe(traject: Traject) -> str:
        maak_op(traject, vestiging, **gelijk, door=lid)
        return "Het concept staat klaar."

    pks = wat["trajecten"]
    regels = per_rij(opdracht, pks, doe, model=Traject, lid=lid, voortgang=voortgang)
    return {"zin": in_het_kort(regels, "opgemaakt"), "regels": regels}
