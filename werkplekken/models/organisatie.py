"""External organisers and the rest of the sociale kaart."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from gebruikers.models.van_school import VanSchool
from gebruikers.rollen import Rol
from gebruikers.schrijfwijze import Naamveld, Postcodeveld, Tekstveld, Telefoonveld
from gebruikers.toegang import Toegang, met_toegang
from gebruikers.zicht import Schoolsoort, ZichtQuerySet
from werkplekken.models.plaatsing import aantal_leerlingen


class OrganisatieQuerySet(ZichtQuerySet):
    def met_aantal_leerlingen(self) -> "OrganisatieQuerySet":
        return self.annotate(aantal_leerlingen=aantal_leerlingen("organisatie"))


class Organisatie(models.Model):
    """An organisation that is no workplace: an external organiser of the aanloopcomponent."""

    SCHOOLSOORT = Schoolsoort.ORGANISATIES
    PAD_NAAR_SCHOOL = "school"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="organisaties",
        verbose_name="school",
    )
    naam = Tekstveld("naam", max_length=120)
    straat = Tekstveld("straat en nummer", max_length=120, blank=True)
    postcode = Postcodeveld("postcode", max_length=10, blank=True)
    gemeente = Naamveld("gemeente", max_length=80, blank=True)
    telefoon = Telefoonveld("telefoon", max_length=30, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    tekenaar = Naamveld(
        "wie tekent",
        max_length=160,
        blank=True,
        help_text="Voornaam en naam van wie overeenkomsten tekent voor deze organisatie.",
    )
    tekenaar_functie = Tekstveld("functie van wie tekent", max_length=80, blank=True)
    tekenaar_email = models.EmailField(
        "e-mailadres van wie tekent", blank=True, help_text="Daar komt de link om te tekenen aan."
    )

    objects = OrganisatieQuerySet.as_manager()

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering = ["naam", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "naam"],
                name="organisatie_naam_uniek",
                violation_error_message="Deze organisatie staat al in de lijst.",
            )
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("werkplekken:organisatie", args=[self.school.code, self.pk])

    @property
    def adres(self) -> str:
        return ", ".join(filter(None, [self.straat, f"{self.postcode} {self.gemeente}".strip()]))


class MedewerkerQuerySet(ZichtQuerySet):
    def met_toegang(self) -> "MedewerkerQuerySet":
        """With what `toegang` tells: invited, accepted, let in."""
        return met_toegang(self, Rol.EXTERNE)


class OrganisatieMedewerker(VanSchool):
    """Who of an organisation follows the learners that were sent there."""

    SCHOOLSOORT = Schoolsoort.ORGANISATIES
    PAD_NAAR_SCHOOL = "school"
    SCHOOL_VAN = "organisatie"

    organisatie = models.ForeignKey(
        Organisatie,
        on_delete=models.CASCADE,
        related_name="medewerkers",
        verbose_name="organisatie",
    )
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="als_medewerker",
        verbose_name="medewerker",
    )

    objects = MedewerkerQuerySet.as_manager()

    class Meta:
        verbose_name = "medewerker van een organisatie"
        verbose_name_plural = "medewerkers van een organisatie"
        ordering = ["organisatie", "gebruiker", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisatie", "gebruiker"], name="medewerker_uniek")
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker} ({self.organisatie})"

    @property
    def toegang(self) -> Toegang:
        return Toegang.van(self, self.gebruiker.email)
