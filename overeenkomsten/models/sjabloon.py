"""Templates of a school: what it adds to the built-in articles, per kind, in versions.

A concept is edited; putting it in use copies it to a version that the application cannot change or
delete any more, only follow by the next one.
"""

import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.periode import Veldregel, plausibel
from gebruikers.schrijfwijze import Tekstveld, gewone_tekst
from gebruikers.zicht import Schoolsoort, ZichtQuerySet
from overeenkomsten.logo import alleen_een_logo
from overeenkomsten.statussen import Soort


class Sjabloonblad(models.Model):
    """What a template says. `artikels`: in order, each with sleutel, titel and tekst."""

    SCHOOLSOORT = Schoolsoort.SJABLONEN
    PAD_NAAR_SCHOOL = "school"

    soort = models.CharField("soort overeenkomst", max_length=10, choices=Soort)
    artikels = models.JSONField("artikels")
    briefkop = models.TextField(
        "briefkop",
        max_length=240,
        blank=True,
        validators=[gewone_tekst],
        help_text="Hoogstens drie regels, boven de naam en het adres van de school.",
    )
    logo = models.TextField("logo", blank=True, help_text="Zoals logo.lees_logo het maakt.")
    voettekst = Tekstveld(
        "voettekst", max_length=200, blank=True, help_text="Eén zin, onder de artikels."
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"sjabloon {self.soort.upper()}"


class Sjabloonconcept(Sjabloonblad):
    """The next version of one kind, still being written."""

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="sjabloonconcepten",
        verbose_name="school",
    )
    gewijzigd_op = models.DateTimeField("gewijzigd op", default=timezone.now)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "concept van een sjabloon"
        verbose_name_plural = "concepten van sjablonen"
        ordering = ["soort", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "soort"], name="sjabloonconcept_een"),
            alleen_een_logo("sjabloonconcept_logo"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("overeenkomsten:sjabloonconcept", args=[self.school.code, self.pk])


class SjabloonQuerySet(ZichtQuerySet):
    def geldig(self, dag: datetime.date | None = None) -> "SjabloonQuerySet":
        """In use on that day, the one that holds first: a later version wins."""
        return self.filter(van__lte=dag or timezone.localdate()).order_by("-versie")


class Sjabloon(Sjabloonblad):
    """A version in use from a day on. Appended, never changed; the next one succeeds it."""

    alleen_toevoegen = True

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="sjablonen",
        verbose_name="school",
    )
    versie = models.PositiveSmallIntegerField("versie")
    vaste_versie = models.CharField(
        "versie van de vaste artikels", max_length=20, help_text="Zoals Trajecten ze toen had."
    )
    van = models.DateField("geldig vanaf")
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="in gebruik genomen door",
    )
    op = models.DateTimeField("in gebruik genomen op", default=timezone.now)

    objects = SjabloonQuerySet.as_manager()

    class Meta:
        verbose_name = "sjabloon"
        verbose_name_plural = "sjablonen"
        ordering = ["soort", "-versie"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "soort", "versie"], name="sjabloon_versie_uniek"
            ),
            Veldregel(
                bij="versie",
                condition=Q(versie__gte=1),
                name="sjabloon_versie_vanaf_een",
                violation_error_message="Versies tellen vanaf 1.",
            ),
            plausibel("sjabloon_datums", "van"),
            alleen_een_logo("sjabloon_logo"),
        ]

    def __str__(self) -> str:
        return f"sjabloon {self.soort.upper()}, versie {self.versie}"

    def get_absolute_url(self) -> str:
        return reverse("overeenkomsten:sjabloon", args=[self.school.code, self.pk])

    @property
    def vanaf(self) -> str:
        wat = "geldt sinds" if self.van <= timezone.localdate() else "geldt vanaf"
        return f"{wat} {date_format(self.van, 'j F Y')}"
