"""A school let somebody in again who lost a phone or a mailbox, at once or after a wait."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from gebruikers.schrijfwijze import Tekstveld
from gebruikers.zicht import Schoolsoort, ZichtQuerySet

UITSTEL = datetime.timedelta(hours=48)


class ToegangsherstelQuerySet(ZichtQuerySet):
    def gevraagd_door(self, lid) -> "ToegangsherstelQuerySet":
        """By this person at this school, in whatever role."""
        return self.filter(school=lid.school_id, door__gebruiker=lid.gebruiker_id)


class Toegangsherstel(models.Model):
    """Who did it, how they knew who it was, and what. Never edited, never deleted."""

    SCHOOLSOORT = Schoolsoort.ACCOUNTS
    PAD_NAAR_SCHOOL = "school"
    alleen_toevoegen = True

    class Wat(models.TextChoices):
        TWEEDE_STAP = "tweede_stap", "Telefoon kwijt: tweede stap opnieuw instellen"
        EMAIL = "email", "Mailbox kwijt: ander e-mailadres"
        TERUG = "terug", "Mailbox toch niet kwijt: het adres blijft"

    class Controle(models.TextChoices):
        KAART = "kaart", "ter plaatse, met de identiteitskaart"
        GEKEND = "gekend", "ter plaatse, ik ken deze persoon"
        GEBELD = "gebeld", "zelf teruggebeld, op een nummer dat de school al had"

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
    gaat_in_op = models.DateTimeField(
        "gaat in op",
        null=True,
        blank=True,
        help_text="Leeg: meteen. Anders kan de persoon het tot dan tegenhouden.",
    )

    objects = ToegangsherstelQuerySet.as_manager()

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

    @property
    def gestopt(self) -> "Herstelstop | None":
        return getattr(self, "stop", None)

    @property
    def is_wachtend(self) -> bool:
        return hasattr(self, "wacht")


class Herstelstop(models.Model):
    """A restoring that waited and never took effect. Never edited, never deleted."""

    SCHOOLSOORT = Schoolsoort.ACCOUNTS
    PAD_NAAR_SCHOOL = "school"
    alleen_toevoegen = True

    class Waarom(models.TextChoices):
        PERSOON = "persoon", "tegengehouden door de persoon zelf"
        SCHOOL = "school", "ingetrokken door wie het vroeg"
        OPNIEUW = "opnieuw", "vervangen door een nieuwe vraag"
        ADRES = "adres", "niet meer nodig: het account had dat adres al"
        RECHT = "recht", "kon niet meer: een rol was intussen veranderd"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="herstelstops",
        verbose_name="school",
    )
    herstel = models.OneToOneField(
        Toegangsherstel,
        on_delete=models.PROTECT,
        related_name="stop",
        verbose_name="toegangsherstel",
    )
    waarom = models.CharField("waarom", max_length=20, choices=Waarom)
    op = models.DateTimeField("op", default=timezone.now)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "gestopt herstel"
        verbose_name_plural = "gestopte herstellen"
        ordering = ["-op", "-pk"]

    def __str__(self) -> str:
        return f"{self.herstel}: {self.get_waarom_display()}"


class Herstelwacht(models.Model):
    """A restoring that waits; gone when it took effect or was stopped. Of a person, so of no
    school: who is signed in finds it, and so does a link in a mail."""

    gebruiker = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="herstelwacht",
        verbose_name="gebruiker",
    )
    herstel = models.OneToOneField(
        Toegangsherstel,
        on_delete=models.PROTECT,
        related_name="wacht",
        verbose_name="toegangsherstel",
    )
    van_school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="van school",
    )
    email = models.EmailField("nieuw e-mailadres", blank=True)
    gaat_in_op = models.DateTimeField("gaat in op")
    stop_hash = models.CharField("kenmerk om te stoppen", max_length=64, unique=True)

    class Meta:
        verbose_name = "herstel dat wacht"
        verbose_name_plural = "herstellen die wachten"
        ordering = ["gaat_in_op", "pk"]

    def __str__(self) -> str:
        return f"herstel voor {self.gebruiker}, op {self.gaat_in_op}"
