"""One school year of one traject, day by day: drawn, and in the table behind it."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import zip_longest

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG, in_woorden
from gebruikers.zicht import Informatie, Recht, Schoolsoort, mag, recht
from leerlingen.schooljaar import (
    begin_schooljaar,
    gevraagd_schooljaar,
    naam_schooljaar,
    van_schooljaar,
)
from overeenkomsten.models import Overeenkomst, Schorsing
from overeenkomsten.statussen import OOIT_GETEKEND
from trajecten.fases import Fase
from trajecten.kalender import Kalender, Week
from trajecten.models import Gebeurtenis, Kalenderperiode, Termijn, Traject
from trajecten.vakanties import vakanties
from trajecten.weken import weken_van

DEEL = Recht.EIGEN | Recht.GEDEELD


class Plek(StrEnum):
    """What a day is, in words."""

    SCHOOL = "school"
    WERKPLEK = "werkplek"
    BEIDE = "school en werkplek"
    GESCHORST = "werkplek geschorst"
    VRIJ = "vakantie of vrij"
    NIETS = "geen opleiding"
    BUITEN = "buiten het traject"

    @property
    def op_school(self) -> bool:
        return self in (Plek.SCHOOL, Plek.BEIDE)

    @property
    def op_werkplek(self) -> bool:
        return self in (Plek.WERKPLEK, Plek.BEIDE)

    @property
    def is_opleiding(self) -> bool:
        return self.op_school or self.op_werkplek


@dataclass(frozen=True)
class Dag:
    """`naam`: of the holiday; and of a free day of the school's own, for who reads its calendar."""

    op: datetime.date
    plek: Plek
    naam: str = ""


@dataclass(frozen=True)
class Balk:
    """What lasts: an agreement (with the number that stands in its bar), a suspension of one, or an
    interruption."""

    van: datetime.date
    tot: datetime.date | None
    naam: str
    nummer: int = 0

    @property
    def laatste(self) -> datetime.date:
        """As far as it is known: what goes on, goes on today."""
        return self.tot or timezone.localdate()

    def raakt(self, van: datetime.date, tot: datetime.date) -> bool:
        return self.van <= tot and self.laatste >= van

    @property
    def in_woorden(self) -> str:
        return f"{self.naam}, {in_woorden(self.van, self.tot)}"

    def kort(self, van: datetime.date, tot: datetime.date) -> str:
        """Of a month: what it is, and the day on which it begins or ends in it."""
        delen = [f"overeenkomst {self.nummer}" if self.nummer else self.naam]
        if van <= self.van <= tot:
            delen.append(f"vanaf {date_format(self.van, 'j F')}")
        if self.tot and van <= self.tot <= tot:
            delen.append(f"tot en met {date_format(self.tot, 'j F')}")
        return " ".join(delen)


@dataclass(frozen=True)
class Maand:
    """A row of the table."""

    naam: str
    school: int
    werkplek: int
    vrij: int
    bijzonder: list[str]


@dataclass(frozen=True)
class Jaar:
    """From 1 September to 31 August. `vorig`, `volgend`: the years beside it that the traject
    reaches; None when it does not."""

    begin: int
    dagen: list[Dag]
    overeenkomsten: list[Balk]
    schorsingen: list[Balk]
    onderbrekingen: list[Balk]
    termijnen: list[Termijn]
    vorig: int | None = None
    volgend: int | None = None

    @property
    def naam(self) -> str:
        return naam_schooljaar(self.begin)

    @cached_property
    def tot_weekdag(self) -> int:
        """The last day of the week that is shown: Sunday for who learns in a weekend."""
        in_weekend = any(d.op.isoweekday() > 5 and d.plek.is_opleiding for d in self.dagen)
        return 7 if in_weekend else 5

    @property
    def legende(self) -> list[Plek]:
        """Which kinds of days are shown."""
        getoond = {dag.plek for dag in self.dagen if dag.op.isoweekday() <= self.tot_weekdag}
        return [plek for plek in Plek if plek in getoond - {Plek.BUITEN}]

    @property
    def is_nu(self) -> bool:
        return self.begin == begin_schooljaar(timezone.localdate())

    @property
    def maanden(self) -> list[Maand]:
        per_maand = {}
        for dag in self.dagen:
            per_maand.setdefault(dag.op.replace(day=1), []).append(dag)
        return [self._maand(eerste, dagen) for eerste, dagen in per_maand.items()]

    def _maand(self, eerste: datetime.date, dagen: list[Dag]) -> Maand:
        plekken = [dag.plek for dag in dagen]
        van, tot = eerste, dagen[-1].op
        bijzonder = [dag.naam for dag in dagen if dag.naam]
        balken = [*self.overeenkomsten, *self.schorsingen, *self.onderbrekingen]
        bijzonder += [balk.kort(van, tot) for balk in balken if balk.raakt(van, tot)]
        bijzonder += [
            f"laatste dag: {termijn.uit.naam} ({date_format(termijn.uiterlijk, 'j F')})"
            for termijn in self.termijnen
            if van <= termijn.uiterlijk <= tot
        ]
        return Maand(
            date_format(eerste, "F Y"),
            sum(plek.op_school for plek in plekken),
            sum(plek.op_werkplek for plek in plekken),
            plekken.count(Plek.VRIJ),
            list(dict.fromkeys(bijzonder)),
        )


def mag_jaar(lid: Lidmaatschap) -> bool:
    """Who may know every day: days at a workplace follow from agreements with any company."""
    mogen = recht(lid, Informatie.OVEREENKOMST)
    return bool(mogen & Recht.LEES) and not mogen & DEEL


