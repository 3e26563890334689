"""The address at which somebody's own calendar reads along."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Agendalink(models.Model):
    """One a person; gone when it was withdrawn. Of a person, so of no school: what it shows follows
    from their roles at the moment it is read."""

    gebruiker = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="agendalink",
        verbose_name="gebruiker",
    )
    token_hash = models.CharField("kenmerk", max_length=64, unique=True)
    met_namen = models.BooleanField(
        "met de namen van leerlingen",
        default=False,
        help_text="Anders staan er initialen. Wie je agenda ziet of bewaart, leest mee.",
    )
    met_vrije_dagen = models.BooleanField(
        "met de vakanties en vrije dagen van de school", default=False
    )
    gemaakt_op = models.DateTimeField("gemaakt op", default=timezone.now)

    class Meta:
        verbose_name = "agendalink"
        verbose_name_plural = "agendalinks"
        ordering = ["gebruiker"]

    def __str__(self) -> str:
        return f"agenda van {self.gebruiker}"
