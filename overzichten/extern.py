"""What an external organiser sees first: who is there now, until when, and whom to call."""

from dataclasses import dataclass, field

from django.utils import timezone

from trajecten.models import Teamlid
from werkplekken.models import Plaatsing


@dataclass(frozen=True)
class Gast:
    """A learner who is at the organiser today."""

    plaatsing: Plaatsing
    begeleiders: list[Teamlid] = field(default_factory=list)

    @property
    def leerling(self):
        return self.plaatsing.traject.leerling

    @property
    def nog(self) -> str:
        """How long, in words."""
        dagen = (self.plaatsing.tot - timezone.localdate()).days
        if dagen == 0:
            return "vandaag de laatste dag"
        if dagen < 14:
            return f"nog {dagen} {'dag' if dagen == 1 else 'dagen'}"
        return f"nog {dagen // 7} weken"


def gasten(lid) -> list[Gast]:
    """First who leaves first."""
    plaatsingen = (
        Plaatsing.objects.zichtbaar_voor(lid)
        .select_related("traject__leerling__klas", "traject__school", "organisatie")
        .order_by("tot", "traject__leerling__zoeknaam", "pk")
    )
    rijen = {p.pk: Gast(p) for p in plaatsingen}
    team = Teamlid.objects.zichtbaar_voor(lid).begeleiders()
    team = team.filter(traject__in=[p.traject_id for p in plaatsingen])
    per_traject: dict[int, list] = {}
    for teamlid in team.order_by("van", "pk").met_vervangers():
        per_traject.setdefault(teamlid.traject_id, []).append(teamlid)
    for gast in rijen.values():
        gast.begeleiders.extend(per_traject.get(gast.plaatsing.traject_id, []))
    return list(rijen.values())
