"""A term that runs for a traject, and how long a school gives it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from gebruikers.models.van_school import VanSchool
from gebruikers.periode import Veldregel, plausibel
from gebruikers.zicht import Informatie, Schoolsoort, ZichtQuerySet
from trajecten.termijnregel import REGELS, Termijnregel, leest

DRINGT, NADERT = 3, 14  # days before the last one that it is urgent, and near
HOOGSTENS = 2  # periods named of one reason; of more how many there are


def dagen_teken(dagen: int) -> str:
    """For the little square: how many days are left."""
    return "!" if dagen <= 0 else str(dagen) if dagen < 100 else "99+"


class VanRegelQuerySet(ZichtQuerySet):
    def leesbaar_voor(self, lid) -> "VanRegelQuerySet":
        """Of rules whose subject one reads wholly, in whatever case."""
        return self.filter(regel__in=[r.sleutel for r in REGELS.values() if leest(lid, r)])

    def zichtbaar_voor(self, lid) -> "VanRegelQuerySet":
        return super().zichtbaar_voor(lid).leesbaar_voor(lid)


class VanRegel(VanSchool):
    """Of one term of a traject: which rule, and about what."""

    INFORMATIE = Informatie.VERLOOP
    PAD_NAAR_TRAJECT = "traject"
    SCHOOL_VAN = "traject"

    regel = models.CharField("regel", max_length=40)
    onderwerp = models.CharField(
        "onderwerp", max_length=60, blank=True, help_text="Welke rij de termijn deed beginnen."
    )

    objects = VanRegelQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def sleutel(self) -> tuple[int, str, str]:
        """What makes a term one of its kind."""
        return (self.traject_id, self.regel, self.onderwerp)

    @property
    def welke(self) -> dict:
        """Which term of which traject, for another row about it."""
        return {
            "traject": self.traject,
            "school_id": self.school_id,
            "regel": self.regel,
            "onderwerp": self.onderwerp,
        }


class Verlenging(VanRegel):
    """The klassenraad gives a term more time, until a day; the last word counts. Without a day: an
    extension that no longer holds."""

    alleen_toevoegen = True

    traject = models.ForeignKey(
        "trajecten.Traject",
        on_delete=models.PROTECT,
        related_name="verlengingen",
        verbose_name="traject",
    )
    tot = models.DateField("verlengd tot en met", null=True, blank=True)
    besloten_op = models.DateField("beslissing van de klassenraad op")
    reden = models.CharField("reden", max_length=300)
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="genoteerd door",
    )
    op = models.DateTimeField("genoteerd op", default=timezone.now)

    class Meta:
        verbose_name = "verlenging"
        verbose_name_plural = "verlengingen"
        ordering = ["-op", "-pk"]
        constraints = [
            Veldregel(
                bij="reden",
                condition=~Q(reden=""),
                name="verlenging_heeft_reden",
                violation_error_message="Schrijf waarom de klassenraad dit besliste.",
            ),
            plausibel("verlenging_datums", "tot", "besloten_op"),
        ]
        indexes = [models.Index(fields=["traject", "-op"], name="verlenging_laatste")]

    def __str__(self) -> str:
        tot = f"verlengde dit tot en met {_dag(self.tot)}" if self.tot else "trok de verlenging in"
        return f"De klassenraad {tot} (beslist op {_dag(self.besloten_op)}): {self.reden}"


class TermijnQuerySet(VanRegelQuerySet):
    def open(self) -> "TermijnQuerySet":
        return self.filter(staat=Termijn.Staat.OPEN)


class Termijn(VanRegel):
    """By when something must have happened for this traject, and how that day was found.

    Written by `termijnberekening` only: it follows from other rows, and may be computed again at
    any moment.
    """

    afgeleid = True
    VANZELF = Q()  # comes with any traject

    class Staat(models.TextChoices):
        OPEN = "open", "loopt"
        VOLDAAN = "voldaan", "in orde"
        VOORBIJ = "voorbij", "voorbij"
        VERVALLEN = "vervallen", "niet meer nodig"

    traject = models.ForeignKey(
        "trajecten.Traject",
        on_delete=models.CASCADE,
        related_name="termijnen",
        verbose_name="traject",
    )
    aanleiding = models.CharField("aanleiding", max_length=200)
    begin = models.DateField("begint op")
    aantal = models.PositiveSmallIntegerField("aantal", null=True, blank=True)
    einde = models.DateField("laatste dag", null=True, blank=True)
    geteld = ArrayField(models.DateField(), verbose_name="getelde dagen", default=list, blank=True)
    overgeslagen = models.JSONField(
        "overgeslagen dagen", default=list, blank=True, help_text="Van, tot en met, waarom."
    )
    volgens_regels = models.BooleanField(
        "volgens de algemene vakantieregeling",
        default=False,
        help_text="De school vulde haar kalender niet in voor elk schooljaar van de termijn.",
    )
    fout = models.CharField("waarom niet te tellen", max_length=300, blank=True)
    staat = models.CharField("staat", max_length=10, choices=Staat, default=Staat.OPEN)
    gesloten_op = models.DateField("gesloten op", null=True, blank=True)
    verlenging = models.ForeignKey(
        Verlenging,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="verlenging",
    )
    verlengd_tot = models.DateField("verlengd tot en met", null=True, blank=True)
    opvolging = models.ForeignKey(
        "trajecten.Opvolging",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="opvolging",
    )
    uiterlijk = models.GeneratedField(
        expression=Greatest("einde", "verlengd_tot"),
        output_field=models.DateField(),
        db_persist=True,
        verbose_name="uiterlijk",
    )

    objects = TermijnQuerySet.as_manager()

    class Meta:
        verbose_name = "termijn"
        verbose_name_plural = "termijnen"
        ordering = [F("uiterlijk").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["traject", "regel", "onderwerp"], name="termijn_een_per_onderwerp"
            ),
            models.CheckConstraint(
                condition=Q(staat="open", gesloten_op=None)
                | Q(staat__in=["voldaan", "voorbij", "vervallen"], gesloten_op__isnull=False),
                name="termijn_staat",
            ),
            models.CheckConstraint(
                condition=Q(einde__isnull=False, fout="") | (Q(einde=None) & ~Q(fout="")),
                name="termijn_einde_of_fout",
            ),
            plausibel("termijn_datums", "begin"),
        ]
        indexes = [
            models.Index(
                fields=["traject", "uiterlijk"],
                include=["regel", "school"],  # the first that one reads, from the index alone
                condition=Q(staat="open"),
                name="termijn_open_traject",
            ),
            models.Index(
                fields=["school", "uiterlijk"], condition=Q(staat="open"), name="termijn_open_dag"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uit.naam} ({self.traject})"

    @property
    def uit(self) -> Termijnregel:
        """The rule that this term came from."""
        return REGELS[self.regel]

    @property
    def onderwerp_pk(self) -> int:
        """The primary key of the row that it is about: of 'overeenkomst-12' 12."""
        return int(self.onderwerp.rpartition("-")[2])

    @property
    def blad_pk(self) -> int:
        """Of which row the page is where one does it."""
        return self.traject_id if self.uit.blad_van_traject else self.onderwerp_pk

    @property
    def plaatsing_pk(self) -> int:
        """Of a week at one workplace, 'plaatsing-12-week-20261123': 12."""
        return int(self.onderwerp.split("-")[1])

    @property
    def is_open(self) -> bool:
        return self.staat == self.Staat.OPEN

    @property
    def over(self) -> int:
        """How many days are left; less than none when it is past. Only of what can be counted."""
        return (self.uiterlijk - timezone.localdate()).days

    @property
    def ten_laatste(self) -> str:
        """What goes before its day: 'ten laatste', 'was ten laatste', of a birthday 'op'."""
        woord = "op" if self.uit.op_de_dag else "ten laatste"
        return f"was {woord}" if self.over < 0 else woord

    @property
    def soort(self) -> str:
        """How urgent it is (see the template tag `pil`)."""
        if not self.is_open:
            return "rust"
        if self.uiterlijk is None or self.over <= DRINGT:
            return "gevaar"
        return "let_op" if self.over <= NADERT else "rust"

    @property
    def teken(self) -> str:
        """For the little square: how many days are left."""
        if not self.is_open:
            return "✓" if self.staat == self.Staat.VOLDAAN else "–"
        return "!" if self.uiterlijk is None else dagen_teken(self.over)

    @property
    def dag(self) -> int:
        """How many of the counted opleidingsdagen have begun; one more than all when they are
        over."""
        vandaag = timezone.localdate()
        if self.geteld and vandaag > self.geteld[-1]:
            return len(self.geteld) + 1
        return sum(dag <= vandaag for dag in self.geteld)

    @property
    def waarom(self) -> list[str]:
        """Trigger, days counted and skipped, result and source, a sentence each."""
        zinnen = [f"De termijn telt vanaf {_dag(self.begin)}: {self.aanleiding}."]
        if self.fout:
            zinnen.append(self.fout)
        elif self.geteld:
            zinnen.append(self._telling())
        elif self.aantal:
            duur = self.uit.eenheid.in_woorden(self.aantal)
            zinnen.append(f"{duur.capitalize()} later is {_dag(self.einde)}.")
        else:
            zinnen.append(f"De laatste dag is {_dag(self.einde)}.")
        if self.verlenging:
            zinnen.append(str(self.verlenging))
        if self.opvolging:
            zinnen.append(str(self.opvolging))
        return [*zinnen, self.uit.herkomst]

    def _telling(self) -> str:
        eerste, laatste = self.geteld[0], self.geteld[-1]
        zin = f"Opleidingsdag 1 is {_dag(eerste)}, dag {len(self.geteld)} is {_dag(laatste)}."
        if self.overgeslagen:
            zin += f" Niet geteld: {'; '.join(self.niet_geteld)}."
        if self.volgens_regels:
            zin += " De school vulde haar kalender nog niet in voor al die dagen: waar niets"
            zin += " staat, telt de vakantieregeling."
        return zin

    @property
    def niet_geteld(self) -> list[str]:
        """Each reason once, with its days; of what comes back week after week how often."""
        per_reden = {}
        for van, tot, reden in self.overgeslagen:
            per_reden.setdefault(reden, []).append(_periode(van, tot))
        return [
            f"{reden} ({', '.join(dagen) if len(dagen) <= HOOGSTENS else f'{len(dagen)} keer'})"
            for reden, dagen in per_reden.items()
        ]


def _dag(dag) -> str:
    return date_format(dag, "j F Y")


def _periode(van: str, tot: str) -> str:
    begin, einde = (_dag(parse_date(dag)) for dag in (van, tot))
    return begin if van == tot else f"{begin} tot en met {einde}"


class Termijnduur(models.Model):
    """How long a school gives a rule, for what begins on or after a day. Before the first: as the
    rule says."""

    SCHOOLSOORT = Schoolsoort.KALENDER
    PAD_NAAR_SCHOOL = "school"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.CASCADE,
        related_name="termijnduren",
        verbose_name="school",
    )
    regel = models.CharField("regel", max_length=40)
    vanaf = models.DateField("voor wat begint vanaf")
    aantal = models.PositiveSmallIntegerField("aantal")
    waarom = models.CharField(
        "waar dat staat",
        max_length=200,
        blank=True,
        help_text="Bijvoorbeeld de omzendbrief, of de beslissing van de school.",
    )

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "termijnduur"
        verbose_name_plural = "termijnduren"
        ordering = ["regel", "vanaf"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "regel", "vanaf"],
                name="termijnduur_een_per_dag",
                violation_error_message="Vanaf die dag staat er al een duur.",
            ),
            Veldregel(
                bij="aantal",
                condition=Q(aantal__gte=1, aantal__lte=400),
                name="termijnduur_aantal",
                violation_error_message="Kies een aantal van 1 tot 400.",
            ),
            plausibel("termijnduur_datum", "vanaf"),
        ]

    def __str__(self) -> str:
        return f"{REGELS[self.regel].naam} vanaf {_dag(self.vanaf)}"

    @property
    def in_woorden(self) -> str:
        return REGELS[self.regel].eenheid.in_woorden(self.aantal)
