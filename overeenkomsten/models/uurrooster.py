"""The week of an agreement, or of an amendment that changes it, block by block."""

from django.db import models
from django.db.models import F, Q

from gebruikers.models.van_school import VanSchool
from gebruikers.zicht import Informatie, ZichtQuerySet
from overeenkomsten.models.overeenkomst import Overeenkomst
from overeenkomsten.models.stuk import eigen_overeenkomst
from overeenkomsten.models.wijziging import Wijziging
from trajecten.models import Weekdag


class UurroosterblokQuerySet(ZichtQuerySet):
    def zichtbaar_voor(self, lid) -> "UurroosterblokQuerySet":
        """Of the agreements and amendments that one sees: not of what is still a draft for who is
        outside."""
        eigen = Overeenkomst.objects.zichtbaar_voor(lid).values("pk")
        anders = Wijziging.objects.zichtbaar_voor(lid).values("pk")
        rijen = super().zichtbaar_voor(lid).filter(overeenkomst__in=eigen)
        return rijen.filter(Q(wijziging=None) | Q(wijziging__in=anders))


class Uurroosterblok(VanSchool):
    """One stretch of the week at school or at the workplace: an annex of the agreement."""

    INFORMATIE = Informatie.OVEREENKOMST
    PAD_NAAR_TRAJECT = "overeenkomst__traject"
    SCHOOL_VAN = "overeenkomst"

    Dag = Weekdag

    class Plaats(models.TextChoices):
        SCHOOL = "school", "school"
        WERKPLEK = "werkplek", "werkplek"

    overeenkomst = models.ForeignKey(
        "overeenkomsten.Overeenkomst",
        on_delete=models.CASCADE,
        related_name="uurrooster",
        verbose_name="overeenkomst",
    )
    wijziging = models.ForeignKey(
        "overeenkomsten.Wijziging",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="uurrooster",
        verbose_name="wijziging",
        help_text="Leeg als het blok bij de overeenkomst zelf hoort.",
    )
    dag = models.PositiveSmallIntegerField("dag", choices=Dag)
    plaats = models.CharField("plaats", max_length=10, choices=Plaats)
    van = models.TimeField("van")
    tot = models.TimeField("tot")

    objects = UurroosterblokQuerySet.as_manager()

    class Meta:
        verbose_name = "blok van het uurrooster"
        verbose_name_plural = "blokken van het uurrooster"
        ordering = ["overeenkomst", "dag", "van", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__gt=F("van")),
                name="uurrooster_tot_na_van",
                violation_error_message="Het einduur moet na het beginuur liggen.",
            ),
            models.UniqueConstraint(
                fields=["overeenkomst", "wijziging", "dag", "van"],
                nulls_distinct=False,
                name="uurrooster_uniek",
                violation_error_message="Er staan twee blokken op hetzelfde uur.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_dag_display()} {self.van:%H:%M}-{self.tot:%H:%M} {self.plaats}"

    @classmethod
    def eigen_van(cls, lid) -> Q:
        return eigen_overeenkomst(lid, "overeenkomst")

    @property
    def minuten(self) -> int:
        return (self.tot.hour - self.van.hour) * 60 + self.tot.minute - self.van.minute
