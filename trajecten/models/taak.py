"""What somebody has to do for a traject, and what a school always does in a phase."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from gebruikers.models.van_school import VanSchool
from gebruikers.periode import Veldregel, plausibel
from gebruikers.zicht import Informatie, Schoolsoort, ZichtQuerySet, mag
from trajecten.fases import Fase
from trajecten.models.termijn import dagen_teken
from trajecten.models.traject import is_aan

WEKEN = Q(elke_weken=None) | Q(elke_weken__range=(1, 52))
LEEG = "Schrijf wat er moet gebeuren."
WEKEN_FOUT = "Kies een aantal weken van 1 tot 52."
DAGEN_FOUT = "Kies een aantal dagen van 0 tot 400."


class TaakQuerySet(ZichtQuerySet):
    def open(self) -> "TaakQuerySet":
        return self.filter(gedaan_op=None)

    def uit_lijsten(self, *, behalve: Fase) -> "TaakQuerySet":
        """Still to do, from the list of a phase other than this one."""
        return self.open().filter(lijstregel__isnull=False).exclude(fase=behalve)

    def om_te_beeindigen(self) -> "TaakQuerySet":
        """Still to do, and done when the traject ends."""
        return self.open().filter(vraagt_einde=True)

    def aan(self, lid) -> "TaakQuerySet":
        """For `lid` to do."""
        return self.filter(is_aan(lid, "voor")) if mag(lid, Informatie.TAAK) else self.none()


class Taak(VanSchool):
    """Something to do for this traject. One that comes back is a row each time: the next one is
    there when this one is done, so there is never more than one to do."""

    INFORMATIE = Informatie.TAAK
    PAD_NAAR_TRAJECT = "traject"
    SCHOOL_VAN = "traject"
    # Comes with any traject, and nobody did it yet.
    VANZELF = Q(lijstregel__isnull=False, gedaan_op=None)

    traject = models.ForeignKey(
        "trajecten.Traject", on_delete=models.CASCADE, related_name="taken", verbose_name="traject"
    )
    wat = models.CharField("wat", max_length=200)
    uiterlijk = models.DateField("tegen", null=True, blank=True)
    berekend = models.CharField(
        "hoe die dag gevonden is",
        max_length=300,
        blank=True,
        editable=False,
        help_text="Leeg: iemand koos hem.",
    )
    voor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="taken",
        verbose_name="voor",
    )
    elke_weken = models.PositiveSmallIntegerField(
        "komt terug na zoveel weken",
        null=True,
        blank=True,
        help_text="Geteld vanaf de dag dat je de taak afvinkt. Leeg: één keer.",
    )
    herhaal_tot = models.DateField(
        "komt terug tot en met", null=True, blank=True, help_text="Leeg: zolang het traject loopt."
    )
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="gemaakt door",
    )
    fase = models.CharField("bij fase", max_length=20, choices=Fase, blank=True)
    lijstregel = models.BigIntegerField(
        "regel van de takenlijst",
        null=True,
        blank=True,
        editable=False,
        help_text="Het nummer van de regel waaruit de taak kwam, ook als die intussen weg is.",
    )
    vraagt_einde = models.BooleanField(
        "vraagt het einde van het traject",
        default=False,
        editable=False,
        help_text="Gedaan zodra het traject eindigt.",
    )
    vervolg_op = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="vervolg",
        verbose_name="vervolg op",
    )
    gedaan_op = models.DateTimeField("gedaan op", null=True, blank=True)
    gedaan_door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="gedaan door",
    )

    objects = TaakQuerySet.as_manager()

    class Meta:
        verbose_name = "taak"
        verbose_name_plural = "taken"
        ordering = [F("uiterlijk").asc(nulls_last=True), "pk"]
        constraints = [
            Veldregel(
                bij="wat", condition=~Q(wat=""), name="taak_wat", violation_error_message=LEEG
            ),
            Veldregel(
                bij="elke_weken",
                condition=WEKEN,
                name="taak_weken",
                violation_error_message=WEKEN_FOUT,
            ),
            Veldregel(
                bij="elke_weken",
                condition=Q(herhaal_tot=None) | Q(elke_weken__isnull=False),
                name="taak_tot_alleen_herhaald",
                violation_error_message="Kies na hoeveel weken de taak terugkomt.",
            ),
            Veldregel(
                bij="herhaal_tot",
                condition=Q(herhaal_tot=None)
                | Q(uiterlijk=None)
                | Q(herhaal_tot__gte=F("uiterlijk")),
                name="taak_tot_na_eerste_keer",
                violation_error_message="Kies een dag vanaf die waartegen de taak klaar moet zijn.",
            ),
            models.CheckConstraint(
                condition=Q(gedaan_op=None, gedaan_door=None)
                | Q(gedaan_op__isnull=False, gedaan_door__isnull=False),
                name="taak_gedaan_door",
            ),
            models.UniqueConstraint(
                fields=["traject", "lijstregel"],
                condition=Q(gedaan_op=None),
                name="taak_een_open_per_lijstregel",
            ),
            plausibel("taak_datums", "uiterlijk", "herhaal_tot"),
        ]
        indexes = [
            models.Index(
                fields=["traject", "uiterlijk"], condition=Q(gedaan_op=None), name="taak_open"
            )
        ]

    def __str__(self) -> str:
        return self.wat

    @property
    def is_gedaan(self) -> bool:
        return self.gedaan_op is not None

    @property
    def komt_terug(self) -> bool:
        """Whether one comes after it, the day allowing: while the traject runs and, of what belongs
        to a phase, is in that phase."""
        in_fase = self.fase in ("", self.traject.fase)
        return bool(self.elke_weken) and self.traject.is_open and in_fase

    @property
    def over(self) -> int:
        """How many days are left; less than none when it is past. Only with a day."""
        return (self.uiterlijk - timezone.localdate()).days

    @property
    def soort(self) -> str:
        """How urgent it is (see the template tag `pil`)."""
        if self.is_gedaan:
            return "goed"
        if self.uiterlijk is None or self.over > 0:
            return "rust"
        return "gevaar" if self.over < 0 else "let_op"

    @property
    def teken(self) -> str:
        """For the little square: done, due, or how many days are left."""
        if self.is_gedaan:
            return "✓"
        if self.uiterlijk is None:
            return "–"
        return dagen_teken(self.over)

    @property
    def waarom(self) -> str:
        """How its day came about."""
        return self.berekend or "Deze dag is gekozen, niet berekend."

    @property
    def herkomst(self) -> str:
        """Who or what asked for it."""
        if self.fase:
            return f"uit de takenlijst bij de fase {self.get_fase_display()}"
        return f"gevraagd door {self.door.gebruiker}"


class Takenlijstregel(models.Model):
    """What this school always does in a phase. Each traject that comes into that phase gets a Taak
    of it; what changes here later changes no Taak that is there."""

    SCHOOLSOORT = Schoolsoort.TAKENLIJSTEN
    PAD_NAAR_SCHOOL = "school"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.CASCADE,
        related_name="takenlijstregels",
        verbose_name="school",
    )
    fase = models.CharField("fase", max_length=20, choices=Fase)
    wat = models.CharField("wat", max_length=200)
    dagen = models.PositiveSmallIntegerField(
        "dagen na het begin van de fase",
        help_text="De taak moet dan klaar zijn, of op de eerste schooldag erna.",
    )
    elke_weken = models.PositiveSmallIntegerField(
        "komt terug na zoveel weken",
        null=True,
        blank=True,
        help_text="Zolang de fase duurt, geteld vanaf de dag dat ze gedaan is. Leeg: één keer.",
    )
    met_overeenkomst = models.BooleanField(
        "alleen als er al een overeenkomst getekend is", default=False
    )
    plaats = models.PositiveSmallIntegerField("plaats", default=0, editable=False)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "regel van een takenlijst"
        verbose_name_plural = "regels van takenlijsten"
        ordering = ["fase", "plaats", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "fase", "wat"],
                name="takenlijstregel_uniek",
                violation_error_message="Dat staat al in de lijst van deze fase.",
            ),
            Veldregel(
                bij="wat",
                condition=~Q(wat=""),
                name="takenlijstregel_wat",
                violation_error_message=LEEG,
            ),
            Veldregel(
                bij="dagen",
                condition=Q(dagen__lte=400),
                name="takenlijstregel_dagen",
                violation_error_message=DAGEN_FOUT,
            ),
            Veldregel(
                bij="elke_weken",
                condition=WEKEN,
                name="takenlijstregel_weken",
                violation_error_message=WEKEN_FOUT,
            ),
            models.CheckConstraint(condition=Q(fase__in=Fase.values), name="takenlijstregel_fase"),
        ]

    def __str__(self) -> str:
        return self.wat
