"""Signing at the table: the school's device in the hands of a party, with nobody signed in.

Handing the device over signs the begeleider out. What stays in the session is only which parties
may sign now, who is the witness, and until when. Getting back is signing in.
"""

import datetime
from dataclasses import dataclass

from django.contrib.auth import logout
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.muur import open_ook
from overeenkomsten.models import Ondertekenaar
from overeenkomsten.models.stuk import Stuk

SLEUTEL = "tafel"
DUUR = datetime.timedelta(minutes=30)


@dataclass(frozen=True)
class Tafel:
    """Who sits at the table now."""

    stuk: Stuk
    getuige: Lidmaatschap
    partijen: list[Ondertekenaar]

    @property
    def wachtrij(self) -> list[Ondertekenaar]:
        return [partij for partij in self.partijen if partij.moet_tekenen]

    @property
    def aan_de_beurt(self) -> Ondertekenaar | None:
        return self.wachtrij[0] if self.wachtrij else None


def geef_door(request, stuk: Stuk, wie: list[Ondertekenaar]) -> None:
    """Sign out, and leave these parties at the table with the one who was signed in as witness."""
    getuige = request.lid
    logout(request)
    request.session[SLEUTEL] = {
        "school": stuk.school_id,
        "getuige": getuige.pk,
        "wie": [partij.pk for partij in wie],
        "tot": (timezone.now() + DUUR).isoformat(),
    }


def aan_tafel(request) -> Tafel | None:
    """The table of this device; None when there is none, its time is over or somebody signed in."""
    staat = request.session.get(SLEUTEL)
    if staat is None:
        return None
    open_ook(staat["school"])
    over = datetime.datetime.fromisoformat(staat["tot"]) <= timezone.now()
    getuige = Lidmaatschap.objects.geldig().filter(pk=staat["getuige"])
    getuige = getuige.select_related("gebruiker", "school").first()
    if over or getuige is None or request.user.is_authenticated:
        del request.session[SLEUTEL]
        return None
    partijen = Ondertekenaar.objects.filter(pk__in=staat["wie"]).select_related(
        "handtekening",
        "school",
        "overeenkomst__school",
        "overeenkomst__tekenversie",
        "overeenkomst__vestiging__onderneming",
        "overeenkomst__organisatie",
        "wijziging__school",
        "wijziging__tekenversie",
    )
    partijen = list(partijen.order_by("pk"))
    return Tafel(partijen[0].stuk, getuige, partijen)
