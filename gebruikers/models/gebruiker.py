"""A person with an account. The e-mail address is the name."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from gebruikers.schrijfwijze import Naamveld, is_zelfde_naam


class GebruikerManager(BaseUserManager):
    def vast(self, pk: int) -> "Gebruiker":
        """This account, locked: of two acts on one account the second waits, and then reads what
        the first did. Every act locks it before anything else, so no two wait for each other."""
        return self.select_for_update().get(pk=pk)

    def wordt_hersteld(self) -> models.QuerySet:
        """To whom a school gives another mailbox, which did not agree yet: the old one opens
        nothing, also when the link to the new one has expired."""
        return self.filter(adreswijziging__door_school__isnull=False)

    def create_user(self, email: str, password: str | None = None, **velden) -> "Gebruiker":
        """Without a password the person gets in by a code sent to the e-mail address."""
        gebruiker = self.model(email=self.normalize_email(email).lower(), **velden)
        gebruiker.set_password(password)
        gebruiker.full_clean(exclude=["password"])
        gebruiker.save()
        return gebruiker

    def get_by_natural_key(self, email: str) -> "Gebruiker":
        return self.get(email=email.lower())


class Gebruiker(AbstractBaseUser):
    """Who someone is. What they may see follows from their Lidmaatschap rows, never from here."""

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["voornaam", "naam"]

    email = models.EmailField("e-mailadres", unique=True)
    voornaam = Naamveld("voornaam", max_length=80, blank=True)
    naam = Naamveld("naam", max_length=80, blank=True)
    is_active = models.BooleanField("actief", default=True)
    aangemaakt_op = models.DateTimeField("aangemaakt op", auto_now_add=True)

    objects = GebruikerManager()

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        ordering = ["naam", "voornaam", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="gebruiker_email_uniek",
                violation_error_message="Er is al een account met dit e-mailadres.",
            )
        ]

    def __str__(self) -> str:
        return self.volledige_naam

    @property
    def volledige_naam(self) -> str:
        return f"{self.voornaam} {self.naam}".strip() or self.email

    def heet(self, voornaam: str, naam: str) -> bool:
        """However written. Who has no name here yet, or is given none, may be anybody."""
        eigen, gegeven = f"{self.voornaam}{self.naam}", f"{voornaam}{naam}"
        return not (eigen and gegeven) or is_zelfde_naam(eigen, gegeven)
