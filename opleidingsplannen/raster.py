"""A class at a glance: every learner × every competence of one standaardtraject, with the last word
of workplace and school in each square."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering
from leerlingen.models import Klas
from opleidingsplannen.beoordelen import Keuze, geef, neem_terug, vandaag_over, verbeter
from opleidingsplannen.bereikt import SCHOOL, WERKPLEK, kant_van
from opleidingsplannen.models import (
    Beoordeling,
    Cluster,
    Competentie,
    Opleidingsplan,
    Planregel,
    Standaardtraject,
)
from opleidingsplannen.models.schaal import Niveau
from trajecten.models import Traject

IN_HET_RASTER = "Competenties beoordeeld in het klasoverzicht"


@dataclass(frozen=True)
class Vak:
    """One learner, one competence. Not `in_plan`: not part of this learner's plan."""

    traject: Traject
    competentie: Competentie
    werkplek: Niveau | None
    school: Niveau | None
    in_plan: bool = True

    @property
    def id(self) -> str:
        return f"vak-{self.traject.pk}-{self.competentie.pk}"

    @property
    def in_woorden(self) -> str:
        """'Lotte Maes, Bakt brood: school goed, werkplek met hulp'."""
        woorden = [
            f"{kant} {niveau.woord}"
            for kant, niveau in ((SCHOOL, self.school), (WERKPLEK, self.werkplek))
            if niveau
        ]
        stand = ", ".join(woorden) or "nog niet beoordeeld"
        return f"{self.traject.leerling}, {self.competentie.titel}: {stand}"


def plannen_van(lid: Lidmaatschap) -> QuerySet[Opleidingsplan]:
    """Of each open traject that `lid` sees the version that counts for `lid`."""
    leesbaar = Opleidingsplan.objects.leesbaar_voor(lid)
    eerste = leesbaar.filter(traject=OuterRef("traject")).geldend_eerst().values("pk")[:1]
    zichtbaar = Traject.objects.zichtbaar_voor(lid).open()
    return leesbaar.order_by().filter(traject__in=zichtbaar.values("pk"), pk=Subquery(eerste))


class Raster:
    """In a fixed number of queries, however many learners and competences."""

    def __init__(self, lid: Lidmaatschap, klas: Klas, standaardtraject: Standaardtraject) -> None:
        plannen = plannen_van(lid).filter(standaardtraject=standaardtraject)
        plannen = plannen.filter(traject__leerling__klas=klas)
        plannen = plannen.select_related("traject__leerling", "traject__school")
        plannen = list(plannen.order_by("traject__leerling__zoeknaam", "traject"))
        self.competenties = list(
            Competentie.objects.filter(cluster__standaardtraject=standaardtraject)
            .select_related("cluster")
            .order_by(*Competentie._meta.ordering)
        )
        in_plan = set(Planregel.objects.filter(plan__in=plannen).values_list("plan", "competentie"))
        woorden = laatste_woorden(lid, [plan.traject_id for plan in plannen])
        self.rijen = [
            (
                plan.traject,
                [
                    _vak(plan.traject, competentie, woorden, (plan.pk, competentie.pk) in in_plan)
                    for competentie in self.competenties
                ],
            )
            for plan in plannen
        ]

    @property
    def clusters(self) -> list[tuple[Cluster, int]]:
        """Each with how many competences it spans."""
        groepen = groupby(self.competenties, key=lambda competentie: competentie.cluster)
        return [(cluster, len(list(rijen))) for cluster, rijen in groepen]


def _vak(traject: Traject, competentie: Competentie, woorden: dict, in_plan: bool) -> Vak:
    van_ons = woorden[traject.pk, competentie.pk]
    return Vak(traject, competentie, van_ons.get(WERKPLEK), van_ons.get(SCHOOL), in_plan)


def laatste_woorden(
    lid: Lidmaatschap, trajecten: list[int], competentie: int | None = None
) -> dict[tuple[int, int], dict[str, Niveau]]:
    """(traject, competence) → side → the newest level that `lid` may see."""
    rijen = Beoordeling.objects.zichtbaar_voor(lid).geldig().filter(traject__in=trajecten)
    if competentie:
        rijen = rijen.filter(competentie=competentie)
    een_per_rol = rijen.order_by("traject_id", "competentie_id", "rol", "-op", "-pk")
    een_per_rol = een_per_rol.distinct("traject_id", "competentie_id", "rol")
    woorden = defaultdict(dict)
    for rij in sorted(een_per_rol.select_related("schaal"), key=lambda rij: (rij.op, rij.pk)):
        woorden[rij.traject_id, rij.competentie_id][kant_van(rij.rol)] = rij.waarde
    return woorden


def vak_van(lid: Lidmaatschap, traject: Traject, competentie: Competentie) -> Vak:
    """The one square, as it stands now."""
    return _vak(traject, competentie, laatste_woorden(lid, [traject.pk], competentie.pk), True)


@transaction.atomic
def kies(traject: Traject, keuze: Keuze, *, door: Lidmaatschap) -> None:
    """What one chose here today takes the place of what one chose earlier today. The same again
    changes nothing."""
    if Beoordeling.objects.filter(sleutel=keuze.sleutel).exists():
        return
    eerder = vandaag_over(traject, keuze.competentie_id, door)
    if eerder is None:
        geef(traject, [keuze], door=door)
        _noteer(traject, door)
    elif not keuze.zegt_hetzelfde(eerder):
        verbeter(eerder, keuze, door=door)


def _noteer(traject: Traject, door: Lidmaatschap) -> None:
    """Once a day: a class takes a hundred presses."""
    vandaag = {"soort": "beoordeling", "tekst": IN_HET_RASTER, "op__date": timezone.localdate()}
    if not traject.gebeurtenissen.filter(door=door, **vandaag).exists():
        traject.noteer(door, "beoordeling", IN_HET_RASTER)


@transaction.atomic
def maak_ongedaan(traject: Traject, competentie_id: int, *, door: Lidmaatschap) -> None:
    """What one chose here today is taken back."""
    eerder = vandaag_over(traject, competentie_id, door)
    if eerder is None:
        raise Weigering("Hier koos je vandaag niets: er is niets om ongedaan te maken.")
    neem_terug(eerder, door=door)
