"""A long job: what was asked, how far it is, what came of it."""

import datetime
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gebruikers.bestanden import opslag
from gebruikers.zicht import Schoolsoort, ZichtQuerySet


class Opdracht(models.Model):
    """Work that takes longer than a request. `soort` names the function registered for it."""

    SCHOOLSOORT = Schoolsoort.OPDRACHTEN
    PAD_NAAR_SCHOOL = "school"

    class Staat(models.TextChoices):
        WACHT = "wacht", "wacht"
        BEZIG = "bezig", "bezig"
        KLAAR = "klaar", "klaar"
        MISLUKT = "mislukt", "mislukt"
        GEANNULEERD = "geannuleerd", "geannuleerd"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="opdrachten",
        verbose_name="school",
    )
    soort = models.CharField("soort", max_length=60)
    gevraagd_door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="opdrachten",
        verbose_name="gevraagd door",
    )
    invoer = models.JSONField("invoer", default=dict)
    staat = models.CharField("staat", max_length=20, choices=Staat, default=Staat.WACHT)
    poging = models.PositiveSmallIntegerField("poging", default=0)
    gedaan = models.PositiveIntegerField("gedaan", default=0)
    totaal = models.PositiveIntegerField("totaal", default=0)
    resultaat = models.JSONField("resultaat", default=dict)
    bestand = models.FileField("bestand", storage=opslag, blank=True)
    bestandsnaam = models.CharField("bestandsnaam", max_length=120, blank=True)
    fout = models.CharField("fout", max_length=300, blank=True)
    aangemaakt_op = models.DateTimeField("aangemaakt op", default=timezone.now)
    levensteken_op = models.DateTimeField("laatste levensteken", default=timezone.now)
    klaar_op = models.DateTimeField("klaar op", null=True, blank=True)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "opdracht"
        verbose_name_plural = "opdrachten"
        ordering = ["-aangemaakt_op", "-pk"]
        indexes = [
            models.Index(
                fields=["levensteken_op"],
                condition=Q(staat__in=["wacht", "bezig"]),
                name="opdracht_onaf",
            )
        ]

    def __str__(self) -> str:
        return f"{self.soort} ({self.get_staat_display()})"

    @classmethod
    def eigen_van(cls, lid) -> Q:
        return Q(gevraagd_door=lid.pk)

    def bewaar(self, bestand: BinaryIO, naam: str, suffix: str) -> None:
        """Keep the file that was made, under a name with the day of today."""
        self.bestandsnaam = f"{naam}-{timezone.localdate():%Y-%m-%d}.{suffix}"
        self.bestand.save(self.bestandsnaam, File(bestand), save=False)
        self.save(update_fields=["bestand", "bestandsnaam"])

    @property
    def is_af(self) -> bool:
        return self.staat in (self.Staat.KLAAR, self.Staat.MISLUKT, self.Staat.GEANNULEERD)

    @property
    def titel(self) -> str:
        """What the job is, for the reader; `invoer` may carry it."""
        return self.invoer.get("titel", "Opdracht")

    @property
    def over(self) -> str:
        """Which file or list it works on; `invoer` may carry it."""
        return self.invoer.get("over", "")

    @property
    def zin(self) -> str:
        """What came of it, in one sentence; the registered function may give it."""
        return self.resultaat.get("zin", "")

    @property
    def regels(self) -> list[dict]:
        """What came of each row, when the registered function tells it: `wie`, `url`, `gelukt` and
        a `zin`."""
        return self.resultaat.get("regels", [])

    @property
    def bestand_tot(self) -> datetime.date | None:
        """The last day that the file can be fetched; None while there is none."""
        if not (self.bestand and self.klaar_op):
            return None
        bewaard = datetime.timedelta(days=settings.EXPORT_BEWAAR_DAGEN)
        return timezone.localdate(self.klaar_op) + bewaard

    @property
    def bestand_gewist(self) -> bool:
        return bool(self.bestandsnaam and not self.bestand)

    @property
    def vervolg_url(self) -> str:
        """Where to go on when it is done; empty when the page of the job is the end."""
        return self.invoer.get("vervolg_url", "")

    @property
    def lijst_url(self) -> str:
        """The list in which it was asked, to go back to whatever came of it."""
        return self.invoer.get("lijst_url", "")

    @property
    def wacht_lang(self) -> bool:
        """Longer than a worker normally takes to begin."""
        wacht = timezone.now() - self.aangemaakt_op > datetime.timedelta(seconds=15)
        return self.staat == self.Staat.WACHT and wacht

    @property
    def percentage(self) -> int:
        """0-100; a finished job is 100 whatever was counted."""
        if self.staat == self.Staat.KLAAR:
            return 100
        return min(99, 100 * self.gedaan // self.totaal) if self.totaal else 0
