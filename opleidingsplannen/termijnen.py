"""Terms of presence: the workplace tells how it was within a week, the begeleider settles what
nobody told or what is not clear. One for each learner and week. And of evaluations: one for each
moment that the school chose."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.periode import DAG
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie
from leerlingen.schooljaar import maandag_van
from opleidingsplannen.evaluatiemomenten import VOORUIT, aan_de_orde, te_evalueren
from opleidingsplannen.models import Aanwezigheid, Evaluatie, Evaluatiemoment, Halve
from opleidingsplannen.models.aanwezigheid import in_halve_dagen
from opleidingsplannen.verwacht import eerste_dag, verwacht
from trajecten.termijnregel import VOORBIJ, Aanleiding, Eenheid, Zekerheid, termijnregel
from werkplekken.models import Plaatsing

DAGEN = 7


@dataclass
class Weekstand:
    """One week at one workplace, until yesterday; `loopt_nog`: the learner is expected again."""

    plaatsing: Plaatsing
    maandag: datetime.date
    loopt_nog: bool = False
    verwacht: list[Halve] = field(default_factory=list)
    rijen: dict[Halve, Aanwezigheid] = field(default_factory=dict)

    @property
    def stil(self) -> list[Halve]:
        """What nobody told."""
        return [halve for halve in self.verwacht if halve not in self.rijen]

    @property
    def heet(self) -> str:
        return f"de week van {date_format(self.maandag, 'j F')}"


def _weken(trajecten) -> list[Weekstand]:
    """Of the weeks that can still be told, of schools that follow presence; in constant queries."""
    vandaag = timezone.localdate()
    eerste, gisteren = eerste_dag(vandaag), vandaag - DAG
    plaatsingen = Plaatsing.objects.in_voege().filter(
        traject__in=trajecten.filter(school__aanwezigheid_vanaf__isnull=False).values("pk"),
        van__lte=gisteren,
        tot__gte=eerste,
    )
    per_pk = {rij.pk: rij for rij in plaatsingen.select_related("traject__school")}
    if not per_pk:
        return []
    weken: dict[tuple[int, datetime.date], Weekstand] = {}

    def week(halve: Halve) -> Weekstand:
        maandag = maandag_van(halve.dag)
        sleutel = (halve.plaatsing, maandag)
        return weken.setdefault(sleutel, Weekstand(per_pk[halve.plaatsing], maandag))

    zondag = maandag_van(vandaag) + 6 * DAG
    for halve_dagen in verwacht(per_pk.values(), eerste, zondag).values():
        for halve in halve_dagen:
            if halve.dag < vandaag:
                week(halve).verwacht.append(halve)
            else:
                week(halve).loopt_nog = True
    rijen = Aanwezigheid.objects.filter(plaatsing__in=per_pk).tussen(eerste, gisteren)
    for rij in rijen.order_by("dag", "pk"):
        week(rij.halve).rijen[rij.halve] = rij
    return list(weken.values())


@termijnregel(
    "Aanwezigheid op de werkplek doorgeven",
    doe="Geef door hoe het die week was op de werkplek.",
    aantal=DAGEN,
    eenheid=Eenheid.DAG,
    bron="agodi over aanwezigheden: per halve dag, ten laatste binnen 7 kalenderdagen. Dat dit ook "
    "voor de werkplek geldt, is niet nagekeken",
    zekerheid=Zekerheid.PRAKTIJK,
    wie=Rol.MENTOR,
    over=Informatie.VERLOOP,
    ladder=(2, 0),
)
def aanwezigheid(trajecten) -> Iterator[Aanleiding]:
    """From the first half day on of which nobody told anything; once the week is over, so that who
    tells it on its last day never has one."""
    for week in _weken(trajecten):
        if not week.verwacht or week.loopt_nog:
            continue
        welke = f"plaatsing-{week.plaatsing.pk}-week-{week.maandag:%Y%m%d}"
        if stil := week.stil:
            wat = f"{in_halve_dagen(len(stil))} in {week.heet} waarover niets doorgegeven is"
            yield Aanleiding(week.plaatsing.traject_id, stil[0].dag, wat, onderwerp=welke)
        elif klaar := _te_laat_verteld(week):
            eerste = week.verwacht[0].dag
            wat = f"{week.heet} op de werkplek"
            yield Aanleiding(week.plaatsing.traject_id, eerste, wat, onderwerp=welke, klaar=klaar)


def _te_laat_verteld(week: Weekstand) -> datetime.date | None:
    """The day on which the last was told, when that was after the week."""
    eerst = [
        min(filter(None, (rij.werkplek_op, rij.leerling_op, rij.vastgesteld_op)))
        for halve, rij in week.rijen.items()
        if halve in week.verwacht
    ]
    laatst = timezone.localdate(max(eerst))
    return laatst if laatst > week.verwacht[-1].dag else None


@termijnregel(
    "Aanwezigheid op de werkplek vaststellen",
    doe="Kijk na wat niet doorgegeven is of verschilt, en stel het vast.",
    aantal=DAGEN,
    eenheid=Eenheid.DAG,
    bron="de begeleider stelt vast wat niemand op tijd doorgaf, en wat niet duidelijk is",
    zekerheid=Zekerheid.SCHOOL,
    wie=Rol.BEGELEIDER,
    over=Informatie.AANWEZIGHEID,
    ladder=(3, 0, VOORBIJ),
)
def aanwezigheid_vast(trajecten) -> Iterator[Aanleiding]:
    """What nobody told within a week, counts from then; what two tell otherwise, or what was on
    another day, from that day."""
    per_week = defaultdict(list)
    for week in _weken(trajecten):
        per_week[week.plaatsing.traject_id, week.maandag].append(week)
    te_laat = timezone.localdate() - DAGEN * DAG
    for (traject, maandag), weken in per_week.items():
        rijen = [rij for week in weken for rij in week.rijen.values()]
        stil = [halve.dag for week in weken for halve in week.stil if halve.dag < te_laat]
        stil += [rij.dag for rij in rijen if rij.wacht_op_werkplek and rij.dag < te_laat]
        anders = [rij.dag for rij in rijen if rij.is_onduidelijk and not rij.staat]
        welke = f"week-{maandag:%Y%m%d}"
        if stil or anders:
            begin = min([dag + DAGEN * DAG for dag in stil] + anders)
            wat = f"{_wat(len(stil), len(anders))} in {weken[0].heet}"
            yield Aanleiding(traject, begin, wat, onderwerp=welke)
        elif nagekeken := [rij for rij in rijen if rij.is_nagekeken]:
            klaar = timezone.localdate(max(rij.vastgesteld_op for rij in nagekeken))
            begin = min(rij.dag for rij in nagekeken)
            yield Aanleiding(traject, begin, weken[0].heet, onderwerp=welke, klaar=klaar)


def _wat(stil: int, anders: int) -> str:
    delen = []
    if stil:
        delen.append(f"{in_halve_dagen(stil)} zonder melding")
    if anders:
        delen.append(
            f"{in_halve_dagen(anders)} die niet duidelijk {'is' if anders == 1 else 'zijn'}"
        )
    return " en ".join(delen)


@termijnregel(
    "Evaluatie",
    doe="Bespreek hoe het gaat, en leg de evaluatie vast.",
    bron="de evaluatiemomenten die de school koos",
    zekerheid=Zekerheid.SCHOOL,
    wie=Rol.BEGELEIDER,
    over=Informatie.EVALUATIE,
    ladder=(10, 3, 0, VOORBIJ),
    blad="opleidingsplannen:evaluatie",
    blad_van_traject=True,
    knop="Evalueren",
)
def evaluatie(trajecten) -> Iterator[Aanleiding]:
    """By the day of each moment, from two months beforehand until it is recorded or the school year
    is over; of who was in aanloop or at work that day."""
    scholen = trajecten.order_by().values("school")
    for moment in aan_de_orde(Evaluatiemoment.objects.filter(school__in=scholen)):
        van_school = te_evalueren(trajecten.filter(school=moment.school_id), moment.dag)
        rijen = Evaluatie.objects.filter(traject=OuterRef("pk"), moment=moment, verbetert=None)
        op = Subquery(rijen.values("op")[:1])
        begin = moment.dag - VOORUIT
        wat = f"{VOORUIT.days} dagen voor het evaluatiemoment {moment.naam}"
        for pk, vastgelegd in van_school.annotate(vastgelegd=op).values_list("pk", "vastgelegd"):
            klaar = vastgelegd and timezone.localdate(vastgelegd)
            yield Aanleiding(pk, begin, wat, f"moment-{moment.pk}", klaar, einde=moment.dag)
