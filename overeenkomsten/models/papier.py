"""What was signed elsewhere, with a pen or in a PDF: the file, and who entered it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from gebruikers.bestanden import opslag
from gebruikers.models.van_school import VanSchool
from gebruikers.periode import plausibel
from gebruikers.zicht import Informatie, ZichtQuerySet
from overeenkomsten.models.stuk import eigen_overeenkomst, stuk_van


class Papier(VanSchool):
    """One scan of a sheet, or a PDF with electronic signatures in it (`digitaal`), of one party or
    of several. Appended, never changed: what was entered wrongly is taken back at the party
    (`Ondertekenaar.ingetrokken_op`), and the file stays."""

    INFORMATIE = Informatie.OVEREENKOMSTDOCUMENT
    PAD_NAAR_TRAJECT = "overeenkomst__traject"
    SCHOOL_VAN = "overeenkomst"
    alleen_toevoegen = True

    class Soort(models.TextChoices):
        PDF = "application/pdf", "pdf"
        FOTO = "image/jpeg", "foto"

    overeenkomst = models.ForeignKey(
        "overeenkomsten.Overeenkomst",
        on_delete=models.PROTECT,
        related_name="papieren",
        verbose_name="overeenkomst",
    )
    wijziging = models.ForeignKey(
        "overeenkomsten.Wijziging",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="papieren",
        verbose_name="wijziging",
        help_text="Leeg als de overeenkomst zelf getekend is.",
    )
    bestand = models.FileField("bestand", storage=opslag)
    digitaal = models.BooleanField("pdf met elektronische handtekeningen", default=False)
    soort = models.CharField("soort", max_length=20, choices=Soort)
    sha256 = models.CharField("sha256 van het bestand", max_length=64)
    getekend_op = models.DateField("getekend op")
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="ingegeven door",
    )
    op = models.DateTimeField("ingegeven op", default=timezone.now)

    objects = ZichtQuerySet.as_manager()
    stuk = property(stuk_van)

    class Meta:
        verbose_name = "bestand met handtekeningen"
        verbose_name_plural = "bestanden met handtekeningen"
        ordering = ["-op", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$") & ~Q(bestand=""), name="papier_scan"
            ),
            models.CheckConstraint(
                condition=Q(digitaal=False) | Q(soort="application/pdf"),
                name="papier_digitaal_is_pdf",
            ),
            plausibel("papier_datum", "getekend_op"),
        ]
        indexes = [models.Index(fields=["school", "sha256"], name="papier_scan_van_school")]

    def __str__(self) -> str:
        return f"{'getekende pdf' if self.digitaal else 'scan'} bij {self.stuk}"

    @classmethod
    def eigen_van(cls, lid) -> Q:
        return eigen_overeenkomst(lid, "overeenkomst")

    @property
    def is_foto(self) -> bool:
        return self.soort == self.Soort.FOTO

    @property
    def bestandsnaam(self) -> str:
        if self.digitaal:
            return f"elektronisch-getekend-{self.pk}.pdf"
        return f"handtekening-op-papier-{self.pk}.{'jpg' if self.is_foto else 'pdf'}"
