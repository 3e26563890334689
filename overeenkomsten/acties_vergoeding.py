"""Acts on the amounts of the leervergoeding: a new amount is a new row."""

import datetime

from django.db import transaction
from django.utils import timezone

from gebruikers.models import Lidmaatschap, School
from gebruikers.overgang import Weigering, weiger_bij
from gebruikers.zicht import Schoolsoort
from overeenkomsten.models import Leervergoeding, Overeenkomst, Wijziging
from overeenkomsten.statussen import Status
from trajecten.rechten import eis_lijst
from trajecten.termijnregel import Zekerheid

# To begin with: day, amounts of the three categories in cents, where from, how sure.
BEGINLIJST = (
    (
        datetime.date(2023, 11, 1),
        (57_840, 63_820, 68_800),
        "duaalleren314.be, overzicht voor leerlingen",
        Zekerheid.PRAKTIJK,
    ),
    (
        datetime.date(2024, 5, 1),
        (60_050, 66_260, 71_440),
        "vlaanderen.be over de leervergoeding in duaal en alternerend leren",
        Zekerheid.OFFICIEEL,
    ),
    (
        datetime.date(2025, 2, 1),
        (61_250, 67_590, 72_870),
        "een forum, aangehaald in november 2025; ook de begindag is niet nagekeken",
        Zekerheid.ONZEKER,
    ),
)


def _eis(door: Lidmaatschap, school_id: int) -> None:
    eis_lijst(door, Schoolsoort.OVEREENKOMSTREGELS, school_id)


@transaction.atomic
def vul_vergoedingen(school: School, *, door: Lidmaatschap) -> int:
    """Put the amounts to begin with in the table. What stands there stays; how many."""
    _eis(door, school.pk)
    return sum(
        Leervergoeding.objects.get_or_create(
            school=school,
            vanaf=vanaf,
            categorie=categorie,
            defaults={"cent": cent, "bron": bron, "zekerheid": zekerheid},
        )[1]
        for vanaf, bedragen, bron, zekerheid in BEGINLIJST
        for categorie, cent in enumerate(bedragen, start=1)
    )


def voeg_bedrag_toe(rij: Leervergoeding, *, door: Lidmaatschap) -> None:
    _eis(door, rij.school_id)
    rij.nagekeken_op = timezone.localdate()
    with weiger_bij("leervergoeding_een_per_dag", "Vanaf die dag staat er intussen al een bedrag."):
        rij.save()


def kijk_bedrag_na(rij: Leervergoeding, *, door: Lidmaatschap) -> None:
    """Somebody looked it up today: the amount is right."""
    _eis(door, rij.school_id)
    Leervergoeding.objects.filter(pk=rij.pk).update(nagekeken_op=timezone.localdate())


@transaction.atomic
def neem_bedrag_weg(rij: Leervergoeding, *, door: Lidmaatschap) -> None:
    """Of a mistake. What an agreement was sent with, stays."""
    _eis(door, rij.school_id)
    if is_gebruikt(rij):
        raise Weigering(
            f"Een overeenkomst heeft dit bedrag ({rij}). Voeg een nieuw bedrag toe, met een latere "
            "begindag."
        )
    rij.delete()


def is_gebruikt(rij: Leervergoeding) -> bool:
    """Whether an agreement or an amendment that was sent has this amount."""
    bedrag = {"school": rij.school_id, "vergoeding_cent": rij.cent}
    rijen = Overeenkomst.objects.filter(
        **bedrag, begindatum__gte=rij.vanaf, vergoeding_categorie=rij.categorie
    )
    wijzigingen = Wijziging.objects.filter(**bedrag, vanaf__gte=rij.vanaf)
    return any(deze.exclude(status=Status.CONCEPT).exists() for deze in (rijen, wijzigingen))
