"""Where a learner is, when, and with whom."""

import datetime

from django.db import models
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from gebruikers.models.van_school import VanSchool
from gebruikers.periode import DAG, Veldregel, plausibel
from gebruikers.zicht import Informatie, ZichtQuerySet, eigen_plaatsing
from trajecten.weken import GETEKEND

IN_VOEGE = Q(overeenkomst=None) | Q(overeenkomst__status__in=GETEKEND)


class PlaatsingQuerySet(ZichtQuerySet):
    def op(self, dag: datetime.date | None = None) -> "PlaatsingQuerySet":
        dag = dag or timezone.localdate()
        return self.filter(van__lte=dag, tot__gte=dag)

    def met_aansluiting(self, lid) -> "PlaatsingQuerySet":
        """Each with `bleef` and `blijft`: whether the learner is at that same place the day before
        it and the day after it, by another that `lid` sees."""
        zelfde = Q(vestiging=OuterRef("vestiging")) | Q(organisatie=OuterRef("organisatie"))
        ook = Plaatsing.objects.zichtbaar_voor(lid).filter(zelfde, traject=OuterRef("traject"))
        ook = ook.exclude(pk=OuterRef("pk"))
        return self.annotate(
            bleef=Exists(ook.filter(van__lt=OuterRef("van"), tot__gte=OuterRef("van") - DAG)),
            blijft=Exists(ook.filter(tot__gt=OuterRef("tot"), van__lte=OuterRef("tot") + DAG)),
        )

    def in_voege(self) -> "PlaatsingQuerySet":
        """Of an agreement that was signed, or of none: not of what is only offered."""
        return self.filter(IN_VOEGE)

    def met_voege(self) -> "PlaatsingQuerySet":
        """Each with whether it is so (`geldt`)."""
        return self.annotate(geldt=ExpressionWrapper(IN_VOEGE, BooleanField()))


def aantal_leerlingen(pad: str) -> Coalesce:
    """To annotate: how many cases of the whole school are today at the row that `pad` leads to.
    A number, so no question of who sees which of them."""
    per_rij = Plaatsing.objects.op().filter(**{pad: OuterRef("pk")}).order_by().values(pad)
    return Coalesce(Subquery(per_rij.annotate(n=Count("traject", distinct=True)).values("n")), 0)


class Plaatsing(VanSchool):
    """A traject at a site (or an organisation) with a mentor, from when until when.

    At a site it is written by the acts of an agreement only; at an organisation by those too, or by
    `plaats_bij_organisatie`. Ratings, presence, free places and what a mentor sees
    read it. `aangeboden_op` is when the agreement was first sent: from then on the mentor looks in.
    """

    INFORMATIE = Informatie.PLAATSING
    PAD_NAAR_TRAJECT = "traject"
    SCHOOL_VAN = "traject"

    traject = models.ForeignKey(
        "trajecten.Traject",
        on_delete=models.PROTECT,
        related_name="plaatsingen",
        verbose_name="traject",
    )
    vestiging = models.ForeignKey(
        "werkplekken.Vestiging",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="plaatsingen",
        verbose_name="vestiging",
    )
    organisatie = models.ForeignKey(
        "werkplekken.Organisatie",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="plaatsingen",
        verbose_name="organisatie",
    )
    mentor = models.ForeignKey(
        "werkplekken.Mentor",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="plaatsingen",
        verbose_name="mentor",
    )
    van = models.DateField("van")
    tot = models.DateField("tot en met")
    aangeboden_op = models.DateTimeField("aangeboden op", null=True, blank=True)

    objects = PlaatsingQuerySet.as_manager()

    class Meta:
        verbose_name = "plaatsing"
        verbose_name_plural = "plaatsingen"
        ordering = ["-van", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(vestiging=None, organisatie__isnull=False)
                | Q(vestiging__isnull=False, organisatie=None),
                name="plaatsing_vestiging_of_organisatie",
                violation_error_message="Kies een vestiging of een organisatie.",
            ),
            Veldregel(
                bij="tot",
                condition=Q(tot__gte=F("van")),
                name="plaatsing_tot_na_van",
                violation_error_message="De einddatum kan niet voor de begindatum liggen.",
            ),
            plausibel("plaatsing_datums", "van", "tot"),
        ]
        indexes = [
            models.Index(fields=["mentor", "tot"], name="plaatsing_mentor"),
            models.Index(fields=["organisatie", "tot"], name="plaatsing_organisatie"),
        ]

    def __str__(self) -> str:
        return f"{self.traject} bij {self.plaats}"

    @classmethod
    def eigen_van(cls, lid) -> Q:
        return eigen_plaatsing(lid)

    @property
    def plaats(self):
        """The Vestiging or the Organisatie."""
        return self.vestiging or self.organisatie

    @property
    def is_begonnen(self) -> bool:
        return self.van <= timezone.localdate()

    def ging_niet_door(self) -> bool:
        """Of one that does not happen and that a contact tells of: the row stays, over since
        yesterday and offered to nobody. False when no contact does. Absences that were announced
        for its days go."""
        self.aanwezigheden.all().delete()
        if not self.contactmomenten.exists():
            return False
        gisteren = timezone.localdate() - datetime.timedelta(days=1)
        self.van, self.tot = min(self.van, gisteren), min(self.tot, gisteren)
        self.aangeboden_op = None
        self.save(update_fields=["van", "tot", "aangeboden_op"])
        return True


class Plaatsvervanger(VanSchool):
    """A second mentor on a placement, between dates."""

    INFORMATIE = Informatie.PLAATSING
    PAD_NAAR_TRAJECT = "plaatsing__traject"
    SCHOOL_VAN = "plaatsing"

    plaatsing = models.ForeignKey(
        Plaatsing,
        on_delete=models.CASCADE,
        related_name="plaatsvervangers",
        verbose_name="plaatsing",
    )
    mentor = models.ForeignKey(
        "werkplekken.Mentor",
        on_delete=models.PROTECT,
        related_name="vervangingen",
        verbose_name="mentor",
    )
    van = models.DateField("van")
    tot = models.DateField("tot en met", null=True, blank=True)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "plaatsvervanger"
        verbose_name_plural = "plaatsvervangers"
        ordering = ["plaatsing", "van", "pk"]
        constraints = [
            Veldregel(
                bij="tot",
                condition=Q(tot=None) | Q(tot__gte=F("van")),
                name="plaatsvervanger_tot_na_van",
                violation_error_message="De einddatum kan niet voor de begindatum liggen.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.mentor} vervangt op {self.plaatsing}"

    @classmethod
    def eigen_van(cls, lid) -> Q:
        return eigen_plaatsing(lid, "plaatsing")
