"""When the school evaluates: a proposal from its own calendar, keeping moments, and who is due."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from gebruikers.models import Lidmaatschap, School
from gebruikers.overgang import Weigering, weiger_bij
from gebruikers.periode import DAG
from leerlingen.schooljaar import WEEK, begin_schooljaar, maandag_van, van_schooljaar
from opleidingsplannen.models import Evaluatiemoment
from opleidingsplannen.rechten_evaluatie import mag_moment_kiezen
from trajecten.fases import Fase
from trajecten.kalender import Kalender
from trajecten.vakanties import vakanties

VOORUIT = 60 * DAG  # so long beforehand a moment is something to do
GEEVALUEERD = (Fase.AANLOOP, Fase.LOPEND)


def voorstel(school: School, jaar: int) -> list[Evaluatiemoment]:
    """Three, not saved: the last lesson day before the Christmas holidays, that before the Easter
    holidays, and that of the last full week of lessons of June."""
    kalender = Kalender.van(school)
    voor = [("Kerst", "kerstvakantie"), ("Pasen", "paasvakantie")]
    momenten = [
        Evaluatiemoment(school=school, naam=naam, dag=_laatste_lesdag(kalender, begin - DAG))
        for naam, vakantie in voor
        if (begin := _begin_van(kalender, jaar, vakantie))
    ]
    laatste = _laatste_volle_week(kalender, jaar + 1)
    return [*momenten, Evaluatiemoment(school=school, naam="Juni", dag=laatste)]


def _begin_van(kalender: Kalender, jaar: int, vakantie: str) -> datetime.date:
    """As the school has it; else by the rule."""
    volgens_regel = next(vrij.van for vrij in vakanties(jaar) if vrij.naam == vakantie)
    eigen = [p.van for p in kalender.van_jaar(jaar) if p.naam.lower() == vakantie]
    return min(eigen, default=volgens_regel)


def _laatste_lesdag(kalender: Kalender, dag: datetime.date) -> datetime.date:
    """That day, or the last one before with lessons."""
    eerder = (dag - n * DAG for n in range(60))
    return next((d for d in eerder if not kalender.geen_opleiding(d)), dag)


def _laatste_volle_week(kalender: Kalender, jaar: int) -> datetime.date:
    """The Friday of the last week that lies in June with five days of lessons; else its last lesson
    day."""
    eind = datetime.date(jaar, 6, 30)
    maandag = maandag_van(eind)
    while maandag.month == 6:
        week = [maandag + n * DAG for n in range(5)]
        if week[-1] <= eind and not any(map(kalender.geen_opleiding, week)):
            return week[-1]
        maandag -= WEEK
    return _laatste_lesdag(kalender, eind)


@transaction.atomic
def bewaar_moment(moment: Evaluatiemoment, *, door: Lidmaatschap) -> Evaluatiemoment:
    """Add one, or change one for which nothing was recorded."""
    rijen = Evaluatiemoment.objects.select_for_update()
    if moment.pk and rijen.filter(pk=moment.pk).first() is None:
        raise Weigering("Een collega haalde dit moment intussen weg. Voeg het opnieuw toe.")
    mag_moment_kiezen(door, moment).anders_weiger()
    al = "Op die dag is er al een evaluatiemoment."
    with weiger_bij("evaluatiemoment_een_per_dag", al):
        moment.save()
    return moment


@transaction.atomic
def bewaar_momenten(momenten: Iterable[Evaluatiemoment], *, door: Lidmaatschap) -> int:
    """Those that were proposed, as they were changed. All or none."""
    momenten = list(momenten)
    if not momenten:
        raise Weigering("Laat minstens één moment staan.")
    for moment in momenten:
        bewaar_moment(moment, door=door)
    return len(momenten)


@transaction.atomic
def neem_moment_weg(moment: Evaluatiemoment, *, door: Lidmaatschap) -> None:
    vast = Evaluatiemoment.objects.select_for_update().filter(pk=moment.pk).first()
    if vast is None:
        raise Weigering("Dit moment is al weg.")
    mag_moment_kiezen(door, vast).anders_weiger()
    vast.delete()


def aan_de_orde(momenten: QuerySet, vandaag: datetime.date | None = None) -> QuerySet:
    """Of these: of this school year, and not further ahead than one looks."""
    vandaag = vandaag or timezone.localdate()
    eerste, _ = van_schooljaar(begin_schooljaar(vandaag))
    return momenten.filter(dag__range=(eerste, vandaag + VOORUIT))


def te_evalueren(trajecten: QuerySet, dag: datetime.date) -> QuerySet:
    """Of these trajecten: who is in aanloop or at work on that day. Of what is over, only those
    that are still open."""
    loopt_dan = Q(einddatum=None) | Q(einddatum__gte=dag)
    return trajecten.open().in_fase_op(GEEVALUEERD, dag).filter(loopt_dan, begindatum__lte=dag)
