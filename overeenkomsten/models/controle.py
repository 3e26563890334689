"""What a school makes of the checks before sending: how severe each is, the limits that they count
with, and when it went against one."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models.van_school import VanSchool
from gebruikers.periode import Veldregel, plausibel
from gebruikers.schrijfwijze import Tekstveld
from gebruikers.zicht import Informatie, Schoolsoort, ZichtQuerySet
from overeenkomsten.models.overeenkomst import Overeenkomst
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.statussen import Status, Strengheid


class Controlestrengheid(models.Model):
    """How severe a check is at a school, when that is not what the product proposes. Since when
    stands in the trail."""

    SCHOOLSOORT = Schoolsoort.OVEREENKOMSTREGELS
    PAD_NAAR_SCHOOL = "school"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.CASCADE,
        related_name="strengheden",
        verbose_name="school",
    )
    controle = models.CharField("controle", max_length=40)
    strengheid = models.CharField("strengheid", max_length=20, choices=Strengheid)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "strengheid van een controle"
        verbose_name_plural = "strengheden van controles"
        ordering = ["controle"]
        constraints = [
            models.CheckConstraint(
                condition=Q(strengheid__in=Strengheid.values), name="controlestrengheid_waarde"
            ),
            models.UniqueConstraint(
                fields=["school", "controle"], name="controlestrengheid_een_per_controle"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.controle}: {self.get_strengheid_display()}"


class Grenswaarde(models.Model):
    """A limit that a school counts with, for agreements that begin on or after a day; before the
    first, what the product proposes. With a `paritair_comite` (its number) for that one only."""

    SCHOOLSOORT = Schoolsoort.OVEREENKOMSTREGELS
    PAD_NAAR_SCHOOL = "school"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.CASCADE,
        related_name="grenswaarden",
        verbose_name="school",
    )
    grens = models.CharField("grens", max_length=40)
    paritair_comite = models.CharField(
        "paritair comité",
        max_length=10,
        blank=True,
        help_text="Alleen het nummer, en alleen bij de uren per week. Leeg: voor alle andere.",
    )
    vanaf = models.DateField("voor wat begint vanaf")
    waarde = models.DecimalField("wordt", max_digits=6, decimal_places=2)
    bron = Tekstveld("waar dat staat", max_length=200)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "grenswaarde"
        verbose_name_plural = "grenswaarden"
        ordering = ["grens", "paritair_comite", "vanaf"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "grens", "paritair_comite", "vanaf"],
                name="grenswaarde_een_per_dag",
                violation_error_message="Vanaf die dag staat er al een waarde.",
            ),
            Veldregel(
                bij="waarde",
                condition=Q(waarde__gte=0, waarde__lte=400),
                name="grenswaarde_waarde",
                violation_error_message="Kies een getal van 0 tot 400.",
            ),
            Veldregel(
                bij="paritair_comite",
                condition=Q(paritair_comite="") | Q(grens="week_uren"),
                name="grenswaarde_comite_alleen_bij_week",
                violation_error_message="Alleen de uren per week hangen van het comité af.",
            ),
            plausibel("grenswaarde_datum", "vanaf"),
        ]

    def __str__(self) -> str:
        return f"{self.grens} vanaf {date_format(self.vanaf, 'j F Y')}"


class AfwijkingQuerySet(ZichtQuerySet):
    def van(self, stuk: Stuk) -> "AfwijkingQuerySet":
        """Of this agreement, or of this amendment of it: not of the other."""
        return self.filter(**stuk.verwijzing)

    def die_gelden_voor(self, stuk: Stuk) -> "AfwijkingQuerySet":
        """What the school decided for it; and, of an amendment, for what it changes: the agreement
        itself, and what all signed since."""
        geldt = Q(wijziging=None) | Q(wijziging__status=Status.GETEKEND)
        eigen = Q(wijziging=stuk.verwijzing["wijziging"])
        return self.filter(geldt | eigen, overeenkomst=stuk.verwijzing["overeenkomst"])

    def zichtbaar_voor(self, lid) -> "AfwijkingQuerySet":
        """Of the agreements that one sees."""
        eigen = Overeenkomst.objects.zichtbaar_voor(lid).values("pk")
        return super().zichtbaar_voor(lid).filter(overeenkomst__in=eigen)


class Afwijking(VanSchool):
    """The school sends an agreement, or an amendment, although a check held it back, and why. It
    holds for what was found then (`bevinding`, which names the facts): what is found otherwise
    later, is asked anew."""

    INFORMATIE = Informatie.AFWIJKING
    PAD_NAAR_TRAJECT = "overeenkomst__traject"
    SCHOOL_VAN = "overeenkomst"

    overeenkomst = models.ForeignKey(
        "overeenkomsten.Overeenkomst",
        on_delete=models.CASCADE,
        related_name="afwijkingen",
        verbose_name="overeenkomst",
    )
    wijziging = models.ForeignKey(
        "overeenkomsten.Wijziging",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="afwijkingen",
        verbose_name="wijziging",
        help_text="Leeg als de school voor de overeenkomst zelf afwijkt.",
    )
    versie = models.PositiveSmallIntegerField("versie")
    controle = models.CharField("controle", max_length=40)
    bevinding = models.CharField("bevinding", max_length=400)
    reden = Tekstveld("reden", max_length=300)
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="beslist door",
    )
    op = models.DateTimeField("beslist op", default=timezone.now)

    objects = AfwijkingQuerySet.as_manager()

    class Meta:
        verbose_name = "afwijking"
        verbose_name_plural = "afwijkingen"
        ordering = ["op", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["overeenkomst", "wijziging", "controle", "bevinding"],
                nulls_distinct=False,
                name="afwijking_een_per_bevinding",
            ),
            models.CheckConstraint(condition=~Q(reden=""), name="afwijking_heeft_reden"),
        ]

    def __str__(self) -> str:
        return self.bevinding

    @property
    def stuk(self) -> Stuk:
        """What it was decided for: the amendment, or the agreement itself."""
        if self.wijziging is None:
            return self.overeenkomst
        self.wijziging.overeenkomst = self.overeenkomst
        return self.wijziging
