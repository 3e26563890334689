"""One agreement as the checks look at it: what several of them need, read once."""

import datetime
from decimal import Decimal
from functools import cached_property

from django.utils.formats import date_format

from overeenkomsten.bezetting import andere
from overeenkomsten.grenswaarden import Grenswaarden
from overeenkomsten.models import Overeenkomst, Uurroosterblok
from overeenkomsten.uren import uren_in_rooster
from werkplekken.models import Erkenning


def dag(waarde: datetime.date) -> str:
    return date_format(waarde, "j F Y")


class Geval:
    """`vanaf`: from when, of a signed one that changes."""

    def __init__(self, overeenkomst: Overeenkomst, vanaf: datetime.date | None = None) -> None:
        self.overeenkomst = overeenkomst
        self.begin = vanaf or overeenkomst.begindatum
        self.einde = overeenkomst.einddatum
        self.leerling = overeenkomst.traject.leerling

    @property
    def is_betaald(self) -> bool:
        return self.overeenkomst.regels.heeft_bedrag

    @cached_property
    def blokken(self) -> list[Uurroosterblok]:
        return sorted(self.overeenkomst.blokken, key=lambda blok: (blok.dag, blok.van))

    @cached_property
    def uren(self) -> dict[str, Decimal]:
        return uren_in_rooster(self.overeenkomst)

    @cached_property
    def erkenningen(self) -> list[Erkenning]:
        """Of this site for this opleiding, by first day."""
        rijen = Erkenning.objects.filter(vestiging=self.overeenkomst.vestiging_id)
        return list(rijen.filter(opleiding=self.overeenkomst.opleiding_id).order_by("van"))

    @cached_property
    def ernaast(self) -> list[Overeenkomst]:
        """The other agreements of the traject that were sent, in days of this one; as in force
        when both are."""
        return [
            rij.van_kracht_op(max(self.begin, rij.begindatum))
            for rij in self.andere
            if rij.begindatum <= self.einde and self.begin <= rij.laatste_dag
        ]

    @cached_property
    def andere(self) -> list[Overeenkomst]:
        """Of the traject, that were sent."""
        return andere(self.overeenkomst)

    @cached_property
    def grenzen(self) -> Grenswaarden:
        return Grenswaarden.van(self.overeenkomst)
