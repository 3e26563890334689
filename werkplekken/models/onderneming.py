"""Companies, their sites, the recognitions of a site, and who signs for the company."""

import datetime
import re

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models.van_school import VanSchool
from gebruikers.periode import Veldregel, plausibel
from gebruikers.schrijfwijze import Naamveld, Postcodeveld, Tekstveld, Telefoonveld
from gebruikers.zicht import Schoolsoort, ZichtQuerySet
from werkplekken.kbo import alleen_cijfers, controleer_kbo, toon_kbo
from werkplekken.models.plaatsing import aantal_leerlingen

VERVALT_BINNEN = datetime.timedelta(days=90)


class OndernemingQuerySet(ZichtQuerySet):
    def zoek(self, tekst: str) -> "OndernemingQuerySet":
        """Each word stands in the name or municipality of the company or of a site; or the whole
        is a KBO number, or part of it, as people write them."""
        if re.fullmatch(r"(BE)?[0-9. ]{4,}", tekst, re.IGNORECASE):
            nummer = Q(kbo__contains=alleen_cijfers(tekst))
            return self.filter(nummer | Q(naam__icontains=tekst))
        gevonden = self
        for woord in tekst.split():
            vestigingen = Vestiging.objects.filter(
                Q(naam__icontains=woord) | Q(gemeente__icontains=woord), onderneming=OuterRef("pk")
            )
            past = Q(naam__icontains=woord) | Q(gemeente__icontains=woord) | Exists(vestigingen)
            gevonden = gevonden.filter(past)
        return gevonden

    def erkend_voor(self, opleiding_id: int) -> "OndernemingQuerySet":
        """A site of it holds a recognition for this opleiding today."""
        erkend = Erkenning.objects.geldig().filter(
            vestiging__onderneming=OuterRef("pk"), opleiding=opleiding_id
        )
        return self.filter(Exists(erkend))

    def met_aantal_leerlingen(self) -> "OndernemingQuerySet":
        return self.annotate(aantal_leerlingen=aantal_leerlingen("vestiging__onderneming"))


