"""The agreement between learner, company and school."""

import datetime

from django.contrib.postgres.fields import DateRangeField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gebruikers.models.school import Tekenvolgorde
from gebruikers.models.van_school import VanSchool
from gebruikers.overgang import verplaats
from gebruikers.periode import DAG
from gebruikers.zicht import Informatie
from overeenkomsten.models.ondertekening import Ondertekenaar
from overeenkomsten.models.overeenkomst_beperkingen import BEPERKINGEN
from overeenkomsten.models.overeenkomst_queryset import OvereenkomstQuerySet
from overeenkomsten.models.stand import Stand
from overeenkomsten.models.stuk import Stuk, eigen_overeenkomst
from overeenkomsten.models.verwoording import Verwoording
from overeenkomsten.soorten import REGELS, Soortregels
from overeenkomsten.statussen import (
    CATEGORIEEN,
    OOIT_GETEKEND,
    TERUG,
    Behaald,
    Registratie,
    Soort,
    Status,
)


class Overeenkomst(Stuk, Stand, Verwoording, VanSchool):
    """School, company or organiser, and mostly the learner, agree on a period of learning there."""

    INFORMATIE = Informatie.OVEREENKOMST
    PAD_NAAR_TRAJECT = "traject"
    SCHOOL_VAN = "traject"
    BLADEN = ""

    traject = models.ForeignKey(
        "trajecten.Traject",
        on_delete=models.PROTECT,
        related_name="overeenkomsten",
        verbose_name="traject",
    )
    soort = models.CharField("soort", max_length=10, choices=Soort)
    soort_reden = models.CharField(
        "reden van deze soort",
        max_length=200,
        blank=True,
        help_text="Nodig als de soort afwijkt van wat uit de uren volgt.",
    )
    status = models.CharField("status", max_length=20, choices=Status, default=Status.CONCEPT)
    nummer = models.CharField("nummer", max_length=30, blank=True)
    versie = models.PositiveSmallIntegerField(
        "versie", default=0, help_text="Telt hoe vaak de overeenkomst ter ondertekening ging."
    )
    opleiding = models.ForeignKey(
        "leerlingen.Opleiding",
        on_delete=models.PROTECT,
        related_name="overeenkomsten",
        verbose_name="opleiding",
    )
    vestiging = models.ForeignKey(
        "werkplekken.Vestiging",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="overeenkomsten",
        verbose_name="vestiging",
    )
    organisatie = models.ForeignKey(
        "werkplekken.Organisatie",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="overeenkomsten",
        verbose_name="externe organisator",
    )
    mentor = models.ForeignKey(
        "werkplekken.Mentor",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="overeenkomsten",
        verbose_name="mentor",
    )
    vertegenwoordiger = models.ForeignKey(
        "werkplekken.Vertegenwoordiger",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="overeenkomsten",
        verbose_name="tekent voor de onderneming",
    )
    ouder = models.ForeignKey(
        "leerlingen.Betrokkene",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="overeenkomsten",
        verbose_name="ouder die tekent",
    )
    tweede_ouder = models.ForeignKey(
        "leerlingen.Betrokkene",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="overeenkomsten_als_tweede",
        verbose_name="tweede ouder die tekent",
        help_text="Alleen als beide ouders tekenen.",
    )
    tekent_voor_school = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="te_tekenen_overeenkomsten",
        verbose_name="tekent voor de school",
    )
    volgorde = models.CharField(
        "wie tekent wanneer",
        max_length=10,
        choices=Tekenvolgorde,
        default=Tekenvolgorde.SAMEN,
    )
    plan = models.ForeignKey(
        "opleidingsplannen.Opleidingsplan",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="overeenkomsten",
        verbose_name="opleidingsplan",
    )
    plaatsing = models.OneToOneField(
        "werkplekken.Plaatsing",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="overeenkomst",
        verbose_name="plaatsing",
    )
    vervolg_op = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="vervolgen",
        verbose_name="verlengt",
    )
    begindatum = models.DateField("begindatum")
    einddatum = models.DateField("einddatum")
    feitelijke_periode = DateRangeField(
        "feitelijke periode",
        null=True,
        blank=True,
        help_text="Na wijzigingen en beëindiging; alleen handelingen schrijven dit veld.",
    )
    verhuist_op = models.DateField(
        "op een andere vestiging vanaf",
        null=True,
        blank=True,
        help_text="Door een getekende wijziging; alleen handelingen schrijven dit veld.",
    )
    uren_werkplek = models.DecimalField(
        "uren per week op de werkplek",
        max_digits=4,
        decimal_places=2,
        validators=[MaxValueValidator(40)],
        help_text="Gemiddeld over het jaar, zonder vakantie en feestdagen.",
    )
    uren_school = models.DecimalField(
        "uren per week op school",
        max_digits=4,
        decimal_places=2,
        validators=[MaxValueValidator(40)],
    )
    behaald = models.CharField("geslaagd voor", max_length=10, blank=True, choices=Behaald)
    duale_jaren = models.PositiveSmallIntegerField(
        "geslaagde jaren duaal of alternerend",
        null=True,
        blank=True,
        choices=[(0, "nog geen"), (1, "één"), (2, "twee of meer")],
        help_text="Ook in een andere opleiding.",
    )
    vergoeding_categorie = models.PositiveSmallIntegerField(
        "categorie leervergoeding", null=True, blank=True, choices=CATEGORIEEN
    )
    vergoeding_cent = models.PositiveIntegerField("leervergoeding per maand", null=True, blank=True)
    paritair_comite = models.CharField("paritair comité", max_length=60, blank=True)
    verzekeraar = models.CharField("verzekeraar arbeidsongevallen", max_length=80, blank=True)
    polisnummer = models.CharField("polisnummer", max_length=40, blank=True)
    tekenversie = models.ForeignKey(
        "trajecten.Document",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="als_tekenversie",
        verbose_name="tekenversie",
    )
    bewijs = models.ForeignKey(
        "trajecten.Document",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="als_bewijs",
        verbose_name="bewijsdocument",
    )
    registratie = models.CharField(
        "Werkplekduaal",
        max_length=20,
        choices=Registratie,
        default=Registratie.NIET_OPGEMAAKT,
    )
    geregistreerd_op = models.DateField("geregistreerd op", null=True, blank=True)
    registratienummer = models.CharField("nummer in Werkplekduaal", max_length=40, blank=True)
    rekening_op = models.DateField(
        "rekeningnummer gevraagd en in het loket ingevuld op", null=True, blank=True
    )
    toestemming_op = models.DateField(
        "leerling gaf toestemming voor de premie op", null=True, blank=True
    )
    verklaring_op = models.DateField(
        "getekende verklaring van de leerling opgeladen op", null=True, blank=True
    )
    getekend_op = models.DateTimeField("volledig getekend op", null=True, blank=True)
    aangemaakt_op = models.DateTimeField("aangemaakt op", default=timezone.now)
    gewijzigd_op = models.DateTimeField("gewijzigd op", default=timezone.now)

    objects = OvereenkomstQuerySet.as_manager()

    class Meta:
        verbose_name = "overeenkomst"
        verbose_name_plural = "overeenkomsten"
        ordering = ["-begindatum", "-pk"]
        constraints = BEPERKINGEN
        indexes = [
            models.Index(fields=["school", "status"], name="overeenkomst_school_status"),
            models.Index(fields=["school", "-begindatum", "-id"], name="overeenkomst_school_begin"),
        ]

    def __str__(self) -> str:
        return self.nummer or f"{self.get_soort_display()} (concept)"

    def get_absolute_url(self) -> str:
        return reverse("overeenkomsten:overeenkomst", args=[self.school.code, self.pk])

    @classmethod
    def eigen_van(cls, lid) -> Q:
        """Of a mentor or an externe: what wrote a placement of theirs. A draft has none yet."""
        return eigen_overeenkomst(lid)

    @property
    def tekenaars(self) -> list[Ondertekenaar]:
        """The parties of the agreement itself; of rows of `met_tekenaars`."""
        return [tekenaar for tekenaar in self.alle_tekenaars if tekenaar.wijziging_id is None]

    @property
    def eigen_ondertekenaars(self) -> models.QuerySet:
        """Not those of its amendments."""
        return self.ondertekenaars.filter(wijziging=None)

    @property
    def verwijzing(self) -> dict:
        return {"overeenkomst": self, "wijziging": None}

    @property
    def begint_op(self) -> datetime.date:
        return self.begindatum

    @property
    def regels(self) -> Soortregels:
        """What this kind asks and does."""
        return REGELS[Soort(self.soort)]

    @property
    def plek(self) -> models.Model:
        """Where the learner goes: a Vestiging or an Organisatie."""
        return getattr(self, self.regels.bij)

    @property
    def bij(self) -> models.Model:
        """With whom it is agreed: the Onderneming or the Organisatie."""
        return self.vestiging.onderneming if self.vestiging_id else self.organisatie

    @property
    def laatste_dag(self) -> datetime.date:
        """On which it really runs, of one that was sent."""
        return self.feitelijke_periode.upper - DAG

    @property
    def eindigt_op(self) -> datetime.date:
        return self.laatste_dag if self.status in OOIT_GETEKEND else self.einddatum

    @property
    def einde(self) -> models.Model | None:
        """Its Beeindiging, when it ends early."""
        return getattr(self, "beeindiging", None) if self.status == Status.BEEINDIGD else None

    @property
    def meldt_einde(self) -> bool:
        """Stopped, or withdrawn after all had signed, and Werkplekduaal knows of it."""
        status = (Status.BEEINDIGD, Status.INGETROKKEN)
        return self.status in status and self.registratie != Registratie.NIET_OPGEMAAKT

    @property
    def is_lopend(self) -> bool:
        """Signed, and of today: what ends early runs until then."""
        is_getekend = self.status in OOIT_GETEKEND
        return is_getekend and timezone.localdate() in self.feitelijke_periode

    @property
    def wacht_op(self) -> models.Model | None:
        return self.einde.melding if self.einde else super().wacht_op

    def ga_terug(self, naar: Status, **velden) -> None:
        """Undo an early end, once. Raises OngeldigeOvergang."""
        verplaats(self, "status", naar, TERUG, gewijzigd_op=timezone.now(), **velden)
