"""Holidays and free days of a school."""

import datetime

from django.db import models
from django.db.models import F, Q

from gebruikers.periode import Veldregel, plausibel
from gebruikers.zicht import Schoolsoort, ZichtQuerySet

LANGST = datetime.timedelta(days=120)


class VrijePeriode(models.Model):
    """Days without lessons: a holiday or a free day (van and tot the same)."""

    SCHOOLSOORT = Schoolsoort.KALENDER
    PAD_NAAR_SCHOOL = "school"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.CASCADE,
        related_name="vrije_periodes",
        verbose_name="school",
    )
    naam = models.CharField("naam", max_length=80)
    van = models.DateField("van")
    tot = models.DateField("tot en met")

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "vrije periode"
        verbose_name_plural = "vrije periodes"
        ordering = ["van", "pk"]
        constraints = [
            Veldregel(
                bij="tot",
                condition=Q(tot__gte=F("van")),
                name="vrijeperiode_tot_na_van",
                violation_error_message="De einddatum moet na de begindatum liggen.",
            ),
            models.UniqueConstraint(fields=["school", "van", "naam"], name="vrijeperiode_uniek"),
            plausibel("vrijeperiode_datums", "van", "tot"),
            models.CheckConstraint(
                condition=Q(tot__lte=F("van") + LANGST),
                name="vrijeperiode_niet_te_lang",
                violation_error_message="Een vrije periode duurt hoogstens 120 dagen.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam
