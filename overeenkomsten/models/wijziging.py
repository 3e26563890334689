"""A change of a signed agreement: what becomes otherwise, from which day, and signed by whom."""

import datetime

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models.lidmaatschap import Lidmaatschap
from gebruikers.models.van_school import VanSchool
from gebruikers.rollen import BUITEN
from gebruikers.schrijfwijze import Tekstveld
from gebruikers.zicht import Informatie, ZichtQuerySet
from overeenkomsten.models.overeenkomst import Overeenkomst
from overeenkomsten.models.stuk import Stuk, eigen_overeenkomst
from overeenkomsten.models.wijziging_beperkingen import BEPERKINGEN
from overeenkomsten.soorten import Soortregels
from overeenkomsten.statussen import CATEGORIEEN, STATUS_IN_WOORDEN_WIJZIGING, VELDEN, Status, Wat


class WijzigingQuerySet(ZichtQuerySet):
    def zichtbaar_voor(self, lid: Lidmaatschap | None) -> "WijzigingQuerySet":
        """Of the agreements that one sees. A draft is the school's."""
        rijen = super().zichtbaar_voor(lid)
        rijen = rijen.filter(overeenkomst__in=Overeenkomst.objects.zichtbaar_voor(lid).values("pk"))
        buiten = lid is not None and lid.rol in BUITEN
        return rijen.exclude(status=Status.CONCEPT) if buiten else rijen

    def getekend(self) -> "WijzigingQuerySet":
        """Signed by all, in the order in which they come into force."""
        return self.van_belang().filter(status=Status.GETEKEND)

    def van_belang(self) -> "WijzigingQuerySet":
        """Signed by all or being signed, as they come into force, with what `voer_door` writes."""
        rijen = self.filter(status__in=[Status.TER_ONDERTEKENING, Status.GETEKEND])
        rijen = rijen.order_by("vanaf", "getekend_op", "pk")
        return rijen.select_related("mentor", "vestiging__onderneming", "plan")

    def in_te_gaan(self) -> "WijzigingQuerySet":
        """Signed and of today or before, and the placement does not know it yet. One that begins
        after the agreement stopped never does."""
        loopt = Q(overeenkomst__feitelijke_periode__endswith__gt=F("vanaf"))
        vandaag = timezone.localdate()
        return self.filter(loopt, status=Status.GETEKEND, ging_in_op=None, vanaf__lte=vandaag)


