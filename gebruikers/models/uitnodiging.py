"""An invitation: the only way to get an account."""

import datetime
import hashlib
import secrets

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from gebruikers.rollen import Rol
from gebruikers.zicht import Schoolsoort, ZichtQuerySet

GELDIG = datetime.timedelta(days=14)
# An invitation that was not answered may be renewed by who got it, so long after it expired.
HERNIEUWBAAR = datetime.timedelta(days=90)


def hernieuwbaar_sinds() -> datetime.datetime:
    """Who has a link that expired later than this may renew it."""
    return timezone.now() - HERNIEUWBAAR


def hash_van(token: str) -> str:
    """What is stored of a secret in a link: nobody who reads the database can use it."""
    return hashlib.sha256(token.encode()).hexdigest()


class UitnodigingQuerySet(ZichtQuerySet):
    def open(self) -> "UitnodigingQuerySet":
        return self.onbeantwoord().filter(verloopt_op__gt=timezone.now())

    def onbeantwoord(self) -> "UitnodigingQuerySet":
        """Neither accepted nor withdrawn, expired or not."""
        return self.filter(aanvaard_op=None, ingetrokken_op=None)

    def laat_nog_binnen(self) -> "UitnodigingQuerySet":
        """Whose holder gets in without anybody of the school: now, or by asking a new link."""
        wachtend = self.onbeantwoord().filter(verloopt_op__gt=hernieuwbaar_sinds())
        return wachtend.exclude(pk__in=self.model.objects.wacht_op_akkoord().values("pk"))

    def wacht_op_akkoord(self, *, zonder: int | None = None) -> "UitnodigingQuerySet":
        """For who would see all files, by somebody who sees none: a coördinator has not said yes.
        `zonder`: as if this account were no coördinator."""
        return self._zonder_ja().filter(Exists(_te_vragen(zonder)))

    def niemand_te_vragen(self) -> "UitnodigingQuerySet":
        """Likewise, where there is none but who it is about and who asked it."""
        return self._zonder_ja().exclude(Exists(_te_vragen()))

    def _zonder_ja(self) -> "UitnodigingQuerySet":
        return self.onbeantwoord().filter(vraagt_akkoord=True, akkoord_op=None)


def _te_vragen(zonder: int | None = None) -> models.QuerySet:
    """The coördinatoren who can say yes to an invitation."""
    leden = apps.get_model("gebruikers.Lidmaatschap").objects.geldig()
    return leden.filter(school=OuterRef("school"), rol=Rol.COORDINATOR).exclude(
        Q(gebruiker=OuterRef("gebruiker"))
        | Q(gebruiker=Coalesce(OuterRef("uitgenodigd_door"), Value(0)))
        | Q(gebruiker=zonder or 0)
    )


class Uitnodiging(models.Model):
    """One-time, expiring, revocable, addressed. Opening the link is harmless; a press accepts."""

    SCHOOLSOORT = Schoolsoort.ACCOUNTS
    PAD_NAAR_SCHOOL = "school"
    EIGEN_VAN_GEBRUIKER = "gebruiker_id"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="uitnodigingen",
        verbose_name="school",
    )
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="uitnodigingen",
        verbose_name="gebruiker",
    )
    rol = models.CharField("rol", max_length=20, choices=Rol)
    token_hash = models.CharField("kenmerk", max_length=64, unique=True)
    uitgenodigd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="verstuurde_uitnodigingen",
        verbose_name="uitgenodigd door",
    )
    verstuurd_op = models.DateTimeField("verstuurd op", default=timezone.now)
    verloopt_op = models.DateTimeField("verloopt op")
    aanvaard_op = models.DateTimeField("aanvaard op", null=True, blank=True)
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)
    vraagt_akkoord = models.BooleanField("vraagt het akkoord van een coördinator", default=False)
    akkoord_op = models.DateTimeField("akkoord op", null=True, blank=True)
    akkoord_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="gegeven_akkoorden",
        verbose_name="akkoord van",
    )

    objects = UitnodigingQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        ordering = ["-verstuurd_op", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(aanvaard_op=None) | Q(vraagt_akkoord=False) | ~Q(akkoord_op=None),
                name="uitnodiging_aanvaard_na_akkoord",
                violation_error_message="Een coördinator gaf hiervoor nog geen akkoord.",
            )
        ]

    def __str__(self) -> str:
        return f"uitnodiging voor {self.gebruiker}"

    @staticmethod
    def nieuw_token() -> str:
        return secrets.token_urlsafe(24)

    @property
    def wacht_nog(self) -> bool:
        """Neither accepted nor withdrawn; may have expired."""
        return self.aanvaard_op is None and self.ingetrokken_op is None

    @property
    def is_open(self) -> bool:
        return self.wacht_nog and self.verloopt_op > timezone.now()

    @property
    def is_hernieuwbaar(self) -> bool:
        """May who got it ask for a new link."""
        return self.wacht_nog and self.verloopt_op > hernieuwbaar_sinds()
