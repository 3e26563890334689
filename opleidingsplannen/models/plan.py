"""The individual training plan: one plan that school and company carry out together."""

from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models.van_school import VanSchool
from gebruikers.overgang import verplaats
from gebruikers.periode import plausibel
from gebruikers.zicht import Informatie, Recht, ZichtQuerySet, mag


class Planstatus(models.TextChoices):
    CONCEPT = "concept", "concept"
    VOORGELEGD = "voorgelegd", "voorgelegd"
    AKKOORD = "akkoord", "akkoord"
    VERVANGEN = "vervangen", "vervangen"


OVERGANGEN = {
    Planstatus.CONCEPT: {Planstatus.VOORGELEGD},
    Planstatus.VOORGELEGD: {Planstatus.AKKOORD, Planstatus.CONCEPT},
    Planstatus.AKKOORD: {Planstatus.VERVANGEN},
}


# Of an agreement: what was sent or signed with an annex keeps it as it was.
LIGT_VAST_BIJ = ("ter_ondertekening", "getekend", "beeindigd")


class Plaats(models.TextChoices):
    """Where something is taught (aanbreng) or practised (inoefening)."""

    NERGENS = "nergens", "nergens gepland"
    SCHOOL = "school", "school"
    WERKPLEK = "werkplek", "werkplek"
    BEIDE = "beide", "school en werkplek"
    EXTERN = "extern", "extern"

    @property
    def gewoon(self) -> str:
        """In plain words, for who is not of the school."""
        return PLAATS_IN_WOORDEN[self]


PLAATS_IN_WOORDEN = {
    Plaats.NERGENS: "nog niet gepland",
    Plaats.SCHOOL: "op school",
    Plaats.WERKPLEK: "op de werkplek",
    Plaats.BEIDE: "op school en op de werkplek",
    Plaats.EXTERN: "op een andere plek",
}


class OpleidingsplanQuerySet(ZichtQuerySet):
    def leesbaar_voor(self, lid) -> "OpleidingsplanQuerySet":
        """The versions that `lid` reads, in reading order.

        Who writes the plan reads all, the newest first. Anybody else the version in force, then the
        one that is laid before; never a draft.
        """
        rijen = self.zichtbaar_voor(lid)
        if mag(lid, Informatie.PLAN, Recht.SCHRIJF):
            return rijen.order_by("traject", "-versie")
        return rijen.buiten_ontwerp().geldend_eerst()

    def buiten_ontwerp(self) -> "OpleidingsplanQuerySet":
        """What others than its writers may know of: in force, or laid before."""
        return self.filter(status__in=(Planstatus.AKKOORD, Planstatus.VOORGELEGD))

    def teruggehaald(self) -> "OpleidingsplanQuerySet":
        """Laid before, and taken back to change it."""
        return self.filter(status=Planstatus.CONCEPT, ronde__gt=1)

    def geldend_eerst(self) -> "OpleidingsplanQuerySet":
        """The version in force before any newer one."""
        geldt = Case(When(status=Planstatus.AKKOORD, then=0), default=1)
        return self.order_by("traject", geldt, "-versie")


