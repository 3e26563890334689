"""Whether a learner was at the workplace, half a day at a time: as the workplace and the learner
say it, and as the school settles it."""

import datetime
from typing import NamedTuple

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, NullIf

from gebruikers.models.van_school import VanSchool
from gebruikers.periode import plausibel
from gebruikers.schrijfwijze import Tekstveld
from gebruikers.zicht import Informatie, ZichtQuerySet, eigen_plaatsing
from leerlingen.schooljaar import begin_schooljaar
from trajecten.models.kalender import Dagdeel

BEWAAR_JAREN = 5  # after the last day of August of that school year


class Staat(models.TextChoices):
    """What half a day was. Of an illness no more than that: never which, never why."""

    AANWEZIG = "aanwezig", "aanwezig"
    ZIEK = "ziek", "ziek"
    GEWETTIGD = "gewettigd", "gewettigd afwezig"
    ONGEWETTIGD = "ongewettigd", "ongewettigd afwezig"
    GESLOTEN = "gesloten", "werkplek gesloten"

    @property
    def kort(self) -> str:
        return self.label.split()[0] if self != Staat.GESLOTEN else "gesloten"

    @property
    def gewoon(self) -> str:
        """In everyday words, as one taps it on a phone."""
        return {"gewettigd": "met reden", "ongewettigd": "zonder reden"}.get(self, self.kort)

    @property
    def teken(self) -> str:
        return {"aanwezig": "✓", "ziek": "Z", "gewettigd": "G", "ongewettigd": "!"}.get(self, "–")

    @property
    def soort(self) -> str:
        """See the template tag `pil`."""
        return {"aanwezig": "goed", "ongewettigd": "gevaar"}.get(self, "rust")


AFWEZIG = (Staat.ZIEK, Staat.GEWETTIGD, Staat.ONGEWETTIGD)
VOORAF = (Staat.ZIEK, Staat.GEWETTIGD, Staat.GESLOTEN)  # of a day that must still come
VAN_LEERLING = VOORAF  # what learners say of themselves
NIET_MET_REDEN = "Schrijf waarom je iets anders vaststelt dan wat doorgegeven is."


class Halve(NamedTuple):
    """Half a day at a workplace."""

    plaatsing: int
    dag: datetime.date
    deel: str

    @property
    def moment(self) -> tuple[datetime.date, int]:
        """To put half days in order."""
        return self.dag, Dagdeel.values.index(self.deel)


def in_halve_dagen(aantal: int) -> str:
    """'1 halve dag', '3 halve dagen'."""
    return "1 halve dag" if aantal == 1 else f"{aantal} halve dagen"


class Gezegd:
    """Mixin of a row, or of what a count needs of it: what half a day comes to."""

    __slots__ = ()

    @property
    def halve(self) -> Halve:
        return Halve(self.plaatsing_id, self.dag, self.deel)

    @property
    def gemeld(self) -> str:
        """What the workplace says, else the learner."""
        return self.werkplek_zegt or self.leerling_zegt

    @property
    def geldt(self) -> str:
        """What counts now."""
        return self.staat or self.gemeld

    @property
    def verschilt(self) -> bool:
        return bool(self.werkplek_zegt and self.leerling_zegt) and (
            self.werkplek_zegt != self.leerling_zegt
        )

    @property
    def wacht_op_werkplek(self) -> bool:
        """Only the learner said something."""
        return not (self.werkplek_zegt or self.staat)


class AanwezigheidQuerySet(ZichtQuerySet):
    def tussen(self, van: datetime.date, tot: datetime.date) -> "AanwezigheidQuerySet":
        return self.filter(dag__range=(van, tot))

    def open(self) -> "AanwezigheidQuerySet":
        return self.filter(staat="")

    def klopt(self) -> "AanwezigheidQuerySet":
        """Not settled yet, and nothing to look into: as expected, said by the workplace, and not
        otherwise by the learner."""
        eens = Q(leerling_zegt="") | Q(leerling_zegt=F("werkplek_zegt"))
        return self.open().filter(eens, buiten_rooster=False).exclude(werkplek_zegt="")

    def met_geldt(self) -> "AanwezigheidQuerySet":
        """Each with what counts (`telt`), as `geldt` of one."""
        gezegd = [NullIf(veld, Value("")) for veld in ("staat", "werkplek_zegt", "leerling_zegt")]
        return self.annotate(telt=Coalesce(*gezegd))


