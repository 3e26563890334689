"""The scale of a school: in how many points it says how something goes, and in which words."""

from typing import NamedTuple

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone

from gebruikers.zicht import Schoolsoort, ZichtQuerySet

MINSTENS, HOOGSTENS = 2, 6
WOORD_LENGTE, UITLEG_LENGTE = 20, 80


class Vorm(models.TextChoices):
    """Told apart without colour, and on paper."""

    LEEG = "leeg", "lege cirkel"
    KWART = "kwart", "een kwart gevuld"
    HALF = "half", "half gevuld"
    DRIEKWART = "driekwart", "drie kwart gevuld"
    VINK = "vink", "vol, met een vinkje"
    STER = "ster", "ster"


class Kleur(models.TextChoices):
    """Each can be told from the paper, in the light and in the dark."""

    GRIJS = "grijs", "grijs"
    PETROL = "petrol", "blauwgroen"
    GOED = "goed", "groen"
    SAFFRAAN = "saffraan", "geel"
    GEVAAR = "gevaar", "rood"


class Niveau(NamedTuple):
    """One point of a scale. `nummer`: from 1, the lowest. `goed`: counts as reached."""

    nummer: int
    woord: str
    uitleg: str
    vorm: str
    kleur: str
    goed: bool


# The four points of the food sector's tool, in the words that everybody reads.
VIER_PUNTEN = (
    Niveau(1, "nog niet", "beheerst dit onvoldoende", Vorm.LEEG, Kleur.GRIJS, False),
    Niveau(2, "met hulp", "kan dit onder begeleiding", Vorm.HALF, Kleur.PETROL, False),
    Niveau(3, "goed", "beheerst dit voldoende", Vorm.DRIEKWART, Kleur.PETROL, True),
    Niveau(4, "zelfstandig", "kan dit zelfstandig uitvoeren", Vorm.VINK, Kleur.PETROL, True),
)


def fout_in(rijen: list[dict]) -> str:
    """What is wrong with these levels, from low to high; empty when they make a scale."""
    woorden = [rij["woord"].casefold() for rij in rijen]
    vormen = [rij["vorm"] for rij in rijen]
    goed = [rij["goed"] for rij in rijen]
    if not MINSTENS <= len(rijen) <= HOOGSTENS:
        return f"Een schaal heeft {MINSTENS} tot {HOOGSTENS} niveaus, elk met een woord."
    if len(set(woorden)) < len(woorden):
        return "Twee niveaus hebben hetzelfde woord. Geef elk niveau een eigen woord."
    if len(set(vormen)) < len(vormen):
        return "Twee niveaus hebben dezelfde vorm. Geef elk niveau een eigen vorm."
    if goed[0] or not goed[-1] or goed != sorted(goed):
        return "Kies vanaf welk niveau het bereikt is: niet het laagste, en er is er minstens een."
    return ""


class SchaalQuerySet(ZichtQuerySet):
    def nu(self, school_id: int) -> "Schaal | None":
        """The one that this school uses; None: the four points."""
        return self.filter(school=school_id).order_by("-versie").first()


class Schaal(models.Model):
    """Levels from low to high. Never changed, only succeeded: what was said keeps its words."""

    SCHOOLSOORT = Schoolsoort.SCHAAL
    PAD_NAAR_SCHOOL = "school"
    alleen_toevoegen = True

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="schalen",
        verbose_name="school",
    )
    versie = models.PositiveSmallIntegerField("versie", validators=[MinValueValidator(1)])
    rijen = models.JSONField("niveaus", help_text="Van laag naar hoog.")
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="schalen",
        verbose_name="door",
    )
    op = models.DateTimeField("op", default=timezone.now)

    objects = SchaalQuerySet.as_manager()

    class Meta:
        verbose_name = "beoordelingsschaal"
        verbose_name_plural = "beoordelingsschalen"
        ordering = ["school", "-versie"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "versie"],
                name="schaal_versie_uniek",
                violation_error_message="Deze versie van de schaal bestaat al.",
            )
        ]

    def __str__(self) -> str:
        return f"beoordelingsschaal {self.versie}"

    @property
    def niveaus(self) -> tuple[Niveau, ...]:
        return tuple(Niveau(i, **rij) for i, rij in enumerate(self.rijen, start=1))


def niveaus_van(schaal: Schaal | None) -> tuple[Niveau, ...]:
    return schaal.niveaus if schaal else VIER_PUNTEN


def niveaus_nu(school_id: int) -> tuple[Niveau, ...]:
    """In which this school says today how something goes."""
    return niveaus_van(Schaal.objects.nu(school_id))
