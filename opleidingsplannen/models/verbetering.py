"""What is put right by a new row that points back, and never edited or deleted."""

from django.db import models


class Verbeterbaar(models.Model):
    """Mixin. `sleutel` makes a form that is sent twice count once; each row is corrected once."""

    alleen_toevoegen = True

    verbetert = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="verbeterd_door",
        verbose_name="verbetert",
    )
    sleutel = models.UUIDField(
        "sleutel", unique=True, help_text="Door het formulier gekozen: tweemaal sturen telt eens."
    )

    class Meta:
        abstract = True

    @property
    def is_verbeterd(self) -> bool:
        return hasattr(self, "verbeterd_door")
