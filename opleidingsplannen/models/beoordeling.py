"""Ratings: how well a learner masters a competence, according to whom, seen where and when."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from gebruikers.models.van_school import VanSchool
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, ZichtQuerySet
from opleidingsplannen.models.verbetering import Verbeterbaar


class Niveau(models.IntegerChoices):
    """The four points that the food sector's tool uses, in the words that everybody reads."""

    ONVOLDOENDE = 1, "nog niet"
    BEGELEIDING = 2, "met hulp"
    VOLDOENDE = 3, "goed"
    ZELFSTANDIG = 4, "zelfstandig"

    @property
    def is_goed(self) -> bool:
        """Good enough to count as reached."""
        return self >= Niveau.VOLDOENDE

    @classmethod
    def goed_of_beter(cls) -> list["Niveau"]:
        return [niveau for niveau in cls if niveau.is_goed]

    @property
    def uitleg(self) -> str:
        """As the sector says it."""
        return (
            "beheerst dit onvoldoende",
            "kan dit onder begeleiding",
            "beheerst dit voldoende",
            "kan dit zelfstandig uitvoeren",
        )[self - 1]


class BeoordelingQuerySet(ZichtQuerySet):
    def geldig(self) -> "BeoordelingQuerySet":
        """What counts: not corrected and not taken back."""
        return self.filter(verbeterd_door=None, niveau__isnull=False)


class Beoordeling(Verbeterbaar, VanSchool):
    """One rating. Never edited or deleted: a correction is a new row that points back, and so is
    taking it back, a row without a level.

    A correction keeps the moment `op` of what it corrects, so it stands in its place among the
    others; the timeline says when it was corrected.
    """

    INFORMATIE = Informatie.BEOORDELING
    PAD_NAAR_TRAJECT = "traject"
    SCHOOL_VAN = "traject"

    class Plek(models.TextChoices):
        SCHOOL = "school", "school"
        WERKPLEK = "werkplek", "werkplek"

    traject = models.ForeignKey(
        "trajecten.Traject",
        on_delete=models.PROTECT,
        related_name="beoordelingen",
        verbose_name="traject",
    )
    competentie = models.ForeignKey(
        "opleidingsplannen.Competentie",
        on_delete=models.PROTECT,
        related_name="beoordelingen",
        verbose_name="competentie",
    )
    plaatsing = models.ForeignKey(
        "werkplekken.Plaatsing",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="beoordelingen",
        verbose_name="plaatsing",
    )
    niveau = models.PositiveSmallIntegerField(
        "niveau", choices=Niveau, null=True, blank=True, help_text="Leeg: teruggenomen."
    )
    plek = models.CharField("gezien op", max_length=10, choices=Plek)
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="beoordelingen",
        verbose_name="door",
    )
    rol = models.CharField("als", max_length=20, choices=Rol)
    toelichting = models.CharField("toelichting", max_length=1000, blank=True)
    gedeeld = models.BooleanField("ook zichtbaar voor de ouders", default=True)
    op = models.DateTimeField("op", default=timezone.now)

    objects = BeoordelingQuerySet.as_manager()

    class Meta:
        verbose_name = "beoordeling"
        verbose_name_plural = "beoordelingen"
        ordering = ["-op", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(niveau__in=Niveau.values),
                name="beoordeling_niveau",
                violation_error_message="Kies een van de vier niveaus.",
            ),
            models.CheckConstraint(
                condition=Q(niveau__isnull=False) | Q(verbetert__isnull=False),
                name="beoordeling_niveau_of_teruggenomen",
            ),
        ]
        indexes = [
            models.Index(fields=["traject", "competentie", "-op"], name="beoordeling_laatste")
        ]

    def __str__(self) -> str:
        return f"{self.competentie}: {self.get_niveau_display() or 'teruggenomen'}"

    @classmethod
    def gedeeld_met(cls, lid) -> Q:
        return Q(gedeeld=True)

    @property
    def is_teruggenomen(self) -> bool:
        """This row takes another back."""
        return self.niveau is None

    def is_van(self, lid) -> bool:
        """Given by this person, in this role."""
        return (self.door.gebruiker_id, self.rol) == (lid.gebruiker_id, lid.rol)
