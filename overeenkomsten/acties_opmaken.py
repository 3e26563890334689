"""Drafts for several learners at one workplace, as a job: each from their own plan and parents, and
after the example of an agreement there."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from gebruikers.models import Lidmaatschap, Opdracht
from gebruikers.opdrachten import opdrachtsoort
from gebruikers.overgang import Weigering
from overeenkomsten.acties import maak
from overeenkomsten.acties_samen import in_het_kort, per_rij, vraag_een_keer
from overeenkomsten.mandaten import tekent_nog_voor_school
from overeenkomsten.models import Overeenkomst, Wijziging
from overeenkomsten.statussen import OOIT_GETEKEND
from overeenkomsten.uren import voorgestelde_soort
from overeenkomsten.voorstel import opleiding_van, voorstel
from trajecten.models import Traject
from trajecten.uitvoer import wie_vroeg
from werkplekken.models import Vestiging

SOORT = "overeenkomsten_opmaken"
GEEN_OPLEIDING = "Deze leerling is niet ingeschreven in een duale opleiding."
VOORBEELD_WEG = "De overeenkomst waarvan je overnam, is er niet meer. Kies een andere."
PLEK_WEG = "Deze werkplek is er niet meer. Kies een andere."


@dataclass(frozen=True)
class Gelijk:
    """What the drafts have in common. `uren_*`: a week, unless an agreement at that place is the
    example."""

    begin: datetime.date
    einde: datetime.date
    uren_werkplek: Decimal | None
    uren_school: Decimal | None
    voorbeeld: Overeenkomst | None

    def als_invoer(self) -> dict:
        """For the job."""
        uren = [self.uren_werkplek, self.uren_school]
        return {
            "dagen": [self.begin.isoformat(), self.einde.isoformat()],
            "uren": [None if getal is None else str(getal) for getal in uren],
            "voorbeeld": self.voorbeeld.pk if self.voorbeeld else None,
        }

    @classmethod
    def uit_invoer(cls, invoer: dict, vestiging: Vestiging, lid: Lidmaatschap) -> "Gelijk":
        voorbeelden = voorbeelden_bij(vestiging, lid).filter(pk=invoer["voorbeeld"])
        if invoer["voorbeeld"] and not voorbeelden:
            raise Weigering(VOORBEELD_WEG)
        uren = (None if getal is None else Decimal(getal) for getal in invoer["uren"])
        dagen = map(datetime.date.fromisoformat, invoer["dagen"])
        return cls(*dagen, *uren, next(iter(voorbeelden), None))


def voorbeelden_bij(vestiging: Vestiging, lid: Lidmaatschap):
    """Signed agreements of duaal leren that were at this site until their last day, the newest
    first."""
    zichtbaar = Overeenkomst.objects.zichtbaar_voor(lid).met_wijzigingen().duaal()
    hier = zichtbaar.filter(vestiging=vestiging, status__in=OOIT_GETEKEND)
    elders = Wijziging.objects.getekend().filter(vestiging__isnull=False)
    hier = hier.exclude(pk__in=elders.values("overeenkomst"))
    return hier.select_related("traject__leerling", "school").order_by("-pk")


@transaction.atomic
def maak_op(
    traject: Traject, vestiging: Vestiging, gelijk: Gelijk, *, door: Lidmaatschap
) -> Overeenkomst:
    """One draft, filled in with all that is known. An example gives what is of the place: hours and
    timetable as agreed last, mentor, and who signs where they still may; never anything of its
    learner. Raises Weigering, with why not."""
    if (opleiding := opleiding_van(traject)) is None:
        raise Weigering(GEEN_OPLEIDING)
    concept, blokken = voorstel(traject, vestiging, opleiding, door), []
    concept.begindatum, concept.einddatum = gelijk.begin, gelijk.einde
    concept.uren_werkplek, concept.uren_school = gelijk.uren_werkplek, gelijk.uren_school
    if gelijk.voorbeeld:
        blokken = _neem_over(concept, gelijk.voorbeeld)
    concept.soort = voorgestelde_soort(concept.uren_werkplek)
    return maak(concept, door=door, blokken=blokken)


def _neem_over(concept: Overeenkomst, voorbeeld: Overeenkomst) -> list:
    """The blocks of its timetable."""
    stand = voorbeeld.van_kracht_op(voorbeeld.laatste_dag)
    wie = voorbeeld.wie_tekent_weer()
    concept.uren_werkplek, concept.uren_school = stand.uren_werkplek, stand.uren_school
    concept.volgorde = stand.volgorde
    concept.vertegenwoordiger = wie["vertegenwoordiger"] or concept.vertegenwoordiger
    if stand.mentor and stand.mentor.vestiging_id == concept.vestiging_id:
        concept.mentor = stand.mentor
    if tekent_nog_voor_school(wie["tekent_voor_school"], voorbeeld.school_id):
        concept.tekent_voor_school = wie["tekent_voor_school"]
    return stand.blokken


def vraag_opmaken(
    trajecten: list[Traject],
    vestiging: Vestiging,
    gelijk: Gelijk,
    *,
    sleutel: str,
    lijst: str,
    door: Lidmaatschap,
) -> Opdracht:
    """Ask for a draft for each. `lijst`: where they were chosen."""
    aantal = len(trajecten)
    over = f"{aantal} leerling{'' if aantal == 1 else 'en'} bij {vestiging.onderneming}"
    return vraag_een_keer(
        SOORT,
        sleutel,
        {
            "trajecten": [traject.pk for traject in trajecten],
            "vestiging": vestiging.pk,
            **gelijk.als_invoer(),
        },
        titel="Overeenkomsten opmaken",
        over=over,
        lijst=lijst,
        door=door,
    )


@opdrachtsoort(SOORT)
def maak_samen_op(opdracht: Opdracht, voortgang: Callable[[int, int], None]) -> dict:
    wat, lid = opdracht.invoer, wie_vroeg(opdracht)
    vestigingen = Vestiging.objects.zichtbaar_voor(lid).select_related("onderneming")
    if (vestiging := vestigingen.filter(pk=wat["vestiging"]).first()) is None:
        raise Weigering(PLEK_WEG)
    gelijk = Gelijk.uit_invoer(wat, vestiging, lid)

    def doe(traject: Traject) -> str:
        maak_op(traject, vestiging, gelijk, door=lid)
        return "Het concept staat klaar."

    pks = wat["trajecten"]
    regels = per_rij(opdracht, pks, doe, model=Traject, lid=lid, voortgang=voortgang)
    return {"zin": in_het_kort(regels, "opgemaakt"), "regels": regels}
