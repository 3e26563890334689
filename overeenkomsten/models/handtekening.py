"""What a party signed, and how."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from gebruikers.models.van_school import VanSchool
from gebruikers.zicht import Informatie, ZichtQuerySet
from overeenkomsten.models.ondertekening import Ondertekenaar
from overeenkomsten.models.stuk import eigen_overeenkomst


class Handtekening(VanSchool):
    """A party agreed to exactly this document. Appended, never changed."""

    INFORMATIE = Informatie.OVEREENKOMSTDOCUMENT
    PAD_NAAR_TRAJECT = "ondertekenaar__overeenkomst__traject"
    SCHOOL_VAN = "ondertekenaar"
    alleen_toevoegen = True

    class Wijze(models.TextChoices):
        ACCOUNT = "account", "eigen account"
        LINK = "link", "eigen link per e-mail"
        TAFEL = "tafel", "aan tafel, op een toestel van de school"
        QR = "qr", "eigen toestel, via een QR-code aan tafel"
        PAPIER = "papier", "op papier"

    ondertekenaar = models.OneToOneField(
        Ondertekenaar,
        on_delete=models.PROTECT,
        related_name="handtekening",
        verbose_name="ondertekenaar",
    )
    sha256 = models.CharField("sha256 van de tekenversie", max_length=64)
    wijze = models.CharField("wijze", max_length=10, choices=Wijze)
    getypte_naam = models.CharField("getypte naam", max_length=160, blank=True)
    krabbel = models.JSONField(
        "tekening", null=True, blank=True, help_text="Lijnen van punten, zoals getekend."
    )
    papier = models.ForeignKey(
        "overeenkomsten.Papier",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="handtekeningen",
        verbose_name="scan",
    )
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="handtekeningen",
        verbose_name="aangemeld als",
    )
    getuige = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="bijgewoonde_handtekeningen",
        verbose_name="in aanwezigheid van",
    )
    ip = models.GenericIPAddressField("IP-adres", null=True, blank=True)
    op = models.DateTimeField("op", default=timezone.now)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "handtekening"
        verbose_name_plural = "handtekeningen"
        ordering = ["op", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="handtekening_sha256"
            ),
            models.CheckConstraint(
                condition=~Q(wijze__in=["tafel", "qr"]) | Q(getuige__isnull=False),
                name="handtekening_tafel_heeft_getuige",
            ),
            models.CheckConstraint(
                condition=Q(wijze="papier", papier__isnull=False)
                | (~Q(wijze="papier") & ~Q(getypte_naam="") & Q(papier=None)),
                name="handtekening_scan_of_naam",
            ),
        ]

    def __str__(self) -> str:
        return f"handtekening van {self.ondertekenaar}"

    @classmethod
    def eigen_van(cls, lid) -> Q:
        return eigen_overeenkomst(lid, "ondertekenaar__overeenkomst")

    @property
    def dag(self) -> datetime.date:
        """On which was signed: of a scan the day on the paper."""
        return self.papier.getekend_op if self.papier else timezone.localdate(self.op)