class Opleidingsplan(VanSchool):
    """One version of the plan of one traject."""

    INFORMATIE = Informatie.PLAN
    PAD_NAAR_TRAJECT = "traject"
    SCHOOL_VAN = "traject"

    traject = models.ForeignKey(
        "trajecten.Traject",
        on_delete=models.PROTECT,
        related_name="plannen",
        verbose_name="traject",
    )
    standaardtraject = models.ForeignKey(
        "opleidingsplannen.Standaardtraject",
        on_delete=models.PROTECT,
        related_name="plannen",
        verbose_name="standaardtraject",
    )
    versie = models.PositiveSmallIntegerField("versie", default=1)
    status = models.CharField(
        "status", max_length=20, choices=Planstatus, default=Planstatus.CONCEPT
    )
    reden = models.CharField("reden van deze versie", max_length=200, blank=True)
    ronde = models.PositiveSmallIntegerField(
        "ronde", default=1, help_text="De hoeveelste keer deze versie voorligt."
    )
    akkoord_op = models.DateField("akkoord op", null=True, blank=True)
    aangemaakt_op = models.DateTimeField("aangemaakt op", default=timezone.now)
    gewijzigd_op = models.DateTimeField("gewijzigd op", default=timezone.now)

    objects = OpleidingsplanQuerySet.as_manager()

    class Meta:
        verbose_name = "opleidingsplan"
        verbose_name_plural = "opleidingsplannen"
        ordering = ["traject", "-versie", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["traject", "versie"], name="plan_versie_uniek"),
            models.UniqueConstraint(
                fields=["traject"],
                condition=Q(status="akkoord"),
                name="plan_een_in_voege",
                violation_error_message="Er is al een plan waarover een akkoord is.",
            ),
            models.CheckConstraint(condition=Q(status__in=Planstatus.values), name="plan_status"),
        ]

    def __str__(self) -> str:
        return f"opleidingsplan versie {self.versie}"

    def get_absolute_url(self) -> str:
        return reverse("opleidingsplannen:plan", args=[self.traject.school.code, self.traject_id])

    def bijlage_van(self):
        """The agreement, or the amendment of one, that was sent or signed with this version as its
        annex; or None."""
        stukken = (self.overeenkomsten, self.wijzigingen)
        vast = (stuk.filter(status__in=LIGT_VAST_BIJ).first() for stuk in stukken)
        return next(filter(None, vast), None)

    @property
    def is_bewerkbaar(self) -> bool:
        return self.status == Planstatus.CONCEPT

    def akkoorden_nu(self) -> dict:
        """Party → its Planakkoord, of who agrees with this version as it is laid before now."""
        laatste = {rij.partij: rij for rij in self.akkoorden.all() if rij.ronde == self.ronde}
        return {partij: rij for partij, rij in laatste.items() if not rij.ingetrokken}

    def ga_naar(self, doel: Planstatus, **velden) -> None:
        """Move along the table, once. Raises OngeldigeOvergang."""
        verplaats(self, "status", doel, OVERGANGEN, gewijzigd_op=timezone.now(), **velden)


class Planregel(VanSchool):
    """One competence in a plan: where it is taught, where practised, when, by whom."""

    INFORMATIE = Informatie.PLAN
    PAD_NAAR_TRAJECT = "plan__traject"
    SCHOOL_VAN = "plan"

    plan = models.ForeignKey(
        Opleidingsplan, on_delete=models.CASCADE, related_name="regels", verbose_name="plan"
    )
    competentie = models.ForeignKey(
        "opleidingsplannen.Competentie",
        on_delete=models.PROTECT,
        related_name="planregels",
        verbose_name="competentie",
    )
    aanbreng = models.CharField("aanbreng", max_length=10, choices=Plaats, default=Plaats.NERGENS)
    inoefening = models.CharField(
        "inoefening", max_length=10, choices=Plaats, default=Plaats.NERGENS
    )
    van = models.DateField("van", null=True, blank=True)
    tot = models.DateField("tot", null=True, blank=True)
    verantwoordelijke = models.CharField("verantwoordelijke", max_length=80, blank=True)
    opmerking = models.CharField("opmerking", max_length=300, blank=True)
    volgorde = models.PositiveSmallIntegerField("volgorde")

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "planregel"
        verbose_name_plural = "planregels"
        ordering = ["plan", "volgorde", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "competentie"], name="planregel_uniek"),
            models.CheckConstraint(
                condition=Q(van=None) | Q(tot=None) | Q(tot__gte=F("van")),
                name="planregel_tot_na_van",
                violation_error_message="Het einde van de periode kan niet voor het begin liggen.",
            ),
            plausibel("planregel_datums", "van", "tot"),
            models.CheckConstraint(
                condition=Q(aanbreng__in=Plaats.values, inoefening__in=Plaats.values),
                name="planregel_plaats",
            ),
        ]

    def __str__(self) -> str:
        return str(self.competentie)

    @property
    def wanneer(self) -> str:
        """The period in words."""
        van = self.van and date_format(self.van, "b Y")
        tot = self.tot and date_format(self.tot, "b Y")
        if van and tot:
            begin = date_format(self.van, "b") if self.van.year == self.tot.year else van
            return van if van == tot else f"{begin} – {tot}"
        return f"vanaf {van}" if van else f"tot {tot}" if tot else "hele periode"

    @property
    def leren(self) -> str:
        """Where it is taught, in plain words."""
        return Plaats(self.aanbreng).gewoon

    @property
    def oefenen(self) -> str:
        """Where it is practised, in plain words."""
        return Plaats(self.inoefening).gewoon

    @property
    def is_nergens_gepland(self) -> bool:
        return Plaats.NERGENS in (self.aanbreng, self.inoefening)
