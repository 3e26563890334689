"""Documents: what is printed is frozen first; the PDF is made from the frozen copy."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from gebruikers.bestanden import opslag
from gebruikers.models.van_school import VanSchool
from gebruikers.zicht import Informatie, ZichtQuerySet, eigen_plaatsing


class DocumentQuerySet(ZichtQuerySet):
    def mislukt(self) -> "DocumentQuerySet":
        """Given up: not made, and not tried again by itself."""
        return self.filter(gemaakt_op=None, opnieuw_op=None)

    def te_maken(self) -> "DocumentQuerySet":
        """Not made, and it is time for the next try."""
        return self.filter(gemaakt_op=None, opnieuw_op__lte=timezone.now())


class Document(VanSchool):
    """One printed thing. `inhoud` is what stands in it; the file follows, once."""

    INFORMATIE = Informatie.OVEREENKOMSTDOCUMENT
    INFORMATIE_VELD = "over"
    PAD_NAAR_TRAJECT = "traject"
    SCHOOL_VAN = "traject"

    class Over(models.TextChoices):
        """What it is about: of which kind it is."""

        OVEREENKOMST = Informatie.OVEREENKOMSTDOCUMENT.value, "overeenkomst"
        EVALUATIE = Informatie.EVALUATIE.value, "evaluatie"

    traject = models.ForeignKey(
        "trajecten.Traject",
        on_delete=models.PROTECT,
        related_name="documenten",
        verbose_name="traject",
    )
    soort = models.CharField("soort", max_length=40)
    over = models.CharField("over", max_length=20, choices=Over, default=Over.OVEREENKOMST)
    bron = models.CharField("bron", max_length=60, help_text="Waar het document van is gemaakt.")
    versie = models.PositiveIntegerField("versie", default=1)
    titel = models.CharField("titel", max_length=160)
    inhoud = models.JSONField("inhoud")
    sjabloonversie = models.CharField("sjabloonversie", max_length=20)
    bestand = models.FileField("bestand", storage=opslag, blank=True)
    sha256 = models.CharField("sha256", max_length=64, blank=True)
    bladzijden = models.PositiveSmallIntegerField("bladzijden", null=True, blank=True)
    pogingen = models.PositiveSmallIntegerField("pogingen", default=0)
    fout = models.CharField("fout", max_length=300, blank=True)
    aangemaakt_op = models.DateTimeField("aangemaakt op", default=timezone.now)
    opnieuw_op = models.DateTimeField(
        "opnieuw op",
        null=True,
        blank=True,
        default=timezone.now,
        help_text="Vanaf wanneer het weer geprobeerd wordt. Leeg: Trajecten houdt op.",
    )
    gemaakt_op = models.DateTimeField("gemaakt op", null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document"
        verbose_name_plural = "documenten"
        ordering = ["-aangemaakt_op", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["traject", "soort", "bron", "versie"], name="document_sleutel"
            ),
            models.CheckConstraint(
                condition=Q(gemaakt_op=None, bestand="", sha256="")
                | (Q(gemaakt_op__isnull=False) & ~Q(bestand="") & ~Q(sha256="")),
                name="document_af_of_niet",
            ),
            models.CheckConstraint(
                condition=Q(over__in=["overeenkomstdocument", "evaluatie"]), name="document_over"
            ),
        ]
        indexes = [
            models.Index(
                fields=["opnieuw_op"], condition=Q(gemaakt_op=None), name="document_te_maken"
            ),
            # Anybody may ask for a vingerafdruk, whole or its first half.
            models.Index(
                fields=["sha256"], opclasses=["varchar_pattern_ops"], name="document_vingerafdruk"
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    @classmethod
    def eigen_van(cls, lid) -> Q:
        """What a mentor reads: the documents of the agreement that wrote their placement, or did so
        until an amendment put another in its place; and those of its amendments."""
        stukken = ["als_tekenversie", "als_bewijs", "als_melding__overeenkomst"]
        stukken += [f"{pad}_van_wijziging__overeenkomst" for pad in stukken[:2]]
        plaatsingen = ("plaatsing", "wijzigingen__vorige_plaatsing")
        paden = [f"{stuk}__{plaatsing}" for stuk in stukken for plaatsing in plaatsingen]
        return reduce(or_, (eigen_plaatsing(lid, pad) for pad in paden))

    @classmethod
    def gedeeld_met(cls, lid) -> Q:
        """Of evaluations: those that were shared, as they hold."""
        return Q(evaluatie__gedeeld=True, evaluatie__verbeterd_door=None)

    @property
    def is_klaar(self) -> bool:
        return self.gemaakt_op is not None

    @property
    def is_mislukt(self) -> bool:
        """Given up: not made, and not tried again by itself."""
        return not self.is_klaar and self.opnieuw_op is None

    @property
    def probeert_opnieuw(self) -> bool:
        """The last try failed; the next one comes by itself."""
        return bool(self.fout) and not self.is_klaar and self.opnieuw_op is not None

    @property
    def bestandsnaam(self) -> str:
        return f"{slugify(self.titel)}.pdf"
