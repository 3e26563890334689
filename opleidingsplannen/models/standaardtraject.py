"""The catalogue: what there is to learn in a training."""

from django.db import models
from django.urls import reverse
from django.utils import timezone

from gebruikers.models.van_school import VanSchool
from gebruikers.zicht import Schoolsoort, ZichtQuerySet


class StandaardtrajectQuerySet(ZichtQuerySet):
    def in_aanbod(self) -> "StandaardtrajectQuerySet":
        """What a new plan may start from."""
        return self.filter(uit_aanbod_op=None)


class Standaardtraject(models.Model):
    """The official outline of a training, one version of it. A version in use is never changed."""

    SCHOOLSOORT = Schoolsoort.STANDAARDTRAJECTEN
    PAD_NAAR_SCHOOL = "school"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="standaardtrajecten",
        verbose_name="school",
    )
    opleiding = models.ForeignKey(
        "leerlingen.Opleiding",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="standaardtrajecten",
        verbose_name="opleiding",
    )
    naam = models.CharField("naam", max_length=160)
    versie = models.PositiveSmallIntegerField("versie", default=1)
    ingevoerd_op = models.DateTimeField("ingevoerd op", default=timezone.now)
    uit_aanbod_op = models.DateField(
        "uit het aanbod op",
        null=True,
        blank=True,
        help_text="De dag waarop iemand het uit het aanbod nam. Er begint geen plan meer uit.",
    )

    objects = StandaardtrajectQuerySet.as_manager()

    class Meta:
        verbose_name = "standaardtraject"
        verbose_name_plural = "standaardtrajecten"
        ordering = ["naam", "-versie", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "naam", "versie"],
                name="standaardtraject_versie_uniek",
                violation_error_message="Deze versie van dit standaardtraject bestaat al.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.naam} (versie {self.versie})"

    def get_absolute_url(self) -> str:
        return reverse("opleidingsplannen:standaardtraject", args=[self.school.code, self.pk])


class Cluster(VanSchool):
    """A group of competences that belong together; may lead to a partial qualification."""

    SCHOOLSOORT = Schoolsoort.STANDAARDTRAJECTEN
    PAD_NAAR_SCHOOL = "school"
    SCHOOL_VAN = "standaardtraject"

    standaardtraject = models.ForeignKey(
        Standaardtraject,
        on_delete=models.CASCADE,
        related_name="clusters",
        verbose_name="standaardtraject",
    )
    titel = models.CharField("titel", max_length=160)
    volgorde = models.PositiveSmallIntegerField("volgorde")

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "cluster"
        verbose_name_plural = "clusters"
        ordering = ["standaardtraject", "volgorde", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["standaardtraject", "volgorde"], name="cluster_volgorde_uniek"
            )
        ]

    def __str__(self) -> str:
        return self.titel


class Competentie(VanSchool):
    """One thing a learner must come to master."""

    SCHOOLSOORT = Schoolsoort.STANDAARDTRAJECTEN
    PAD_NAAR_SCHOOL = "school"
    SCHOOL_VAN = "cluster"

    cluster = models.ForeignKey(
        Cluster, on_delete=models.CASCADE, related_name="competenties", verbose_name="cluster"
    )
    code = models.CharField("code", max_length=20)
    titel = models.CharField("titel", max_length=200)
    volgorde = models.PositiveSmallIntegerField("volgorde")

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "competentie"
        verbose_name_plural = "competenties"
        ordering = ["cluster__volgorde", "volgorde", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "code"], name="competentie_code_uniek")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.titel}"


class Activiteit(VanSchool):
    """What one does to show a competence."""

    SCHOOLSOORT = Schoolsoort.STANDAARDTRAJECTEN
    PAD_NAAR_SCHOOL = "school"
    SCHOOL_VAN = "competentie"

    competentie = models.ForeignKey(
        Competentie,
        on_delete=models.CASCADE,
        related_name="activiteiten",
        verbose_name="competentie",
    )
    titel = models.CharField("titel", max_length=300)
    volgorde = models.PositiveSmallIntegerField("volgorde")

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "activiteit"
        verbose_name_plural = "activiteiten"
        ordering = ["competentie", "volgorde", "pk"]

    def __str__(self) -> str:
        return self.titel
