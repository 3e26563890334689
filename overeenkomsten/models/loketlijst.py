"""A list of agreements from the counter Werkplekduaal, laid beside those of the school."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gebruikers.models.opdracht import Opdracht
from gebruikers.zicht import Schoolsoort, ZichtQuerySet


class Loketlijst(models.Model):
    """What somebody brought from the counter, and what differs from ours. Of that person alone: it
    names learners whom others of the school may not see.

    `rijen`: [number as a spreadsheet shows it, cells], never with a national number. They and the
    `uitkomst` are swept after days; the `koppeling` stays, for the next list of the school.
    """

    SCHOOLSOORT = Schoolsoort.OPDRACHTEN
    PAD_NAAR_SCHOOL = "school"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="loketlijsten",
        verbose_name="school",
    )
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="loketlijsten",
        verbose_name="door",
    )
    naam = models.CharField("naam", max_length=200)
    koppen = models.JSONField("kolomnamen", default=list)
    rijen = models.JSONField("rijen", default=list)
    weggelaten = models.JSONField(
        "weggelaten", default=list, help_text="Kolommen die nooit gelezen worden."
    )
    koppeling = models.JSONField(
        "koppeling", default=dict, help_text="Kolomnaam → veld; woord van het loket → stand."
    )
    opdracht = models.ForeignKey(
        "gebruikers.Opdracht",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="loketlijsten",
        verbose_name="opdracht",
    )
    uitkomst = models.JSONField("uitkomst", null=True, blank=True)
    aangemaakt_op = models.DateTimeField("aangemaakt op", default=timezone.now)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "loketlijst"
        verbose_name_plural = "loketlijsten"
        ordering = ["-aangemaakt_op", "-pk"]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("overeenkomsten:loketlijst", args=[self.school.code, self.pk])

    @classmethod
    def eigen_van(cls, lid) -> Q:
        return Q(door=lid.pk)

    @property
    def is_gewist(self) -> bool:
        return not self.rijen

    @property
    def is_bezig(self) -> bool:
        return bool(self.opdracht and not self.opdracht.is_af)

    @property
    def is_gestopt(self) -> bool:
        """The job failed or was cancelled before anything could be shown."""
        staten = (Opdracht.Staat.MISLUKT, Opdracht.Staat.GEANNULEERD)
        return bool(self.opdracht and self.opdracht.staat in staten and not self.uitkomst)

    @property
    def bewaard_tot(self) -> datetime.datetime:
        return self.aangemaakt_op + datetime.timedelta(days=settings.INVOER_BEWAAR_DAGEN)
