"""A school, and what it may set for itself."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gebruikers.periode import Veldregel, plausibel
from gebruikers.schrijfwijze import Naamveld, Postcodeveld, Tekstveld, Telefoonveld
from gebruikers.zicht import Schoolsoort, ZichtQuerySet


class Tekenvolgorde(models.TextChoices):
    """In which order the parties of an agreement are asked to sign it."""

    SAMEN = "samen", "iedereen tegelijk"
    BEURT = "beurt", "om de beurt: leerling en ouders, dan de onderneming, dan de school"


class School(models.Model):
    """The root of all that belongs to a school; `code` stands in every address."""

    SCHOOLSOORT = Schoolsoort.SCHOOL
    PAD_NAAR_SCHOOL = "pk"

    code = models.SlugField(
        "code",
        max_length=30,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z][a-z0-9-]*$", "Gebruik kleine letters, cijfers en streepjes.")
        ],
    )
    naam = Tekstveld("naam", max_length=120)
    instellingsnummer = Tekstveld("instellingsnummer", max_length=10, blank=True)
    straat = Tekstveld("straat en nummer", max_length=120, blank=True)
    postcode = Postcodeveld("postcode", max_length=10, blank=True)
    gemeente = Naamveld("gemeente", max_length=80, blank=True)
    telefoon = Telefoonveld("telefoon", max_length=30, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    herinner_na_dagen = models.PositiveSmallIntegerField(
        "herinner ondertekenaars na (dagen)",
        default=3,
        help_text="Elke volgende herinnering volgt na evenveel dagen, hoogstens drie keer.",
    )
    link_geldig_dagen = models.PositiveSmallIntegerField(
        "tekenlink blijft geldig (dagen)", default=14
    )
    beide_ouders_tekenen = models.BooleanField(
        "bij gedeeld gezag tekenen beide ouders",
        default=False,
        help_text="Uit: één ouder met gezag volstaat, tenzij je bij een overeenkomst een tweede "
        "kiest. Kijk na wat voor jullie school geldt.",
    )
    tekenvolgorde = models.CharField(
        "wie tekent wanneer",
        max_length=10,
        choices=Tekenvolgorde,
        default=Tekenvolgorde.SAMEN,
        help_text="Voor nieuwe overeenkomsten; bij elke overeenkomst kan je anders kiezen.",
    )
    mentor_ziet_na_einde_dagen = models.PositiveSmallIntegerField(
        "mentor ziet het dossier nog na het einde (dagen)", default=30
    )
    aanwezigheid_vanaf = models.DateField(
        "aanwezigheid op de werkplek opvolgen vanaf",
        null=True,
        blank=True,
        help_text="Leeg: de school volgt het hier niet op. Het schoolpakket blijft de bron.",
    )
    afwezigheid_grens = models.PositiveSmallIntegerField(
        "signaal bij afwezigheid op de werkplek vanaf (%)",
        default=20,
        help_text="Van de halve dagen die de laatste zes weken doorgegeven zijn. Een signaal is "
        "een vraag om te kijken, geen gevolg.",
    )
    # At a new school nobody is in the middle of anything: at once. None: never.
    tweede_factor_vanaf = models.DateField(
        "tweede stap verplicht vanaf", null=True, blank=True, default=timezone.localdate
    )

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "school"
        verbose_name_plural = "scholen"
        ordering = ["naam", "pk"]
        constraints = [
            Veldregel(
                bij="herinner_na_dagen",
                condition=Q(herinner_na_dagen__range=(1, 30)),
                name="school_herinner_na_dagen",
                violation_error_message="Kies 1 tot 30 dagen tussen twee herinneringen.",
            ),
            Veldregel(
                bij="link_geldig_dagen",
                condition=Q(link_geldig_dagen__range=(1, 90)),
                name="school_link_geldig_dagen",
                violation_error_message="Laat een tekenlink 1 tot 90 dagen werken.",
            ),
            Veldregel(
                bij="mentor_ziet_na_einde_dagen",
                condition=Q(mentor_ziet_na_einde_dagen__lte=365),
                name="school_mentor_ziet_na_einde_dagen",
                violation_error_message="Kies 0 tot 365 dagen: hoogstens een jaar.",
            ),
            Veldregel(
                bij="afwezigheid_grens",
                condition=Q(afwezigheid_grens__range=(1, 100)),
                name="school_afwezigheid_grens",
                violation_error_message="Kies een percentage van 1 tot 100.",
            ),
            plausibel("school_aanwezigheid_vanaf", "aanwezigheid_vanaf"),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def adres(self) -> str:
        return ", ".join(filter(None, [self.straat, f"{self.postcode} {self.gemeente}".strip()]))

    @property
    def vraagt_tweede_factor(self) -> bool:
        """Of staff, today."""
        return bool(self.tweede_factor_vanaf) and self.tweede_factor_vanaf <= timezone.localdate()
