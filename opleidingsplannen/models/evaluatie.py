"""Evaluations: when a school looks back with a learner, and what was said and agreed then."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models.van_school import VanSchool
from gebruikers.periode import Veldregel, plausibel
from gebruikers.rollen import Rol
from gebruikers.schrijfwijze import Tekstveld, gewone_tekst
from gebruikers.zicht import Informatie, Schoolsoort, ZichtQuerySet
from opleidingsplannen.models.verbetering import Verbeterbaar

LANGST = 2000  # letters of one text
LEEG = "Schrijf minstens in één van de drie vakken iets."


class Evaluatiemoment(models.Model):
    """A day by which each learner of the school is evaluated, as the school chose it."""

    SCHOOLSOORT = Schoolsoort.EVALUATIEMOMENTEN
    PAD_NAAR_SCHOOL = "school"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="evaluatiemomenten",
        verbose_name="school",
    )
    naam = Tekstveld("naam", max_length=60)
    dag = models.DateField("laatste dag")

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "evaluatiemoment"
        verbose_name_plural = "evaluatiemomenten"
        ordering = ["dag"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "dag"],
                name="evaluatiemoment_een_per_dag",
                violation_error_message="Op die dag is er al een evaluatiemoment.",
            ),
            plausibel("evaluatiemoment_dag", "dag"),
        ]

    def __str__(self) -> str:
        return f"{self.naam} ({date_format(self.dag, 'j F Y')})"


class EvaluatieQuerySet(ZichtQuerySet):
    def geldig(self) -> "EvaluatieQuerySet":
        """What counts: not corrected."""
        return self.filter(verbeterd_door=None)


class Evaluatie(Verbeterbaar, VanSchool):
    """What goes well, what to work on and what was agreed, with how the competences stood when
    it was recorded (`inhoud`, frozen). Never edited or deleted: a correction is a new row that
    points back, about the same moment and with the same `inhoud`.

    Without `moment` it was in between. Of each moment one row corrects nothing, and each row is
    corrected once: so one holds.
    """

    INFORMATIE = Informatie.EVALUATIE
    PAD_NAAR_TRAJECT = "traject"
    SCHOOL_VAN = "traject"
    TEKSTEN = ("goed", "werkpunten", "afspraken")
    INGEVULD = (*TEKSTEN, "dag", "gedeeld")  # what a correction may change

    traject = models.ForeignKey(
        "trajecten.Traject",
        on_delete=models.PROTECT,
        related_name="evaluaties",
        verbose_name="traject",
    )
    moment = models.ForeignKey(
        Evaluatiemoment,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evaluaties",
        verbose_name="voor welk evaluatiemoment",
    )
    dag = models.DateField("dag van de evaluatie", default=timezone.localdate)
    goed = models.TextField(
        "wat gaat goed", max_length=LANGST, blank=True, validators=[gewone_tekst]
    )
    werkpunten = models.TextField(
        "waaraan werken", max_length=LANGST, blank=True, validators=[gewone_tekst]
    )
    afspraken = models.TextField(
        "afspraken voor de volgende periode",
        max_length=LANGST,
        blank=True,
        validators=[gewone_tekst],
    )
    gedeeld = models.BooleanField("ook voor leerling, ouders en mentor", default=True)
    inhoud = models.JSONField("overzicht bij het vastleggen")
    document = models.OneToOneField(
        "trajecten.Document",
        on_delete=models.PROTECT,
        related_name="evaluatie",
        verbose_name="document",
    )
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="evaluaties",
        verbose_name="vastgelegd door",
    )
    rol = models.CharField("als", max_length=20, choices=Rol)
    op = models.DateTimeField("vastgelegd op", default=timezone.now)

    objects = EvaluatieQuerySet.as_manager()

    class Meta:
        verbose_name = "evaluatie"
        verbose_name_plural = "evaluaties"
        ordering = ["-dag", "-op", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["traject", "moment"],
                condition=Q(verbetert=None),
                name="evaluatie_een_per_moment",
            ),
            Veldregel(
                bij="goed",
                condition=~Q(goed="", werkpunten="", afspraken=""),
                name="evaluatie_zegt_iets",
                violation_error_message=LEEG,
            ),
            plausibel("evaluatie_dag", "dag"),
        ]

    def __str__(self) -> str:
        return f"{self.titel} van {date_format(self.dag, 'j F Y')}"

    @classmethod
    def gedeeld_met(cls, lid) -> Q:
        """As it holds: who is not of the school does not read what was put right."""
        return Q(gedeeld=True, verbeterd_door=None)

    @property
    def titel(self) -> str:
        """'evaluatie Kerst', of in between 'evaluatie tussendoor'; by the name that the moment had
        then."""
        return f"evaluatie {self.inhoud['moment'] or 'tussendoor'}"

    @property
    def teksten(self) -> list[tuple[str, str]]:
        """What was written, each under its heading."""
        velden = [(naam, getattr(self, naam)) for naam in self.TEKSTEN]
        return [
            (str(self._meta.get_field(naam).verbose_name).capitalize(), tekst)
            for naam, tekst in velden
            if tekst
        ]