class Wijziging(Stuk, VanSchool):
    """What changes of a signed agreement, from which day on. An empty field stays as it was.

    The agreement itself stays as it was signed: what holds on a day is told by
    `Overeenkomst.van_kracht_op`. Whether a signed one holds already is told by the date; what
    follows from it for the placement is done once, and `ging_in_op` is when.
    """

    INFORMATIE = Informatie.OVEREENKOMST
    PAD_NAAR_TRAJECT = "overeenkomst__traject"
    SCHOOL_VAN = "overeenkomst"
    BLADEN = "wijziging_"
    einde = None  # it is the agreement that ends early

    overeenkomst = models.ForeignKey(
        "overeenkomsten.Overeenkomst",
        on_delete=models.PROTECT,
        related_name="wijzigingen",
        verbose_name="overeenkomst",
    )
    volgnummer = models.PositiveSmallIntegerField("volgnummer")
    vanaf = models.DateField("geldt vanaf")
    reden = Tekstveld("reden", max_length=300)
    status = models.CharField("status", max_length=20, choices=Status, default=Status.CONCEPT)
    versie = models.PositiveSmallIntegerField(
        "versie", default=0, help_text="Telt hoe vaak de wijziging ter ondertekening ging."
    )
    mentor = models.ForeignKey(
        "werkplekken.Mentor",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="wijzigingen",
        verbose_name="mentor",
    )
    vestiging = models.ForeignKey(
        "werkplekken.Vestiging",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="wijzigingen",
        verbose_name="vestiging",
    )
    einddatum = models.DateField("einddatum", null=True, blank=True)
    uren_werkplek = models.DecimalField(
        "uren per week op de werkplek",
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MaxValueValidator(40)],
    )
    uren_school = models.DecimalField(
        "uren per week op school",
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MaxValueValidator(40)],
    )
    met_uurrooster = models.BooleanField("met een ander uurrooster", default=False)
    vergoeding_categorie = models.PositiveSmallIntegerField(
        "categorie leervergoeding", null=True, blank=True, choices=CATEGORIEEN
    )
    vergoeding_cent = models.PositiveIntegerField("leervergoeding per maand", null=True, blank=True)
    plan = models.ForeignKey(
        "opleidingsplannen.Opleidingsplan",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="wijzigingen",
        verbose_name="opleidingsplan",
    )
    vertegenwoordiger = models.ForeignKey(
        "werkplekken.Vertegenwoordiger",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="wijzigingen",
        verbose_name="tekent voor de onderneming",
    )
    ouder = models.ForeignKey(
        "leerlingen.Betrokkene",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="wijzigingen",
        verbose_name="ouder die tekent",
    )
    tweede_ouder = models.ForeignKey(
        "leerlingen.Betrokkene",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="wijzigingen_als_tweede",
        verbose_name="tweede ouder die tekent",
        help_text="Alleen als beide ouders tekenen.",
    )
    tekent_voor_school = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="te_tekenen_wijzigingen",
        verbose_name="tekent voor de school",
    )
    vorige_plaatsing = models.OneToOneField(
        "werkplekken.Plaatsing",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gewijzigd_met",
        verbose_name="plaatsing tot de wijziging",
    )
    tekenversie = models.ForeignKey(
        "trajecten.Document",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="als_tekenversie_van_wijziging",
        verbose_name="tekenversie",
    )
    bewijs = models.ForeignKey(
        "trajecten.Document",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="als_bewijs_van_wijziging",
        verbose_name="bewijsdocument",
    )
    getekend_op = models.DateTimeField("volledig getekend op", null=True, blank=True)
    ging_in_op = models.DateTimeField("ging in op", null=True, blank=True)
    aangemaakt_op = models.DateTimeField("aangemaakt op", default=timezone.now)
    gewijzigd_op = models.DateTimeField("gewijzigd op", default=timezone.now)

    objects = WijzigingQuerySet.as_manager()

    class Meta:
        verbose_name = "wijziging"
        verbose_name_plural = "wijzigingen"
        ordering = ["overeenkomst", "vanaf", "volgnummer"]
        constraints = BEPERKINGEN

    def __str__(self) -> str:
        return f"{self.overeenkomst}/{self.volgnummer}"

    def get_absolute_url(self) -> str:
        return reverse("overeenkomsten:wijziging", args=[self.school.code, self.pk])

    @classmethod
    def eigen_van(cls, lid) -> Q:
        return eigen_overeenkomst(lid, "overeenkomst")

    @property
    def traject(self):
        return self.overeenkomst.traject

    @property
    def regels(self) -> Soortregels:
        return self.overeenkomst.regels

    @property
    def bij(self) -> models.Model:
        return self.overeenkomst.bij

    @property
    def begint_op(self) -> datetime.date:
        return self.vanaf

    @property
    def eigen_ondertekenaars(self) -> models.QuerySet:
        return self.ondertekenaars.all()

    @property
    def verwijzing(self) -> dict:
        return {"overeenkomst": self.overeenkomst, "wijziging": self}

    @property
    def wat(self) -> list[Wat]:
        """What it changes, in the order of the table."""
        return [wat for wat in Wat if self.wijzigt(wat)]

    @property
    def staat(self) -> str:
        """The status in words; of a signed one also whether it holds."""
        if self.status != Status.GETEKEND:
            return self.get_status_display()
        geldt = self.vanaf <= timezone.localdate()
        return "getekend, geldt" if geldt else f"getekend, geldt vanaf {self.vanaf_in_woorden}"

    @property
    def vanaf_in_woorden(self) -> str:
        return date_format(self.vanaf, "j F Y")

    @property
    def in_woorden(self) -> str:
        """The status to who is not of the school."""
        return STATUS_IN_WOORDEN_WIJZIGING[Status(self.status)]

    @property
    def blokken(self) -> list:
        """The week as this amendment has it, or, when it changes none, as it is on that day."""
        if self.met_uurrooster:
            return list(self.uurrooster.all())
        return self.overeenkomst.van_kracht_op(self.vanaf).blokken

    def in_het_kort(self, *, met_geld: bool) -> str:
        """'mentor en uren'; of a draft without anything: nothing. Without the allowance to who does
        not read what the learner gets."""
        namen = [wat.label for wat in self.wat if met_geld or wat != Wat.VERGOEDING]
        *voor, laatste = namen or ["een deel dat je niet leest" if self.wat else ""]
        return f"{', '.join(voor)} en {laatste}" if voor else laatste

    def wijzigt(self, wat: Wat) -> bool:
        waarden = (getattr(self, self._meta.get_field(veld).attname) for veld in VELDEN[wat])
        return any(waarde is not None and waarde is not False for waarde in waarden)

    def voer_door(self, stand: Overeenkomst) -> None:
        """Write what this changes in a copy of the agreement."""
        for wat in self.wat:
            for veld in VELDEN[wat]:
                if (waarde := getattr(self, veld)) is not None:
                    setattr(stand, veld, waarde)
        if self.met_uurrooster:
            stand.rooster_van = self.pk
        stand.gewijzigd |= set(self.wat)
