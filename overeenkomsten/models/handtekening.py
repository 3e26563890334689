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
        LINK = "link", "eigen link en code per e-mail"
        TAFEL = "tafel", "aan tafel, op een toestel van de school"
        QR = "qr", "eigen toestel, via een QR-code aan tafel"
        PAPIER = "papier", "op papier"
        ELDERS = "elders", "elektronisch, buiten Trajecten"

    class Keten(models.TextChoices):
        """How far it was looked at who vouches for a certificate, as it is told everywhere."""

        NIET = "niet", "keten niet gecontroleerd, intrekking niet nagekeken"
        HEEL = "heel", "keten gecontroleerd, intrekking niet nagekeken"
        GEKWALIFICEERD = (
            "gekwalificeerd",
            "gekwalificeerd volgens een certificaat waarvan de keten gecontroleerd is, intrekking "
            "niet nagekeken",
        )

    ondertekenaar = models.OneToOneField(
        Ondertekenaar,
        on_delete=models.PROTECT,
        related_name="handtekening",
        verbose_name="ondertekenaar",
    )
    sha256 = models.CharField("sha256 van de tekenversie", max_length=64)
    wijze = models.CharField("wijze", max_length=20, choices=Wijze)
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
        verbose_name="bestand",
    )
    houder = models.CharField("naam in het certificaat", max_length=160, blank=True)
    uitgever = models.CharField("uitgever van het certificaat", max_length=160, blank=True)
    certificaat = models.CharField("sha256 van het certificaat", max_length=64, blank=True)
    gezet_op = models.DateTimeField(
        "gezet op", null=True, blank=True, help_text="Volgens wie tekende."
    )
    keten = models.CharField("keten", max_length=20, choices=Keten, blank=True)
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
                condition=Q(wijze__in=["papier", "elders"], papier__isnull=False)
                | (~Q(wijze__in=["papier", "elders"]) & ~Q(getypte_naam="") & Q(papier=None)),
                name="handtekening_scan_of_naam",
            ),
            models.CheckConstraint(
                condition=Q(
                    wijze="elders",
                    certificaat__regex=r"^[0-9a-f]{64}$",
                    gezet_op__isnull=False,
                    keten__in=["niet", "heel", "gekwalificeerd"],
                )
                & ~Q(houder="")
                | ~Q(wijze="elders")
                & Q(houder="", uitgever="", certificaat="", gezet_op=None, keten=""),
                name="handtekening_van_certificaat",
            ),
        ]

    def __str__(self) -> str:
        return f"handtekening van {self.ondertekenaar}"

    @classmethod
    def eigen_van(cls, lid) -> Q:
        return eigen_overeenkomst(lid, "ondertekenaar__overeenkomst")

    @property
    def volgens_certificaat(self) -> str:
        """Of an electronic one: whose certificate, and how it was looked at; else empty."""
        if not self.certificaat:
            return ""
        zin = f"certificaat op naam van {self.houder}"
        zin += f", uitgegeven door {self.uitgever}" if self.uitgever else ""
        return f"{zin}; handtekening heel en van deze versie; {self.get_keten_display()}"

    @property
    def dag(self) -> datetime.date:
        """On which was signed: of a scan the day on the paper, of a PDF what it says itself."""
        if self.papier and not self.gezet_op:
            return self.papier.getekend_op
        return timezone.localdate(self.gezet_op or self.op)
