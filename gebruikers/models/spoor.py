"""The trail: what changed in a table, and the seals upon it. Both are written by the database."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from gebruikers.zicht import Schoolsoort, ZichtQuerySet


class Spoorregel(models.Model):
    """One row that was made, changed or taken away: who, as whom, why, in which request.

    Of a change `voor` and `na` hold the columns that changed. It points to nothing: what it tells
    of may be gone. Written by a trigger (gebruikers/spoor.sql); the application only reads.
    """

    SCHOOLSOORT = Schoolsoort.SPOOR
    PAD_NAAR_SCHOOL = "school"
    alleen_lezen = True

    class Wat(models.TextChoices):
        NIEUW = "nieuw", "toegevoegd"
        GEWIJZIGD = "gewijzigd", "gewijzigd"
        WEG = "weg", "verwijderd"
        GEWIST = "gewist", "inhoud van een spoorregel gewist"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name="school",
    )
    tabel = models.CharField("tabel", max_length=63)
    rij = models.BigIntegerField("rij")
    wat = models.CharField("wat", max_length=10, choices=Wat)
    traject = models.BigIntegerField("traject waar het bij hoort", null=True)
    leerling = models.BigIntegerField("leerling waar het bij hoort", null=True)
    voor = models.JSONField("voor", null=True)
    na = models.JSONField("na", null=True)
    gebruiker = models.BigIntegerField("gebruiker", null=True)
    lid = models.BigIntegerField("als welk lidmaatschap", null=True)
    reden = models.TextField("reden", blank=True)
    aanvraag = models.TextField("aanvraag", blank=True, help_text="Het verzoek of de taak.")
    zout = models.UUIDField("zout", null=True, help_text="Maakt de afdruk onraadbaar.")
    op = models.DateTimeField("op", default=timezone.now)
    gewist_op = models.DateTimeField("inhoud gewist op", null=True)
    verzegeld = models.BooleanField("verzegeld", default=False)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "spoorregel"
        verbose_name_plural = "spoorregels"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["rij"], name="spoorregel_rij"),
            models.Index(
                fields=["traject", "id"], condition=Q(traject__isnull=False), name="spoorregel_zaak"
            ),
            models.Index(
                fields=["leerling", "id"],
                condition=Q(leerling__isnull=False),
                name="spoorregel_leerling",
            ),
            models.Index(
                fields=["school", "id"], condition=Q(verzegeld=False), name="spoorregel_onverzegeld"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tabel} {self.rij} {self.get_wat_display()}"


class Zegel(models.Model):
    """One link of a school's chain: the digests of one spoorregel, bound to all links before it.

    It holds digests only, so that the contents of a spoorregel can be wiped later and the chain
    still closes.
    """

    SCHOOLSOORT = Schoolsoort.SPOOR
    PAD_NAAR_SCHOOL = "school"
    alleen_lezen = True

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name="school",
    )
    nummer = models.BigIntegerField("nummer")
    spoorregel = models.BigIntegerField("spoorregel", unique=True)
    inhoud = models.CharField("afdruk van de inhoud", max_length=64)
    afdruk = models.CharField("afdruk van de regel", max_length=64)
    keten = models.CharField("keten", max_length=64)
    op = models.DateTimeField("op", default=timezone.now)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "zegel"
        verbose_name_plural = "zegels"
        ordering = ["school", "nummer"]
        constraints = [
            models.UniqueConstraint(fields=["school", "nummer"], name="zegel_nummer_uniek")
        ]

    def __str__(self) -> str:
        return f"zegel {self.nummer}"
