"""When an agreement is suspended, why, and the grounds that a school lets choose."""

import datetime

from django.apps import apps
from django.db import models
from django.db.models import F, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from psycopg.types.range import DateRange

from gebruikers.models.van_school import VanSchool
from gebruikers.periode import DAG, Veldregel, in_woorden, loopt, niet_voorbij, plausibel
from gebruikers.schrijfwijze import Tekstveld
from gebruikers.zicht import Informatie, ZichtQuerySet
from overeenkomsten.models.overlap import GEEN_DUBBELE_SCHORSING
from overeenkomsten.models.stuk import eigen_overeenkomst
from trajecten.models.lijstreden import Lijstreden


class Schorsingsgrond(Lijstreden):
    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.CASCADE,
        related_name="schorsingsgronden",
        verbose_name="school",
    )
    naam = Tekstveld("grond", max_length=80)

    objects = ZichtQuerySet.as_manager()

    class Meta(Lijstreden.Meta):
        verbose_name = "schorsingsgrond"
        verbose_name_plural = "schorsingsgronden"
        constraints = [
            *Lijstreden.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "naam"],
                name="schorsingsgrond_naam_uniek",
                violation_error_message="Deze grond staat al in de lijst.",
            ),
        ]


class SchorsingQuerySet(ZichtQuerySet):
    def op(self, dag: datetime.date | None = None) -> "SchorsingQuerySet":
        """That hold on that day (today), of an agreement that runs then."""
        dag = dag or timezone.localdate()
        return self.filter(loopt(dag), overeenkomst__feitelijke_periode__contains=dag)

    def van_plaatsing(self) -> "SchorsingQuerySet":
        """In days of the placement of an outer row: of the agreement that wrote it, or did so until
        an amendment put another in its place."""
        vroeger = apps.get_model("overeenkomsten.Wijziging").objects
        vroeger = vroeger.filter(vorige_plaatsing=OuterRef(OuterRef("pk"))).values("overeenkomst")
        rijen = self.filter(Q(overeenkomst__plaatsing=OuterRef("pk")) | Q(overeenkomst__in=vroeger))
        return rijen.filter(niet_voorbij(OuterRef("van")), van__lte=OuterRef("tot"))

    def niet_voorbij(self) -> "SchorsingQuerySet":
        """Of today or to come, of an agreement that is not over."""
        dag = timezone.localdate()
        return self.filter(niet_voorbij(dag), overeenkomst__feitelijke_periode__endswith__gt=dag)


def hoelang(rust: DateRange, vorm: str = "j F Y") -> str:
    """'geschorst tot en met 9 mei 2026', of what holds today."""
    if rust.upper:
        return f"geschorst tot en met {date_format(rust.upper - DAG, vorm)}"
    return f"geschorst sinds {date_format(rust.lower, vorm)}, tot nader bericht"


class Schorsing(VanSchool):
    """Days in which a signed agreement rests: the learner does not work. Without `tot`: until
    somebody says otherwise. Why is a row of its own, which fewer may read."""

    INFORMATIE = Informatie.OVEREENKOMST
    PAD_NAAR_TRAJECT = "overeenkomst__traject"
    SCHOOL_VAN = "overeenkomst"

    overeenkomst = models.ForeignKey(
        "overeenkomsten.Overeenkomst",
        on_delete=models.PROTECT,
        related_name="schorsingen",
        verbose_name="overeenkomst",
    )
    van = models.DateField("eerste dag")
    tot = models.DateField(
        "laatste dag",
        null=True,
        blank=True,
        help_text="Leeg als je nog niet weet wanneer de leerling weer werkt.",
    )
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="genoteerd door",
    )
    genoteerd_op = models.DateTimeField("genoteerd op", default=timezone.now)

    objects = SchorsingQuerySet.as_manager()

    class Meta:
        verbose_name = "schorsing"
        verbose_name_plural = "schorsingen"
        ordering = ["-van", "-pk"]
        constraints = [
            Veldregel(
                bij="tot",
                condition=Q(tot=None) | Q(tot__gte=F("van")),
                name="schorsing_tot_na_van",
                violation_error_message="De laatste dag kan niet voor de eerste liggen.",
            ),
            plausibel("schorsing_datums", "van", "tot"),
            GEEN_DUBBELE_SCHORSING,
        ]

    def __str__(self) -> str:
        return f"schorsing {self.in_woorden}"

    @classmethod
    def eigen_van(cls, lid) -> Q:
        """Of a mentor: of the agreement that wrote their placement."""
        return eigen_overeenkomst(lid, "overeenkomst")

    @property
    def laatste_dag(self) -> datetime.date:
        """As far as the agreement goes: one that is over is suspended no longer."""
        einde = self.overeenkomst.feitelijke_periode.upper - DAG
        return min(self.tot, einde) if self.tot else einde

    @property
    def is_begonnen(self) -> bool:
        return self.van <= timezone.localdate()

    @property
    def is_voorbij(self) -> bool:
        return self.laatste_dag < timezone.localdate()

    @property
    def loopt_nu(self) -> bool:
        return self.is_begonnen and not self.is_voorbij

    @property
    def dagen(self) -> int:
        """How many days on the calendar; of what has no last day yet, those until today."""
        laatste = self.laatste_dag if self.tot else min(self.laatste_dag, timezone.localdate())
        return max((laatste - self.van).days + 1, 0)

    @property
    def in_woorden(self) -> str:
        """'van 3 mei 2026 tot en met 9 mei 2026'; 'vanaf 3 mei 2026'."""
        return in_woorden(self.van, self.tot)

    @property
    def hoelang(self) -> str:
        return hoelang(DateRange(self.van, self.tot and self.laatste_dag + DAG))


class Schorsingsreden(VanSchool):
    """Why: a ground of the school's list, and a word more. For who at school keeps agreements: a
    ground may touch on somebody's health, even though nothing medical belongs here."""

    INFORMATIE = Informatie.SCHORSINGSREDEN
    PAD_NAAR_TRAJECT = "schorsing__overeenkomst__traject"
    SCHOOL_VAN = "schorsing"

    schorsing = models.OneToOneField(
        Schorsing, on_delete=models.CASCADE, related_name="reden", verbose_name="schorsing"
    )
    grond = models.ForeignKey(
        Schorsingsgrond, on_delete=models.PROTECT, related_name="gebruik", verbose_name="grond"
    )
    uitleg = Tekstveld("uitleg", max_length=200, blank=True)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "reden van een schorsing"
        verbose_name_plural = "redenen van schorsingen"
        ordering = ["-schorsing__van", "-pk"]

    def __str__(self) -> str:
        return f"{self.grond} ({self.uitleg})" if self.uitleg else str(self.grond)
