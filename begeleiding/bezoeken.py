"""Plan visits to several learners at once: who gets which day, and who none."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from begeleiding.acties_contact import LATER
from begeleiding.models import Contactmoment
from begeleiding.rechten import mag_noteren
from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering, eis_voorstel
from gebruikers.periode import DAG
from gebruikers.zicht import Informatie, Recht, eis
from trajecten.kalender import Kalender, Weken
from trajecten.models import Traject
from trajecten.weken import weken_van
from werkplekken.models import Plaatsing

Soort, Met = Contactmoment.Soort, Contactmoment.Met
VERSTE = 120  # days that a spread looks ahead
GEEN_PLEK = "heeft dan geen werkplek"
GEEN_DAG = f"heeft de komende {VERSTE} dagen geen dag op de werkplek waarop nog plaats is"


class Bezoek(NamedTuple):
    traject: Traject
    plaatsing: Plaatsing
    dag: datetime.date
    op_de_werkplek: bool  # whether that is a day that the learner is there


class Verdeling(NamedTuple):
    bezoeken: list[Bezoek]
    niet: list[tuple[Traject, str]]  # and why

    @property
    def afdruk(self) -> str:
        """Tells one proposal from another."""
        return ",".join(f"{b.traject.pk}:{b.plaatsing.pk}:{b.dag}" for b in self.bezoeken)


def verdeel(
    trajecten: Iterable[Traject], *, vanaf: datetime.date, per_dag: int, lid: Lidmaatschap
) -> Verdeling:
    """In the order of the list: all on that day, or so many on each day that a learner is at the
    workplace, with what `lid` goes to already. In constant queries."""
    trajecten = list(trajecten)
    pks = [traject.pk for traject in trajecten]
    plaatsingen = _plaatsingen(lid, pks, vanaf)
    al = Contactmoment.objects.leesbaar_voor(lid).gepland().filter(traject__in=pks, soort="bezoek")
    gepland = {rij.traject_id: rij for rij in al.order_by("-dag")}
    kalender, weken, onderweg = Kalender.van(lid.school), weken_van(pks), _onderweg(lid, vanaf)
    te_doen, niet = [], []
    for traject in trajecten:
        if rij := gepland.get(traject.pk):
            niet.append((traject, _al_gepland(rij)))
        elif not traject.is_open:
            niet.append((traject, f"is {traject.get_fase_display()}"))
        else:
            te_doen.append(traject)
    bezoeken = []
    for dag in _dagen(kalender, vanaf, per_dag):
        vrij = max(per_dag - onderweg[dag], 0) if per_dag else len(te_doen)
        for traject in te_doen[:]:
            plaats = next((p for p in plaatsingen[traject.pk] if p.van <= dag <= p.tot), None)
            daar = _is_daar(kalender, weken[traject.pk], dag)
            if vrij and plaats and (daar or not per_dag):
                bezoeken.append(Bezoek(traject, plaats, dag, daar))
                te_doen.remove(traject)
                vrij -= 1
        if not te_doen:
            break
    for traject in te_doen:
        niet.append((traject, GEEN_DAG if plaatsingen[traject.pk] and per_dag else GEEN_PLEK))
    return Verdeling(bezoeken, niet)


def _al_gepland(rij: Contactmoment) -> str:
    if rij.over < 0:
        dag = date_format(rij.dag, "j F Y")
        return f"had een bezoek op {dag}: zeg eerst of het doorging"
    return f"heeft al een bezoek op {date_format(rij.dag, 'j F')}"


def _onderweg(lid: Lidmaatschap, vanaf: datetime.date) -> Counter[datetime.date]:
    """How many times `lid` goes to a workplace that day already."""
    eigen = (
        Contactmoment.objects.leesbaar_voor(lid)
        .gepland()
        .filter(
            door__gebruiker=lid.gebruiker_id,
            soort__in=[Soort.BEZOEK, Soort.DRIEHOEK],
            dag__gte=vanaf,
        )
    )
    return Counter(eigen.values_list("dag", flat=True))


def _plaatsingen(lid: Lidmaatschap, pks: list[int], vanaf: datetime.date) -> dict[int, list]:
    rijen = Plaatsing.objects.zichtbaar_voor(lid).filter(traject__in=pks, tot__gte=vanaf)
    per_traject = defaultdict(list)
    for rij in rijen.select_related("vestiging", "organisatie").order_by("van", "pk"):
        per_traject[rij.traject_id].append(rij)
    return per_traject


def _dagen(kalender: Kalender, vanaf: datetime.date, per_dag: int) -> Iterator[datetime.date]:
    """That day, or the schooldays from there on."""
    if not per_dag:
        yield vanaf
        return
    dagen = (vanaf + n * DAG for n in range(VERSTE))
    yield from (dag for dag in dagen if not kalender.geen_opleiding(dag))


def _is_daar(kalender: Kalender, weken: Weken, dag: datetime.date) -> bool:
    """Of whom no workplace days are known, any day with training; nobody while suspended."""
    week = weken.op(dag)
    if weken.is_geschorst(dag):
        return False
    return kalender.waar(dag, week).werkplek or not (
        week.werkplek or kalender.geen_opleiding(dag, week)
    )


@transaction.atomic
def plan_bezoeken(
    trajecten: Iterable[Traject],
    *,
    vanaf: datetime.date,
    per_dag: int,
    lezers: str,
    gezien: str,
    door: Lidmaatschap,
) -> list[Contactmoment]:
    """What was proposed (`gezien`: its print), for `door` to hold. Two who plan at once come one
    after the other, and the second sees a new proposal."""
    trajecten = list(trajecten)
    mag_noteren(door, trajecten, lezers).anders_weiger()
    if vanaf < timezone.localdate():
        raise Weigering(LATER)
    vast = Traject.objects.filter(pk__in=[traject.pk for traject in trajecten]).order_by("pk")
    list(vast.select_for_update(of=("self",), no_key=True))
    verdeling = verdeel(trajecten, vanaf=vanaf, per_dag=per_dag, lid=door)
    eis_voorstel(verdeling.afdruk, gezien=gezien)
    return Contactmoment.objects.bulk_create(
        Contactmoment(
            traject=traject, school_id=traject.school_id, soort=Soort.BEZOEK,
            plaatsing=plaatsing, dag=dag, staat=Contactmoment.Staat.GEPLAND, lezers=lezers,
            met=[Met.LEERLING, Met.MENTOR] if plaatsing.vestiging_id else [Met.LEERLING], door=door,
        )
        for traject, plaatsing, dag, _ in verdeling.bezoeken
    )  # fmt: skip


class Teruggenomen(NamedTuple):
    weg: int
    gebleven: list[Contactmoment]


def stempels(momenten: Iterable[Contactmoment]) -> str:
    """Tells whether one of these was changed since."""
    return ",".join(f"{moment.pk}:{moment.gewijzigd_op.timestamp()}" for moment in momenten)


@transaction.atomic
def maak_ongedaan(momenten: Iterable[int], *, gezien: str, door: Lidmaatschap) -> Teruggenomen:
    """Those of these visits that stand as `door` planned them (`gezien`: their `stempels` then);
    and which stay, because something happened to them since."""
    eis(door, Informatie.MOMENT_GEDEELD, Recht.SCHRIJF)
    rijen = Contactmoment.objects.zichtbaar_voor(door).filter(pk__in=momenten, soort=Soort.BEZOEK)
    rijen = rijen.select_related(*Contactmoment.ERBIJ).order_by("dag", "pk")
    rijen = list(rijen.select_for_update(of=("self",), no_key=True))
    onveranderd = gezien.split(",")
    weg = [
        rij.pk
        for rij in rijen
        if rij.is_gepland and rij.is_van(door) and stempels([rij]) in onveranderd
    ]
    if not weg:
        raise Weigering("Deze bezoeken staan niet meer zoals ze gepland werden. Er ging niets weg.")
    Contactmoment.objects.filter(pk__in=weg).delete()
    return Teruggenomen(len(weg), [rij for rij in rijen if rij.pk not in weg])
