"""A school let somebody in again who lost a phone or a mailbox."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from gebruikers.schrijfwijze import Tekstveld
from gebruikers.zicht import Schoolsoort, ZichtQuerySet


class Toegangsherstel(models.Model):
    """Who did it, how they knew who it was, and what. Never edited, never deleted."""

    SCHOOLSOORT = Schoolsoort.ACCOUNTS
    PAD_NAAR_SCHOOL = "school"
    alleen_toevoegen = True

    class Wat(models.TextChoices):
        TWEEDE_STAP = "tweede_stap", "Telefoon kwijt: tweede stap opnieuw instellen"
        EMAIL = "email", "Mailbox kwijt: ander e-mailadres"

    class Controle(models.TextChoices):
        KAART = "kaart", "ter plaatse, met de identiteitskaart"
        GEKEND = "gekend", "ter plaatse, ik ken deze persoon"
        GEBELD = "gebeld", "teruggebeld op het nummer in het dossier"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="toegangsherstellen",
        verbose_name="school",
    )
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="toegangsherstellen",
        verbose_name="gebruiker",
    )
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="gedane_toegangsherstellen",
        verbose_name="door",
    )
    wat = models.CharField("wat", max_length=20, choices=Wat)
    controle = models.CharField("hoe nagekeken", max_length=20, choices=Controle)
    nota = Tekstveld("nota", max_length=300)
    op = models.DateTimeField("op", default=timezone.now)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "toegangsherstel"
        verbose_name_plural = "toegangsherstellen"
        ordering = ["-op", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(nota=""),
                name="toegangsherstel_heeft_nota",
                violation_error_message="Schrijf kort wat er aan de hand is.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_wat_display()} ({self.gebruiker})"
