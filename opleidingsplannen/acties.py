"""Acts about plans: making one, changing its lines, a next version, asking for ratings."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from gebruikers import spoor
from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering, eis_ongewijzigd
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, eis
from opleidingsplannen import berichten
from opleidingsplannen.models import (
    Competentie,
    Opleidingsplan,
    Planregel,
    Planstatus,
    Standaardtraject,
)
from opleidingsplannen.rechten import mag_bewerken, mag_maken, mag_verwijderen, op_de_werkplek
from trajecten.models import Traject
from trajecten.models.gebeurtenis import BEOORDELING_GEVRAAGD
from werkplekken.models import Mentor


def huidig_plan(traject: Traject) -> Opleidingsplan | None:
    """The newest version, whatever its status."""
    return traject.plannen.order_by("-versie").first()


@transaction.atomic
def maak_plan(
    traject: Traject, *, standaardtraject: Standaardtraject, door: Lidmaatschap
) -> Opleidingsplan:
    """The first version: a line per competence, nothing planned anywhere yet."""
    eis(door, Informatie.PLAN, Recht.SCHRIJF)
    mag_maken(traject).anders_weiger()
    if standaardtraject.school_id != traject.school_id:
        raise Weigering("Kies een standaardtraject van deze school.")
    if standaardtraject.uit_aanbod_op:
        raise Weigering(f"{standaardtraject} is uit het aanbod. Kies een andere versie.")
    try:
        with transaction.atomic():
            plan = Opleidingsplan.objects.create(traject=traject, standaardtraject=standaardtraject)
    except IntegrityError:
        raise Weigering("Er is intussen al een plan voor dit traject.") from None
    competenties = Competentie.objects.filter(cluster__standaardtraject=standaardtraject)
    Planregel.objects.bulk_create(
        Planregel(school=traject.school, plan=plan, competentie=competentie, volgorde=i)
        for i, competentie in enumerate(competenties, 1)
    )
    traject.noteer(door, "plan", f"Opleidingsplan gemaakt uit {standaardtraject}")
    return plan


@transaction.atomic
def verwijder(plan: Opleidingsplan, *, door: Lidmaatschap) -> None:
    """Throw a draft away that was never laid before; the timeline keeps that it was there."""
    plan = Opleidingsplan.objects.select_for_update().get(pk=plan.pk)
    mag_verwijderen(door, plan).anders_weiger()
    plan.traject.noteer(door, "plan", f"Concept verwijderd: plan uit {plan.standaardtraject}"[:300])
    plan.delete()


@transaction.atomic
def bewaar_regels(
    plan: Opleidingsplan,
    regels: list[Planregel],
    *,
    door: Lidmaatschap,
) -> None:
    """Save changed lines of a draft, unless it was changed since `plan` was read."""
    vast = Opleidingsplan.objects.select_for_update().get(pk=plan.pk)
    mag_bewerken(door, vast).anders_weiger()
    eis_ongewijzigd(vast, plan)
    for regel in regels:
        regel.save()
    if regels:
        plan.gewijzigd_op = timezone.now()
        plan.save(update_fields=["gewijzigd_op"])


@transaction.atomic
def nieuwe_versie(plan: Opleidingsplan, *, reden: str, door: Lidmaatschap) -> Opleidingsplan:
    """A draft with the same lines, to change."""
    eis(door, Informatie.PLAN, Recht.SCHRIJF)
    if plan.status != Planstatus.AKKOORD:
        raise Weigering("Pas na een akkoord maak je een nieuwe versie.")
    if not reden:
        raise Weigering("Schrijf waarom er een nieuwe versie komt.")
    try:
        with transaction.atomic(), spoor.reden(reden):
            nieuw = Opleidingsplan.objects.create(
                traject=plan.traject,
                standaardtraject=plan.standaardtraject,
                versie=plan.versie + 1,
                reden=reden,
            )
    except IntegrityError:
        raise Weigering("Er is intussen al een nieuwe versie.") from None
    regels = list(plan.regels.all())
    for regel in regels:
        regel.pk, regel.plan = None, nieuw
    Planregel.objects.bulk_create(regels)
    plan.traject.noteer(door, "plan", f"Nieuwe versie van het opleidingsplan: {reden}"[:300])
    return nieuw


@transaction.atomic
def vraag_beoordeling(traject: Traject, *, door: Lidmaatschap) -> list[Mentor]:
    """Mail the mentors of the placements that run now a link straight to rating, once a day.

    The mentors whom a mail goes to.
    """
    eis(door, Informatie.PLAN, Recht.SCHRIJF)
    plaatsingen = op_de_werkplek(door, traject).filter(mentor__gebruiker__isnull=False)
    plaatsingen = plaatsingen.select_related("mentor__gebruiker")
    if not plaatsingen:
        raise Weigering(
            "Er is vandaag geen mentor met een account op de werkplek. Nodig de mentor uit bij de "
            "onderneming."
        )
    mentors = Lidmaatschap.objects.geldig().filter(school=traject.school_id, rol=Rol.MENTOR)
    binnen = set(mentors.values_list("gebruiker", flat=True))
    bereikbaar = [p for p in plaatsingen if p.mentor.gebruiker_id in binnen]
    if not bereikbaar:
        namen = ", ".join(str(plaatsing.mentor) for plaatsing in plaatsingen)
        raise Weigering(
            f"Het account van {namen} is niet actief. Nodig opnieuw uit bij de onderneming, of "
            "geef de werkplek een andere mentor."
        )
    gevraagd = [
        plaatsing.mentor
        for plaatsing in bereikbaar
        if berichten.vraag_beoordeling(plaatsing, traject)
    ]
    if not gevraagd:
        raise Weigering(
            "De mentor kreeg vandaag al een mail, of de mailbox is kwijt. Vraag het morgen "
            "opnieuw, of zeg het de mentor zelf."
        )
    namen = ", ".join(str(mentor) for mentor in gevraagd)
    traject.noteer(door, BEOORDELING_GEVRAAGD, f"Beoordeling gevraagd aan {namen}"[:300])
    return gevraagd
