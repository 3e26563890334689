"""What a learner with an OAO gets a month, as published, from when."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format

from gebruikers.periode import Veldregel, plausibel
from gebruikers.schrijfwijze import Tekstveld
from gebruikers.zicht import Schoolsoort, ZichtQuerySet
from overeenkomsten.statussen import CATEGORIEEN
from trajecten.termijnregel import Zekerheid


class LeervergoedingQuerySet(ZichtQuerySet):
    def op(self, dag: datetime.date) -> "LeervergoedingQuerySet":
        """Published for that day or before, the newest first."""
        return self.filter(vanaf__lte=dag).order_by("-vanaf")


class Leervergoeding(models.Model):
    """The amount of a category from a day on. An amount that changes is a new row: what stands here
    is not edited, only looked up once more (`nagekeken_op`), or taken away when it was wrong."""

    SCHOOLSOORT = Schoolsoort.OVEREENKOMSTREGELS
    PAD_NAAR_SCHOOL = "school"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.CASCADE,
        related_name="leervergoedingen",
        verbose_name="school",
    )
    vanaf = models.DateField("geldig vanaf")
    categorie = models.PositiveSmallIntegerField("categorie", choices=CATEGORIEEN)
    cent = models.PositiveIntegerField("bedrag per maand, in cent")
    bron = Tekstveld(
        "waar dat staat", max_length=200, help_text="De bladzijde of brief met dit bedrag."
    )
    zekerheid = models.CharField("hoe zeker", max_length=20, choices=Zekerheid)
    nagekeken_op = models.DateField("nagekeken op", null=True, blank=True)

    objects = LeervergoedingQuerySet.as_manager()

    class Meta:
        verbose_name = "bedrag van de leervergoeding"
        verbose_name_plural = "bedragen van de leervergoeding"
        ordering = ["-vanaf", "categorie"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "vanaf", "categorie"],
                name="leervergoeding_een_per_dag",
                violation_error_message="Vanaf die dag staat er al een bedrag voor deze categorie.",
            ),
            models.CheckConstraint(
                condition=Q(categorie__in=[1, 2, 3]), name="leervergoeding_categorie"
            ),
            Veldregel(
                bij="cent",
                condition=Q(cent__gte=10_000, cent__lte=999_900),
                name="leervergoeding_bedrag",
                violation_error_message="Kijk het bedrag na: het is er een per maand.",
            ),
            plausibel("leervergoeding_datums", "vanaf", "nagekeken_op"),
        ]

    def __str__(self) -> str:
        return f"categorie {self.categorie} vanaf {date_format(self.vanaf, 'j F Y')}"

    @property
    def euro(self) -> str:
        """66260 → '662,60'."""
        return f"{self.cent // 100},{self.cent % 100:02d}"
