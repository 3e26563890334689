"""Somebody of the school looks as somebody else, for a short while."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from gebruikers.zicht import Schoolsoort, ZichtQuerySet

DUUR = datetime.timedelta(minutes=30)


class MeekijkQuerySet(ZichtQuerySet):
    def lopend(self) -> "MeekijkQuerySet":
        return self.filter(gestopt_op=None, tot__gt=timezone.now())


class Meekijk(models.Model):
    """`door` sees what `als` sees, as far as both may, and changes nothing. Both read of it."""

    SCHOOLSOORT = Schoolsoort.MEEKIJKEN
    PAD_NAAR_SCHOOL = "school"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="meekijken",
        verbose_name="school",
    )
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="keek_mee",
        verbose_name="wie meekeek",
    )
    als = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="meegekeken",
        verbose_name="als wie",
    )
    reden = models.CharField("reden", max_length=200)
    van = models.DateTimeField("van", default=timezone.now)
    tot = models.DateTimeField("tot")
    gestopt_op = models.DateTimeField("gestopt op", null=True, blank=True)

    objects = MeekijkQuerySet.as_manager()

    class Meta:
        verbose_name = "keer meekijken"
        verbose_name_plural = "keren meekijken"
        ordering = ["-van", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(door=F("als")), name="meekijk_niet_als_zichzelf"),
            models.CheckConstraint(condition=~Q(reden=""), name="meekijk_heeft_reden"),
            models.CheckConstraint(
                condition=Q(tot__gt=F("van"), tot__lte=F("van") + DUUR), name="meekijk_kort"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.door.gebruiker} keek mee als {self.als.gebruiker}"

    @classmethod
    def eigen_van(cls, lid) -> Q:
        return Q(door__gebruiker=lid.gebruiker_id) | Q(als__gebruiker=lid.gebruiker_id)

    @property
    def is_voorbij(self) -> bool:
        return self.einde <= timezone.now()

    @property
    def einde(self) -> datetime.datetime:
        return self.gestopt_op or self.tot
