"""The timeline."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone

from gebruikers.models.van_school import VanSchool
from gebruikers.zicht import Informatie, Recht, ZichtQuerySet, mag, recht

BEOORDELING_GEVRAAGD = "beoordeling gevraagd"
# What a line tells of: who may not read that does not read the line.
SOORTEN = {
    "traject gestart": Informatie.VERLOOP,
    "fase": Informatie.VERLOOP,
    "team": Informatie.VERLOOP,
    "inschrijving": Informatie.VERLOOP,
    "weekpatroon": Informatie.VERLOOP,
    "termijn": Informatie.VERLOOP,
    "studiebewijs": Informatie.VERLOOP,
    "taak": Informatie.TAAK,
    "contact": Informatie.CONTACT,
    "plaatsing": Informatie.PLAATSING,
    "plan": Informatie.PLAN,
    "beoordeling": Informatie.BEOORDELING,
    "evaluatie": Informatie.EVALUATIE,
    BEOORDELING_GEVRAAGD: Informatie.BEOORDELING,
    "overeenkomst": Informatie.OVEREENKOMST,
    "afwijking": Informatie.AFWIJKING,
    "handtekening": Informatie.OVEREENKOMSTDOCUMENT,
    "weigering": Informatie.OVEREENKOMSTDOCUMENT,
    "mailbox": Informatie.OVEREENKOMSTDOCUMENT,
}
DEEL = Recht.EIGEN | Recht.GEDEELD


class GebeurtenisQuerySet(ZichtQuerySet):
    def zichtbaar_voor(self, lid) -> "GebeurtenisQuerySet":
        """Only lines about kinds that one reads wholly: a line does not say of whose it is."""
        gelezen = [
            soort
            for soort, informatie in SOORTEN.items()
            if mag(lid, informatie) and not recht(lid, informatie) & DEEL
        ]
        return super().zichtbaar_voor(lid).filter(soort__in=gelezen)

    def van_eigen_fase(self) -> "GebeurtenisQuerySet":
        """The moves of the phase of the traject they stand with: a line that came from another
        traject tells nothing of where this one is."""
        traject = Cast(KT("gegevens__traject"), models.BigIntegerField())
        return self.filter(soort="fase").alias(bewoog=traject).filter(bewoog=F("traject"))

    def stappen(self) -> "GebeurtenisQuerySet":
        """Of these moves those that count: neither one that was undone, nor what undid it, which is
        always the very next."""
        later = Q(op__gt=OuterRef("op")) | Q(op=OuterRef("op"), pk__gt=OuterRef("pk"))
        daarna = Gebeurtenis.objects.filter(later, traject=OuterRef("traject")).van_eigen_fase()
        terug = daarna.order_by("op", "pk").values(weg=KT("gegevens__teruggedraaid"))[:1]
        eigen = self.van_eigen_fase().exclude(gegevens__has_key="teruggedraaid")
        return eigen.alias(terug=Subquery(terug)).filter(terug=None)


class Gebeurtenis(VanSchool):
    """One line of a Traject's timeline. Never edited, never deleted: it is the file's memory."""

    INFORMATIE = Informatie.VERLOOP
    PAD_NAAR_TRAJECT = "traject"
    SCHOOL_VAN = "traject"
    VANZELF = Q()  # comes with any traject
    alleen_toevoegen = True

    traject = models.ForeignKey(
        "trajecten.Traject",
        on_delete=models.PROTECT,
        related_name="gebeurtenissen",
        verbose_name="traject",
    )
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gebeurtenissen",
        verbose_name="door",
    )
    soort = models.CharField("soort", max_length=40)
    tekst = models.CharField("tekst", max_length=300)
    gegevens = models.JSONField("gegevens", default=dict)
    op = models.DateTimeField("op", default=timezone.now)

    objects = GebeurtenisQuerySet.as_manager()

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
        ordering = ["-op", "-pk"]
        indexes = [
            models.Index(fields=["traject", "-op"], name="gebeurtenis_tijdlijn"),
            models.Index(fields=["school", "-op"], name="gebeurtenis_nieuw"),
        ]

    def __str__(self) -> str:
        return self.tekst

    @property
    def wie(self) -> str:
        """Who did it, or how it came in from somebody without an account."""
        return self.gegevens.get("wie") or str(self.door.gebruiker if self.door else "automatisch")
