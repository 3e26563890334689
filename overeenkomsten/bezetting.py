"""Where a learner is on which days by each agreement, and which two are at one place at once."""

import datetime
from collections.abc import Iterable, Iterator
from itertools import chain, combinations, groupby
from typing import NamedTuple

from django.db.models import Prefetch

from overeenkomsten.models import Overeenkomst, Wijziging
from overeenkomsten.statussen import BEZET, Wat


class Verblijf(NamedTuple):
    """At one place, both days included."""

    plek: tuple[int | None, int | None]  # of the Vestiging, of the Organisatie
    van: datetime.date
    tot: datetime.date

    def botst(self, ander: "Verblijf") -> bool:
        return self.plek == ander.plek and self.van <= ander.tot and ander.van <= self.tot


class Botsing(NamedTuple):
    """Another agreement, and the days on which it is at that place."""

    ander: Overeenkomst
    van: datetime.date
    tot: datetime.date


def andere(rij: Overeenkomst) -> list[Overeenkomst]:
    """The others of the traject that were sent, with all that `bezet` reads of them."""
    rijen = Overeenkomst.objects.filter(traject=rij.traject_id, status__in=BEZET)
    rijen = rijen.exclude(pk=rij.pk).select_related("school", "vestiging", "organisatie")
    wijzigingen = Prefetch("wijzigingen", Wijziging.objects.van_belang(), to_attr="van_belang")
    rijen = rijen.prefetch_related(wijzigingen, "uurrooster")
    return list(rijen.order_by("begindatum", "pk"))


def bezet(
    rij: Overeenkomst,
    *,
    erbij: Wijziging | None = None,
    naast: list[Overeenkomst] | None = None,
) -> list[Botsing]:
    """Which others are where this one is, on a day of it: the one rule of it. `erbij`: with this
    draft of an amendment too. `naast`: the others, when they were read already. Called with the
    traject locked to hold."""
    eigen = list(_verblijven(rij, [*rij.wachtend, erbij] if erbij else []))
    botsingen = []
    for ander in andere(rij) if naast is None else naast:
        zijn = [v for v in _verblijven(ander, ander.wachtend) if any(map(v.botst, eigen))]
        if zijn:
            botsingen.append(Botsing(ander, min(v.van for v in zijn), max(v.tot for v in zijn)))
    return botsingen


def _verblijven(rij: Overeenkomst, mogelijk: Iterable[Wijziging]) -> Iterator[Verblijf]:
    """By what was signed, and as each amendment that may still be signed would have it, alone or
    with others: until then nobody knows which it will be."""
    mogelijk = [w for w in mogelijk if w.wijzigt(Wat.VESTIGING) or w.wijzigt(Wat.PERIODE)]
    aantallen = range(len(mogelijk) + 1)
    for keuze in chain.from_iterable(combinations(mogelijk, n) for n in aantallen):
        plekken = groupby(rij.verloop(keuze), lambda deel: _plek(deel[2]))
        for plek, delen in plekken:
            delen = list(delen)
            yield Verblijf(plek, delen[0][0], delen[-1][1])


def _plek(stand: Overeenkomst) -> tuple[int | None, int | None]:
    return stand.vestiging_id, stand.organisatie_id
