"""What people keep of the lists."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import STAF, Rol
from gebruikers.schrijfwijze import Tekstveld
from gebruikers.zicht import Schoolsoort, ZichtQuerySet

LANGST = 600  # letters of an address


class Weergave(models.Model):
    """A choice of filters and order of the caseload, under a name. Shared, colleagues use it too:
    each then sees their own learners in it."""

    SCHOOLSOORT = Schoolsoort.WEERGAVEN
    PAD_NAAR_SCHOOL = "school"

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.CASCADE,
        related_name="weergaven",
        verbose_name="school",
    )
    van = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="weergaven",
        verbose_name="bewaard door",
    )
    naam = Tekstveld("naam", max_length=40)
    adres = models.CharField("filters en volgorde", max_length=LANGST)
    gedeeld = models.BooleanField("gedeeld met collega's", default=False)

    objects = ZichtQuerySet.as_manager()

    class Meta:
        verbose_name = "weergave"
        verbose_name_plural = "weergaven"
        ordering = ["naam", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "van", "naam"], name="weergave_naam"),
            models.CheckConstraint(condition=~Q(naam="") & ~Q(adres=""), name="weergave_niet_leeg"),
        ]

    def __str__(self) -> str:
        return self.naam

    @classmethod
    def eigen_van(cls, lid) -> Q:
        """And of who works at the school today what they shared."""
        werkt_hier = Lidmaatschap.objects.geldig().van_rij(*STAF, wie="van")
        return Q(van=lid.gebruiker_id) | (Q(gedeeld=True) & Q(werkt_hier))

    def mag_weg(self, lid) -> bool:
        return self.van_id == lid.gebruiker_id or (self.gedeeld and lid.rol == Rol.COORDINATOR)
