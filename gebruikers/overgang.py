"""What a status refuses, and refusals with a reason."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import IntegrityError, models, transaction


class Weigering(Exception):
    """An act was refused; the message is a Dutch sentence for the user."""


class OngeldigeOvergang(Weigering):
    """A status does not go there from here, or somebody else was first."""


def verplaats(
    rij: models.Model,
    veld: str,
    doel: models.TextChoices,
    overgangen: dict,
    *,
    gelijk: dict | None = None,
    **velden,
) -> None:
    """Move the status in `veld` along its table, once, and set `velden` with it: compare-and-set.

    `gelijk`: what else must still be as it was read. Raises OngeldigeOvergang.
    """
    van = type(doel)(getattr(rij, veld))
    if doel not in overgangen.get(van, ()):
        wat = rij._meta.verbose_name
        raise OngeldigeOvergang(f"Een {wat} kan niet van “{van.label}” naar “{doel.label}”.")
    zelfde = type(rij)._base_manager.filter(pk=rij.pk, **{veld: van}, **gelijk or {})
    if zelfde.update(**{veld: doel}, **velden) != 1:
        raise OngeldigeOvergang("Intussen wijzigde iemand anders dit. Laad de bladzijde opnieuw.")
    rij.refresh_from_db()


@contextmanager
def weiger_bij(regel: str, zin: str) -> Iterator[None]:
    """What breaks this rule of the database, because somebody else was first, is undone and refused
    with this sentence. Raises Weigering."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fout:
        if regel not in str(fout):
            raise
        raise Weigering(zin) from fout


def gezien_op(tekst: str) -> datetime.datetime:
    """When a row was last changed as far as the reader of a page knows. A page that does not say
    knows of no change at all."""
    try:
        return datetime.datetime.fromisoformat(tekst)
    except ValueError:
        return datetime.datetime.min.replace(tzinfo=datetime.UTC)


def eis_ongewijzigd(vast: models.Model, gelezen: models.Model) -> None:
    """What was stored since `gelezen` was read is not overwritten. `vast`: the same row, locked.
    Raises Weigering."""
    if vast.gewijzigd_op != gelezen.gewijzigd_op:
        raise Weigering(
            "Iemand anders bewaarde dit net ook. Bewaar opnieuw: wat je invulde, staat er nog."
        )


def eis_voorstel(nu: str, *, gezien: str) -> None:
    """What is done is what was proposed: two prints are the same. Raises Weigering."""
    if nu != gezien:
        raise Weigering(
            "Intussen veranderde er iets. Kijk het voorstel opnieuw na en druk nog eens."
        )


@dataclass(frozen=True)
class Mag:
    """May it be done, and if not: why. Truthy when it may."""

    reden: str = ""

    def __bool__(self) -> bool:
        return not self.reden

    @classmethod
    def ja(cls) -> "Mag":
        return cls()

    @classmethod
    def nee(cls, reden: str) -> "Mag":
        return cls(reden)

    def anders_weiger(self) -> None:
        if self.reden:
            raise Weigering(self.reden)
