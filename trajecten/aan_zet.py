"""Who must act for terms and tasks, of who can be reached at a school."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from django.db.models import Exists, OuterRef
from django.utils import timezone

from gebruikers.models import KwijteMailbox, Lidmaatschap, School
from gebruikers.periode import loopt
from gebruikers.rollen import Rol
from trajecten.models import Taak, Teamlid, Termijn, Traject
from trajecten.models.traject import wie_er_is


class AanZet:
    def __init__(self, school: School, trajecten: Iterable[int]) -> None:
        self._trajecten = list(trajecten)
        kwijt = KwijteMailbox.objects.filter(school=school, adres=OuterRef("gebruiker__email"))
        bereikbaar = Lidmaatschap.objects.geldig().filter(~Exists(kwijt), school=school)
        self._leden = defaultdict(list)
        for lid in bereikbaar.select_related("gebruiker", "school"):
            self._leden[lid.rol].append(lid)
        per_rol = {(lid.gebruiker_id, lid.rol): lid for rij in self._leden.values() for lid in rij}
        team = Teamlid.objects.op().filter(traject__in=self._trajecten).met_vervangers()
        self._begeleiders, self._doet = defaultdict(list), defaultdict(list)
        for teamlid in wie_er_is(team):
            if lid := per_rol.get((teamlid.gebruiker_id, Rol.BEGELEIDER)):
                self._begeleiders[teamlid.traject_id].append(lid)
        for teamlid in team:
            lid = per_rol.get((teamlid.gebruiker_id, teamlid.rol))
            if lid and not teamlid.afwezig:
                van = teamlid.vervanging.wie_id if teamlid.vervanging else teamlid.gebruiker_id
                self._doet[teamlid.traject_id, van].append(lid)

    @property
    def coordinatoren(self) -> list[Lidmaatschap]:
        return self._leden[Rol.COORDINATOR]

    def voor_termijn(self, termijn: Termijn) -> list[Lidmaatschap]:
        """Who has the role that its rule names: of begeleiders those of this traject, of mentors
        those of the placement that it is about, and without any who guides."""
        if termijn.uit.wie == Rol.MENTOR:
            mentoren = self._mentoren[termijn.plaatsing_pk]
            leden = [lid for lid in self._leden[Rol.MENTOR] if lid.gebruiker_id in mentoren]
            return leden or self._begeleiders[termijn.traject_id]
        if termijn.uit.wie == Rol.BEGELEIDER:
            return self._begeleiders[termijn.traject_id]
        return self._leden[termijn.uit.wie]

    def voor_taak(self, taak: Taak) -> list[Lidmaatschap]:
        """Whom it is for, while they are in the team, or the replacer; else who guides."""
        doet = self._doet[taak.traject_id, taak.voor_id]
        return doet[:1] or self._begeleiders[taak.traject_id]

    @cached_property
    def _mentoren(self) -> dict[int, set[int]]:
        """Placement → who is its mentor, or deputy today."""
        rijen, per_plaatsing = Traject.objects.filter(pk__in=self._trajecten), defaultdict(set)
        vervangers = "plaatsingen__plaatsvervangers"
        nu = rijen.filter(loopt(timezone.localdate(), vervangers))
        for wie in (
            rijen.values_list("plaatsingen", "plaatsingen__mentor__gebruiker"),
            nu.values_list("plaatsingen", f"{vervangers}__mentor__gebruiker"),
        ):
            for plaatsing, gebruiker in wie.order_by():
                per_plaatsing[plaatsing].add(gebruiker)
        return per_plaatsing
