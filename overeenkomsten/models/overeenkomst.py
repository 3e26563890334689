"""The agreement between learner, company and school."""

import datetime

from django.apps import apps
from django.contrib.postgres.fields import DateRangeField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models.lidmaatschap import Lidmaatschap
from gebruikers.models.school import Tekenvolgorde
from gebruikers.models.van_school import VanSchool
from gebruikers.overgang import verplaats
from gebruikers.periode import DAG, Veldregel, loopt, plausibel
from gebruikers.rollen import BUITEN
from gebruikers.zicht import Informatie, ZichtQuerySet
from overeenkomsten.models.ondertekening import Ondertekenaar
from overeenkomsten.models.overlap import (
    GEEN_OVERLAP,
    GEEN_OVERLAP_ORGANISATIE,
    GESTOPT_BINNEN_PERIODE,
)
from overeenkomsten.models.stand import Stand
from overeenkomsten.models.stuk import Stuk, eigen_overeenkomst
from overeenkomsten.soorten import DUAAL, REGELS, Soortregels
from overeenkomsten.statussen import (
    CATEGORIEEN,
    GRENS_OAO,
    OOIT_GETEKEND,
    STATUS_IN_WOORDEN,
    TERUG,
    Behaald,
    Registratie,
    Soort,
    Status,
)

# What the counter asks for the premiums, each with the day on which it was done: never a number of
# an account, and of a consent no more than its day.
PREMIESTAPPEN = ("rekening_op", "toestemming_op", "verklaring_op")


class OvereenkomstQuerySet(ZichtQuerySet):
    def zichtbaar_voor(self, lid: Lidmaatschap | None) -> "OvereenkomstQuerySet":
        """A draft is the school's: others see what is put before them, also when they rated on it
        before it was taken back."""
        rijen = super().zichtbaar_voor(lid)
        buiten = lid is not None and lid.rol in BUITEN
        return rijen.exclude(status=Status.CONCEPT) if buiten else rijen

    def duaal(self) -> "OvereenkomstQuerySet":
        """Not of the aanloop: what the search for a workplace and the premium count."""
        return self.filter(soort__in=DUAAL)

    def niet_voorbij(self, dag: datetime.date) -> "OvereenkomstQuerySet":
        """Signed by all, and of that day or later."""
        return self.filter(status__in=OOIT_GETEKEND, feitelijke_periode__endswith__gt=dag)

    def voor_lijst(self) -> "OvereenkomstQuerySet":
        """With what a row of the list or of an export shows."""
        return self.met_wijzigingen().select_related(
            "school",
            "traject__leerling__klas",
            "vestiging__onderneming",
            "organisatie",
            "mentor",
            "opleiding",
            "beeindiging",
        )

    def met_tekenaars(self, lid: Lidmaatschap) -> "OvereenkomstQuerySet":
        """Each with `tekenaars`: the parties of the present version, as far as `lid` may see."""
        tekenaars = Ondertekenaar.objects.zichtbaar_voor(lid).huidige().filter(wijziging=None)
        tekenaars = tekenaars.select_related("handtekening__papier")
        return self.prefetch_related(
            Prefetch("ondertekenaars", queryset=tekenaars, to_attr="tekenaars")
        )

    def met_wijzigingen(self) -> "OvereenkomstQuerySet":
        """Each with what `van_kracht_op` reads, in one query for all of them."""
        getekend = apps.get_model("overeenkomsten.Wijziging").objects.getekend()
        return self.prefetch_related(
            Prefetch("wijzigingen", queryset=getekend, to_attr="doorgevoerd")
        )

    def lopend(self) -> "OvereenkomstQuerySet":
        """Signed, and of today."""
        vandaag = timezone.localdate()
        return self.filter(status=Status.GETEKEND, feitelijke_periode__contains=vandaag)

    def niet_geschorst(self) -> "OvereenkomstQuerySet":
        """Not today."""
        rust = self.model.objects.filter(loopt(timezone.localdate(), "schorsingen"))
        return self.exclude(pk__in=rust.values("pk"))


