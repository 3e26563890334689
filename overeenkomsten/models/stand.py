"""What of an agreement is in force on a day: where base and amendments come together."""

import copy
import datetime
from collections.abc import Iterable, Iterator

from django.db.models import F, Model, Q
from django.utils import timezone
from django.utils.functional import cached_property

from gebruikers.periode import DAG
from overeenkomsten.statussen import OOIT_GETEKEND, Partij, Status

TEKENT = {  # the field of what is signed → for whom this person signs
    "vertegenwoordiger": Partij.ONDERNEMING,
    "ouder": Partij.OUDER,
    "tweede_ouder": Partij.OUDER,
    "tekent_voor_school": Partij.SCHOOL,
}


class Stand:
    """Mixin of Overeenkomst. The row stays as it was signed; what holds on a day is a copy."""

    is_kopie = False
    gewijzigd = frozenset()  # of a copy: what amendments made otherwise
    rooster_van = None  # of a copy: the amendment whose timetable holds

    @cached_property
    def van_belang(self) -> list:
        """The amendments that all signed or that are being signed, in the order in which they come
        into force."""
        return list(self.wijzigingen.van_belang()) if self.status in OOIT_GETEKEND else []

    @cached_property
    def doorgevoerd(self) -> list:
        """The signed ones. For many rows at once: `met_wijzigingen`."""
        return [rij for rij in self.van_belang if rij.status == Status.GETEKEND]

    @property
    def wachtend(self) -> list:
        """Those that are being signed."""
        return [rij for rij in self.van_belang if rij.status == Status.TER_ONDERTEKENING]

    def kopie(self):
        """To write in what would be otherwise. Never saved."""
        stand = copy.copy(self)
        stand.is_kopie = True
        return stand

    def van_kracht_op(self, dag: datetime.date, *, zonder=None):
        """A copy as it is in force on that day: as signed, with each signed amendment from then or
        before, but one."""
        return self._met([rij for rij in self.doorgevoerd if rij != zonder], dag)

    def _met(self, wijzigingen: Iterable, dag: datetime.date):
        stand = self.kopie()
        for wijziging in wijzigingen:
            if wijziging.vanaf <= dag:
                wijziging.voer_door(stand)
        return stand

    def verloop(self, erbij: Iterable = ()) -> Iterator[tuple]:
        """(first day, last day, a copy as it is in force then), one after the other. `erbij`:
        amendments that are not signed, as if they were."""
        wijzigingen = sorted([*self.doorgevoerd, *erbij], key=lambda rij: rij.vanaf)
        einde = next((w.einddatum for w in reversed(wijzigingen) if w.einddatum), self.einddatum)
        if self.status == Status.BEEINDIGD:
            einde = self.laatste_dag
        grenzen = {rij.vanaf for rij in wijzigingen if self.begindatum < rij.vanaf <= einde}
        grenzen = [self.begindatum, *sorted(grenzen)]
        for van, volgende in zip(grenzen, [*grenzen[1:], einde + DAG], strict=True):
            yield van, volgende - DAG, self._met(wijzigingen, van)

    @cached_property
    def nu(self):
        """As it is in force today."""
        return self.stand_op(timezone.localdate())

    def stand_op(self, dag: datetime.date):
        """As it is in force on that day; what begins later, as it begins; what is over, as it
        ended."""
        if self.status in OOIT_GETEKEND:
            dag = min(max(dag, self.begindatum), self.laatste_dag)
        return self.van_kracht_op(dag)

    @property
    def gaat_nog_in(self) -> list:
        """The signed amendments that begin after today, before it is over."""
        vandaag = timezone.localdate()
        return [rij for rij in self.doorgevoerd if vandaag < rij.vanaf <= self.laatste_dag]

    @property
    def afgesproken_einde(self) -> datetime.date:
        """The last day that all signed for, with what the amendments made of it."""
        return next(
            (w.einddatum for w in reversed(self.doorgevoerd) if w.einddatum), self.einddatum
        )

    def tekenden_laatst(self) -> list:
        """Who signed last for each party: the agreement, or a signed amendment since."""
        rijen = self.ondertekenaars.huidige().gevraagd()
        rijen = rijen.filter(Q(wijziging=None) | Q(wijziging__status=Status.GETEKEND))
        rijen = rijen.order_by(F("wijziging__getekend_op").asc(nulls_first=True), "pk")
        laatst: dict[str, list] = {}
        for rij in rijen.select_related(
            "gebruiker", "ouder__leerling", "handtekening", "wijziging__tekent_voor_school"
        ):
            rij.overeenkomst = self
            van_partij = laatst.setdefault(rij.partij, [])
            if van_partij and van_partij[0].wijziging_id != rij.wijziging_id:
                van_partij.clear()
            van_partij.append(rij)
        return [rij for van_partij in laatst.values() for rij in van_partij]

    def wie_tekent_weer(self) -> dict[str, Model | None]:
        """Field → who is proposed to sign what comes next: as who signed last."""
        stukken = {rij.partij: rij.stuk for rij in self.tekenden_laatst()}
        return {veld: getattr(stukken.get(partij, self), veld) for veld, partij in TEKENT.items()}

    @property
    def blokken(self) -> list:
        """The blocks of its week; for many rows at once: prefetch `uurrooster`."""
        return [blok for blok in self.uurrooster.all() if blok.wijziging_id == self.rooster_van]

    def save(self, *args, **kwargs) -> None:
        if self.is_kopie:
            raise TypeError("a copy of what is in force is not the agreement that was signed")
        super().save(*args, **kwargs)
