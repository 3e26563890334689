"""Acts about plans: making one, changing its lines, agreeing, a next version."""

import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from gebruikers.berichten import stuur, volledig_adres
from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering
from gebruikers.zicht import Informatie, Recht, eis
from opleidingsplannen.models import (
    Competentie,
    Opleidingsplan,
    Planakkoord,
    Planregel,
    Planstatus,
    Standaardtraject,
)
from opleidingsplannen.rechten import EIGEN_PARTIJ, mag_akkoord_geven, mag_bewerken, mag_maken
from trajecten.models import Traject
from werkplekken.models import Mentor, Plaatsing

AKKOORD_NODIG = frozenset(Planakkoord.Partij.values)


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
def bewaar_regels(
    plan: Opleidingsplan,
    regels: list[Planregel],
    *,
    door: Lidmaatschap,
    gezien: datetime.datetime | None = None,
) -> None:
    """Save changed lines of a draft.

    `gezien`: its `gewijzigd_op` when the changer began (that of `plan` unless told); somebody
    else's later change is not overwritten.
    """
    vast = Opleidingsplan.objects.select_for_update().get(pk=plan.pk)
    mag_bewerken(door, vast).anders_weiger()
    if vast.gewijzigd_op != (gezien or plan.gewijzigd_op):
        raise Weigering(
            "Iemand anders bewaarde dit plan intussen. Kijk wat er veranderde, en bewaar daarna "
            "opnieuw. Wat je invulde, staat er nog."
        )
    for regel in regels:
        regel.save()
    if regels:
        plan.gewijzigd_op = timezone.now()
        plan.save(update_fields=["gewijzigd_op"])


@transaction.atomic
def leg_voor(plan: Opleidingsplan, *, door: Lidmaatschap) -> None:
    """Ask learner, mentor and school to agree with this version."""
    eis(door, Informatie.PLAN, Recht.SCHRIJF)
    plan.ga_naar(Planstatus.VOORGELEGD)
    plan.traject.noteer(door, "plan", f"{plan} voorgelegd".capitalize())


@transaction.atomic
def haal_terug(plan: Opleidingsplan, *, door: Lidmaatschap) -> None:
    """Back to a draft to change it, while nobody agreed yet."""
    eis(door, Informatie.PLAN, Recht.SCHRIJF)
    plan = Opleidingsplan.objects.select_for_update().get(pk=plan.pk)  # an akkoord may be coming
    if plan.akkoorden.exists():
        raise Weigering("Iemand ging al akkoord. Maak een nieuwe versie na het akkoord.")
    plan.ga_naar(Planstatus.CONCEPT)
    plan.traject.noteer(door, "plan", f"{plan} teruggehaald".capitalize())


@transaction.atomic
def geef_akkoord(
    plan: Opleidingsplan,
    *,
    partij: str,
    door: Lidmaatschap,
    gezien: datetime.datetime | None = None,
) -> None:
    """Record one party's agreement. With all three the version holds and the former is replaced.

    `gezien`: its `gewijzigd_op` when it was read (that of `plan` unless told); nobody agrees with
    what was not read.
    """
    gezien = gezien or plan.gewijzigd_op
    plan = Opleidingsplan.objects.select_for_update().get(pk=plan.pk)
    mag_akkoord_geven(door, plan, partij).anders_weiger()
    if plan.gewijzigd_op != gezien:
        raise Weigering("Het plan is intussen gewijzigd. Lees het opnieuw voor je akkoord gaat.")
    Planakkoord.objects.create(
        plan=plan,
        partij=partij,
        door=door,
        in_gesprek=partij != Planakkoord.Partij.SCHOOL and EIGEN_PARTIJ.get(door.rol) != partij,
    )
    if set(plan.akkoorden.values_list("partij", flat=True)) == AKKOORD_NODIG:
        for vorige in plan.traject.plannen.filter(status=Planstatus.AKKOORD):
            vorige.ga_naar(Planstatus.VERVANGEN)
        plan.ga_naar(Planstatus.AKKOORD, akkoord_op=timezone.localdate())
        plan.traject.noteer(door, "plan", f"Akkoord van allen over {plan}")


@transaction.atomic
def nieuwe_versie(plan: Opleidingsplan, *, reden: str, door: Lidmaatschap) -> Opleidingsplan:
    """A draft with the same lines, to change."""
    eis(door, Informatie.PLAN, Recht.SCHRIJF)
    if plan.status != Planstatus.AKKOORD:
        raise Weigering("Pas na een akkoord maak je een nieuwe versie.")
    if not reden:
        raise Weigering("Schrijf waarom er een nieuwe versie komt.")
    try:
        with transaction.atomic():
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
    plaatsingen = Plaatsing.objects.zichtbaar_voor(door).op()
    plaatsingen = plaatsingen.filter(traject=traject, mentor__gebruiker__isnull=False)
    gevraagd = [
        plaatsing.mentor
        for plaatsing in plaatsingen.select_related("mentor__gebruiker")
        if _mail_mentor(plaatsing, traject)
    ]
    if not gevraagd:
        raise Weigering(
            "Er is vandaag al gemaild, of er is geen mentor met een account op dit moment."
        )
    namen = ", ".join(str(mentor) for mentor in gevraagd)
    traject.noteer(door, "beoordeling", f"Beoordeling gevraagd aan {namen}"[:300])
    return gevraagd


def _mail_mentor(plaatsing: Plaatsing, traject: Traject) -> bool:
    """Whether there is a mail that was not there today."""
    pad = reverse("opleidingsplannen:beoordelen", args=[traject.school.code, traject.pk])
    bericht = stuur(
        "opleidingsplannen/berichten/vraag_beoordeling",
        aan=plaatsing.mentor.gebruiker.email,
        school=traject.school,
        sleutel=f"vraag-beoordeling-{plaatsing.pk}-{timezone.localdate()}",
        mentor=plaatsing.mentor,
        leerling=traject.leerling,
        link=volledig_adres(pad),
    )
    return bericht is not None
