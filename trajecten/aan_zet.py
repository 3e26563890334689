"""Who must act for terms and tasks, of who can be reached at a school."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from gebruikers.models import KwijteMailbox, Lidmaatschap, School
from gebruikers.rollen import Rol
from trajecten.models import Taak, Teamlid, Termijn


class AanZet:
    def __init__(self, school: School, trajecten: Iterable[int]) -> None:
        trajecten = list(trajecten)
        kwijt = KwijteMailbox.objects.filter(school=school, adres=OuterRef("gebruiker__email"))
        bereikbaar = Lidmaatschap.objects.geldig().filter(~Exists(kwijt), school=school)
        self._leden = defaultdict(list)
        for lid in bereikbaar.select_related("gebruiker", "school"):
            self._leden[lid.rol].append(lid)
        als_begeleider = {lid.gebruiker_id: lid for lid in self._leden[Rol.BEGELEIDER]}
        self._begeleiders = defaultdict(list)
        for teamlid in Teamlid.objects.filter(traject__in=trajecten).aanspreekbaar():
            if lid := als_begeleider.get(teamlid.gebruiker_id):
                self._begeleiders[teamlid.traject_id].append(lid)
        team = Teamlid.objects.op().filter(traject__in=trajecten)
        self._team = set(team.values_list("traject_id", "gebruiker_id", "rol"))

    @property
    def coordinatoren(self) -> list[Lidmaatschap]:
        return self._leden[Rol.COORDINATOR]

    def voor_termijn(self, termijn: Termijn) -> list[Lidmaatschap]:
        """Who has the role that its rule names: of begeleiders those of this traject."""
        if termijn.uit.wie == Rol.BEGELEIDER:
            return self._begeleiders[termijn.traject_id]
        return self._leden[termijn.uit.wie]

    def voor_taak(self, taak: Taak) -> list[Lidmaatschap]:
        """Whom it is for, while they are in the team; else who guides."""
        voor = [
            lid
            for rol, leden in self._leden.items()
            for lid in leden
            if lid.gebruiker_id == taak.voor_id
            and (taak.traject_id, lid.gebruiker_id, rol) in self._team
        ]
        return voor[:1] or self._begeleiders[taak.traject_id]
