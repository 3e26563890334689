"""Somebody did what a term asks, and nothing else in the product shows it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.periode import Veldregel
from trajecten.models.termijn import VanRegel


class Opvolging(VanRegel):
    """What was done about a term; the last word counts.
    One that is not `gedaan` takes an earlier one back."""

    alleen_toevoegen = True

    traject = models.ForeignKey(
        "trajecten.Traject",
        on_delete=models.PROTECT,
        related_name="opvolgingen",
        verbose_name="traject",
    )
    gedaan = models.BooleanField("gedaan", default=True)
    wat = models.CharField("wat je deed", max_length=300)
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="genoteerd door",
    )
    op = models.DateTimeField("genoteerd op", default=timezone.now)

    class Meta:
        verbose_name = "opvolging"
        verbose_name_plural = "opvolgingen"
        ordering = ["-op", "-pk"]
        constraints = [
            Veldregel(
                bij="wat",
                condition=~Q(wat=""),
                name="opvolging_wat",
                violation_error_message="Schrijf kort wat je deed.",
            ),
        ]
        indexes = [models.Index(fields=["traject", "-op"], name="opvolging_laatste")]

    def __str__(self) -> str:
        hoe = "opgevolgd" if self.gedaan else "toch niet opgevolgd"
        dag = date_format(timezone.localdate(self.op), "j F Y")
        return f"{hoe.capitalize()} door {self.door.gebruiker} op {dag}: {self.wat}"
