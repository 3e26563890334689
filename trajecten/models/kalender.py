"""What the calendar of a school says of days that are not like the others."""

import datetime

from django.db import models
from django.db.models import F, Q

from gebruikers.periode import DAG, Veldregel, plausibel
from gebruikers.zicht import Schoolsoort, ZichtQuerySet

LANGST = 120 * DAG


class Weekdag(models.IntegerChoices):
    MA = 1, "maandag"
    DI = 2, "dinsdag"
    WO = 3, "woensdag"
    DO = 4, "donderdag"
    VR = 5, "vrijdag"
    ZA = 6, "zaterdag"
    ZO = 7, "zondag"


class Dagdeel(models.TextChoices):
    VOORMIDDAG = "voormiddag", "voormiddag"
    NAMIDDAG = "namiddag", "namiddag"


class Kalenderperiode(models.Model):
    """One day (van and tot the same) or several: a holiday, extra muros, a lesson day that was
    moved. Where two overlap, the later kind of these counts."""

    SCHOOLSOORT = Schoolsoort.KALENDER
    PAD_NAAR_SCHOOL = "school"

    class Soort(models.TextChoices):
        VRIJ = "vrij", "vrij: geen opleiding"
        EXTRA_MUROS = "extra_muros", "extra muros: elke dag telt als opleidingsdag"
        LESDAG = "lesdag", "verschoven lesdag: het rooster van een andere weekdag"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.CASCADE,
        related_name="kalenderperiodes",
        verbose_name="school",
    )
    soort = models.CharField("soort", max_length=12, choices=Soort, default=Soort.VRIJ)
    naam = models.CharField("naam", max_length=80)
    van = models.DateField("van")
    tot = models.DateField("tot en met")
    zoals = models.PositiveSmallIntegerField(
        "rooster van",
        choices=Weekdag,
        null=True,
        blank=True,
        help_text="Alleen bij een verschoven lesdag.",
    )

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "kalenderperiode"
        verbose_name_plural = "kalenderperiodes"
        ordering = ["van", "pk"]
        constraints = [
            Veldregel(
                bij="tot",
                condition=Q(tot__gte=F("van")),
                name="kalenderperiode_tot_na_van",
                violation_error_message="De einddatum kan niet voor de begindatum liggen.",
            ),
            models.UniqueConstraint(
                fields=["school", "van", "naam"],
                name="kalenderperiode_uniek",
                violation_error_message="Dat staat die dag al in de kalender.",
            ),
            plausibel("kalenderperiode_datums", "van", "tot"),
            Veldregel(
                bij="tot",
                condition=Q(tot__lte=F("van") + LANGST),
                name="kalenderperiode_niet_te_lang",
                violation_error_message="Een periode duurt hoogstens 120 dagen.",
            ),
            Veldregel(
                bij="zoals",
                condition=Q(soort="lesdag", zoals__isnull=False, zoals__in=Weekdag.values)
                | (~Q(soort="lesdag") & Q(zoals=None)),
                name="kalenderperiode_zoals",
                violation_error_message=(
                    "Kies van welke weekdag het rooster geldt, alleen bij een verschoven lesdag."
                ),
            ),
            Veldregel(
                bij="tot",
                condition=~Q(soort="lesdag") | Q(tot=F("van")),
                name="kalenderperiode_lesdag_is_een_dag",
                violation_error_message="Een verschoven lesdag is één dag.",
            ),
            models.CheckConstraint(
                condition=Q(soort__in=["vrij", "extra_muros", "lesdag"]),
                name="kalenderperiode_soort",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    def dagen(self) -> list[datetime.date]:
        return [self.van + n * DAG for n in range((self.tot - self.van).days + 1)]
