"""A learner, and the adults who belong to them."""

import datetime

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models.van_school import VanSchool
from gebruikers.periode import maanden_later
from gebruikers.schrijfwijze import Naamveld, Postcodeveld, Tekstveld, Telefoonveld, zoekvorm
from gebruikers.zicht import Informatie, Schoolsoort, ZichtQuerySet, achttien_jaar_voor

VROEGST_GEBOREN = datetime.date(1950, 1, 1)
# So long before turning eighteen a learner may decide who keeps looking in.
MAANDEN_VOORAF = 3
BIJNA_ACHTTIEN = datetime.timedelta(days=30)


class LeerlingQuerySet(ZichtQuerySet):
    def met_traject_of_niet(self) -> "LeerlingQuerySet":
        """Each with `heeft_traject`: is there an open case."""
        trajecten = apps.get_model("trajecten.Traject").objects.open()
        return self.annotate(heeft_traject=Exists(trajecten.filter(leerling=OuterRef("pk"))))


class Leerling(models.Model):
    """A learner as the school's own package knows them. Imported, matched on stamnummer."""

    INFORMATIE = Informatie.IDENTITEIT
    PAD_NAAR_TRAJECT = "trajecten"
    ZONDER_TRAJECT = Schoolsoort.LEERLINGEN
    PAD_NAAR_SCHOOL = "school"
    ADRES = ("straat", "huisnummer", "bus", "postcode", "gemeente")
    EIGEN_VELDEN = (*ADRES, "telefoon")  # what learners keep of themselves

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="leerlingen",
        verbose_name="school",
    )
    stamnummer = Tekstveld("stamnummer", max_length=20)
    leerlingnummer = Tekstveld("leerlingnummer", max_length=20, blank=True)
    voornaam = Naamveld("voornaam", max_length=80)
    naam = Naamveld("naam", max_length=80)
    geslacht = models.CharField("geslacht", max_length=1, blank=True)
    geboortedatum = models.DateField("geboortedatum")
    klas = models.ForeignKey(
        "leerlingen.Klas",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="leerlingen",
        verbose_name="klas",
    )
    opleiding = models.ForeignKey(
        "leerlingen.Opleiding",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="leerlingen",
        verbose_name="opleiding volgens het schoolpakket",
    )
    ingeschreven_van = models.DateField("begin inschrijving", null=True, blank=True)
    ingeschreven_tot = models.DateField("einde inschrijving", null=True, blank=True)
    straat = Tekstveld("straat", max_length=80, blank=True)
    huisnummer = Tekstveld("nummer", max_length=10, blank=True)
    bus = Tekstveld("bus", max_length=10, blank=True)
    postcode = Postcodeveld("postcode", max_length=10, blank=True)
    gemeente = Naamveld("gemeente", max_length=80, blank=True)
    land = Tekstveld("land", max_length=60, blank=True)
    telefoon = Telefoonveld("telefoon", max_length=30, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="als_leerling",
        verbose_name="account",
    )
    uitgenodigd_op = models.DateTimeField(
        "uitgenodigd op", null=True, blank=True, help_text="Op het huidige e-mailadres."
    )
    zoeknaam = models.CharField("zoeknaam", max_length=180, editable=False, db_default="")

    objects = LeerlingQuerySet.as_manager()

    class Meta:
        verbose_name = "leerling"
        verbose_name_plural = "leerlingen"
        ordering = ["zoeknaam", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "stamnummer"],
                name="leerling_stamnummer_uniek",
                violation_error_message="Er is al een leerling met dit stamnummer.",
            ),
            models.UniqueConstraint(
                fields=["school", "gebruiker"],
                condition=Q(gebruiker__isnull=False),
                name="leerling_account_uniek",
                violation_error_message="Dit account is van een andere leerling.",
            ),
            models.CheckConstraint(
                condition=Q(geboortedatum__gte=VROEGST_GEBOREN),
                name="leerling_geboortedatum",
                violation_error_message="Deze geboortedatum kan niet.",
            ),
            models.CheckConstraint(
                condition=Q(ingeschreven_tot=None)
                | Q(ingeschreven_van=None)
                | Q(ingeschreven_tot__gte=models.F("ingeschreven_van")),
                name="leerling_inschrijving_einde_na_begin",
                violation_error_message="Het einde van de inschrijving kan niet voor het begin "
                "liggen.",
            ),
        ]
        indexes = [
            models.Index(fields=["school", "zoeknaam"], name="leerling_zoeknaam"),
            models.Index(fields=["school", "geboortedatum"], name="leerling_geboren"),
        ]

    def __str__(self) -> str:
        return self.volledige_naam

    def save(self, *args, **kwargs) -> None:
        self.zoeknaam = zoekvorm(f"{self.naam} {self.voornaam}")
        if (velden := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*velden, "zoeknaam"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("leerlingen:leerling", args=[self.school.code, self.pk])

    @property
    def volledige_naam(self) -> str:
        return f"{self.voornaam} {self.naam}"

    @property
    def initialen(self) -> str:
        """'L.M.': enough for who knows the learner, in the subject of a mail."""
        return f"{self.voornaam[:1]}.{self.naam[:1]}."

    @property
    def adres(self) -> str:
        bus = f" bus {self.bus}" if self.bus else ""
        straat = f"{self.straat} {self.huisnummer}{bus}".strip()
        return ", ".join(filter(None, [straat, f"{self.postcode} {self.gemeente}".strip()]))

    @property
    def leeftijd(self) -> int:
        """Whole years today."""
        vandaag, geboren = timezone.localdate(), self.geboortedatum
        al_jarig = (vandaag.month, vandaag.day) >= (geboren.month, geboren.day)
        return vandaag.year - geboren.year - (not al_jarig)

    @property
    def achttien_op(self) -> datetime.date:
        geboren = self.geboortedatum
        try:
            return geboren.replace(year=geboren.year + 18)
        except ValueError:  # 29 February
            return datetime.date(geboren.year + 18, 3, 1)

    @property
    def beslist_zelf(self) -> bool:
        """Old enough to decide which parents see the case from eighteen on."""
        return timezone.localdate() >= maanden_later(self.achttien_op, -MAANDEN_VOORAF)

    def is_minderjarig(self, op: datetime.date | None = None) -> bool:
        return self.geboortedatum > achttien_jaar_voor(op or timezone.localdate())


def wordt_achttien(
    pad: str = "", *, na: datetime.date | None = None, tot: datetime.date | None = None
) -> Q:
    """A learner who turns eighteen after the day `na` (today) and by `tot` (a month later). `pad`:
    the relation that leads to the learner."""
    na = na or timezone.localdate()
    geboren = f"{pad}__geboortedatum" if pad else "geboortedatum"
    return Q(
        **{
            f"{geboren}__gt": achttien_jaar_voor(na),
            f"{geboren}__lte": achttien_jaar_voor(tot or na + BIJNA_ACHTTIEN),
        }
    )


class BetrokkeneQuerySet(ZichtQuerySet):
    def met_gezag(self) -> "BetrokkeneQuerySet":
        return self.exclude(gezag=Betrokkene.Gezag.GEEN)

    def met_besluit(self) -> "BetrokkeneQuerySet":
        """To ask `besluit`, the last decision about each, `besluit_mag`, whether it is a yes, and
        `besluit_vervallen`, whether it lapsed. None where there is none."""
        laatste = Inzagebesluit.objects.filter(betrokkene=OuterRef("pk")).order_by("-op", "-pk")
        return self.alias(
            besluit=Subquery(laatste.values("pk")[:1]),
            besluit_mag=Subquery(laatste.values("mag")[:1]),
            besluit_vervallen=Subquery(laatste.values("vervallen")[:1]),
        )

    def onbeslist(self) -> "BetrokkeneQuerySet":
        """With authority, and of who they are now the learner never said whether they may keep
        looking in."""
        rijen = self.met_gezag().met_besluit()
        return rijen.filter(Q(besluit=None) | Q(besluit_vervallen=True))

    def zonder_toestemming(self) -> "BetrokkeneQuerySet":
        """With authority, and not let in from eighteen on. Parents may share an account: a yes to
        one of them lets it in."""
        zelfde = {veld: OuterRef(veld) for veld in ("leerling", "gebruiker")}
        ja = Betrokkene.objects.filter(**zelfde, inzage_na_18=True)
        return self.met_gezag().filter(~Exists(ja), inzage_na_18=False)

    def buiten_gezet(self) -> "BetrokkeneQuerySet":
        """With authority over a learner who is of age and does not let them look in."""
        van_leeftijd = Q(leerling__geboortedatum__lte=achttien_jaar_voor(timezone.localdate()))
        return self.zonder_toestemming().filter(van_leeftijd)


class Betrokkene(VanSchool):
    """A parent or guardian. Authority decides who signs for a minor and who may look."""

    INFORMATIE = Informatie.CONTACT
    PAD_NAAR_TRAJECT = "leerling__trajecten"
    SCHOOL_VAN = "leerling"
    ZONDER_TRAJECT = Schoolsoort.LEERLINGEN
    PAD_NAAR_SCHOOL = "school"

    class Relatie(models.TextChoices):
        VADER = "vader", "vader"
        MOEDER = "moeder", "moeder"
        VOOGD = "voogd", "voogd"
        ANDERE = "andere", "andere"

    class Gezag(models.TextChoices):
        GEDEELD = "gedeeld", "gedeeld gezag"
        ALLEEN = "alleen", "alleen gezag"
        GEEN = "geen", "geen gezag"

    leerling = models.ForeignKey(
        Leerling, on_delete=models.CASCADE, related_name="betrokkenen", verbose_name="leerling"
    )
    relatie = models.CharField("relatie", max_length=10, choices=Relatie)
    voornaam = Naamveld("voornaam", max_length=80, blank=True)
    naam = Naamveld("naam", max_length=80, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    telefoon = Telefoonveld("telefoon", max_length=30, blank=True)
    gezag = models.CharField("gezag", max_length=10, choices=Gezag, default=Gezag.GEDEELD)
    inzage_na_18 = models.BooleanField(
        "mag na de achttiende verjaardag blijven kijken",
        default=False,
        help_text="Alleen de leerling beslist dit.",
    )
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="als_betrokkene",
        verbose_name="account",
    )
    uitgenodigd_op = models.DateTimeField(
        "uitgenodigd op", null=True, blank=True, help_text="Op het huidige e-mailadres."
    )

    objects = BetrokkeneQuerySet.as_manager()

    class Meta:
        verbose_name = "betrokkene"
        verbose_name_plural = "betrokkenen"
        ordering = ["leerling", "relatie", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["leerling", "relatie"],
                condition=Q(relatie__in=["vader", "moeder"]),
                name="betrokkene_een_per_relatie",
                violation_error_message="Deze ouder staat er al bij.",
            ),
            models.CheckConstraint(
                condition=Q(inzage_na_18=False) | ~Q(gezag="geen"),
                name="betrokkene_inzage_met_gezag",
                violation_error_message="Wie geen gezag heeft, krijgt geen toegang.",
            ),
        ]

    def __str__(self) -> str:
        return self.volledige_naam

    def save(self, *args, **kwargs) -> None:
        """Without authority there is nothing to consent to."""
        if not self.heeft_gezag:
            self.inzage_na_18 = False
            if (velden := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*velden, "inzage_na_18"}
        super().save(*args, **kwargs)

    @property
    def volledige_naam(self) -> str:
        eigen = f"{self.voornaam} {self.naam}".strip()
        return eigen or f"{self.get_relatie_display()} van {self.leerling}"

    @property
    def heeft_gezag(self) -> bool:
        return self.gezag != self.Gezag.GEEN

    def mag_inkijken(self) -> bool:
        """As `zicht` has it for a parent: of an adult only with the learner's consent."""
        return self.heeft_gezag and (self.inzage_na_18 or self.leerling.is_minderjarig())


