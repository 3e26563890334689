"""Two rows that are one person: what was done about it, so that it can be undone."""

import datetime
from collections.abc import Collection

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from gebruikers.zicht import Schoolsoort, ZichtQuerySet
from leerlingen.models.leerling import Betrokkene, Leerling

DAGEN = 7  # so long it can be undone


class SamenvoegingQuerySet(ZichtQuerySet):
    def van_kracht(self) -> "SamenvoegingQuerySet":
        return self.filter(ongedaan_op=None)

    def terug_te_draaien(self) -> "SamenvoegingQuerySet":
        """Not undone, not a week ago, and what it did is still known."""
        grens = timezone.now() - datetime.timedelta(days=DAGEN)
        return self.van_kracht().filter(op__gt=grens, stappen__isnull=False)

    def verwijzen(self, school_id: int, stamnummers: list[str]) -> dict[str, int]:
        """Of numbers that no learner has any more: to which learner they lead."""
        rijen = self.van_kracht().filter(school=school_id, stamnummer__in=stamnummers)
        return dict(rijen.values_list("stamnummer", "leerling"))

    def wie_bleef(self, pks: Collection[int]) -> dict[int, int]:
        """Of learners who went: which one they are by now."""
        return dict(
            self.van_kracht().filter(weg__in=pks, ouder=None).values_list("weg", "leerling")
        )


class Samenvoeging(models.Model):
    """A learner, or a parent of one, that stood twice became one row.

    `leerling`: who stayed, or whose parents they are; `ouder`: the parent who stayed. `weg`: the
    number of the row that went, `naam` how it was called and `stamnummer` the number that leads to
    the learner since. `stappen`: what was done, in that order, with what it was before; None once
    it can no longer be undone, and of parents who became one with their learner. `gebleven`: what
    undoing left as it is, in sentences.
    """

    SCHOOLSOORT = Schoolsoort.DUBBELS
    PAD_NAAR_SCHOOL = "school"
    PAD_NAAR_TRAJECT = "leerling__trajecten"  # for the trail

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="school",
    )
    leerling = models.ForeignKey(
        Leerling, on_delete=models.CASCADE, related_name="samenvoegingen", verbose_name="leerling"
    )
    ouder = models.ForeignKey(
        Betrokkene,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="samenvoegingen",
        verbose_name="ouder",
    )
    weg = models.BigIntegerField("nummer van wie wegging")
    naam = models.CharField("naam van wie wegging", max_length=180)
    stamnummer = models.CharField("stamnummer dat verwijst", max_length=20, blank=True)
    reden = models.CharField("reden", max_length=300)
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap", on_delete=models.PROTECT, related_name="+", verbose_name="door"
    )
    op = models.DateTimeField("op", default=timezone.now)
    stappen = models.JSONField("wat er gebeurde", null=True, blank=True, default=list)
    ongedaan_door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="ongedaan gemaakt door",
    )
    ongedaan_op = models.DateTimeField("ongedaan gemaakt op", null=True, blank=True)
    gebleven = models.JSONField("wat bleef zoals het is", default=list, blank=True)

    objects = SamenvoegingQuerySet.as_manager()

    class Meta:
        verbose_name = "samenvoeging"
        verbose_name_plural = "samenvoegingen"
        ordering = ["-op", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "stamnummer"],
                condition=Q(ongedaan_op=None) & ~Q(stamnummer=""),
                name="samenvoeging_stamnummer_verwijst_eenduidig",
            ),
            models.CheckConstraint(
                condition=Q(ongedaan_op=None, ongedaan_door=None)
                | Q(ongedaan_op__isnull=False, ongedaan_door__isnull=False),
                name="samenvoeging_ongedaan_door",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.naam} ({self.stamnummer})" if self.stamnummer else self.naam

    def get_absolute_url(self) -> str:
        return reverse("leerlingen:samenvoeging", args=[self.school.code, self.pk])

    @property
    def blijft(self) -> Leerling | Betrokkene:
        return self.ouder or self.leerling

    @property
    def is_terug_te_draaien(self) -> bool:
        """As the queryset has it."""
        return self.stappen is not None and not self.ongedaan_op and not self.is_verlopen

    @property
    def is_verlopen(self) -> bool:
        return self.ongedaan_tot <= timezone.now()

    @property
    def ongedaan_tot(self) -> datetime.datetime:
        return self.op + datetime.timedelta(days=DAGEN)


class OnderscheidQuerySet(ZichtQuerySet):
    def van(self, model: type[models.Model]) -> "OnderscheidQuerySet":
        return self.filter(soort=model._meta.model_name)

    def met(self, pk: int) -> "OnderscheidQuerySet":
        return self.filter(Q(een=pk) | Q(ander=pk))


class Onderscheid(models.Model):
    """Somebody looked: these two rows look alike and are two people. It points to nothing: a row
    that went comes back under the same number."""

    SCHOOLSOORT = Schoolsoort.DUBBELS
    PAD_NAAR_SCHOOL = "school"

    class Soort(models.TextChoices):
        LEERLING = "leerling", "leerling"
        BETROKKENE = "betrokkene", "ouder"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="school",
    )
    soort = models.CharField("soort", max_length=10, choices=Soort)
    een = models.BigIntegerField("de ene")
    ander = models.BigIntegerField("de andere")
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap", on_delete=models.PROTECT, related_name="+", verbose_name="door"
    )
    op = models.DateTimeField("op", default=timezone.now)

    objects = OnderscheidQuerySet.as_manager()

    class Meta:
        verbose_name = "onderscheid"
        verbose_name_plural = "onderscheiden"
        ordering = ["-op", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "soort", "een", "ander"], name="onderscheid_een_per_paar"
            ),
            models.CheckConstraint(condition=Q(een__lt=F("ander")), name="onderscheid_op_volgorde"),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} {self.een} is niet {self.ander}"
