"""How a school goes on to its next school year: what was chosen, and what it did."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from gebruikers.models.opdracht import Opdracht
from gebruikers.overgang import verplaats
from gebruikers.zicht import Schoolsoort, ZichtQuerySet
from leerlingen.schooljaar import naam_schooljaar, van_schooljaar

DAGEN_TERUG = datetime.timedelta(days=30)  # so long it can be undone as a whole


class Staat(models.TextChoices):
    KIEZEN = "kiezen", "in voorbereiding"
    BEZIG = "bezig", "wordt uitgevoerd"
    UITGEVOERD = "uitgevoerd", "uitgevoerd"
    TERUG = "terug", "wordt teruggedraaid"
    TERUGGEDRAAID = "teruggedraaid", "teruggedraaid"


OVERGANGEN = {
    Staat.KIEZEN: {Staat.BEZIG},
    Staat.BEZIG: {Staat.UITGEVOERD},
    Staat.UITGEVOERD: {Staat.TERUG},
    Staat.TERUG: {Staat.TERUGGEDRAAID},
}
ONAF = (Staat.KIEZEN, Staat.BEZIG, Staat.TERUG)


class JaarwisselQuerySet(ZichtQuerySet):
    def onaf(self) -> "JaarwisselQuerySet":
        """Somebody still chooses, or a job is at work."""
        return self.filter(staat__in=ONAF)

    def te_wissen(self) -> "JaarwisselQuerySet":
        """So long ago done or undone that nobody undoes it any more, and sentences are kept yet."""
        grens = timezone.localdate() - DAGEN_TERUG
        oud = self.filter(staat__in=[Staat.UITGEVOERD, Staat.TERUGGEDRAAID])
        oud = oud.filter(gewijzigd_op__date__lt=grens)
        return oud.exclude(uitkomst__has_key="gewist")


class Jaarwissel(models.Model):
    """One step to one school year, left and taken up again until the coördinator carries it out.

    `keuzes`: only what differs from what follows by itself, so that an import in between counts.
    `uitkomst`: what was done, by learner with before and after, for the page and for undoing; no
    sentences and no before and after once it is too late for that.
    """

    SCHOOLSOORT = Schoolsoort.JAARWISSEL
    PAD_NAAR_SCHOOL = "school"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="jaarwissels",
        verbose_name="school",
    )
    jaar = models.PositiveSmallIntegerField("jaar waarin het schooljaar begint")
    staat = models.CharField("staat", max_length=14, choices=Staat, default=Staat.KIEZEN)
    keuzes = models.JSONField("keuzes", default=dict)
    uitkomst = models.JSONField("uitkomst", default=dict)
    opdracht = models.ForeignKey(
        "gebruikers.Opdracht",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="jaarwissels",
        verbose_name="opdracht",
    )
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="jaarwissels",
        verbose_name="laatst gewijzigd door",
    )
    reden = models.CharField("waarom teruggedraaid", max_length=200, blank=True)
    gewijzigd_op = models.DateTimeField("gewijzigd op", default=timezone.now)
    uitgevoerd_op = models.DateTimeField("uitgevoerd op", null=True, blank=True)

    objects = JaarwisselQuerySet.as_manager()

    class Meta:
        verbose_name = "jaarwissel"
        verbose_name_plural = "jaarwissels"
        ordering = ["-jaar", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(staat__in=ONAF),
                name="jaarwissel_een_tegelijk",
                violation_error_message="Er is al een nieuw schooljaar in voorbereiding.",
            ),
            models.CheckConstraint(condition=Q(staat__in=Staat.values), name="jaarwissel_staat"),
            models.CheckConstraint(
                condition=Q(staat__in=[Staat.KIEZEN, Staat.BEZIG], uitgevoerd_op=None)
                | Q(
                    staat__in=[Staat.UITGEVOERD, Staat.TERUG, Staat.TERUGGEDRAAID],
                    uitgevoerd_op__isnull=False,
                ),
                name="jaarwissel_uitgevoerd_op",
            ),
        ]

    def __str__(self) -> str:
        return f"nieuw schooljaar {self.naam}"

    @property
    def naam(self) -> str:
        return naam_schooljaar(self.jaar)

    @property
    def titel(self) -> str:
        return f"Nieuw schooljaar {self.naam}"

    @property
    def met_lidwoord(self) -> str:
        """To begin a sentence with."""
        return f"Het nieuwe schooljaar {self.naam}"

    @property
    def vorig(self) -> str:
        """The school year that ends."""
        return naam_schooljaar(self.jaar - 1)

    @property
    def eerste_dag(self) -> datetime.date:
        return van_schooljaar(self.jaar)[0]

    @property
    def is_vroeg(self) -> bool:
        """A year of which months are still to come: carried out now, classes and teams are those of
        the next one at once."""
        return timezone.localdate() < datetime.date(self.jaar, 5, 1)

    @property
    def laatste_dag(self) -> datetime.date:
        """Of the school year that ends: 31 August."""
        return van_schooljaar(self.jaar - 1)[1]

    @property
    def terug_tot(self) -> datetime.date | None:
        """The last day on which it can be undone."""
        return timezone.localdate(self.uitgevoerd_op) + DAGEN_TERUG if self.uitgevoerd_op else None

    @property
    def is_gestopt(self) -> bool:
        """The job failed or was cancelled on the way."""
        staten = (Opdracht.Staat.MISLUKT, Opdracht.Staat.GEANNULEERD)
        bezig = self.staat in (Staat.BEZIG, Staat.TERUG)
        return bool(bezig and self.opdracht and self.opdracht.staat in staten)

    def ga_naar(self, doel: Staat, *, gelijk: dict | None = None, **velden) -> None:
        """Move along the table, once. Raises OngeldigeOvergang."""
        velden = {"gewijzigd_op": timezone.now()} | velden
        verplaats(self, "staat", doel, OVERGANGEN, gelijk=gelijk, **velden)
