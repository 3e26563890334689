"""What a learner got at the end."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format

from gebruikers.models.van_school import VanSchool
from gebruikers.periode import Veldregel, plausibel
from gebruikers.zicht import Informatie, ZichtQuerySet
from trajecten.fases import Fase


class Studiebewijs(VanSchool):
    """A studiebewijs that the klassenraad awarded, at the end of a traject or of what was reached
    of it. `clusters`: their titles as they were then."""

    INFORMATIE = Informatie.VERLOOP
    PAD_NAAR_TRAJECT = "traject"
    SCHOOL_VAN = "traject"

    class Soort(models.TextChoices):
        DIPLOMA = "diploma", "diploma secundair onderwijs"
        STUDIEGETUIGSCHRIFT = "studiegetuigschrift", "studiegetuigschrift"
        TWEEDE_GRAAD = "tweede_graad", "getuigschrift van de tweede graad"
        BEROEPSKWALIFICATIE = "beroepskwalificatie", "bewijs van beroepskwalificatie"
        OPLEIDING = "opleiding", "getuigschrift van de opleiding (buso)"
        DEELKWALIFICATIE = "deelkwalificatie", "bewijs van deelkwalificatie"
        COMPETENTIES = "competenties", "bewijs van competenties"
        ORIENTERING = "orientering", "oriënteringsattest"

    traject = models.ForeignKey(
        "trajecten.Traject",
        on_delete=models.PROTECT,
        related_name="studiebewijzen",
        verbose_name="traject",
    )
    soort = models.CharField("studiebewijs", max_length=20, choices=Soort)
    op = models.DateField("behaald op")
    clusters = ArrayField(
        models.CharField(max_length=160), verbose_name="clusters", default=list, blank=True
    )
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="genoteerd door",
    )

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "studiebewijs"
        verbose_name_plural = "studiebewijzen"
        ordering = ["op", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    soort__in=[
                        "diploma", "studiegetuigschrift", "tweede_graad", "beroepskwalificatie",
                        "opleiding", "deelkwalificatie", "competenties", "orientering",
                    ]
                ),
                name="studiebewijs_soort",
            ),
            models.UniqueConstraint(
                fields=["traject", "soort"],
                condition=~Q(soort="deelkwalificatie"),
                name="studiebewijs_een_per_soort",
                violation_error_message="Dit studiebewijs staat al in het dossier.",
            ),
            Veldregel(
                bij="clusters",
                condition=Q(soort="deelkwalificatie", clusters__len__gt=0)
                | (~Q(soort="deelkwalificatie") & Q(clusters=[])),
                name="studiebewijs_clusters_bij_deelkwalificatie",
                violation_error_message=(
                    "Zeg bij een bewijs van deelkwalificatie voor welke clusters het is, en alleen "
                    "daarbij."
                ),
            ),
            plausibel("studiebewijs_datum", "op"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.wat}, {date_format(self.op, 'j F Y')}"

    @property
    def wat(self) -> str:
        """Its kind, and of a partial one for which clusters."""
        voor = f" ({', '.join(self.clusters)})" if self.clusters else ""
        return f"{self.get_soort_display()}{voor}"


S = Studiebewijs.Soort
NA_STOPZETTEN = (S.DEELKWALIFICATIE, S.COMPETENTIES, S.ORIENTERING)
# With which end of a traject each kind goes.
BIJ_FASE = {
    Fase.AFGEROND: tuple(soort for soort in S if soort != S.ORIENTERING),
    Fase.STOPGEZET: NA_STOPZETTEN,
}
