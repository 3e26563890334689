"""The early end of an agreement: when, on whose initiative and why."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models.van_school import VanSchool
from gebruikers.periode import DAG, Veldregel, plausibel
from gebruikers.zicht import Informatie, ZichtQuerySet
from overeenkomsten.models.overeenkomst import Overeenkomst
from overeenkomsten.models.stuk import eigen_overeenkomst


class Initiatief(models.TextChoices):
    LEERLING = "leerling", "de leerling"
    OUDER = "ouder", "een ouder"
    ONDERNEMING = "onderneming", "de onderneming"
    SCHOOL = "school", "de school"
    SAMEN = "samen", "alle partijen samen"
    NIEMAND = "niemand", "niemand: het kon niet anders"


ZONDER_VRAGER = {
    Initiatief.SAMEN: "in overleg met alle partijen",
    Initiatief.NIEMAND: "omdat het niet anders kon",
}


class BeeindigingQuerySet(ZichtQuerySet):
    def zichtbaar_voor(self, lid) -> "BeeindigingQuerySet":
        """Of the agreements that one sees."""
        eigen = Overeenkomst.objects.zichtbaar_voor(lid).values("pk")
        return super().zichtbaar_voor(lid).filter(overeenkomst__in=eigen)

    def in_te_gaan(self) -> "BeeindigingQuerySet":
        """Over since yesterday or before, and the traject does not know it yet."""
        return self.filter(ging_in_op=None, laatste_dag__lt=timezone.localdate())


class Beeindiging(VanSchool):
    """An agreement that ends before the day it was signed for. A normal end is a date, and no row.

    That it ends is known from the moment it is written down, so the status moves then, also when
    the last day is still to come: BEEINDIGD says that an early end was agreed or given, and the
    `feitelijke_periode` of the agreement says until when it runs. Whether it still runs is told by
    today's date, never stored. What happens the day after (the traject looks for a workplace) is
    done once, and `ging_in_op` is when. Undone by the coördinator the row goes away with its
    consequences; the timeline and the trail keep both.

    `grond` and `uitleg` are for the school's team (Informatie.EINDEGROND); the rest is a fact of
    the agreement, for all who read those.
    """

    INFORMATIE = Informatie.OVEREENKOMST
    PAD_NAAR_TRAJECT = "overeenkomst__traject"
    SCHOOL_VAN = "overeenkomst"

    overeenkomst = models.OneToOneField(
        "overeenkomsten.Overeenkomst",
        on_delete=models.PROTECT,
        related_name="beeindiging",
        verbose_name="overeenkomst",
    )
    laatste_dag = models.DateField("laatste dag")
    begin = models.DateField("liep vanaf")
    gepland_einde = models.DateField("zou lopen tot en met")
    initiatief = models.CharField("wie vroeg het", max_length=20, choices=Initiatief)
    grond = models.ForeignKey(
        "trajecten.Eindereden",
        on_delete=models.PROTECT,
        related_name="beeindigingen",
        verbose_name="reden",
    )
    uitleg = models.CharField("uitleg", max_length=300, blank=True)
    opgezegd_op = models.DateField("opgezegd op", null=True, blank=True)
    opzegdagen = models.PositiveSmallIntegerField(
        "opzegtermijn in dagen", null=True, blank=True, help_text="Zoals de partijen ze afspraken."
    )
    gemeld_op = models.DateField("gemeld in Werkplekduaal op", null=True, blank=True)
    melding = models.ForeignKey(
        "trajecten.Document",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="als_melding",
        verbose_name="melding van het einde",
    )
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="beeindigde_overeenkomsten",
        verbose_name="genoteerd door",
    )
    genoteerd_op = models.DateTimeField("genoteerd op", default=timezone.now)
    ging_in_op = models.DateTimeField("ging in op", null=True, blank=True)

    objects = BeeindigingQuerySet.as_manager()

    class Meta:
        verbose_name = "beëindiging"
        verbose_name_plural = "beëindigingen"
        ordering = ["-laatste_dag", "-pk"]
        constraints = [
            Veldregel(
                bij="laatste_dag",
                condition=Q(laatste_dag__gte=F("begin")),
                name="beeindiging_na_begin",
                violation_error_message="De overeenkomst was toen nog niet begonnen.",
            ),
            Veldregel(
                bij="laatste_dag",
                condition=Q(laatste_dag__lt=F("gepland_einde")),
                name="beeindiging_voor_einde",
                violation_error_message="De overeenkomst loopt die dag vanzelf af.",
            ),
            Veldregel(
                bij="opgezegd_op",
                condition=Q(opgezegd_op=None) | Q(opgezegd_op__lte=F("laatste_dag")),
                name="beeindiging_opgezegd_voor_einde",
                violation_error_message="Opzeggen gebeurt ten laatste op de laatste dag.",
            ),
            models.CheckConstraint(
                condition=Q(initiatief__in=Initiatief.values), name="beeindiging_initiatief"
            ),
            plausibel("beeindiging_datums", "laatste_dag"),
        ]

    def __str__(self) -> str:
        return f"einde van {self.overeenkomst} op {date_format(self.laatste_dag, 'j F Y')}"

    @classmethod
    def eigen_van(cls, lid) -> Q:
        return eigen_overeenkomst(lid, "overeenkomst")

    @property
    def is_voorbij(self) -> bool:
        """The last day lies behind us."""
        return self.laatste_dag < timezone.localdate()

    @property
    def eerste_dag_zonder(self):
        return self.laatste_dag + DAG

    @property
    def op_wiens_vraag(self) -> str:
        initiatief = Initiatief(self.initiatief)
        return ZONDER_VRAGER.get(initiatief, f"op vraag van {initiatief.label}")

    @property
    def kort(self) -> str:
        """'Gestopt op 5 maart 2027, op vraag van de onderneming'; of one to come: 'Stopt op …'."""
        wat = "Gestopt" if self.is_voorbij else "Stopt"
        return f"{wat} op {date_format(self.laatste_dag, 'j F Y')}, {self.op_wiens_vraag}"

    @property
    def zin(self) -> str:
        return f"{self.kort}."
