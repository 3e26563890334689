"""The week of an agreement, block by block."""

from django.db import models
from django.db.models import F, Q

from gebruikers.models.van_school import VanSchool
from gebruikers.zicht import Informatie, ZichtQuerySet, eigen_plaatsing
from overeenkomsten.models.overeenkomst import Overeenkomst
from trajecten.models import Weekdag


class UurroosterblokQuerySet(ZichtQuerySet):
    def zichtbaar_voor(self, lid) -> "UurroosterblokQuerySet":
        """Of the agreements that one sees: not of what is still a draft for who is outside."""
        eigen = Overeenkomst.objects.zichtbaar_voor(lid).values("pk")
        return super().zichtbaar_voor(lid).filter(overeenkomst__in=eigen)


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
                fields=["overeenkomst", "dag", "van"],
                name="uurrooster_uniek",
                violation_error_message="Er staan twee blokken op hetzelfde uur.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_dag_display()} {self.van:%H:%M}-{self.tot:%H:%M} {self.plaats}"

    @classmethod
    def eigen_van(cls, lid) -> Q:
        return eigen_plaatsing(lid, "overeenkomst__plaatsing")

    @property
    def minuten(self) -> int:
        return (self.tot.hour - self.van.hour) * 60 + self.tot.minute - self.van.minute
