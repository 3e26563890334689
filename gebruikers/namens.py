"""Whose work somebody does, for the words of a row: "van Bea Cast, tot en met 3 dec."."""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from gebruikers.zicht import TRAJECTEN, Grond, op_grond_van


def met_namens(trajecten: models.QuerySet, lid: Lidmaatschap) -> models.QuerySet:
    """Each with `namens_wie` and `namens_tot`: whose work `lid` does, until when, where that alone
    is why they see it today; else None. Of several the last to end."""
    return trajecten.annotate(
        namens_wie=_van_de_laatste(lid, models.CharField(), _naam),
        namens_tot=_van_de_laatste(lid, models.DateField(), _tot),
    )


def _naam(vervanging: str) -> Concat:
    delen = F(f"{vervanging}__wie__voornaam"), Value(" "), F(f"{vervanging}__wie__naam")
    return Concat(*delen, output_field=models.CharField())


def _tot(vervanging: str) -> F:
    return F(f"{vervanging}__tot")


def _van_de_laatste(
    lid: Lidmaatschap, soort: models.Field, waarde: Callable[[str], F | Concat]
) -> Case | Value:
    niets, gronden = Value(None, output_field=soort), TRAJECTEN.get(Rol(lid.rol), ())
    if not any(grond.vervanging for grond in gronden):
        return niets
    eigen = [Q(Exists(_zelfde(lid, grond))) for grond in gronden if not grond.vervanging]
    vervangen = [
        _zelfde(lid, grond)
        .order_by(f"-{grond.vervanging}__tot", grond.vervanging)
        .values(waarde=waarde(grond.vervanging))[:1]
        for grond in gronden
        if grond.vervanging
    ]
    anders = Coalesce(*map(Subquery, vervangen), niets, output_field=soort)
    return Case(When(reduce(or_, eigen), then=niets), default=anders)


def _zelfde(lid: Lidmaatschap, grond: Grond) -> models.QuerySet:
    """The traject of the row, if this ground gives it."""
    alle = apps.get_model("trajecten.Traject")._base_manager
    return alle.filter(op_grond_van(lid, grond), pk=OuterRef("pk")).order_by()
