"""Who does somebody's work for a while."""

import copy
import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models.lidmaatschap import Lidmaatschap
from gebruikers.periode import Veldregel, in_woorden, loopt, plausibel
from gebruikers.rollen import TEAM, Rol
from gebruikers.schrijfwijze import Tekstveld
from gebruikers.zicht import TRAJECTEN, VERVANGT_KLAS, Schoolsoort, ZichtQuerySet

LANGST = datetime.timedelta(days=365)


class VervangingQuerySet(ZichtQuerySet):
    def op(self, dag: datetime.date | None = None) -> "VervangingQuerySet":
        """Holds on that day (today): who lost the role replaces nobody any more."""
        dag = dag or timezone.localdate()
        return self.filter(loopt(dag), Lidmaatschap.objects.geldig(dag).van_rij(wie="vervanger"))


class Vervanging(models.Model):
    """`vervanger` does the work of `wie` in this role, from day to day: sees and does what `wie`
    sees and does through a team or a class. It goes no further: who replaces a replacer does the
    replacer's own work only."""

    SCHOOLSOORT = Schoolsoort.VERVANGINGEN
    PAD_NAAR_SCHOOL = "school"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="vervangingen",
        verbose_name="school",
    )
    wie = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="vervangingen",
        verbose_name="wie wordt vervangen",
    )
    vervanger = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="vervangt",
        verbose_name="door wie",
    )
    rol = models.CharField("als", max_length=20, choices=[(r.value, r.label) for r in TEAM])
    van = models.DateField("van")
    tot = models.DateField("tot en met")
    reden = Tekstveld(
        "reden",
        max_length=80,
        blank=True,
        help_text="Kort en zonder medische uitleg, bijvoorbeeld: verlof.",
    )
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        on_delete=models.SET_NULL,
        related_name="geregelde_vervangingen",
        verbose_name="geregeld door",
    )

    objects = VervangingQuerySet.as_manager()

    class Meta:
        verbose_name = "vervanging"
        verbose_name_plural = "vervangingen"
        ordering = ["van", "pk"]
        constraints = [
            Veldregel(
                bij="tot",
                condition=Q(tot__gte=F("van")),
                name="vervanging_tot_na_van",
                violation_error_message="De laatste dag kan niet voor de eerste liggen.",
            ),
            Veldregel(
                bij="tot",
                condition=Q(tot__lte=F("van") + LANGST),
                name="vervanging_hoogstens_een_jaar",
                violation_error_message="Een vervanging duurt hoogstens een jaar.",
            ),
            models.CheckConstraint(
                condition=~Q(wie=F("vervanger")),
                name="vervanging_door_een_ander",
                violation_error_message="Iemand kan zichzelf niet vervangen.",
            ),
            models.CheckConstraint(
                condition=Q(rol__in=[rol.value for rol in TEAM]), name="vervanging_rol"
            ),
            plausibel("vervanging_datums", "van", "tot"),
        ]

    def __str__(self) -> str:
        return f"{self.vervanger} {self.in_woorden}"

    @classmethod
    def eigen_van(cls, lid) -> Q:
        return Q(rol=lid.rol) & (Q(wie=lid.gebruiker_id) | Q(vervanger=lid.gebruiker_id))

    @property
    def in_woorden(self) -> str:
        """Follows the name of who replaces."""
        return f"vervangt {self.wie} {self.dagen}"

    @property
    def dagen(self) -> str:
        return in_woorden(self.van, self.tot)

    @property
    def begon_vandaag(self) -> bool:
        """Then it runs until tonight at least: somebody may have looked."""
        return self.van == timezone.localdate()

    @property
    def is_begonnen(self) -> bool:
        return self.van <= timezone.localdate()

    @property
    def is_voorbij(self) -> bool:
        return self.tot < timezone.localdate()

    def tegelijk(self) -> VervangingQuerySet:
        """The others of the school in this role on any of these days."""
        andere = Vervanging.objects.exclude(pk=self.pk).filter(school=self.school_id, rol=self.rol)
        return andere.filter(van__lte=self.tot, tot__gte=self.van).select_related("wie")


def met_vervangers(rijen: Iterable[models.Model]) -> list:
    """These rows, each about a `gebruiker` of a `school` from `van` to `tot`, in a `rol` or with a
    class; and after each that holds today a copy for who replaces that person then, with
    `vervanging`. Who is replaced is `afwezig`. In one query."""
    rijen, vandaag = list(rijen), timezone.localdate()
    lopend = Vervanging.objects.op(vandaag).filter(
        wie__in={rij.gebruiker_id for rij in rijen},
        school__in={rij.school_id for rij in rijen},
    )
    per_persoon = defaultdict(list)
    for vervanging in lopend.select_related("wie", "vervanger"):
        per_persoon[vervanging.school_id, vervanging.wie_id].append(vervanging)
    samen = []
    for rij in rijen:
        samen.append(rij)
        if rij.van > vandaag or (rij.tot and rij.tot < vandaag):
            continue
        door = [
            vervanging
            for vervanging in per_persoon[rij.school_id, rij.gebruiker_id]
            if _gaat_over(rij, vervanging)
        ]
        samen += [_in_de_plaats(rij, vervanging) for vervanging in door]
        rij.afwezig = _afwezig(door)
    return samen


def _gaat_over(rij: models.Model, vervanging: Vervanging) -> bool:
    if rol := getattr(rij, "rol", ""):
        return rol == vervanging.rol
    return VERVANGT_KLAS in TRAJECTEN[Rol(vervanging.rol)]


def _afwezig(door: list[Vervanging]) -> str:
    """Follows the name of who is replaced by these, if any."""
    if not door:
        return ""
    tot = date_format(max(vervanging.tot for vervanging in door), "j F Y")
    wie = " en ".join(dict.fromkeys(str(vervanging.vervanger) for vervanging in door))
    return f"afwezig tot en met {tot}; {wie} {'vervangt' if len(door) == 1 else 'vervangen'}"


def _in_de_plaats(rij: models.Model, vervanging: Vervanging) -> models.Model:
    """Never saved."""
    kopie = copy.copy(rij)
    kopie.pk, kopie.gebruiker, kopie.vervanging = None, vervanging.vervanger, vervanging
    return kopie
