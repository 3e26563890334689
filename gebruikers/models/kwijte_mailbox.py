"""Mailboxes that a school gave up as lost."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Lower
from django.utils import timezone

from gebruikers.zicht import Schoolsoort, ZichtQuerySet


class KwijteMailboxQuerySet(ZichtQuerySet):
    def met_adres(self, adres: str, school_id: int) -> "KwijteMailboxQuerySet":
        return self.filter(adres=adres.lower(), school=school_id)

    def zonder_account(self) -> "KwijteMailboxQuerySet":
        """Of nobody who has or had a role at that school."""
        leden = apps.get_model("gebruikers.Lidmaatschap").objects.filter(
            school=OuterRef("school"), gebruiker__email=OuterRef("adres")
        )
        return self.filter(~Exists(leden))

    def eerste_andere(self, adressen: list[str], school_id: int) -> str:
        """The first of these addresses that is not of a lost mailbox; empty when there is none."""
        weg = self.waarvan_kwijt(adressen, school_id)
        return next((adres for adres in adressen if adres and adres.lower() not in weg), "")

    def waarvan_kwijt(self, adressen: list[str], school_id: int) -> set[str]:
        """Those of these addresses that are of a lost mailbox, in lower case."""
        kwijt = self.filter(adres__in=[adres.lower() for adres in adressen], school=school_id)
        return set(kwijt.values_list("adres", flat=True))


class KwijteMailbox(models.Model):
    """No mail of this school goes there (`berichten.stuur`), but what tells of the restoring
    itself, and no link in it works, whoever had that address: with an account or without, now or
    later. Gone when the mailbox proves that it works, or is said to be somebody else's by now."""

    SCHOOLSOORT = Schoolsoort.ACCOUNTS
    PAD_NAAR_SCHOOL = "school"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="kwijte_mailboxen",
        verbose_name="school",
    )
    adres = models.EmailField("e-mailadres")
    sinds = models.DateTimeField("sinds", default=timezone.now)

    objects = KwijteMailboxQuerySet.as_manager()

    class Meta:
        verbose_name = "kwijte mailbox"
        verbose_name_plural = "kwijte mailboxen"
        ordering = ["-sinds", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "adres"], name="kwijte_mailbox_uniek"),
            models.CheckConstraint(
                condition=models.Q(adres=Lower(F("adres"))), name="kwijte_mailbox_kleine_letters"
            ),
        ]

    def __str__(self) -> str:
        return self.adres