class Overeenkomst(Stuk, Stand, VanSchool):
    """School, company or organiser, and mostly the learner, agree on a period of learning there."""

    INFORMATIE = Informatie.OVEREENKOMST
    PAD_NAAR_TRAJECT = "traject"
    SCHOOL_VAN = "traject"
    TEKENPAGINA = "tekenen"

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
        constraints = [
            Veldregel(
                bij="einddatum",
                condition=Q(einddatum__gt=F("begindatum")),
                name="overeenkomst_einde_na_begin",
                violation_error_message="De einddatum moet na de begindatum liggen.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="overeenkomst_status"
            ),
            models.CheckConstraint(
                condition=Q(soort="aeo", organisatie__isnull=False, vestiging=None)
                | Q(soort__in=["oao", "sao", "dao", "awp"], vestiging__isnull=False)
                & Q(organisatie=None),
                name="overeenkomst_bij_wie_volgens_soort",
                violation_error_message=(
                    "Kies een vestiging, of bij een aanloop een externe organisator."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(soort__in=["aeo", "awp"]) | Q(registratie="niet_opgemaakt"),
                name="overeenkomst_aanloop_niet_geregistreerd",
                violation_error_message="Een aanloop registreer je niet in Werkplekduaal.",
            ),
            plausibel("overeenkomst_datums", "begindatum", "einddatum"),
            Veldregel(
                bij="uren_werkplek",
                condition=Q(uren_werkplek__gt=0),
                name="overeenkomst_uren_werkplek",
                violation_error_message="Kies meer dan 0 en hoogstens 40 uur per week.",
            ),
            Veldregel(
                bij="uren_school",
                condition=Q(uren_school__gte=0),
                name="overeenkomst_uren_school",
                violation_error_message="Kies 0 tot 40 uur per week.",
            ),
            Veldregel(
                bij="soort_reden",
                condition=Q(soort="oao", uren_werkplek__gte=GRENS_OAO)
                | Q(soort="sao", uren_werkplek__lt=GRENS_OAO)
                | Q(soort__in=["aeo", "awp"])
                | ~Q(soort_reden=""),
                name="overeenkomst_afwijkende_soort_heeft_reden",
                violation_error_message="Schrijf waarom de soort afwijkt van de uren.",
            ),
            models.CheckConstraint(
                condition=Q(soort="oao") | Q(vergoeding_cent=None, vergoeding_categorie=None),
                name="overeenkomst_vergoeding_alleen_bij_oao",
                violation_error_message="Alleen een OAO heeft een leervergoeding.",
            ),
            Veldregel(
                bij="tweede_ouder",
                condition=Q(tweede_ouder=None)
                | (Q(ouder__isnull=False) & ~Q(tweede_ouder=F("ouder"))),
                name="overeenkomst_twee_ouders",
                violation_error_message="Kies een eerste ouder, en als tweede iemand anders.",
            ),
            models.UniqueConstraint(
                fields=["school", "nummer"],
                condition=~Q(nummer=""),
                name="overeenkomst_nummer_uniek",
            ),
            models.UniqueConstraint(
                fields=["traject", "vestiging"],
                condition=Q(status="concept"),
                name="overeenkomst_een_concept_per_vestiging",
                violation_error_message="Er is al een concept voor deze vestiging.",
            ),
            models.UniqueConstraint(
                fields=["traject", "organisatie"],
                condition=Q(status="concept"),
                name="overeenkomst_een_concept_per_organisatie",
                violation_error_message="Er is al een concept voor deze organisatie.",
            ),
            models.CheckConstraint(
                condition=Q(status="concept") | Q(feitelijke_periode__isnull=False),
                name="overeenkomst_verstuurd_heeft_periode",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["getekend", "beeindigd"]) | Q(getekend_op__isnull=False),
                name="overeenkomst_getekend_heeft_tijdstip",
            ),
            Veldregel(
                bij="geregistreerd_op",
                condition=~Q(registratie="geregistreerd") | Q(geregistreerd_op__isnull=False),
                name="overeenkomst_geregistreerd_heeft_datum",
                violation_error_message="Vul in op welke dag de overeenkomst geregistreerd is.",
            ),
            plausibel("overeenkomst_premiestappen", *PREMIESTAPPEN),
            GESTOPT_BINNEN_PERIODE,
            models.UniqueConstraint(
                fields=["vervolg_op"],
                condition=~Q(status__in=["geweigerd", "ingetrokken"]),
                name="overeenkomst_een_vervolg",
            ),
            GEEN_OVERLAP,
            GEEN_OVERLAP_ORGANISATIE,
        ]
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
    def eigen_ondertekenaars(self) -> models.QuerySet:
        """Not those of its amendments."""
        return self.ondertekenaars.filter(wijziging=None)

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
    def staat(self) -> str:
        """The status in words; of a signed one also whether it runs, which only a date can tell."""
        if self.status not in OOIT_GETEKEND:
            return self.get_status_display()
        if self.status == Status.BEEINDIGD:
            return self._gestopt
        if timezone.localdate() < self.feitelijke_periode.lower:
            return "getekend, begint nog"
        return "lopend" if self.is_lopend else "afgelopen"

    @property
    def _gestopt(self) -> str:
        wat = "gestopt" if self.laatste_dag < timezone.localdate() else "stopt"
        return f"{wat} op {date_format(self.laatste_dag, 'j F Y')}"

    @property
    def in_woorden(self) -> str:
        """The status to who is not of the school."""
        if self.status == Status.BEEINDIGD:
            wat = self._gestopt.replace("gestopt", "is gestopt")
            return (
                f"Deze overeenkomst {wat}{f', {self.einde.op_wiens_vraag}' if self.einde else ''}."
            )
        return STATUS_IN_WOORDEN[Status(self.status)]

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
    def vergoeding_euro(self) -> str:
        """66260 → '662,60'."""
        cent = self.vergoeding_cent or 0
        return f"{cent // 100},{cent % 100:02d}"

    @property
    def vergoeding_in_woorden(self) -> str:
        """What the learner gets: an amount only once there is one."""
        if vast := self.regels.vergoeding:
            return vast
        if self.vergoeding_cent is None:
            return "nog niet ingevuld"
        categorie = f"categorie {self.vergoeding_categorie or 'niet ingevuld'}"
        return f"€\N{NO-BREAK SPACE}{self.vergoeding_euro} per maand ({categorie})"

    @property
    def wacht_op(self) -> models.Model | None:
        return self.einde.melding if self.einde else super().wacht_op

    def ga_terug(self, naar: Status, **velden) -> None:
        """Undo an early end, once. Raises OngeldigeOvergang."""
        verplaats(self, "status", naar, TERUG, gewijzigd_op=timezone.now(), **velden)
