"""When the school spoke with whom about a learner, or is going to."""

import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models.van_school import VanSchool
from gebruikers.periode import Veldregel, plausibel
from gebruikers.rollen import BUITEN
from gebruikers.schrijfwijze import Tekstveld, gewone_tekst
from gebruikers.zicht import (
    Informatie,
    Recht,
    ZichtQuerySet,
    eigen_plaatsing,
    leesbare_rijen,
    rollen_met,
    ziet_dossier,
)
from trajecten.models.traject import is_aan
from werkplekken.models import Plaatsing

LANGST = 4000  # letters of a report


class Staat(models.TextChoices):
    GEPLAND = "gepland", "gepland"
    GEHOUDEN = "gehouden", "gehouden"
    NIET = "niet", "niet doorgegaan"


# How it went is put right by who said so. What is no longer planned never is again.
OVERGANGEN = {
    Staat.GEPLAND: {Staat.GEHOUDEN, Staat.NIET},
    Staat.GEHOUDEN: {Staat.NIET},
    Staat.NIET: {Staat.GEHOUDEN},
}


class ContactmomentQuerySet(ZichtQuerySet):
    def leesbaar_voor(self, lid) -> "ContactmomentQuerySet":
        """Of kinds that one reads, in whatever case."""
        rijen = self.filter(leesbare_rijen(self.model, lid))
        return rijen.leesbaar_voor(lid.meekijker) if lid.meekijker else rijen

    def gepland(self) -> "ContactmomentQuerySet":
        return self.filter(staat=Contactmoment.Staat.GEPLAND)

    def gehouden(self) -> "ContactmomentQuerySet":
        return self.filter(staat=Contactmoment.Staat.GEHOUDEN)

    def aan(self, lid) -> "ContactmomentQuerySet":
        """For `lid` to hold, of what they read."""
        return self.leesbaar_voor(lid).filter(is_aan(lid, "door__gebruiker", _ziet_nog()))

    def van_wie_weg_is(self) -> "ContactmomentQuerySet":
        """Planned by somebody who sees the case no longer."""
        return self.gepland().filter(~_ziet_nog())

    def laatste_eerst(self) -> "ContactmomentQuerySet":
        return self.order_by("-dag", "-pk")


def _ziet_nog() -> Exists:
    return ziet_dossier("door__gebruiker", rollen_met(Contactmoment.INFORMATIE, Recht.SCHRIJF))


LEEG = "Kies met wie het was, of schrijf iets in het verslag."


