"""What the parties say about a version of a plan: yes, not any more, or a question."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from gebruikers.models.van_school import VanSchool
from gebruikers.zicht import Informatie, ZichtQuerySet


class Partij(models.TextChoices):
    LEERLING = "leerling", "leerling"
    MENTOR = "mentor", "mentor"
    SCHOOL = "school", "school"


class Planakkoord(VanSchool):
    """A party agreed to a version, in an account or in a talk, or took that back. Appended only:
    the last row of a party counts, within the round in which the plan is laid before."""

    INFORMATIE = Informatie.PLAN
    PAD_NAAR_TRAJECT = "plan__traject"
    SCHOOL_VAN = "plan"
    alleen_toevoegen = True
    Partij = Partij

    plan = models.ForeignKey(
        "opleidingsplannen.Opleidingsplan",
        on_delete=models.PROTECT,
        related_name="akkoorden",
        verbose_name="plan",
    )
    partij = models.CharField("partij", max_length=10, choices=Partij)
    ronde = models.PositiveSmallIntegerField("ronde", default=1)
    nummer = models.PositiveSmallIntegerField("hoeveelste van deze partij", default=1)
    ingetrokken = models.BooleanField("niet langer akkoord", default=False)
    gesprek_op = models.DateField("akkoord gegeven in een gesprek op", null=True, blank=True)
    gesproken_met = models.CharField("gesproken met", max_length=200, blank=True)
    mentor = models.ForeignKey(
        "werkplekken.Mentor",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="planakkoorden",
        verbose_name="mentor die in een gesprek akkoord ging",
    )
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="planakkoorden",
        verbose_name="vastgelegd door",
    )
    op = models.DateTimeField("op", default=timezone.now)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "akkoord met een plan"
        verbose_name_plural = "akkoorden met een plan"
        ordering = ["plan", "ronde", "partij", "nummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "ronde", "partij", "nummer"], name="planakkoord_een_per_partij"
            ),
            models.CheckConstraint(
                condition=Q(partij__in=("leerling", "mentor", "school")), name="planakkoord_partij"
            ),
            models.CheckConstraint(
                condition=Q(gesprek_op=None, gesproken_met="", mentor=None)
                | Q(gesprek_op__isnull=False)
                & ~Q(gesproken_met="")
                & (Q(partij="leerling", mentor=None) | Q(partij="mentor", mentor__isnull=False)),
                name="planakkoord_gesprek_met_wie",
            ),
        ]

    def __str__(self) -> str:
        return f"akkoord van {self.get_partij_display()}"

    @property
    def in_gesprek(self) -> bool:
        return self.gesprek_op is not None

    @property
    def wie(self) -> str:
        return self.gesproken_met or str(self.door.gebruiker)

    def is_van(self, mentor) -> bool:
        """Whether this mentor agreed, in a talk or in the own account."""
        if self.in_gesprek:
            return self.mentor_id == mentor.pk
        return self.door.gebruiker_id == mentor.gebruiker_id


class Planvraag(VanSchool):
    """A question of the learner or the mentor about a version that is laid before them, and the
    answer of the school. Read by the asker and by who guides, not by the other party."""

    INFORMATIE = Informatie.VRAAG
    PAD_NAAR_TRAJECT = "plan__traject"
    SCHOOL_VAN = "plan"

    plan = models.ForeignKey(
        "opleidingsplannen.Opleidingsplan",
        on_delete=models.PROTECT,
        related_name="vragen",
        verbose_name="plan",
    )
    partij = models.CharField("partij", max_length=10, choices=Partij)
    ronde = models.PositiveSmallIntegerField("ronde")
    vraag = models.CharField("vraag", max_length=1000)
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="planvragen",
        verbose_name="gevraagd door",
    )
    op = models.DateTimeField("gevraagd op", default=timezone.now)
    antwoord = models.CharField("antwoord", max_length=1000, blank=True)
    beantwoord_door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="planantwoorden",
        verbose_name="beantwoord door",
    )
    beantwoord_op = models.DateTimeField("beantwoord op", null=True, blank=True)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag over een plan"
        verbose_name_plural = "vragen over een plan"
        ordering = ["plan", "-op", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(partij__in=("leerling", "mentor")), name="planvraag_partij"
            ),
            models.CheckConstraint(
                condition=Q(antwoord="", beantwoord_door=None, beantwoord_op=None)
                | (~Q(antwoord="") & Q(beantwoord_door__isnull=False, beantwoord_op__isnull=False)),
                name="planvraag_antwoord_van_iemand",
            ),
        ]

    def __str__(self) -> str:
        return f"vraag van de {self.get_partij_display()} over {self.plan}"

    @classmethod
    def eigen_van(cls, lid) -> Q:
        return Q(door__gebruiker=lid.gebruiker_id, door__rol=lid.rol)
