"""Who was reminded of which term, at which step or because somebody asked."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gebruikers.models import Bericht
from trajecten.models.termijn import VanRegel
from trajecten.termijnregel import REGELS


class Herinnering(VanRegel):
    """One person was mailed about one term, once a step of its ladder: the key of the mail sees to
    that, since of two trajecten that become one both lines stay. `uiterlijk` is what the last day
    was then: when it moves, the ladder begins anew. `door`: who asked for it by hand, then `trede`
    is how much was left."""

    alleen_toevoegen = True
    VANZELF = Q()  # comes with any traject

    traject = models.ForeignKey(
        "trajecten.Traject",
        on_delete=models.PROTECT,
        related_name="herinneringen",
        verbose_name="traject",
    )
    uiterlijk = models.DateField("uiterlijk")
    trede = models.SmallIntegerField("trede", help_text="Hoeveel er nog over was; -1 is voorbij.")
    aan = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="aan"
    )
    bericht = models.ForeignKey(
        "gebruikers.Bericht", on_delete=models.PROTECT, related_name="+", verbose_name="mail"
    )
    door = models.ForeignKey(
        "gebruikers.Lidmaatschap",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="gevraagd door",
        help_text="Leeg: vanzelf.",
    )
    op = models.DateTimeField("op", default=timezone.now)

    class Meta:
        verbose_name = "herinnering"
        verbose_name_plural = "herinneringen"
        ordering = ["-op", "-pk"]

    def __str__(self) -> str:
        return f"herinnering aan {self.aan}"

    @property
    def stap(self) -> str:
        """'nog 5 opleidingsdagen': which step of the ladder it was, or who asked."""
        if self.door:
            return f"gevraagd door {self.door.gebruiker}"
        if self.trede < 0:
            return "voorbij"
        eenheid = REGELS[self.regel].eenheid_van_ladder
        return f"nog {eenheid.in_woorden(self.trede)}" if self.trede else "laatste dag"

    @property
    def hoe_het_ging(self) -> str:
        """Of the mail, when it did not simply arrive."""
        staat = self.bericht.staat
        if staat == Bericht.Staat.VERZONDEN:
            return ""
        return "de mail is nog niet weg" if staat == Bericht.Staat.WACHT else "niet aangekomen"
