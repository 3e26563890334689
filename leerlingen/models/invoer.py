"""One uploaded learner file on its way in: read, previewed, confirmed, taken over."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from gebruikers.bestanden import opslag
from gebruikers.models.opdracht import Opdracht
from gebruikers.zicht import Schoolsoort, ZichtQuerySet


class InvoerQuerySet(ZichtQuerySet):
    def onbevestigd(self) -> "InvoerQuerySet":
        """The file still waits: for its columns, or for who confirms."""
        return self.filter(bevestigd_op=None).exclude(bestand="")


class Invoer(models.Model):
    """How a file was understood, and what the preview and the run found.

    `bestand`: the file without what is never kept, until it is taken over or goes away (`weg`).
    `uitkomst`: the counts, and the refused rows until they are swept.
    """

    class Weg(models.TextChoices):
        VERVANGEN = "vervangen", "vervangen door een nieuwer bestand"
        VERWORPEN = "verworpen", "verworpen"
        TE_OUD = "te_oud", "niet op tijd bevestigd"
        GELIJK = "gelijk", "niets over te nemen"

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
    gelezen = models.CharField(
        "gelezen als", max_length=80, blank=True, help_text="Codering en scheidingsteken."
    )
    weg = models.CharField("waarom het weg is", max_length=10, choices=Weg, blank=True)
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

    objects = InvoerQuerySet.as_manager()

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
    def is_weg(self) -> bool:
        """The file is gone before it was taken over."""
        return not self.bestand and not self.uitkomst

    @property
    def bewaard_tot(self) -> datetime.datetime:
        """What names learners in it is swept after this moment."""
        return self.aangemaakt_op + datetime.timedelta(days=settings.INVOER_BEWAAR_DAGEN)

    @property
    def stand(self) -> str:
        """How far it came, in a few words."""
        if self.is_weg or self.weg == self.Weg.GELIJK:
            return self.get_weg_display() or "vervallen"
        if self.uitkomst:
            return "overgenomen"
        return "overnemen begonnen" if self.bevestigd_op else "nog niet overgenomen"