class Onderneming(models.Model):
    """A company as one school knows it. Guided by two schools it is two rows, each its own."""

    SCHOOLSOORT = Schoolsoort.WERKPLEKKEN
    PAD_NAAR_SCHOOL = "school"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="ondernemingen",
        verbose_name="school",
    )
    naam = Tekstveld("naam", max_length=120)
    kbo = models.CharField(
        "KBO-nummer", max_length=10, validators=[controleer_kbo], help_text="Tien cijfers."
    )
    straat = Tekstveld("straat en nummer", max_length=120, blank=True)
    postcode = Postcodeveld("postcode", max_length=10, blank=True)
    gemeente = Naamveld("gemeente", max_length=80, blank=True)
    telefoon = Telefoonveld("telefoon", max_length=30, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    paritair_comite = Tekstveld("paritair comité", max_length=60, blank=True)
    verzekeraar = Tekstveld("verzekeraar arbeidsongevallen", max_length=80, blank=True)
    polisnummer = Tekstveld("polisnummer", max_length=40, blank=True)

    objects = OndernemingQuerySet.as_manager()

    class Meta:
        verbose_name = "onderneming"
        verbose_name_plural = "ondernemingen"
        ordering = ["naam", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kbo"],
                name="onderneming_kbo_uniek",
                violation_error_message="Deze onderneming staat al in de lijst.",
            ),
            models.CheckConstraint(
                condition=Q(kbo__regex=r"^[01][0-9]{9}$"),
                name="onderneming_kbo_vorm",
                violation_error_message="Een KBO-nummer heeft tien cijfers.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("werkplekken:onderneming", args=[self.school.code, self.pk])

    @property
    def kbo_leesbaar(self) -> str:
        return toon_kbo(self.kbo)

    @property
    def erkend_voor(self) -> list[str]:
        """Opleidingen that a site of it holds a recognition for today."""
        erkenningen = (e for plek in self.vestigingen.all() for e in plek.erkenningen.all())
        return sorted({str(e.opleiding) for e in erkenningen if e.is_geldig})

    @property
    def adres(self) -> str:
        return ", ".join(filter(None, [self.straat, f"{self.postcode} {self.gemeente}".strip()]))


class Vertegenwoordiger(VanSchool):
    """Who may sign for a company: often not the mentor. Signs by a one-time link, no account."""

    SCHOOLSOORT = Schoolsoort.WERKPLEKKEN
    PAD_NAAR_SCHOOL = "school"
    SCHOOL_VAN = "onderneming"

    onderneming = models.ForeignKey(
        Onderneming,
        on_delete=models.CASCADE,
        related_name="vertegenwoordigers",
        verbose_name="onderneming",
    )
    voornaam = Naamveld("voornaam", max_length=80)
    naam = Naamveld("naam", max_length=80)
    functie = Tekstveld("functie", max_length=80, help_text="Bijvoorbeeld zaakvoerder.")
    email = models.EmailField("e-mailadres", blank=True)
    telefoon = Telefoonveld("telefoon", max_length=30, blank=True)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "vertegenwoordiger"
        verbose_name_plural = "vertegenwoordigers"
        ordering = ["naam", "voornaam", "pk"]
        constraints = [
            models.UniqueConstraint(
                "onderneming",
                Lower("voornaam"),
                Lower("naam"),
                name="vertegenwoordiger_uniek",
                violation_error_message="Deze persoon staat al bij deze onderneming.",
            )
        ]

    def __str__(self) -> str:
        return self.volledige_naam

    @property
    def volledige_naam(self) -> str:
        return f"{self.voornaam} {self.naam}"


class VestigingQuerySet(ZichtQuerySet):
    def zoek(self, woord: str) -> "VestigingQuerySet":
        return self.filter(
            Q(naam__icontains=woord)
            | Q(gemeente__icontains=woord)
            | Q(onderneming__naam__icontains=woord)
        )

    def met_erkenning_voor(self, opleiding) -> "VestigingQuerySet":
        """Each with `is_erkend`: is there a recognition for this opleiding today."""
        erkend = Erkenning.objects.geldig().filter(vestiging=OuterRef("pk"), opleiding=opleiding)
        return self.annotate(is_erkend=Exists(erkend))

    def met_aantal_leerlingen(self) -> "VestigingQuerySet":
        return self.annotate(aantal_leerlingen=aantal_leerlingen("vestiging"))


class Vestiging(VanSchool):
    """A site of a company: where a learner works."""

    SCHOOLSOORT = Schoolsoort.WERKPLEKKEN
    PAD_NAAR_SCHOOL = "school"
    SCHOOL_VAN = "onderneming"

    onderneming = models.ForeignKey(
        Onderneming,
        on_delete=models.CASCADE,
        related_name="vestigingen",
        verbose_name="onderneming",
    )
    naam = Tekstveld("naam", max_length=120)
    vestigingsnummer = models.CharField("vestigingsnummer", max_length=10, blank=True)
    straat = Tekstveld("straat en nummer", max_length=120)
    postcode = Postcodeveld("postcode", max_length=10)
    gemeente = Naamveld("gemeente", max_length=80)
    telefoon = Telefoonveld("telefoon", max_length=30, blank=True)

    objects = VestigingQuerySet.as_manager()

    class Meta:
        verbose_name = "vestiging"
        verbose_name_plural = "vestigingen"
        ordering = ["naam", "pk"]
        constraints = [
            Veldregel(
                bij="vestigingsnummer",
                condition=Q(vestigingsnummer="") | Q(vestigingsnummer__regex=r"^[2-8][0-9]{9}$"),
                name="vestiging_nummer_vorm",
                violation_error_message=(
                    "Een vestigingsnummer heeft tien cijfers en begint met 2 tot 8."
                ),
            ),
            models.UniqueConstraint(
                "onderneming",
                Lower("naam"),
                name="vestiging_naam_uniek",
                violation_error_message=(
                    "Deze onderneming heeft al een vestiging met die naam. Zet de gemeente erbij."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def adres(self) -> str:
        return f"{self.straat}, {self.postcode} {self.gemeente}"


class ErkenningQuerySet(ZichtQuerySet):
    def geldig(self, op: datetime.date | None = None) -> "ErkenningQuerySet":
        op = op or timezone.localdate()
        return self.filter(van__lte=op, tot__gte=op)


class Erkenning(VanSchool):
    """A site recognised as a learning workplace for one opleiding (law: per site, per training)."""

    SCHOOLSOORT = Schoolsoort.WERKPLEKKEN
    PAD_NAAR_SCHOOL = "school"
    SCHOOL_VAN = "vestiging"

    vestiging = models.ForeignKey(
        Vestiging, on_delete=models.CASCADE, related_name="erkenningen", verbose_name="vestiging"
    )
    opleiding = models.ForeignKey(
        "leerlingen.Opleiding",
        on_delete=models.PROTECT,
        related_name="erkenningen",
        verbose_name="opleiding",
    )
    van = models.DateField("erkend vanaf")
    tot = models.DateField("geldig tot en met")
    partnerschap = Tekstveld("sectoraal partnerschap", max_length=120, blank=True)

    objects = ErkenningQuerySet.as_manager()

    class Meta:
        verbose_name = "erkenning"
        verbose_name_plural = "erkenningen"
        ordering = ["vestiging", "opleiding", "-tot", "pk"]
        constraints = [
            Veldregel(
                bij="tot",
                condition=Q(tot__gt=F("van")),
                name="erkenning_einde_na_begin",
                violation_error_message="Het einde van de erkenning moet na het begin liggen.",
            ),
            plausibel("erkenning_datums", "van", "tot"),
            models.UniqueConstraint(
                fields=["vestiging", "opleiding", "van"],
                name="erkenning_uniek",
                violation_error_message="Deze erkenning staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opleiding} in {self.vestiging}"

    @property
    def is_geldig(self) -> bool:
        return self.van <= timezone.localdate() <= self.tot

    @property
    def staat(self) -> tuple[str, str]:
        """What the label says, and how urgent it is (see the template tag `pil`)."""
        vandaag = timezone.localdate()
        if self.tot < vandaag:
            return f"vervallen op {date_format(self.tot, 'j F Y')}", "gevaar"
        if self.van > vandaag:
            return f"geldig vanaf {date_format(self.van, 'j F Y')}", "rust"
        if self.tot <= vandaag + VERVALT_BINNEN:
            return f"vervalt op {date_format(self.tot, 'j F Y')}", "let_op"
        return f"geldig tot {date_format(self.tot, 'j F Y')}", "goed"
