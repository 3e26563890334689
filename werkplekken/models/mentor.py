"""The person at a site who guides the learner."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models.van_school import VanSchool
from gebruikers.rollen import Rol
from gebruikers.schrijfwijze import Naamveld, Telefoonveld
from gebruikers.toegang import Toegang, met_toegang
from gebruikers.zicht import Schoolsoort, ZichtQuerySet, mag


class MentorQuerySet(ZichtQuerySet):
    def met_toegang(self) -> "MentorQuerySet":
        """With what `toegang` tells: invited, accepted, let in."""
        return met_toegang(self, Rol.MENTOR)

    def te_bereiken_voor(self, lid) -> "MentorQuerySet":
        """Of the sites that one sees: everybody reads name and phone; the rest, with `toegang`, by
        the table of zicht."""
        if mag(lid, Schoolsoort.MENTORVOORWAARDEN):
            return self.zichtbaar_voor(lid).met_toegang()
        vestigingen = self.model._meta.get_field("vestiging").related_model.objects
        rijen = self.filter(vestiging__in=vestigingen.zichtbaar_voor(lid).values("pk"))
        return rijen.only("vestiging", "voornaam", "naam", "telefoon")


class Mentor(VanSchool):
    """A mentor, with the dates of their conditions: never the criminal record itself."""

    SCHOOLSOORT = Schoolsoort.MENTORVOORWAARDEN
    PAD_NAAR_SCHOOL = "school"
    SCHOOL_VAN = "vestiging"

    vestiging = models.ForeignKey(
        "werkplekken.Vestiging",
        on_delete=models.CASCADE,
        related_name="mentoren",
        verbose_name="vestiging",
    )
    voornaam = Naamveld("voornaam", max_length=80)
    naam = Naamveld("naam", max_length=80)
    email = models.EmailField("e-mailadres", blank=True)
    telefoon = Telefoonveld("telefoon", max_length=30, blank=True)
    sinds = models.DateField("mentor sinds", null=True, blank=True)
    mentoropleiding_op = models.DateField("mentoropleiding gevolgd op", null=True, blank=True)
    uittreksel_gezien_op = models.DateField(
        "uittreksel strafregister ingediend op",
        null=True,
        blank=True,
        help_text="Alleen de datum. Het uittreksel zelf wordt hier nooit bewaard.",
    )
    ervaring_bevestigd_op = models.DateField(
        "leeftijd en ervaring nagekeken op", null=True, blank=True
    )
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="als_mentor",
        verbose_name="account",
    )

    objects = MentorQuerySet.as_manager()

    VOORWAARDEN = ("mentoropleiding_op", "uittreksel_gezien_op", "ervaring_bevestigd_op")

    class Meta:
        verbose_name = "mentor"
        verbose_name_plural = "mentoren"
        ordering = ["naam", "voornaam", "pk"]
        constraints = [
            models.UniqueConstraint(
                "vestiging",
                Lower("email"),
                condition=~Q(email=""),
                name="mentor_email_per_vestiging",
                violation_error_message="Bij deze vestiging staat al een mentor met dit adres.",
            ),
            models.UniqueConstraint(
                "vestiging",
                Lower("voornaam"),
                Lower("naam"),
                name="mentor_naam_per_vestiging",
                violation_error_message="Deze mentor staat al bij deze vestiging.",
            ),
        ]

    def __str__(self) -> str:
        return self.volledige_naam

    @property
    def volledige_naam(self) -> str:
        return f"{self.voornaam} {self.naam}"

    @property
    def voorwaarden(self) -> list[tuple[str, str]]:
        """Each condition in words with the day on which it was met, for the template tag `pil`."""
        regels = []
        for veld in self.VOORWAARDEN:
            naam, dag = self._meta.get_field(veld).verbose_name, getattr(self, veld)
            if dag:
                regels.append((f"{naam} {date_format(dag, 'j F Y')}", "goed"))
            else:
                regels.append((f"{naam.removesuffix(' op')}: nog niet", "let_op"))
        return regels

    @property
    def toegang(self) -> Toegang:
        return Toegang.van(self, self.email)

    def clean(self) -> None:
        """What a condition records has happened."""
        vandaag = timezone.localdate()
        toekomst = [v for v in self.VOORWAARDEN if (dag := getattr(self, v)) and dag > vandaag]
        if toekomst:
            raise ValidationError(dict.fromkeys(toekomst, "Deze dag moet nog komen."))
