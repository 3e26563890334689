"""Acts on the course of a case: start it, change its team, enrolment and week."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap, School
from gebruikers.overgang import Weigering, weiger_bij
from gebruikers.periode import DAG
from gebruikers.rollen import Rol
from gebruikers.zicht import Schoolsoort
from leerlingen.models import Leerling, Opleiding
from leerlingen.schooljaar import begin_schooljaar
from trajecten.acties_fase import verplaats_fase
from trajecten.acties_takenlijst import zet_takenlijst_klaar
from trajecten.fases import Fase
from trajecten.kalender import Kalender, volgens_de_regels
from trajecten.models import Inschrijving, Kalenderperiode, Teamlid, Traject, Weekpatroon
from trajecten.models.weekpatroon import GEEN_DAG
from trajecten.rechten import eis_lijst, mag_starten, mag_verloop_wijzigen


@transaction.atomic
def start_traject(
    leerling: Leerling,
    *,
    door: Lidmaatschap,
    opleiding: Opleiding,
    begindatum: datetime.date,
    einddatum: datetime.date | None = None,
    team: Iterable[Lidmaatschap] = (),
    fase: Fase = Fase.AANMELDING,
) -> Traject:
    """A traject with its enrolment and team. `team`: memberships, each in its own role."""
    mag_starten(door, leerling).anders_weiger()
    al_een = f"{leerling} heeft intussen al een open traject."
    with weiger_bij("traject_een_open_per_leerling", al_een):
        traject = Traject.objects.create(
            school=leerling.school, leerling=leerling, begindatum=begindatum, einddatum=einddatum
        )
    Inschrijving.objects.create(traject=traject, opleiding=opleiding, van=begindatum)
    for lid in dict.fromkeys(team):
        _maak_teamlid(traject, lid, min(begindatum, timezone.localdate()))
    traject.noteer(door, "traject gestart", f"Traject gestart voor {opleiding}.")
    if fase == Fase.AANMELDING:
        zet_takenlijst_klaar(traject, fase, op=max(begindatum, traject.fase_sinds), door=door)
    else:
        verplaats_fase(traject, Fase(fase), door=None, reden="gekozen bij de start")
    return traject


@transaction.atomic
def voeg_teamlid_toe(
    traject: Traject, lid: Lidmaatschap, *, door: Lidmaatschap, van: datetime.date
) -> Teamlid:
    """Somebody of the school joins the team, in the role of this membership."""
    Traject.objects.select_for_update().get(pk=traject.pk)
    mag_verloop_wijzigen(door, traject).anders_weiger()
    if lid.school_id != traject.school_id or lid.rol not in Teamlid.ROLLEN:
        raise Weigering("Kies iemand die op deze school begeleider of leerkracht is.")
    if traject.team.filter(gebruiker=lid.gebruiker, rol=lid.rol, tot=None).exists():
        raise Weigering(f"{lid.gebruiker} zit al in het team.")
    teamlid = _maak_teamlid(traject, lid, van)
    wat, vanaf = teamlid.get_rol_display().lower(), date_format(van, "j F Y")
    traject.noteer(door, "team", f"{lid.gebruiker} volgt mee als {wat} vanaf {vanaf}.")
    return teamlid


def _maak_teamlid(traject: Traject, lid: Lidmaatschap, van: datetime.date) -> Teamlid:
    return Teamlid.objects.create(traject=traject, gebruiker=lid.gebruiker, rol=lid.rol, van=van)


@transaction.atomic
def beeindig_teamlid(teamlid: Teamlid, *, door: Lidmaatschap, tot: datetime.date) -> None:
    """Last day in the team. A traject always keeps a begeleider."""
    traject = Traject.objects.select_for_update().get(pk=teamlid.traject_id)
    mag_verloop_wijzigen(door, traject).anders_weiger()
    if tot < teamlid.van:
        raise Weigering("De einddatum ligt voor de begindatum van dit teamlid.")
    morgen = tot + DAG
    anderen = traject.team.filter(rol=Rol.BEGELEIDER, tot=None, van__lte=morgen)
    anderen = anderen.exclude(pk=teamlid.pk)
    if teamlid.rol == Rol.BEGELEIDER and not anderen.exists():
        raise Weigering("Voeg eerst een andere trajectbegeleider toe. Een traject heeft er een.")
    if Teamlid.objects.filter(pk=teamlid.pk, tot=None).update(tot=tot) != 1:
        raise Weigering(f"{teamlid.gebruiker} had al een einddatum.")
    tot_en_met = date_format(tot, "j F Y")
    traject.noteer(door, "team", f"{teamlid.gebruiker} volgt mee tot en met {tot_en_met}.")


@transaction.atomic
def wijzig_inschrijving(
    traject: Traject, *, opleiding: Opleiding, vanaf: datetime.date, door: Lidmaatschap
) -> Inschrijving:
    """Close the running enrolment the day before and open another: aanloop → duaal is two rows.

    An enrolment that has not begun is replaced; choosing the present opleiding takes it away.
    """
    Traject.objects.select_for_update().get(pk=traject.pk)
    mag_verloop_wijzigen(door, traject).anders_weiger()
    if traject.einddatum and vanaf > traject.einddatum:
        einde = date_format(traject.einddatum, "j F Y")
        raise Weigering(f"Kies een dag tot en met {einde}: dan eindigt het traject.")
    lopend = traject.inschrijvingen.filter(tot=None).select_related("opleiding").first()
    if lopend and lopend.van > timezone.localdate():
        lopend = _zonder_volgende(lopend)
        if lopend and lopend.opleiding == opleiding:
            traject.noteer(door, "inschrijving", f"Blijft ingeschreven in {opleiding}."[:300])
            return lopend
    if lopend and lopend.opleiding == opleiding:
        raise Weigering(f"De leerling volgt {opleiding} al.")
    if lopend and vanaf <= lopend.van:
        begin = date_format(lopend.van, "j F Y")
        raise Weigering(f"Kies een dag na {begin}: toen begon de huidige inschrijving.")
    if lopend:
        lopend.tot = vanaf - DAG
        lopend.save(update_fields=["tot"])
    nieuw = Inschrijving.objects.create(traject=traject, opleiding=opleiding, van=vanaf)
    dag = date_format(vanaf, "j F Y")
    traject.noteer(door, "inschrijving", f"Ingeschreven in {opleiding} vanaf {dag}."[:300])
    return nieuw


def _zonder_volgende(volgende: Inschrijving) -> Inschrijving | None:
    """Take away an enrolment that has not begun; the one before it, when there is one, runs on."""
    traject = volgende.traject
    volgende.delete()
    vorige = traject.inschrijvingen.select_related("opleiding").order_by("-van").first()
    if vorige:
        vorige.tot = None
        vorige.save(update_fields=["tot"])
    return vorige


@transaction.atomic
def zet_weekpatroon(
    traject: Traject,
    *,
    van: datetime.date,
    school: list[int],
    werkplek: list[int],
    door: Lidmaatschap,
) -> Weekpatroon:
    """On which days of the week (1 is Monday) the learner learns, and where, from `van` until the
    next pattern. What began on that day is replaced."""
    mag_verloop_wijzigen(door, traject).anders_weiger()
    dagen = {"school_dagen": sorted(school), "werkplek_dagen": sorted(werkplek)}
    if not school and not werkplek:
        raise Weigering(GEEN_DAG)
    if van < traject.begindatum:
        begin = date_format(traject.begindatum, "j F Y")
        raise Weigering(f"Dit traject begint pas op {begin}. Kies een dag vanaf dan.")
    patroon, _ = Weekpatroon.objects.update_or_create(traject=traject, van=van, defaults=dagen)
    vanaf = date_format(van, "j F Y")
    traject.noteer(door, "weekpatroon", f"Weekpatroon vanaf {vanaf}: {patroon}.")
    return patroon


@transaction.atomic
def neem_weekpatroon_weg(patroon: Weekpatroon, *, door: Lidmaatschap) -> None:
    """The week before it holds on."""
    mag_verloop_wijzigen(door, patroon.traject).anders_weiger()
    vanaf = date_format(patroon.van, "j F Y")
    patroon.traject.noteer(door, "weekpatroon", f"Het weekpatroon vanaf {vanaf} geldt niet meer.")
    patroon.delete()


@transaction.atomic
def vul_kalender(school: School, schooljaar_begin: int) -> int:
    """Put the holidays of the rules in the school's calendar. What stands there stays. How many."""
    return sum(
        Kalenderperiode.objects.get_or_create(
            school=school, naam=vrij.naam, van=vrij.van, defaults={"tot": vrij.tot}
        )[1]
        for vrij in volgens_de_regels(schooljaar_begin)
    )


@transaction.atomic
def vul_kalender_aan(school: School, schooljaar_begin: int, *, door: Lidmaatschap) -> int:
    """As above, because somebody asks for it."""
    eis_lijst(door, Schoolsoort.KALENDER, school.pk)
    return vul_kalender(school, schooljaar_begin)


@transaction.atomic
def voeg_periode_toe(periode: Kalenderperiode, *, door: Lidmaatschap) -> Kalenderperiode:
    """Beside the holidays: a year with only own days would have no holidays."""
    eis_lijst(door, Schoolsoort.KALENDER, periode.school_id)
    jaar = begin_schooljaar(periode.van)
    if not Kalender.van(periode.school).is_ingevuld(jaar):
        vul_kalender(periode.school, jaar)
    try:
        periode.validate_constraints()
    except ValidationError as fout:  # a holiday of the rules, that stands there from now on
        raise Weigering(" ".join(fout.messages)) from fout
    periode.save()
    return periode


def neem_periode_weg(periode: Kalenderperiode, *, door: Lidmaatschap) -> None:
    eis_lijst(door, Schoolsoort.KALENDER, periode.school_id)
    periode.delete()
