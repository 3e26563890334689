"""How far a plan is, for the ring: reached so far, and what one would expect by now."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Informatie, Recht, mag, recht
from opleidingsplannen.bereikt import bereikt_volgens
from opleidingsplannen.models import Beoordeling, Opleidingsplan, Planregel
from opleidingsplannen.models.plan import Planstatus
from trajecten.models import Traject

ACHTER = 10  # percent points behind the calendar before we say so


@dataclass(frozen=True)
class Stand:
    percentage: int
    verwacht: int | None
    bereikt: int
    totaal: int
    akkoord: bool = True  # before everybody agreed there is no schedule to be behind on

    @property
    def verschil(self) -> int:
        return 0 if self.verwacht is None else self.percentage - self.verwacht

    @property
    def zin(self) -> str:
        """Behind or on schedule, in words."""
        if not self.totaal:
            return "nog geen plan"
        if not self.akkoord:
            return "nog geen akkoord"
        if self.verwacht is None:
            return "geen einddatum"
        if abs(self.verschil) <= ACHTER:
            return "op schema"
        return f"{abs(self.verschil)} % {'achter' if self.verschil < 0 else 'voor'}"

    @property
    def waarom(self) -> str:
        """The rule behind `zin`, and the figures it was applied to."""
        bereikt = f"{self.bereikt} van de {self.totaal} competenties"
        deel = f"{bereikt} bereikt, op school of op de werkplek: {self.percentage} %."
        if not self.akkoord:
            return f"{deel} Zolang niet iedereen akkoord is met het plan, is er geen schema."
        if self.verwacht is None:
            return f"{deel} Een schema is er pas als het traject een voorziene einddatum heeft."
        return (
            f"{deel} Van de tijd van dit traject is {self.verwacht} % voorbij. Tot {ACHTER} % "
            "verschil heet dat op schema."
        )


LEEG = Stand(0, None, 0, 0)


def tijd_voorbij(traject: Traject, vandaag: datetime.date | None = None) -> int | None:
    """How much of the planned period is over, in percent. None without an end date."""
    if traject.einddatum is None:
        return None
    duur = (traject.einddatum - traject.begindatum).days
    voorbij = ((vandaag or timezone.localdate()) - traject.begindatum).days
    return max(0, min(100, round(100 * voorbij / duur)))


def plan_standen(lid: Lidmaatschap, trajecten: list[Traject]) -> dict[int, Stand]:
    """Per traject with a plan, in one query; reached as `opleidingsplannen.bereikt` has it. Only
    ratings that `lid` may read count."""
    if not (trajecten and mag(lid, Informatie.PLAN) and mag(lid, Informatie.BEOORDELING)):
        return {}
    plan = Opleidingsplan.objects.filter(traject=OuterRef("plan__traject"))
    geldend = plan.exclude(status=Planstatus.VERVANGEN).geldend_eerst()
    oordelen = Beoordeling.objects.filter(_leesbaar(lid))
    rijen = (
        Planregel.objects.filter(plan__traject__in=[traject.pk for traject in trajecten])
        .filter(plan=Subquery(geldend.values("pk")[:1]))
        .annotate(is_bereikt=bereikt_volgens(oordelen, "plan__traject", "competentie"))
        .order_by()
        .values_list("plan__traject", "plan__status")
        .annotate(totaal=Count("pk"), bereikt=Count("pk", filter=Q(is_bereikt=True)))
    )
    tijd = {traject.pk: tijd_voorbij(traject) for traject in trajecten}
    return {
        pk: _stand(tijd[pk], bereikt, totaal, status == Planstatus.AKKOORD)
        for pk, status, totaal, bereikt in rijen
    }


def _stand(voorbij: int | None, bereikt: int, totaal: int, akkoord: bool) -> Stand:
    verwacht = voorbij if akkoord else None
    return Stand(round(100 * bereikt / totaal), verwacht, bereikt, totaal, akkoord)


def _leesbaar(lid: Lidmaatschap) -> Q:
    gedeeld = recht(lid, Informatie.BEOORDELING) & Recht.GEDEELD
    return Beoordeling.gedeeld_met(lid) if gedeeld else Q()
