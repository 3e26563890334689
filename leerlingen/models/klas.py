"""Training programmes and classes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from gebruikers.models.lidmaatschap import Lidmaatschap
from gebruikers.models.van_school import VanSchool
from gebruikers.models.vervanging import Vervanging
from gebruikers.periode import Veldregel
from gebruikers.schrijfwijze import Tekstveld
from gebruikers.zicht import KLAS, TRAJECTEN, Schoolsoort, ZichtQuerySet


class Opleiding(models.Model):
    """A structuuronderdeel as the school offers it, dual or aanloop."""

    SCHOOLSOORT = Schoolsoort.REFERENTIE
    PAD_NAAR_SCHOOL = "school"

    class Soort(models.TextChoices):
        DUAAL = "duaal", "duaal"
        AANLOOP = "aanloop", "aanloop"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="opleidingen",
        verbose_name="school",
    )
    naam = Tekstveld("naam", max_length=120)
    administratieve_groep = Tekstveld(
        "administratieve groep", max_length=10, help_text="De code uit het schoolpakket."
    )
    soort = models.CharField("soort", max_length=10, choices=Soort, default=Soort.DUAAL)
    sector = Tekstveld(
        "sector", max_length=60, blank=True, help_text="Zoals jullie die noemen: voor de cijfers."
    )

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "opleiding"
        verbose_name_plural = "opleidingen"
        ordering = ["naam", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "administratieve_groep"],
                name="opleiding_groep_uniek",
                violation_error_message="Deze administratieve groep bestaat al.",
            )
        ]

    def __str__(self) -> str:
        return self.naam


class Klas(models.Model):
    """A class of one school year."""

    SCHOOLSOORT = Schoolsoort.REFERENTIE
    PAD_NAAR_SCHOOL = "school"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="klassen",
        verbose_name="school",
    )
    code = Tekstveld("code", max_length=20)
    naam = Tekstveld("naam", max_length=120, blank=True)
    schooljaar = models.CharField("schooljaar", max_length=9, help_text="Bijvoorbeeld 2026-2027.")

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "klas"
        verbose_name_plural = "klassen"
        ordering = ["-schooljaar", "code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "schooljaar", "code"],
                name="klas_uniek",
                violation_error_message="Deze klas bestaat al in dit schooljaar.",
            )
        ]

    def __str__(self) -> str:
        return self.code


ZIEN_HUN_KLAS = [rol for rol, gronden in TRAJECTEN.items() if KLAS in gronden]


class KlasLeerkrachtQuerySet(ZichtQuerySet):
    def met_rol(self) -> "KlasLeerkrachtQuerySet":
        """Each with `heeft_rol`: whether this person has a role today that sees a class."""
        return self.annotate(heeft_rol=Lidmaatschap.objects.geldig().van_rij(*ZIEN_HUN_KLAS))


class KlasLeerkracht(VanSchool):
    """Who teaches a class, from when until when."""

    SCHOOLSOORT = Schoolsoort.REFERENTIE
    PAD_NAAR_SCHOOL = "school"
    SCHOOL_VAN = "klas"
    vervanging: Vervanging | None = None  # both as of a Teamlid
    afwezig: str = ""

    klas = models.ForeignKey(
        Klas, on_delete=models.CASCADE, related_name="leerkrachten", verbose_name="klas"
    )
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="klassen",
        verbose_name="leerkracht",
    )
    van = models.DateField("van", default=timezone.localdate)
    tot = models.DateField("tot en met", null=True, blank=True)

    objects = KlasLeerkrachtQuerySet.as_manager()

    class Meta:
        verbose_name = "leerkracht van een klas"
        verbose_name_plural = "leerkrachten van een klas"
        ordering = ["klas", "gebruiker", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["klas", "gebruiker"],
                condition=Q(tot=None),
                name="klasleerkracht_een_open",
                violation_error_message="Deze leerkracht staat al bij deze klas.",
            ),
            Veldregel(
                bij="tot",
                condition=Q(tot=None) | Q(tot__gte=F("van")),
                name="klasleerkracht_tot_na_van",
                violation_error_message="De einddatum kan niet voor de begindatum liggen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker} in {self.klas}"

    @property
    def is_begonnen(self) -> bool:
        return self.van <= timezone.localdate()

    @property
    def is_voorbij(self) -> bool:
        return self.tot is not None and self.tot < timezone.localdate()
