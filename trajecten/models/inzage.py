"""Who opened a file."""

from django.db import models
from django.utils import timezone

from gebruikers.models.van_school import VanSchool
from gebruikers.zicht import Informatie, ZichtQuerySet


class Inzage(VanSchool):
    """Somebody opened a part of a learner's file. Appended by `trajecten/inzage.py`, never changed.

    `lid` is who looked, as whom, and `meekijker` who really did when somebody looked along. Who
    came by a link of their own has no account and leaves a name in `wie`.
    """

    INFORMATIE = Informatie.INZAGE
    PAD_NAAR_TRAJECT = "leerling__trajecten"
    SCHOOL_VAN = "leerling"
    alleen_toevoegen = True

    class Hoe(models.TextChoices):
        BLADZIJDE = "bladzijde", "bekeken"
        BESTAND = "bestand", "bestand geopend"
        EXPORT = "export", "in een export"
        LINK = "link", "via een persoonlijke link"
        TAFEL = "tafel", "aan tafel, op een toestel van de school"

    leerling = models.ForeignKey(
        "leerlingen.Leerling",
        on_delete=models.PROTECT,
        related_name="inzages",
        verbose_name="leerling",
    )
    lid = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="inzages",
        verbose_name="door",
    )
    meekijker = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="wie meekeek",
    )
    wie = models.CharField("wie", max_length=160, blank=True)
    deel = models.CharField("deel", max_length=20, choices=Informatie)
    hoe = models.CharField("hoe", max_length=10, choices=Hoe, default=Hoe.BLADZIJDE)
    op = models.DateTimeField("op", default=timezone.now)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "inzage"
        verbose_name_plural = "inzages"
        ordering = ["-op", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lid__isnull=False, wie="")
                | models.Q(lid=None) & ~models.Q(wie=""),
                name="inzage_lid_of_naam",
            )
        ]
        indexes = [models.Index(fields=["leerling", "-op"], name="inzage_leerling")]

    def __str__(self) -> str:
        return f"{self.naam} opende {self.wat}"

    @property
    def naam(self) -> str:
        return self.wie or self.kijker.gebruiker.volledige_naam

    @property
    def kijker(self):
        """Who really looked; None for who came without an account."""
        return self.meekijker or self.lid

    @property
    def wat(self) -> str:
        """The part in words; the first page of a file shows a little of everything."""
        eerste = self.deel == Informatie.IDENTITEIT
        return "overzicht van het dossier" if eerste else self.get_deel_display()
