"""Another e-mail address for an account, while it waits for both mailboxes."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

GELDIG = datetime.timedelta(days=2)


class AdreswijzigingQuerySet(models.QuerySet):
    def open(self) -> "AdreswijzigingQuerySet":
        return self.filter(verloopt_op__gt=timezone.now())


class Adreswijziging(models.Model):
    """One a person; gone when it was done, stopped or replaced. Of a person, so of no school.

    An address that has an account already waits too, so that nobody learns of it; but its mailbox
    gets no link (`nieuw_hash` is of a secret that nobody has).
    """

    gebruiker = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="adreswijziging",
        verbose_name="gebruiker",
    )
    nieuw = models.EmailField("nieuw e-mailadres")
    oud_hash = models.CharField("kenmerk van de oude mailbox", max_length=64, unique=True)
    nieuw_hash = models.CharField("kenmerk van de nieuwe mailbox", max_length=64, unique=True)
    verloopt_op = models.DateTimeField("verloopt op")
    oud_bevestigd_op = models.DateTimeField("oude mailbox bevestigd op", null=True, blank=True)
    nieuw_bevestigd_op = models.DateTimeField("nieuwe mailbox bevestigd op", null=True, blank=True)
    gemaild_op = models.DateTimeField("laatst gemaild op", default=timezone.now)
    geweigerd_op = models.DateTimeField("nieuwe mailbox weigerde op", null=True, blank=True)
    door_school = models.ForeignKey(
        "gebruikers.School",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="door school",
        help_text="De school keek na wie het is: de oude mailbox telt niet meer.",
    )
    herstel = models.ForeignKey(
        "gebruikers.Toegangsherstel",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="toegangsherstel",
    )

    objects = AdreswijzigingQuerySet.as_manager()

    class Meta:
        verbose_name = "adreswijziging"
        verbose_name_plural = "adreswijzigingen"
        ordering = ["gebruiker"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(door_school=None, herstel=None)
                | models.Q(door_school__isnull=False, herstel__isnull=False),
                name="adreswijziging_school_herstelt",
            )
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker} naar {self.nieuw}"

    @property
    def is_open(self) -> bool:
        return self.verloopt_op > timezone.now()

    @property
    def is_bevestigd(self) -> bool:
        oud = self.door_school_id is not None or self.oud_bevestigd_op is not None
        return oud and self.nieuw_bevestigd_op is not None