def jaar_van(request, traject: Traject) -> Jaar:
    """The school year that the address asks for, kept within those of the traject."""
    lid = request.lid
    einde, nu = _einde(traject), begin_schooljaar(timezone.localdate())
    eerste = begin_schooljaar(traject.begindatum)
    laatste = max(eerste, begin_schooljaar(einde) if einde else nu + 1)
    begin = min(max(gevraagd_schooljaar(request), eerste), laatste)
    van, tot = van_schooljaar(begin)
    return Jaar(
        begin,
        dagen_van(lid, traject, van, tot),
        _overeenkomsten(lid, traject, van, tot),
        [balk for balk in _schorsingen(lid, traject) if balk.raakt(van, tot)],
        [balk for balk in _onderbrekingen(lid, traject) if balk.raakt(van, tot)],
        _termijnen(lid, traject, van, tot),
        vorig=begin - 1 if begin > eerste else None,
        volgend=begin + 1 if begin < laatste else None,
    )


def _einde(traject: Traject) -> datetime.date | None:
    """What is open has not ended, whatever was foreseen."""
    einde = traject.laatste_dag
    return max(einde, timezone.localdate()) if einde and traject.is_open else einde


def dagen_van(
    lid: Lidmaatschap, traject: Traject, van: datetime.date, tot: datetime.date
) -> list[Dag]:
    leest = mag(lid, Schoolsoort.KALENDER)
    kalender, weken = Kalender.van(traject.school), weken_van([traject.pk])[traject.pk]
    afgesproken = weken.zonder_schorsingen()
    einde = _einde(traject) or tot
    alle = (van + n * DAG for n in range((tot - van).days + 1))
    return [
        _dag(kalender, weken.op(dag), afgesproken.op(dag), dag, leest)
        if traject.begindatum <= dag <= einde
        else Dag(dag, Plek.BUITEN)
        for dag in alle
    ]


def _dag(kalender: Kalender, week: Week, afgesproken: Week, dag: datetime.date, leest: bool) -> Dag:
    """`afgesproken`: the week as it would be without suspensions."""
    bijzonder, waar = kalender.bijzonder(dag), kalender.waar(dag, week)
    if any(waar):
        plek = Plek.BEIDE if all(waar) else Plek.SCHOOL if waar.school else Plek.WERKPLEK
        return Dag(dag, plek)
    if week != afgesproken and kalender.waar(dag, afgesproken).werkplek:
        return Dag(dag, Plek.GESCHORST)
    doordeweeks = dag.isoweekday() <= 5 or dag.isoweekday() in week.dagen
    if doordeweeks and bijzonder and bijzonder.soort == Kalenderperiode.Soort.VRIJ:
        bekend = {vrij.naam for vrij in vakanties(begin_schooljaar(dag))}
        return Dag(dag, Plek.VRIJ, bijzonder.naam if leest or bijzonder.naam in bekend else "")
    return Dag(dag, Plek.NIETS)


def _overeenkomsten(
    lid: Lidmaatschap, traject: Traject, van: datetime.date, tot: datetime.date
) -> list[Balk]:
    """Those that were signed, as long as they really run or ran."""
    rijen = Overeenkomst.objects.zichtbaar_voor(lid).filter(
        traject=traject,
        status__in=OOIT_GETEKEND,
        feitelijke_periode__overlap=(van, tot + DAG),
    )
    rijen = rijen.select_related("vestiging", "organisatie").met_wijzigingen()
    rijen = rijen.order_by("feitelijke_periode", "pk")
    return [
        Balk(
            rij.feitelijke_periode.lower,
            rij.feitelijke_periode.upper - DAG,
            f"{rij.get_soort_display()} bij {rij.nu.plek}",
            nummer,
        )
        for nummer, rij in enumerate(rijen, 1)
    ]


def _schorsingen(lid: Lidmaatschap, traject: Traject) -> list[Balk]:
    """Days in which an agreement rests; what has no last day yet, goes on."""
    rijen = Schorsing.objects.zichtbaar_voor(lid).filter(overeenkomst__traject=traject)
    overeenkomsten = Overeenkomst.objects.select_related("vestiging", "organisatie")
    rijen = rijen.prefetch_related(Prefetch("overeenkomst", overeenkomsten.met_wijzigingen()))
    return [
        Balk(
            rij.van,
            rij.laatste_dag if rij.tot or rij.is_voorbij else None,
            f"geschorst bij {rij.overeenkomst.van_kracht_op(rij.van).plek}",
        )
        for rij in rijen.order_by("van", "pk")
    ]


def _termijnen(
    lid: Lidmaatschap, traject: Traject, van: datetime.date, tot: datetime.date
) -> list[Termijn]:
    """For who keeps them; learner and parent read in words what is theirs."""
    if not lid.is_staf:
        return []
    open_ = Termijn.objects.zichtbaar_voor(lid).open()
    return list(open_.filter(traject=traject, uiterlijk__range=(van, tot)))


def _onderbrekingen(lid: Lidmaatschap, traject: Traject) -> list[Balk]:
    """When the traject was interrupted, by the moves of its phase; one that was undone is none."""
    rijen = Gebeurtenis.objects.zichtbaar_voor(lid).filter(traject=traject).stappen()
    stappen = [
        (gegevens["naar"], datetime.date.fromisoformat(gegevens["op"]))
        for gegevens in rijen.order_by("op", "pk").values_list("gegevens", flat=True)
    ]
    return [
        Balk(op, max(op, volgende[1] - DAG) if volgende else None, "onderbroken")
        for (naar, op), volgende in zip_longest(stappen, stappen[1:])
        if naar == Fase.ONDERBROKEN
    ]