class Aanwezigheid(Gezegd, VanSchool):
    """Half a day of one learner at one workplace. Who says otherwise later writes over it; the
    trail keeps what stood there, who and when (docs/besluiten/0037).

    `buiten_rooster`: when it was told nobody expected the learner there.
    """

    INFORMATIE = Informatie.AANWEZIGHEID
    PAD_NAAR_TRAJECT = "traject"
    SCHOOL_VAN = "traject"
    ERBIJ = ("werkplek_door__gebruiker", "vastgesteld_door__gebruiker")  # to read it in words

    traject = models.ForeignKey(
        "trajecten.Traject",
        on_delete=models.PROTECT,
        related_name="aanwezigheden",
        verbose_name="traject",
    )
    plaatsing = models.ForeignKey(
        "werkplekken.Plaatsing",
        on_delete=models.PROTECT,
        related_name="aanwezigheden",
        verbose_name="plaatsing",
    )
    dag = models.DateField("dag")
    deel = models.CharField("dagdeel", max_length=10, choices=Dagdeel)
    werkplek_zegt = models.CharField(
        "volgens de werkplek", max_length=12, choices=Staat, blank=True
    )
    werkplek_door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="doorgegeven door",
    )
    werkplek_op = models.DateTimeField("doorgegeven op", null=True, blank=True)
    leerling_zegt = models.CharField(
        "volgens de leerling", max_length=12, choices=Staat, blank=True
    )
    leerling_op = models.DateTimeField("gemeld door de leerling op", null=True, blank=True)
    staat = models.CharField("vastgesteld", max_length=12, choices=Staat, blank=True)
    vastgesteld_door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="vastgesteld door",
    )
    vastgesteld_op = models.DateTimeField("vastgesteld op", null=True, blank=True)
    waarom = Tekstveld("waarom anders", max_length=200, blank=True)
    buiten_rooster = models.BooleanField("buiten het rooster", default=False)

    objects = AanwezigheidQuerySet.as_manager()

    class Meta:
        verbose_name = "halve dag op de werkplek"
        verbose_name_plural = "halve dagen op de werkplek"
        ordering = ["dag", "-deel", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plaatsing", "dag", "deel"], name="aanwezigheid_een_per_halve_dag"
            ),
            models.CheckConstraint(
                condition=Q(deel__in=Dagdeel.values)
                & Q(werkplek_zegt__in=["", *Staat.values])
                & Q(leerling_zegt__in=["", *VAN_LEERLING])
                & Q(staat__in=["", *Staat.values]),
                name="aanwezigheid_keuzes",
            ),
            models.CheckConstraint(
                condition=~Q(werkplek_zegt="", leerling_zegt="", staat=""),
                name="aanwezigheid_zegt_iets",
            ),
            models.CheckConstraint(
                condition=Q(werkplek_zegt="", werkplek_door=None, werkplek_op=None)
                | ~Q(werkplek_zegt="") & Q(werkplek_door__isnull=False, werkplek_op__isnull=False),
                name="aanwezigheid_doorgegeven_door",
            ),
            models.CheckConstraint(
                condition=Q(leerling_zegt="", leerling_op=None)
                | ~Q(leerling_zegt="") & Q(leerling_op__isnull=False),
                name="aanwezigheid_gemeld_op",
            ),
            models.CheckConstraint(
                condition=Q(staat="", vastgesteld_door=None, vastgesteld_op=None, waarom="")
                | ~Q(staat="") & Q(vastgesteld_door__isnull=False, vastgesteld_op__isnull=False),
                name="aanwezigheid_vastgesteld_door",
            ),
            models.CheckConstraint(
                condition=Q(staat="")
                | ~Q(waarom="")
                | Q(werkplek_zegt="", leerling_zegt="")
                | Q(staat=F("werkplek_zegt"))
                | Q(werkplek_zegt="", staat=F("leerling_zegt")),
                name="aanwezigheid_anders_met_reden",
                violation_error_message=NIET_MET_REDEN,
            ),
            plausibel("aanwezigheid_dag", "dag"),
        ]
        indexes = [
            models.Index(fields=["traject", "dag"], name="aanwezigheid_traject"),
            models.Index(fields=["school", "dag"], condition=Q(staat=""), name="aanwezigheid_open"),
        ]

    def __str__(self) -> str:
        return f"{self.dag:%d/%m/%Y} {self.get_deel_display()}"

    @classmethod
    def eigen_van(cls, lid) -> Q:
        return eigen_plaatsing(lid, "plaatsing")

    @property
    def is_vastgesteld(self) -> bool:
        return bool(self.staat)

    @property
    def is_onduidelijk(self) -> bool:
        """Somebody has to look: two who say otherwise, or a day that was not expected."""
        return self.verschilt or self.buiten_rooster

    @property
    def is_nagekeken(self) -> bool:
        """Settled by who looked, rather than in one press with what was clear."""
        return bool(self.staat) and (self.is_onduidelijk or not self.werkplek_zegt)

    @property
    def afdruk(self) -> str:
        """Tells whether somebody said something else since."""
        return "|".join((self.werkplek_zegt, self.leerling_zegt, self.staat, self.waarom))

    def vraagt_reden(self, staat: str) -> bool:
        """Whether to settle it so is another word than what was said, or than what was settled."""
        eerder = self.staat or self.gemeld
        return bool(eerder) and staat != eerder


def bewaard_tot(dag: datetime.date) -> datetime.date:
    """Until when the register of this day is kept."""
    return datetime.date(begin_schooljaar(dag) + 1 + BEWAAR_JAREN, 8, 31)
