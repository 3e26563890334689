"""Why a traject stops, never starts or is interrupted, or an agreement ends early: the reasons of a
school, and their use."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format

from gebruikers.models.van_school import VanSchool
from gebruikers.periode import Veldregel, niet_voorbij, plausibel
from gebruikers.zicht import Informatie, ZichtQuerySet
from trajecten.fases import MET_REDEN, Fase
from trajecten.models.lijstreden import Lijstreden


class EinderedenQuerySet(ZichtQuerySet):
    def bij(self, fase: Fase, van: datetime.date, tot: datetime.date) -> "EinderedenQuerySet":
        """Of a move to this phase, valid on some day of these."""
        return self.filter(niet_voorbij(van), van__lte=tot, **{f"bij_{fase}": True})

    def bij_einde_overeenkomst(self, dag: datetime.date) -> "EinderedenQuerySet":
        """For who writes down on this day that an agreement ends early."""
        return self.filter(niet_voorbij(dag), van__lte=dag, bij_overeenkomst=True)


class Eindereden(Lijstreden):
    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.CASCADE,
        related_name="eindredenen",
        verbose_name="school",
    )
    naam = models.CharField("reden", max_length=80)
    bij_stopgezet = models.BooleanField("bij stopgezet", default=False)
    bij_niet_gestart = models.BooleanField("bij niet gestart", default=False)
    bij_onderbroken = models.BooleanField("bij onderbroken", default=False)
    bij_overeenkomst = models.BooleanField("bij het einde van een overeenkomst", default=False)
    bron = models.CharField(
        "bron",
        max_length=120,
        blank=True,
        help_text="Waar deze reden vandaan komt, en wie dat nakeek.",
    )
    objects = EinderedenQuerySet.as_manager()

    class Meta(Lijstreden.Meta):
        verbose_name = "eindereden"
        verbose_name_plural = "eindredenen"
        constraints = [
            *Lijstreden.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "naam"],
                name="eindereden_naam_uniek",
                violation_error_message="Deze reden staat al in de lijst.",
            ),
            Veldregel(
                bij="bij_stopgezet",
                condition=Q(bij_stopgezet=True)
                | Q(bij_niet_gestart=True)
                | Q(bij_onderbroken=True)
                | Q(bij_overeenkomst=True),
                name="eindereden_ergens_bij",
                violation_error_message="Vink aan waarbij men deze reden kan kiezen.",
            ),
        ]

    @property
    def fases(self) -> list[str]:
        """What it can be chosen for, in words."""
        fases = [fase.label for fase in Fase if fase in MET_REDEN and self.past_bij(fase)]
        return [*fases, *(["het einde van een overeenkomst"] if self.bij_overeenkomst else [])]

    @property
    def is_gebruikt(self) -> bool:
        return super().is_gebruikt or self.beeindigingen.exists()

    def past_bij(self, fase: Fase) -> bool:
        return getattr(self, f"bij_{fase}")


class Fasereden(VanSchool):
    """Why a traject went to this phase on this day. Goes away with the move, when that is undone;
    figures count these."""

    INFORMATIE = Informatie.VERLOOP
    PAD_NAAR_TRAJECT = "traject"
    SCHOOL_VAN = "traject"

    traject = models.ForeignKey(
        "trajecten.Traject",
        on_delete=models.PROTECT,
        related_name="faseredenen",
        verbose_name="traject",
    )
    fase = models.CharField("fase", max_length=20, choices=Fase)
    reden = models.ForeignKey(
        Eindereden, on_delete=models.PROTECT, related_name="gebruik", verbose_name="reden"
    )
    op = models.DateField("op")
    uitleg = models.CharField("uitleg", max_length=200, blank=True)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "fasereden"
        verbose_name_plural = "faseredenen"
        ordering = ["-op", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(fase__in=sorted(MET_REDEN)), name="fasereden_fase"),
            plausibel("fasereden_datum", "op"),
        ]

    def __str__(self) -> str:
        return f"{self.get_fase_display()} op {date_format(self.op, 'j F Y')}"
