"""Ratings: how well a learner masters a competence, according to whom, seen where and when."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from gebruikers.models.van_school import VanSchool
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, ZichtQuerySet
from opleidingsplannen.models.schaal import HOOGSTENS, Niveau, niveaus_van
from opleidingsplannen.models.verbetering import Verbeterbaar


class BeoordelingQuerySet(ZichtQuerySet):
    def geldig(self) -> "BeoordelingQuerySet":
        """What counts: a level, not corrected and not taken back."""
        return self.filter(verbeterd_door=None, niveau__isnull=False)

    def gezegd(self) -> "BeoordelingQuerySet":
        """The same, and where somebody said that it was not met yet."""
        gezegd = Q(niveau__isnull=False) | Q(niet_aan_bod=True)
        return self.filter(gezegd, verbeterd_door=None)


class Beoordeling(Verbeterbaar, VanSchool):
    """One rating. Never edited or deleted: a correction is a new row that points back, and so is
    taking it back, a row without a level. Whoever did not see it yet says so: `niet_aan_bod`, which
    is no level and changes none.

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
    schaal = models.ForeignKey(
        "opleidingsplannen.Schaal",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="beoordelingen",
        verbose_name="schaal",
        help_text="Waarin dit gezegd is. Leeg: de vier punten.",
    )
    niveau = models.PositiveSmallIntegerField(
        "niveau",
        null=True,
        blank=True,
        help_text="Het hoeveelste van de schaal. Leeg: teruggenomen, of nog niet aan bod.",
    )
    goed = models.BooleanField(
        "telt als bereikt",
        null=True,
        editable=False,
        help_text="Volgens die schaal; volgt uit het niveau.",
    )
    niet_aan_bod = models.BooleanField("nog niet aan bod", default=False)
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
                condition=Q(niveau__range=(1, HOOGSTENS)),
                name="beoordeling_niveau",
                violation_error_message="Kies een van de niveaus.",
            ),
            models.CheckConstraint(
                condition=Q(niveau=None, goed=None) | Q(niveau__isnull=False, goed__isnull=False),
                name="beoordeling_goed_bij_niveau",
            ),
            models.CheckConstraint(
                condition=Q(niveau__isnull=False, niet_aan_bod=False)
                | Q(niveau=None, niet_aan_bod=True)
                | Q(niveau=None, niet_aan_bod=False, verbetert__isnull=False),
                name="beoordeling_niveau_of_teruggenomen",
            ),
        ]
        indexes = [
            models.Index(fields=["traject", "competentie", "-op"], name="beoordeling_laatste")
        ]

    def save(self, *args, **kwargs) -> None:
        self.goed = self.waarde.goed if self.niveau else None
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return f"{self.competentie}: {self.woord}"

    @property
    def waarde(self) -> Niveau | None:
        """The level in the words of then."""
        return niveaus_van(self.schaal)[self.niveau - 1] if self.niveau else None

    @property
    def woord(self) -> str:
        if self.niveau:
            return self.waarde.woord
        return "nog niet aan bod" if self.niet_aan_bod else "teruggenomen"

    @classmethod
    def gedeeld_met(cls, lid) -> Q:
        return Q(gedeeld=True)

    @property
    def is_teruggenomen(self) -> bool:
        """This row takes another back."""
        return self.niveau is None and not self.niet_aan_bod

    def is_van(self, lid) -> bool:
        """Given by this person, in this role."""
        return (self.door.gebruiker_id, self.rol) == (lid.gebruiker_id, lid.rol)
