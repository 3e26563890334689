"""What an employer arranges for an agreement, as dates: never what was found or decided in it."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models.van_school import VanSchool
from gebruikers.periode import Veldregel, plausibel
from gebruikers.schrijfwijze import Tekstveld
from gebruikers.zicht import Informatie, Schoolsoort, ZichtQuerySet
from overeenkomsten.models.overeenkomst import Overeenkomst
from overeenkomsten.soorten import REGELS
from overeenkomsten.statussen import Partij, Soort
from trajecten.models.lijstreden import Lijstreden

# A number of a declaration or a letter, no words: health has no place here.
KENMERK = RegexValidator(
    r"^(?=[^ ]*\d)[A-Za-z0-9][A-Za-z0-9./-]*$",
    "Typ hier alleen een nummer, zonder spaties. Uitleg hoort hier niet.",
)


class Formaliteit(Lijstreden):
    """One that a school asks of employers, for some kinds of agreement."""

    SCHOOLSOORT = Schoolsoort.OVEREENKOMSTREGELS

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.CASCADE,
        related_name="formaliteiten",
        verbose_name="school",
    )
    naam = Tekstveld("formaliteit", max_length=80)
    soorten = ArrayField(
        models.CharField(max_length=10, choices=Soort),
        verbose_name="bij welke overeenkomsten",
        default=list,
        blank=True,
        help_text="Niets gekozen: bij elke soort.",
    )
    bron = Tekstveld("waar dat staat", max_length=200, blank=True)

    objects = ZichtQuerySet.as_manager()

    class Meta(Lijstreden.Meta):
        verbose_name = "formaliteit"
        verbose_name_plural = "formaliteiten"
        constraints = [
            *Lijstreden.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "naam"],
                name="formaliteit_naam_uniek",
                violation_error_message="Deze formaliteit staat al in de lijst.",
            ),
        ]

    @property
    def waarbij(self) -> str:
        """'bij een OAO of SAO'; of all kinds 'bij elke overeenkomst'."""
        if not self.soorten:
            return "bij elke overeenkomst"
        return f"bij een {' of '.join(REGELS[Soort(soort)].kort for soort in self.soorten)}"

    def is_voor(self, overeenkomst: Overeenkomst) -> bool:
        """Whether it is asked of this agreement, which an employer signs: by its kind, and on its
        first day."""
        if Partij.ONDERNEMING not in overeenkomst.regels.partijen:
            return False
        soort_past = not self.soorten or overeenkomst.soort in self.soorten
        return soort_past and self.geldt_op(overeenkomst.begindatum)


class FormaliteitdagQuerySet(ZichtQuerySet):
    def zichtbaar_voor(self, lid) -> "FormaliteitdagQuerySet":
        """Of the agreements that one sees."""
        eigen = Overeenkomst.objects.zichtbaar_voor(lid).values("pk")
        return super().zichtbaar_voor(lid).filter(overeenkomst__in=eigen)


class Formaliteitdag(VanSchool):
    """On which day one was in order for an agreement; or that it is not needed, and why, of a fixed
    list: nobody writes a sentence here."""

    INFORMATIE = Informatie.FORMALITEIT
    PAD_NAAR_TRAJECT = "overeenkomst__traject"
    SCHOOL_VAN = "overeenkomst"

    class NietNodig(models.TextChoices):
        SOORT = "soort", "niet nodig bij deze overeenkomst"
        EERDER = "eerder", "al in orde bij een eerdere overeenkomst"
        SECTOR = "sector", "de sector vraagt het niet"
        ANDERS = "anders", "anders geregeld, zoals besproken met de werkgever"

    overeenkomst = models.ForeignKey(
        "overeenkomsten.Overeenkomst",
        on_delete=models.CASCADE,
        related_name="formaliteitdagen",
        verbose_name="overeenkomst",
    )
    formaliteit = models.ForeignKey(
        Formaliteit, on_delete=models.PROTECT, related_name="gebruik", verbose_name="formaliteit"
    )
    op = models.DateField("in orde op", null=True, blank=True)
    kenmerk = models.CharField("kenmerk", max_length=30, blank=True, validators=[KENMERK])
    niet_nodig = models.CharField("niet nodig", max_length=10, blank=True, choices=NietNodig)
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="genoteerd door",
    )
    genoteerd_op = models.DateTimeField("genoteerd op", default=timezone.now)

    objects = FormaliteitdagQuerySet.as_manager()

    class Meta:
        verbose_name = "dag van een formaliteit"
        verbose_name_plural = "dagen van formaliteiten"
        ordering = ["formaliteit__volgorde", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["overeenkomst", "formaliteit"], name="formaliteitdag_een_per_formaliteit"
            ),
            Veldregel(
                bij="op",
                condition=Q(op__isnull=False, niet_nodig="")
                | (Q(op=None, kenmerk="") & ~Q(niet_nodig="")),
                name="formaliteitdag_dag_of_niet_nodig",
                violation_error_message="Vul een dag in, of kies waarom het niet nodig is.",
            ),
            models.CheckConstraint(
                condition=Q(niet_nodig__in=["", "soort", "eerder", "sector", "anders"]),
                name="formaliteitdag_niet_nodig",
            ),
            plausibel("formaliteitdag_datum", "op"),
        ]

    def __str__(self) -> str:
        return f"{self.formaliteit}: {self.in_woorden}"

    @property
    def in_woorden(self) -> str:
        """'in orde op 3 mei 2026, nr. 12345'; 'niet nodig bij deze overeenkomst'."""
        if self.op is None:
            return self.get_niet_nodig_display()
        kenmerk = f", nr. {self.kenmerk}" if self.kenmerk else ""
        return f"in orde op {date_format(self.op, 'j F Y')}{kenmerk}"
