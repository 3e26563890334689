"""Rows that belong to a school through another row."""

from django.db import models


class VanSchool(models.Model):
    """Carries `school`, copied from the row that SCHOOL_VAN names: one column every policy can use.

    `bulk_create` does not pass here: give `school` yourself.
    """

    SCHOOL_VAN: str

    school = models.ForeignKey(
        "gebruikers.School",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="school",
        editable=False,
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        self._vul_school()
        super().save(*args, **kwargs)

    def clean_fields(self, exclude=None) -> None:
        self._vul_school()
        super().clean_fields(exclude)

    def _vul_school(self) -> None:
        bron = getattr(self, self.SCHOOL_VAN, None) if self.school_id is None else None
        if bron is not None:
            self.school_id = bron.school_id
