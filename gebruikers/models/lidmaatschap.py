"""Which role someone has at a school, and from when until when."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Collate, Concat
from django.utils import timezone

from gebruikers.models.uitnodiging import Uitnodiging
from gebruikers.periode import loopt
from gebruikers.rollen import STAF, Rol
from gebruikers.zicht import TRAJECTEN, Recht, Schoolsoort, ZichtQuerySet, rollen_met

MEEKIJK = "meekijk-"  # how `getoond_als` begins of who looks along


class LidmaatschapQuerySet(ZichtQuerySet):
    def geldig(self, op: datetime.date | None = None) -> "LidmaatschapQuerySet":
        op = op or timezone.localdate()
        return self.filter(loopt(op), gebruiker__is_active=True)

    def beeindigd(self) -> "LidmaatschapQuerySet":
        """Over before today."""
        return self.filter(tot__lt=timezone.localdate())

    def van_rij(self, *rollen: Rol, wie: str = "gebruiker") -> Exists:
        """For a queryset around this one, of rows with a school: whether the person in their field
        `wie` has one of these roles there; when none is given, the row's own."""
        hier = self.filter(school=OuterRef("school"), gebruiker=OuterRef(wie))
        return Exists(hier.filter(rol__in=rollen) if rollen else hier.filter(rol=OuterRef("rol")))

    def op_naam(self) -> "LidmaatschapQuerySet":
        """As in a phone book: Öztürk between Maes and Peeters."""
        namen = [Collate(f"gebruiker__{deel}", "nl-x-icu") for deel in ("naam", "voornaam")]
        return self.select_related("gebruiker").order_by(*namen, "rol", "pk")

    def die_accounts_beheren(self) -> "LidmaatschapQuerySet":
        return self.filter(rol__in=rollen_met(Schoolsoort.ACCOUNTS, Recht.SCHRIJF))

    def met_uitnodiger(self) -> "LidmaatschapQuerySet":
        """With the names of who invited this person to this role (`uitgenodigd_door`) and of the
        coördinator who agreed first (`akkoord_van`)."""
        aanvaard = Uitnodiging.objects.filter(
            school=OuterRef("school"), gebruiker=OuterRef("gebruiker"), rol=OuterRef("rol")
        )
        laatste = aanvaard.exclude(aanvaard_op=None).order_by("-aanvaard_op")
        return self.annotate(
            uitgenodigd_door=_naam_uit(laatste, "uitgenodigd_door"),
            akkoord_van=_naam_uit(laatste, "akkoord_door"),
        )


def _naam_uit(uitnodigingen: models.QuerySet, wie: str) -> Subquery:
    """Of the first of these; none when there is nobody."""
    naam = Concat(f"{wie}__voornaam", Value(" "), f"{wie}__naam", output_field=models.CharField())
    return Subquery(uitnodigingen.values(naam=Case(When(~Q(**{wie: None}), then=naam)))[:1])


class Lidmaatschap(models.Model):
    """One Rol of one Gebruiker at one School. Who looks or acts is a Lidmaatschap."""

    SCHOOLSOORT = Schoolsoort.ACCOUNTS
    PAD_NAAR_SCHOOL = "school"
    EIGEN_VAN_GEBRUIKER = "gebruiker_id"
    # Who really looks, and since when, while somebody looks along (gebruikers/meekijken.py).
    meekijker = None
    meekijk = None

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="lidmaatschappen",
        verbose_name="school",
    )
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="lidmaatschappen",
        verbose_name="gebruiker",
    )
    rol = models.CharField("rol", max_length=20, choices=Rol)
    van = models.DateField("van", default=timezone.localdate)
    tot = models.DateField("tot en met", null=True, blank=True)
    # Of the own Vandaag, at most once an hour (overzichten/nieuw.py).
    keek_op = models.DateTimeField("keek laatst op", null=True, blank=True, editable=False)
    keek_eerder_op = models.DateTimeField("keek daarvoor op", null=True, blank=True, editable=False)

    objects = LidmaatschapQuerySet.as_manager()

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        ordering = ["school", "gebruiker", "rol", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "gebruiker", "rol"],
                condition=Q(tot=None),
                name="lidmaatschap_een_open_per_rol",
                violation_error_message="Deze persoon heeft deze rol al.",
            ),
            models.CheckConstraint(
                condition=Q(tot=None) | Q(tot__gte=F("van")),
                name="lidmaatschap_tot_na_van",
                violation_error_message="De einddatum kan niet voor de begindatum liggen.",
            ),
            models.CheckConstraint(condition=Q(rol__in=Rol.values), name="lidmaatschap_rol"),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker} ({self.get_rol_display()}, {self.school})"

    @property
    def getoond_als(self) -> str:
        """What a page shown to this Lidmaatschap carries, so that a press on it is known to be
        theirs; of somebody who looks along, this time of looking along only."""
        return f"{MEEKIJK}{self.meekijk.pk}" if self.meekijk else str(self.pk)

    @property
    def is_staf(self) -> bool:
        return self.rol in STAF

    @property
    def ziet_niets_van_dossiers(self) -> bool:
        """Looks along in a role that sees no file: lists are empty for that reason alone."""
        return bool(self.meekijker) and self.meekijker.rol not in TRAJECTEN
