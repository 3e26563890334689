"""What of an agreement is in force on a day: where base and amendments come together."""

import copy
import datetime

from django.utils import timezone
from django.utils.functional import cached_property

from overeenkomsten.statussen import OOIT_GETEKEND


class Stand:
    """Mixin of Overeenkomst. The row stays as it was signed; what holds on a day is a copy."""

    is_kopie = False
    gewijzigd = frozenset()  # of a copy: what amendments made otherwise
    rooster_van = None  # of a copy: the amendment whose timetable holds

    @cached_property
    def doorgevoerd(self) -> list:
        """The signed amendments, in the order in which they come into force. For many rows at once:
        `met_wijzigingen`."""
        return list(self.wijzigingen.getekend()) if self.status in OOIT_GETEKEND else []

    def kopie(self):
        """To write in what would be otherwise. Never saved."""
        stand = copy.copy(self)
        stand.is_kopie = True
        return stand

    def van_kracht_op(self, dag: datetime.date, *, zonder=None):
        """A copy as it is in force on that day: as signed, with each signed amendment from then or
        before, but one."""
        stand = self.kopie()
        for wijziging in self.doorgevoerd:
            if wijziging.vanaf <= dag and wijziging != zonder:
                wijziging.voer_door(stand)
        return stand

    @cached_property
    def nu(self):
        """As it is in force today; what begins later, as it begins; what is over, as it ended."""
        dag = timezone.localdate()
        if self.status in OOIT_GETEKEND:
            dag = min(max(dag, self.begindatum), self.laatste_dag)
        return self.van_kracht_op(dag)

    @property
    def afgesproken_einde(self) -> datetime.date:
        """The last day that all signed for, with what the amendments made of it."""
        return next(
            (w.einddatum for w in reversed(self.doorgevoerd) if w.einddatum), self.einddatum
        )

    @property
    def blokken(self) -> list:
        """The blocks of its week; for many rows at once: prefetch `uurrooster`."""
        return [blok for blok in self.uurrooster.all() if blok.wijziging_id == self.rooster_van]

    def save(self, *args, **kwargs) -> None:
        if self.is_kopie:
            raise TypeError("a copy of what is in force is not the agreement that was signed")
        super().save(*args, **kwargs)
