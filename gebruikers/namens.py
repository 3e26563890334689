"""Whose work somebody does, for the words of a row: "van Bea Cast, tot en met 3 dec."."""

from functools import reduce
from operator import or_

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, Expression, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Concat

from gebruikers.models import Lidmaatschap, Vervanging
from gebruikers.rollen import Rol
from gebruikers.zicht import TRAJECTEN, Grond, op_grond_van

NAAM = Concat("wie__voornaam", Value(" "), "wie__naam", output_field=models.CharField())


def met_namens(trajecten: models.QuerySet, lid: Lidmaatschap) -> models.QuerySet:
    """Each with `namens_wie` and `namens_tot`: whose work `lid` does, until when, where that alone
    is why they see it today; else None. Of several the last to end."""
    return trajecten.annotate(
        namens_wie=_van_de_laatste(lid, models.CharField(), NAAM),
        namens_tot=_van_de_laatste(lid, models.DateField(), F("tot")),
    )


def door_vervanging(lid: Lidmaatschap, vervanging: int) -> Q:
    """The trajecten that `lid` sees today because of this Vervanging (its primary key)."""
    gronden = [grond for grond in TRAJECTEN.get(Rol(lid.rol), ()) if grond.vervanging]
    alle = apps.get_model("trajecten.Traject")._base_manager
    rijen = [alle.filter(op_grond_van(lid, g), **{g.vervanging: vervanging}) for g in gronden]
    return reduce(or_, [Q(pk__in=van_grond.values("pk")) for van_grond in rijen], Q(pk__in=[]))


def _van_de_laatste(lid: Lidmaatschap, soort: models.Field, waarde: Expression) -> Case | Value:
    niets, gronden = Value(None, output_field=soort), TRAJECTEN.get(Rol(lid.rol), ())
    vervangend = [grond for grond in gronden if grond.vervanging]
    if not vervangend:
        return niets
    eigen = [
        Q(Exists(_zelfde(lid, grond, OuterRef("pk")))) for grond in gronden if not grond.vervanging
    ]
    pks = [
        Q(pk__in=_zelfde(lid, grond, OuterRef(OuterRef("pk"))).values(grond.vervanging))
        for grond in vervangend
    ]
    # Only those by `lid`, as the grounds say too: it keeps the database from walking all of them.
    alle = Vervanging.objects.filter(reduce(or_, pks), vervanger=lid.gebruiker_id)
    laatste = alle.order_by("-tot", "pk").values(waarde=waarde)[:1]
    anders = Subquery(laatste, output_field=soort)
    return Case(When(reduce(or_, eigen), then=niets), default=anders)


def _zelfde(lid: Lidmaatschap, grond: Grond, traject: OuterRef) -> models.QuerySet:
    """The traject of the row, if this ground gives it."""
    alle = apps.get_model("trajecten.Traject")._base_manager
    return alle.filter(op_grond_van(lid, grond), pk=traject).order_by()
