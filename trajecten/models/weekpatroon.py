"""On which days of the week a learner learns, and where."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from gebruikers.models.van_school import VanSchool
from gebruikers.periode import Veldregel, plausibel
from gebruikers.zicht import Informatie, ZichtQuerySet
from trajecten.models.kalender import Weekdag

GEEN_DAG = "Kies minstens één dag, op school of op de werkplek."
KORT = {dag: dag.label[:2] for dag in Weekdag}


def weekdagen(naam: str) -> ArrayField:
    dag = models.PositiveSmallIntegerField(choices=Weekdag)
    return ArrayField(dag, verbose_name=naam, default=list, blank=True, size=7)


class Weekpatroon(VanSchool):
    """The week of one traject from a day on, until the next one begins. Before the first: lessons
    from Monday to Friday. A day may be both at school and at the workplace."""

    INFORMATIE = Informatie.VERLOOP
    PAD_NAAR_TRAJECT = "traject"
    SCHOOL_VAN = "traject"

    traject = models.ForeignKey(
        "trajecten.Traject",
        on_delete=models.CASCADE,
        related_name="weekpatronen",
        verbose_name="traject",
    )
    van = models.DateField("vanaf")
    school_dagen = weekdagen("op school")
    werkplek_dagen = weekdagen("op de werkplek")

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "weekpatroon"
        verbose_name_plural = "weekpatronen"
        ordering = ["traject", "van"]
        constraints = [
            models.UniqueConstraint(
                fields=["traject", "van"],
                name="weekpatroon_een_per_dag",
                violation_error_message="Er begint die dag al een weekpatroon.",
            ),
            Veldregel(
                bij="school_dagen",
                condition=~Q(school_dagen=[]) | ~Q(werkplek_dagen=[]),
                name="weekpatroon_heeft_dagen",
                violation_error_message=GEEN_DAG,
            ),
            models.CheckConstraint(
                condition=Q(
                    school_dagen__contained_by=Weekdag.values,
                    werkplek_dagen__contained_by=Weekdag.values,
                ),
                name="weekpatroon_weekdagen",
            ),
            plausibel("weekpatroon_datum", "van"),
        ]

    def __str__(self) -> str:
        delen = {"school": self.school_dagen, "werkplek": self.werkplek_dagen}
        return "; ".join(f"{waar}: {in_woorden(dagen)}" for waar, dagen in delen.items() if dagen)


def in_woorden(dagen: list[int]) -> str:
    """[1, 2, 5] → 'ma, di, vr'."""
    return ", ".join(KORT[dag] for dag in sorted(dagen))
