"""How often somebody wants to be reminded by mail."""

from django.conf import settings
from django.db import models

from gebruikers.rollen import Rol

# Who is ever reminded: who must act on a term, and who hears that one is past.
HERINNERD = (Rol.BEGELEIDER, Rol.ADMINISTRATIE, Rol.COORDINATOR, Rol.MENTOR)


class Herinneringskeuze(models.Model):
    """One a person and kind, at all their schools; without a row it is once a day."""

    class Soort(models.TextChoices):
        VAST = "vast", "Termijnen van de overheid, en wat dringend is"
        ANDERE = "andere", "Andere termijnen"

    class Wanneer(models.TextChoices):
        METEEN = "meteen", "Meteen: voor elke termijn een eigen mail"
        DAG = "dag", "Elke schooldag: hoogstens één mail, 's morgens"
        WEEK = "week", "Elke week: één mail op de eerste schooldag, met wat die week komt"
        NOOIT = "nooit", "Geen mail: ik kijk zelf bij Vandaag"

    # What cannot wait cannot be told a week late, nor not at all.
    MOGELIJK = {Soort.VAST: (Wanneer.METEEN, Wanneer.DAG), Soort.ANDERE: tuple(Wanneer)}

    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="herinneringskeuzes",
        verbose_name="gebruiker",
    )
    soort = models.CharField("soort", max_length=10, choices=Soort)
    wanneer = models.CharField("wanneer", max_length=10, choices=Wanneer)

    class Meta:
        verbose_name = "herinneringskeuze"
        verbose_name_plural = "herinneringskeuzes"
        ordering = ["gebruiker", "soort"]
        constraints = [
            models.UniqueConstraint(
                fields=["gebruiker", "soort"], name="herinneringskeuze_een_per_soort"
            ),
            models.CheckConstraint(
                condition=~models.Q(soort="vast") | models.Q(wanneer__in=["meteen", "dag"]),
                name="herinneringskeuze_vast_komt_op_tijd",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()}: {self.get_wanneer_display()}"

    @classmethod
    def van(cls, *gebruikers: int) -> dict[tuple[int, str], str]:
        """(person, kind) → how often, for each of them and each kind."""
        gekozen = {(wie, soort): cls.Wanneer.DAG for wie in gebruikers for soort in cls.Soort}
        rijen = cls.objects.filter(gebruiker__in=gebruikers)
        return gekozen | {(rij.gebruiker_id, rij.soort): rij.wanneer for rij in rijen}

    @classmethod
    def wil_meteen(cls, school) -> bool:
        """Whether anybody there wants to know at once."""
        van_hier = models.Q(gebruiker__lidmaatschappen__school=school)
        return cls.objects.filter(van_hier, wanneer=cls.Wanneer.METEEN).exists()
