"""Which role someone has at a school, and from when until when."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from gebruikers.periode import loopt
from gebruikers.rollen import STAF, Rol
from gebruikers.zicht import Schoolsoort, ZichtQuerySet


class LidmaatschapQuerySet(ZichtQuerySet):
    def geldig(self, op: datetime.date | None = None) -> "LidmaatschapQuerySet":
        op = op or timezone.localdate()
        return self.filter(loopt(op), gebruiker__is_active=True)


class Lidmaatschap(models.Model):
    """One Rol of one Gebruiker at one School. Who looks or acts is a Lidmaatschap."""

    SCHOOLSOORT = Schoolsoort.ACCOUNTS
    PAD_NAAR_SCHOOL = "school"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="lidmaatschappen",
        verbose_name="school",
    )
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="lidmaatschappen",
        verbose_name="gebruiker",
    )
    rol = models.CharField("rol", max_length=20, choices=Rol)
    van = models.DateField("van", default=timezone.localdate)
    tot = models.DateField("tot en met", null=True, blank=True)

    objects = LidmaatschapQuerySet.as_manager()

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        ordering = ["school", "gebruiker", "rol", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "gebruiker", "rol"],
                condition=Q(tot=None),
                name="lidmaatschap_een_open_per_rol",
                violation_error_message="Deze persoon heeft deze rol al.",
            ),
            models.CheckConstraint(
                condition=Q(tot=None) | Q(tot__gte=F("van")),
                name="lidmaatschap_tot_na_van",
                violation_error_message="De einddatum ligt na de begindatum.",
            ),
            models.CheckConstraint(condition=Q(rol__in=Rol.values), name="lidmaatschap_rol"),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker} ({self.get_rol_display()}, {self.school})"

    @property
    def is_staf(self) -> bool:
        return self.rol in STAF
