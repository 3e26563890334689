"""When a competence is reached, and a cluster: the one rule, for pages, lists and documents.

A competence is *bereikt* when the workplace or the school says with its last word a level that
counts as reached in the scale of then, and neither last word is lower. They *differ* (verschil)
when one is and the other is not. What nobody rated is *niet beoordeeld*; the rest is *nog niet*.
What the learner says stands beside it and does not count. Nothing is averaged. A cluster is reached
when all its competences are.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Least
from django.utils import timezone

from gebruikers.rollen import Rol
from opleidingsplannen.models import Beoordeling, Cluster, Opleidingsplan, Planregel
from opleidingsplannen.models.schaal import Niveau

WERKPLEK, SCHOOL, LEERLING = "werkplek", "school", "leerling"
KANTEN = (WERKPLEK, SCHOOL, LEERLING)
TELT = (WERKPLEK, SCHOOL)
KANT_VAN = {Rol.MENTOR: WERKPLEK, Rol.LEERLING: LEERLING}  # all others: school


class Stand(models.TextChoices):
    BEREIKT = "bereikt", "bereikt"
    VERSCHIL = "verschil", "verschil"
    NOG_NIET = "nog_niet", "nog niet"
    NIET = "niet", "niet beoordeeld"

    @property
    def soort(self) -> str:
        """See the template tag `pil`."""
        return {"bereikt": "goed", "verschil": "let_op"}.get(self, "rust")


def kant_van(rol: str) -> str:
    """For which side a rating by this role speaks."""
    return KANT_VAN.get(Rol(rol), SCHOOL)


def stand_van(werkplek: Niveau | None, school: Niveau | None) -> Stand:
    """By the last word of each side."""
    goed = [niveau.goed for niveau in (werkplek, school) if niveau]
    if not goed:
        return Stand.NIET
    if all(goed):
        return Stand.BEREIKT
    return Stand.VERSCHIL if any(goed) else Stand.NOG_NIET


def bereikt_volgens(oordelen: QuerySet, traject: str, competentie: str) -> Least:
    """The same for many at once: true when the last word of workplace and of school, of those there
    are, counts as reached (LEAST of the database leaves out what is not, and false is less). Of
    these ratings; `traject` and `competentie`: where a row keeps them."""
    deze = oordelen.filter(traject=OuterRef(traject), competentie=OuterRef(competentie))
    deze = deze.geldig().order_by("-op", "-pk")
    van_werkplek = deze.filter(rol=Rol.MENTOR)
    van_school = deze.exclude(rol__in=KANT_VAN)
    return Least(*(Subquery(rijen.values("goed")[:1]) for rijen in (van_werkplek, van_school)))


@dataclass
class Woord:
    """The last word of one side about one competence, as it is printed."""

    niveau: Niveau
    wie: str
    rol: str
    moment: datetime.datetime
    gedeeld: bool = True  # also with parents

    @property
    def op(self) -> datetime.date:
        return timezone.localdate(self.moment)


@dataclass
class Competentiestand:
    regel: Planregel
    woorden: dict[str, Woord] = field(default_factory=dict)
    sinds: Woord | None = None  # the one with which it was reached, as long as it is
    gehoord: list[tuple[str, Woord]] = field(default_factory=list)

    @property
    def competentie(self):
        return self.regel.competentie

    @property
    def stand(self) -> Stand:
        return stand_van(*(self._niveau(kant) for kant in TELT))

    @property
    def naast_elkaar(self) -> list[tuple[str, Woord | None]]:
        return [(kant, self.woorden.get(kant)) for kant in KANTEN]

    def _niveau(self, kant: str) -> Niveau | None:
        woord = self.woorden.get(kant)
        return woord and woord.niveau

    @property
    def volgens_gedeeld(self) -> "Competentiestand":
        """As it would be by the shared ratings alone."""
        ander = Competentiestand(self.regel)
        for kant, woord in self.gehoord:
            if woord.gedeeld:
                ander.hoor(kant, woord)
        return ander

    def hoor(self, kant: str, woord: Woord) -> None:
        """One more, in the order in which they were given."""
        self.gehoord.append((kant, woord))
        self.woorden[kant] = woord
        if self.stand != Stand.BEREIKT:
            self.sinds = None
        elif self.sinds is None:
            self.sinds = woord


@dataclass
class Clusterstand:
    cluster: Cluster
    competenties: list[Competentiestand]

    @property
    def aantal_bereikt(self) -> int:
        return sum(rij.stand == Stand.BEREIKT for rij in self.competenties)

    @property
    def is_bereikt(self) -> bool:
        return self.aantal_bereikt == len(self.competenties)

    @property
    def volgens_gedeeld(self) -> "Clusterstand":
        return Clusterstand(self.cluster, [rij.volgens_gedeeld for rij in self.competenties])

    @property
    def sinds(self) -> Woord | None:
        """With which the last of its competences was reached."""
        if not self.is_bereikt:
            return None
        return max((rij.sinds for rij in self.competenties), key=lambda woord: woord.moment)


def overzicht(plan: Opleidingsplan | None, oordelen: QuerySet) -> list[Clusterstand]:
    """Per cluster of this plan, in its order, by these ratings; in two queries."""
    if plan is None:
        return []
    regels = plan.regels.select_related("competentie__cluster")
    standen = {regel.competentie_id: Competentiestand(regel) for regel in regels}
    rijen = oordelen.geldig().filter(traject=plan.traject_id, competentie__in=standen)
    for oordeel in rijen.select_related("door__gebruiker", "schaal").order_by("op", "pk"):
        standen[oordeel.competentie_id].hoor(kant_van(oordeel.rol), _woord(oordeel))
    return _per_cluster(standen.values())


def _woord(oordeel: Beoordeling) -> Woord:
    return Woord(
        oordeel.waarde,
        str(oordeel.door.gebruiker),
        oordeel.get_rol_display().lower(),
        oordeel.op,
        oordeel.gedeeld,
    )


def _per_cluster(standen: Iterable[Competentiestand]) -> list[Clusterstand]:
    per_cluster = defaultdict(list)
    for rij in standen:
        per_cluster[rij.competentie.cluster].append(rij)
    return [Clusterstand(cluster, rijen) for cluster, rijen in per_cluster.items()]
