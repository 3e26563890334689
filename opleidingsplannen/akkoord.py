"""Acts about agreeing: laying a plan before the parties, their yes or their question."""

import datetime

from django.db import transaction
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering
from gebruikers.zicht import Informatie, Recht, eis
from opleidingsplannen import berichten
from opleidingsplannen.models import (
    Opleidingsplan,
    Partij,
    Planakkoord,
    Planstatus,
    Planvraag,
)
from opleidingsplannen.rechten import (
    EIGEN_PARTIJ,
    ligt_los,
    mag_akkoord_geven,
    mag_akkoord_intrekken,
    mag_akkoord_noteren,
    mag_antwoorden,
    mag_vragen,
    mentoren_in_gesprek,
)
from werkplekken.models import Mentor

AKKOORD_NODIG = frozenset(Partij.values)


@transaction.atomic
def leg_voor(plan: Opleidingsplan, *, door: Lidmaatschap) -> berichten.Gemaild:
    """Ask learner, mentor and school to agree with this version. Who is mailed: these, and the
    parents to know of it; and who is not."""
    eis(door, Informatie.PLAN, Recht.SCHRIJF)
    regels = plan.regels.all()
    if regels and all(regel.is_nergens_gepland for regel in regels):
        raise Weigering(
            "Bij geen enkele competentie staat al waar de leerling ze leert (aanbreng) én waar die "
            "ze oefent (inoefening). Kies beide bij minstens één competentie, en leg dan voor."
        )
    plan.ga_naar(Planstatus.VOORGELEGD)
    plan.traject.noteer(door, "plan", f"{plan} voorgelegd".capitalize())
    return berichten.meld_voorgelegd(plan)


@transaction.atomic
def haal_terug(plan: Opleidingsplan, *, door: Lidmaatschap) -> None:
    """Back to a draft to change it. Who agreed or asked something hears so, and agrees anew."""
    eis(door, Informatie.PLAN, Recht.SCHRIJF)
    plan = _vast(plan)
    ligt_los(plan).anders_weiger()
    reageerden = {a.door for a in plan.akkoorden_nu().values() if not a.in_gesprek}
    reageerden |= {vraag.door for vraag in _vragen(plan)}
    plan.ga_naar(Planstatus.CONCEPT, ronde=plan.ronde + 1)
    plan.traject.noteer(door, "plan", f"{plan} teruggehaald".capitalize())
    berichten.meld_teruggehaald(plan, reageerden)


def _vast(plan: Opleidingsplan) -> Opleidingsplan:
    """The plan as it is now; whoever agrees or takes it back at the same time waits."""
    return Opleidingsplan.objects.select_for_update().get(pk=plan.pk)


def _vragen(plan: Opleidingsplan):
    return plan.vragen.filter(ronde=plan.ronde).select_related("door__gebruiker")


def _gelezen(plan: Opleidingsplan, gezien: datetime.datetime | None) -> Opleidingsplan:
    """The plan, fixed, unless it changed since it was read: nobody agrees with what was not read.

    `gezien`: its `gewijzigd_op` when it was read (that of `plan` unless told).
    """
    vast = _vast(plan)
    if vast.status == Planstatus.VOORGELEGD and vast.gewijzigd_op != (gezien or plan.gewijzigd_op):
        raise Weigering("Het plan is intussen gewijzigd. Lees het opnieuw voor je akkoord gaat.")
    return vast


@transaction.atomic
def geef_akkoord(
    plan: Opleidingsplan,
    *,
    partij: str,
    door: Lidmaatschap,
    gezien: datetime.datetime | None = None,
) -> None:
    """A party agrees in an account. With all three the version holds and the former is replaced."""
    vast = _gelezen(plan, gezien)
    mag_akkoord_geven(door, vast, partij).anders_weiger()
    _schrijf(vast, partij, door)


