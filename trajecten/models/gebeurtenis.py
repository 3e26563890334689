"""The timeline."""

from django.db import models
from django.utils import timezone

from gebruikers.models.van_school import VanSchool
from gebruikers.zicht import Informatie, ZichtQuerySet


class Gebeurtenis(VanSchool):
    """One line of a Traject's timeline. Never edited, never deleted: it is the file's memory."""

    INFORMATIE = Informatie.VERLOOP
    PAD_NAAR_TRAJECT = "traject"
    SCHOOL_VAN = "traject"
    alleen_toevoegen = True

    traject = models.ForeignKey(
        "trajecten.Traject",
        on_delete=models.PROTECT,
        related_name="gebeurtenissen",
        verbose_name="traject",
    )
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gebeurtenissen",
        verbose_name="door",
    )
    soort = models.CharField("soort", max_length=40)
    tekst = models.CharField("tekst", max_length=300)
    gegevens = models.JSONField("gegevens", default=dict)
    op = models.DateTimeField("op", default=timezone.now)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
        ordering = ["-op", "-pk"]
        indexes = [models.Index(fields=["traject", "-op"], name="gebeurtenis_tijdlijn")]

    def __str__(self) -> str:
        return self.tekst