class Inzagebesluit(VanSchool):
    """What a learner decided about one parent: may they keep looking in from eighteen on. The last
    one stands on the Betrokkene; no row goes or changes, so that it tells when.

    `vervallen`: the learner had said yes or no, but since then the school gave the parent another
    name or address, or no authority. Nobody decided that, so nobody is `door`; the trail tells who
    gave it."""

    INFORMATIE = Informatie.INZAGE
    PAD_NAAR_TRAJECT = "betrokkene__leerling__trajecten"
    SCHOOL_VAN = "betrokkene"
    alleen_toevoegen = True

    betrokkene = models.ForeignKey(
        Betrokkene,
        on_delete=models.PROTECT,
        related_name="inzagebesluiten",
        verbose_name="ouder",
    )
    mag = models.BooleanField("mag blijven kijken")
    vervallen = models.BooleanField("vervallen", default=False)
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        on_delete=models.PROTECT,
        related_name="inzagebesluiten",
        verbose_name="door",
    )
    op = models.DateTimeField("op", default=timezone.now)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "inzagebesluit"
        verbose_name_plural = "inzagebesluiten"
        ordering = ["-op", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(vervallen=False, door__isnull=False)
                | Q(vervallen=True, mag=False, door=None),
                name="inzagebesluit_door_of_vervallen",
            )
        ]

    def __str__(self) -> str:
        moment = date_format(timezone.localtime(self.op), "j F Y, H.i")
        if self.vervallen:
            wat = "een andere naam, een ander adres of geen gezag"
            return f"vervallen op {moment} uur: de school gaf {wat} in"
        return f"{'toegestaan' if self.mag else 'niet toegestaan'} op {moment} uur"
