"""How far somebody of outside is with getting in: invited, accepted, let in."""

import datetime
from dataclasses import dataclass
from typing import Self

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from gebruikers.models import Lidmaatschap, Uitnodiging
from gebruikers.rollen import Rol


def met_toegang(rijen: QuerySet, rol: Rol) -> QuerySet:
    """Annotate rows that carry `gebruiker` and `school` with their last invitation as `rol`."""
    wie = {"school": OuterRef("school"), "gebruiker": OuterRef("gebruiker"), "rol": rol}
    laatste = Uitnodiging.objects.filter(**wie).order_by("-verstuurd_op", "-pk")
    tijdstippen = ("verstuurd_op", "verloopt_op", "aanvaard_op", "ingetrokken_op")
    return rijen.annotate(
        heeft_rol=Lidmaatschap.objects.geldig().van_rij(rol),
        **{f"uitnodiging_{t}": Subquery(laatste.values(t)[:1]) for t in tijdstippen},
    )


@dataclass(frozen=True)
class Toegang:
    """What the label says, how urgent it is, and whether an invitation would help."""

    woord: str
    soort: str
    uitgenodigd_op: datetime.datetime | None = None
    aanvaard_op: datetime.datetime | None = None
    knop: str = ""

    @classmethod
    def van(cls, rij, email: str) -> Self:
        """Of a row from `met_toegang`."""
        op = rij.uitnodiging_verstuurd_op
        if rij.gebruiker_id and rij.heeft_rol:
            return cls("heeft toegang", "goed", op, rij.uitnodiging_aanvaard_op)
        if not email:
            return cls("geen e-mailadres", "let_op")
        if rij.gebruiker_id is None or op is None:
            return cls("nog niet uitgenodigd", "rust", knop="Uitnodigen")
        if rij.uitnodiging_ingetrokken_op:
            return cls("uitnodiging ingetrokken", "let_op", op, knop="Uitnodigen")
        if rij.uitnodiging_aanvaard_op:
            aanvaard_op = rij.uitnodiging_aanvaard_op
            return cls("toegang beëindigd", "let_op", op, aanvaard_op, knop="Opnieuw uitnodigen")
        if rij.uitnodiging_verloopt_op <= timezone.now():
            return cls("uitnodiging verlopen", "let_op", op, knop="Opnieuw mailen")
        return cls("uitgenodigd", "rust", op, knop="Opnieuw mailen")