@transaction.atomic
def noteer_akkoord(
    plan: Opleidingsplan,
    *,
    partij: str,
    gesprek_op: datetime.date,
    gesproken_met: str | Mentor,
    door: Lidmaatschap,
    gezien: datetime.datetime | None = None,
) -> list[Lidmaatschap]:
    """Write down that the learner or the mentor agreed in a talk: when, and who spoke (for the
    mentor one whom the school knows). Who of them is mailed, to object when it is not so."""
    vast = _gelezen(plan, gezien)
    mag_akkoord_noteren(door, vast, partij).anders_weiger()
    if not timezone.localdate(vast.aangemaakt_op) <= gesprek_op <= timezone.localdate():
        raise Weigering("Kies de dag van het gesprek: na het begin van dit plan, niet na vandaag.")
    mentor = gesproken_met if partij == Partij.MENTOR else None
    if partij == Partij.MENTOR and mentor not in mentoren_in_gesprek(door, vast.traject):
        raise Weigering("Kies de mentor met wie je sprak.")
    if not (naam := str(gesproken_met).strip()):
        raise Weigering("Schrijf met wie je sprak.")
    velden = {"gesprek_op": gesprek_op, "gesproken_met": naam[:200], "mentor": mentor}
    akkoord = _schrijf(vast, partij, door, **velden)
    zin = f"Akkoord van de {partij} over {vast} genoteerd, na een gesprek met {naam}"
    vast.traject.noteer(door, "plan", zin[:300])
    return berichten.meld_uit_gesprek(akkoord)


@transaction.atomic
def trek_in(plan: Opleidingsplan, *, partij: str, door: Lidmaatschap) -> None:
    """Take an agreement back, as long as the version does not hold yet."""
    plan = _vast(plan)
    akkoord = plan.akkoorden_nu().get(partij)
    if akkoord is None:
        raise Weigering("Er is geen akkoord om ongedaan te maken.")
    mag_akkoord_intrekken(door, plan, akkoord).anders_weiger()
    _voeg_toe(plan, partij, door, ingetrokken=True)
    plan.traject.noteer(door, "plan", f"Akkoord van de {partij} over {plan} ongedaan gemaakt")


def _voeg_toe(plan: Opleidingsplan, partij: str, door: Lidmaatschap, **velden) -> Planakkoord:
    nummer = plan.akkoorden.filter(ronde=plan.ronde, partij=partij).count() + 1
    return Planakkoord.objects.create(
        plan=plan, partij=partij, ronde=plan.ronde, nummer=nummer, door=door, **velden
    )


def _schrijf(plan: Opleidingsplan, partij: str, door: Lidmaatschap, **velden) -> Planakkoord:
    akkoord = _voeg_toe(plan, partij, door, **velden)
    if set(plan.akkoorden_nu()) == AKKOORD_NODIG:
        for vorige in plan.traject.plannen.filter(status=Planstatus.AKKOORD):
            vorige.ga_naar(Planstatus.VERVANGEN)
        plan.ga_naar(Planstatus.AKKOORD, akkoord_op=timezone.localdate())
        plan.traject.noteer(door, "plan", f"Akkoord van allen over {plan}")
    return akkoord


@transaction.atomic
def stel_vraag(plan: Opleidingsplan, *, vraag: str, door: Lidmaatschap) -> Planvraag:
    """Instead of agreeing: a question, mailed to who guides the learner."""
    plan = _vast(plan)
    mag_vragen(door, plan).anders_weiger()
    if not (vraag := vraag.strip()[:1000]):
        raise Weigering("Schrijf je vraag, of wat er niet klopt.")
    partij = EIGEN_PARTIJ[door.rol]
    rij = Planvraag.objects.create(
        plan=plan, partij=partij, ronde=plan.ronde, vraag=vraag, door=door
    )
    plan.traject.noteer(door, "plan", f"De {partij.label} stelde een vraag over {plan}")
    berichten.meld_vraag(rij)
    return rij


@transaction.atomic
def beantwoord(vraag: Planvraag, *, antwoord: str, door: Lidmaatschap) -> bool:
    """Answer once, on the page of the plan. Whether who asked is mailed that it is there."""
    vraag = Planvraag.objects.select_for_update().get(pk=vraag.pk)
    mag_antwoorden(door, vraag).anders_weiger()
    if not (antwoord := antwoord.strip()[:1000]):
        raise Weigering("Schrijf een antwoord.")
    vraag.antwoord, vraag.beantwoord_door, vraag.beantwoord_op = antwoord, door, timezone.now()
    vraag.save(update_fields=["antwoord", "beantwoord_door", "beantwoord_op"])
    plan = vraag.plan
    plan.traject.noteer(door, "plan", f"Vraag van de {vraag.partij} over {plan} beantwoord")
    return berichten.meld_antwoord(vraag)
