"""Who was reminded of which term, at which step."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from trajecten.models.termijn import VanRegel


class Herinnering(VanRegel):
    """One person was mailed about one term, once a step of its ladder. `uiterlijk` is what the last
    day was then: when it moves, the ladder begins anew."""

    alleen_toevoegen = True

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
    op = models.DateTimeField("op", default=timezone.now)

    class Meta:
        verbose_name = "herinnering"
        verbose_name_plural = "herinneringen"
        ordering = ["-op", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["traject", "regel", "onderwerp", "uiterlijk", "trede", "aan"],
                name="herinnering_een_per_trede",
            ),
        ]

    def __str__(self) -> str:
        return f"herinnering aan {self.aan}"