class Contactmoment(VanSchool):
    """One contact about a traject, held or planned. `door` holds it: who marks a planned one of
    somebody else as held, takes it over. Who may read it is a kind of information of its own."""

    INFORMATIE = Informatie.MOMENT_GEDEELD
    INFORMATIE_VELD = "lezers"
    PAD_NAAR_TRAJECT = "traject"
    SCHOOL_VAN = "traject"
    ERBIJ = (  # what a row shows
        "traject__leerling", "door__gebruiker", "plaatsing__vestiging", "plaatsing__organisatie",
    )  # fmt: skip

    class Soort(models.TextChoices):
        BEZOEK = "bezoek", "bezoek op de werkplek"
        TELEFOON = "telefoon", "telefoon"
        VIDEO = "video", "videogesprek"
        SCHOOL = "school", "gesprek op school"
        DRIEHOEK = "driehoek", "driehoeksgesprek"
        MAIL = "mail", "mail"

        @property
        def kort(self) -> str:
            return "bezoek" if self == self.BEZOEK else self.label

    class Met(models.TextChoices):
        LEERLING = "leerling", "de leerling"
        MENTOR = "mentor", "de mentor"
        OUDER = "ouder", "een ouder"
        LEERKRACHT = "leerkracht", "een leerkracht"

    Staat = Staat

    class Lezers(models.TextChoices):
        GEDEELD = (
            Informatie.MOMENT_GEDEELD.value,
            "gedeeld: ook leerling, ouders, mentor en externe organisator",
        )
        TEAM = Informatie.MOMENT_TEAM.value, "team: alleen collega’s die dit dossier zien"
        VERTROUWELIJK = (
            Informatie.MOMENT_VERTROUWELIJK.value,
            "vertrouwelijk: alleen jij en de coördinator",
        )

        @property
        def kort(self) -> str:
            return self.label.partition(":")[0]

    traject = models.ForeignKey(
        "trajecten.Traject",
        on_delete=models.PROTECT,
        related_name="contactmomenten",
        verbose_name="traject",
    )
    soort = models.CharField("wat", max_length=10, choices=Soort, default=Soort.BEZOEK)
    dag = models.DateField("dag")
    tijd = models.TimeField("uur", null=True, blank=True)
    duur = models.PositiveSmallIntegerField("hoelang (minuten)", null=True, blank=True)
    met = ArrayField(
        models.CharField(max_length=10, choices=Met),
        verbose_name="met wie",
        default=list,
        blank=True,
        size=len(Met),
    )
    plaatsing = models.ForeignKey(
        "werkplekken.Plaatsing",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contactmomenten",
        verbose_name="waar",
    )
    staat = models.CharField("stand", max_length=10, choices=Staat, default=Staat.GEHOUDEN)
    waarom_niet = Tekstveld("waarom het niet doorging", max_length=200, blank=True)
    verslag = models.TextField("verslag", max_length=LANGST, blank=True, validators=[gewone_tekst])
    lezers = models.CharField(
        "wie mag dit lezen", max_length=20, choices=Lezers, default=Lezers.TEAM
    )
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="contactmomenten",
        verbose_name="door",
    )
    gewijzigd_op = models.DateTimeField("gewijzigd op", auto_now=True)

    objects = ContactmomentQuerySet.as_manager()

    class Meta:
        verbose_name = "contactmoment"
        verbose_name_plural = "contactmomenten"
        ordering = ["-dag", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    soort__in=["bezoek", "telefoon", "video", "school", "driehoek", "mail"],
                    staat__in=["gepland", "gehouden", "niet"],
                    lezers__in=["moment_gedeeld", "moment_team", "moment_vertrouwelijk"],
                    met__contained_by=["leerling", "mentor", "ouder", "leerkracht"],
                ),
                name="contactmoment_keuzes",
            ),
            Veldregel(
                bij="plaatsing",
                condition=~Q(soort="bezoek") | Q(plaatsing__isnull=False),
                name="contactmoment_bezoek_waar",
                violation_error_message="Deze leerling heeft geen werkplek om te bezoeken. Kies "
                "een ander soort contact.",
            ),
            Veldregel(
                bij="waarom_niet",
                condition=Q(staat="niet") & ~Q(waarom_niet="")
                | ~Q(staat="niet") & Q(waarom_niet=""),
                name="contactmoment_waarom_niet",
                violation_error_message="Schrijf waarom, en alleen als het niet doorging.",
            ),
            Veldregel(
                bij="duur",
                condition=Q(duur=None) | Q(duur__range=(1, 600)),
                name="contactmoment_duur",
                violation_error_message="Kies hoogstens 600 minuten.",
            ),
            Veldregel(
                bij="met",
                condition=~Q(staat="gehouden") | ~Q(met=[]) | ~Q(verslag=""),
                name="contactmoment_gehouden_zegt_iets",
                violation_error_message=LEEG,
            ),
            plausibel("contactmoment_dag", "dag"),
        ]
        indexes = [
            models.Index(
                fields=["traject", "-dag"],
                condition=Q(staat="gehouden"),
                name="contactmoment_laatste",
            ),
            models.Index(
                fields=["traject", "dag"], condition=Q(staat="gepland"), name="contactmoment_komt"
            ),
        ]

    def __str__(self) -> str:
        return f"{Contactmoment.Soort(self.soort).kort} op {date_format(self.dag, 'j F Y')}"

    @classmethod
    def eigen_van(cls, lid) -> Q:
        return Q(door__gebruiker=lid.gebruiker_id)

    @classmethod
    def gedeeld_met(cls, lid) -> Q:
        """What is of one company is hidden from another, and from an organisation; a talk with a
        mentor is always of one. What is of no place they read of the time that is theirs."""
        if lid.rol not in BUITEN:
            return Q()
        toen = Plaatsing.objects.filter(
            eigen_plaatsing(lid), traject=OuterRef("traject"), van__lte=OuterRef("dag"),
            tot__gte=OuterRef("dag"),
        )  # fmt: skip
        zonder_plek = Q(plaatsing=None) & ~Q(met__contains=[cls.Met.MENTOR]) & Q(Exists(toen))
        return zonder_plek | eigen_plaatsing(lid, "plaatsing")

    def is_van(self, lid) -> bool:
        return self.door.gebruiker_id == lid.gebruiker_id

    @property
    def is_leeg(self) -> bool:
        """With nobody, and nothing told: it says no more than that there was something."""
        return not self.met and not self.verslag

    @property
    def is_gepland(self) -> bool:
        return self.staat == self.Staat.GEPLAND

    @property
    def volgende_staten(self) -> list[Staat]:
        """Where it may go from here, or stay."""
        return [staat for staat in Staat if staat in {self.staat, *OVERGANGEN[Staat(self.staat)]}]

    @property
    def is_vertrouwelijk(self) -> bool:
        return self.lezers == self.Lezers.VERTROUWELIJK

    @property
    def wat(self) -> str:
        """'bezoek aan Bakkerij Cools', 'telefoon'."""
        soort = Contactmoment.Soort(self.soort)
        return f"{soort.kort} aan {self.plaatsing.plaats}" if self.is_bezoek else soort.label

    @property
    def kort(self) -> str:
        """'bezoek, 12 november': for a list; with the year when that is another one."""
        vorm = "j F" if self.dag.year == timezone.localdate().year else "j F Y"
        return f"{Contactmoment.Soort(self.soort).kort}, {date_format(self.dag, vorm)}"

    @property
    def is_bezoek(self) -> bool:
        return self.soort == self.Soort.BEZOEK

    @property
    def met_wie(self) -> str:
        """'de leerling, de mentor en een ouder'."""
        *eerst, laatste = [self.Met(wie).label for wie in self.met] or [""]
        return " en ".join(filter(None, [", ".join(eerst), laatste]))

    @property
    def voor_wie(self) -> str:
        """'team': who may read it, in a word."""
        return self.Lezers(self.lezers).kort

    @property
    def begin(self) -> datetime.datetime | None:
        """When it begins, if that is known."""
        if self.tijd is None:
            return None
        return timezone.make_aware(datetime.datetime.combine(self.dag, self.tijd))

    @property
    def over(self) -> int:
        """How many days are left; less than none when it is past."""
        return (self.dag - timezone.localdate()).days

    @property
    def signaal(self) -> str:
        """How urgent it is (see the template tag `pil`)."""
        if not self.is_gepland:
            return "goed" if self.staat == self.Staat.GEHOUDEN else "rust"
        return "rust" if self.over > 0 else "gevaar" if self.over < 0 else "let_op"

    @property
    def teken(self) -> str:
        """For the little square: held, did not go through, due, or how many days are left."""
        if not self.is_gepland:
            return "✓" if self.staat == self.Staat.GEHOUDEN else "–"
        return "!" if self.over <= 0 else str(min(self.over, 99))
