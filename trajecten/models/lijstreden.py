"""What a row of a school's own list of reasons is, whatever it is a reason for."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from gebruikers.periode import Veldregel, in_woorden, plausibel
from gebruikers.zicht import Schoolsoort


class Lijstreden(models.Model):
    """One that a school lets choose, from when until when. Once used it stays, and so does what it
    says. A model of it has a `school` and a `naam`, unique together (`…_naam_uniek`)."""

    SCHOOLSOORT = Schoolsoort.REFERENTIE
    PAD_NAAR_SCHOOL = "school"

    van = models.DateField("geldig vanaf", default=timezone.localdate)
    tot = models.DateField("geldig tot en met", null=True, blank=True)
    volgorde = models.PositiveSmallIntegerField(
        "plaats in de lijst", default=50, help_text="De kleinste staat bovenaan."
    )

    class Meta:
        abstract = True
        ordering = ["volgorde", "naam", "pk"]
        constraints = [
            Veldregel(
                bij="tot",
                condition=Q(tot=None) | Q(tot__gte=F("van")),
                name="%(class)s_tot_na_van",
                violation_error_message="De einddatum kan niet voor de begindatum liggen.",
            ),
            plausibel("%(class)s_datums", "van", "tot"),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def is_gebruikt(self) -> bool:
        """Whether a file names it."""
        return self.gebruik.exists()

    @property
    def is_voorbij(self) -> bool:
        return self.tot is not None and self.tot < timezone.localdate()

    @property
    def wanneer(self) -> str:
        return in_woorden(self.van, self.tot)

    def geldt_op(self, dag: datetime.date) -> bool:
        return self.van <= dag and (self.tot is None or dag <= self.tot)
