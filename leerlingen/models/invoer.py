"""One uploaded learner file on its way in: read, previewed, confirmed, taken over."""

from django.db import models
from django.utils import timezone

from gebruikers.bestanden import opslag
from gebruikers.models.opdracht import Opdracht
from gebruikers.zicht import Schoolsoort, ZichtQuerySet


class Invoer(models.Model):
    """How a file was understood, and what the preview and the run found.

    `bestand`: the file without what is never kept, until it is taken over or replaced.
    """

    SCHOOLSOORT = Schoolsoort.LEERLINGEN
    PAD_NAAR_SCHOOL = "school"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="invoeren",
        verbose_name="school",
    )
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="invoeren",
        verbose_name="door",
    )
    bestand = models.FileField("bestand", storage=opslag, blank=True)
    bestandsnaam = models.CharField("bestandsnaam", max_length=200)
    koppeling = models.JSONField(
        "koppeling", default=dict, help_text="Kolomkop uit het bestand → veld of leeg (niet nemen)."
    )
    opdracht = models.ForeignKey(
        "gebruikers.Opdracht",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="invoeren",
        verbose_name="opdracht",
    )
    voorbeeld = models.JSONField("voorbeeld", null=True, blank=True)
    uitkomst = models.JSONField("uitkomst", null=True, blank=True)
    aangemaakt_op = models.DateTimeField("aangemaakt op", default=timezone.now)
    bevestigd_op = models.DateTimeField("bevestigd op", null=True, blank=True)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "invoer van leerlingen"
        verbose_name_plural = "invoeren van leerlingen"
        ordering = ["-aangemaakt_op", "-pk"]

    def __str__(self) -> str:
        return self.bestandsnaam

    @property
    def is_gestopt(self) -> bool:
        """The job failed or was cancelled before all was taken over."""
        staten = (Opdracht.Staat.MISLUKT, Opdracht.Staat.GEANNULEERD)
        return bool(self.opdracht and self.opdracht.staat in staten and not self.uitkomst)

    @property
    def is_vervangen(self) -> bool:
        """The file is gone before it was taken over: a later upload came in its place."""
        return not self.bestand and not self.uitkomst
