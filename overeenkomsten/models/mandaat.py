"""Who signs for the school without being coördinator."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from gebruikers.models.van_school import VanSchool
from gebruikers.periode import Veldregel, in_woorden, loopt, plausibel
from gebruikers.rollen import Rol
from gebruikers.schrijfwijze import Tekstveld
from gebruikers.zicht import Schoolsoort, ZichtQuerySet

# Who reads what is signed, and may be given the mandate; a coördinator needs none.
TE_MACHTIGEN = (Rol.BEGELEIDER, Rol.ADMINISTRATIE)


class TekenmandaatQuerySet(ZichtQuerySet):
    def op(self, dag: datetime.date | None = None) -> "TekenmandaatQuerySet":
        """That hold on that day (today)."""
        return self.filter(loopt(dag or timezone.localdate()))


class Tekenmandaat(VanSchool):
    """The board of the school lets this colleague sign agreements for it, from day to day."""

    SCHOOLSOORT = Schoolsoort.OVEREENKOMSTREGELS
    PAD_NAAR_SCHOOL = "school"
    SCHOOL_VAN = "lid"

    lid = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        on_delete=models.PROTECT,
        related_name="tekenmandaten",
        verbose_name="wie mag tekenen",
    )
    gegeven_door = Tekstveld(
        "gegeven door", max_length=120, help_text="Naam en functie. Het staat zo in het document."
    )
    van = models.DateField("van")
    tot = models.DateField("tot en met", null=True, blank=True)

    objects = TekenmandaatQuerySet.as_manager()

    class Meta:
        verbose_name = "tekenmandaat"
        verbose_name_plural = "tekenmandaten"
        ordering = ["-van", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["lid", "van"],
                name="tekenmandaat_een_per_dag",
                violation_error_message="Vanaf die dag heeft deze collega al een mandaat.",
            ),
            Veldregel(
                bij="tot",
                condition=Q(tot=None) | Q(tot__gte=F("van")),
                name="tekenmandaat_tot_na_van",
                violation_error_message="De laatste dag kan niet voor de eerste liggen.",
            ),
            plausibel("tekenmandaat_datums", "van", "tot"),
        ]

    def __str__(self) -> str:
        return f"mandaat van {self.lid.gebruiker} {self.dagen}"

    @property
    def dagen(self) -> str:
        return in_woorden(self.van, self.tot)

    @property
    def is_voorbij(self) -> bool:
        return self.tot is not None and self.tot < timezone.localdate()
