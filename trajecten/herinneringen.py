"""Reminders of terms: who must act hears it in time, once a step, in one mail a day at most.

A step of the ladder of a rule (termijnregel.py) is due when so many opleidingsdagen, or for other
rules days, are left. What was missed, because nothing ran for days or there was no school, is not
sent after all: the step that is due now is.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from gebruikers.berichten import stuur, volledig_adres
from gebruikers.models import KwijteMailbox, Lidmaatschap, School
from gebruikers.periode import DAG
from gebruikers.rollen import Rol
from trajecten.kalender import GEWONE_WEKEN, Kalender, Weken
from trajecten.models import Herinnering, Teamlid, Termijn
from trajecten.termijnregel import REGELS, VOORBIJ, Eenheid
from trajecten.weken import weken_van

VERST = 100 * DAG  # the longest ladder, and ten opleidingsdagen with the summer in between


class Post(NamedTuple):
    termijn: Termijn
    trede: int

    @property
    def is_voorbij(self) -> bool:
        return self.termijn.over < 0


def herinner(school: School) -> int:
    """Mail who must act about what is due today; how many mails. On a day without school only about
    what cannot wait. Run again on the same day it sends nothing."""
    vandaag, kalender = timezone.localdate(), Kalender.van(school)
    dringend = bool(kalender.geen_opleiding(vandaag))
    post = _te_sturen(school, kalender, vandaag, alleen_dringend=dringend)
    per_lezer = _per_lezer(school, post)
    return sum(_mail(lid, stukken, vandaag) for lid, stukken in _per_persoon(per_lezer))


def _per_persoon(per_lezer: dict[Lidmaatschap, list[Post]]) -> Iterator[tuple]:
    """Who has two roles reads it in one mail, and nothing twice."""
    per_persoon = {}
    for lid, stukken in per_lezer.items():
        van_wie, al = per_persoon.setdefault(lid.gebruiker_id, (lid, {}))
        al |= {stuk.termijn.pk: stuk for stuk in stukken}
        per_persoon[lid.gebruiker_id] = (van_wie, al)
    for lid, stukken in per_persoon.values():
        yield lid, sorted(stukken.values(), key=lambda stuk: stuk.termijn.uiterlijk)


def _te_sturen(
    school: School, kalender: Kalender, vandaag: datetime.date, *, alleen_dringend: bool
) -> list[Post]:
    regels = [r.sleutel for r in REGELS.values() if r.dringend or not alleen_dringend]
    rijen = Termijn.objects.open().filter(
        school=school, uiterlijk__lte=vandaag + VERST, regel__in=regels
    )
    rijen = list(rijen.select_related("traject__leerling").order_by("uiterlijk", "pk"))
    met_dagen = {rij.traject_id for rij in rijen if rij.uit.eenheid == Eenheid.OPLEIDINGSDAG}
    weken, post = weken_van(met_dagen), []
    for rij in rijen:
        over = _over(rij, kalender, weken.get(rij.traject_id, GEWONE_WEKEN), vandaag)
        if (trede := rij.uit.trede(over)) is not None:
            post.append(Post(rij, trede))
    return post


def _over(termijn: Termijn, kalender: Kalender, weken: Weken, vandaag: datetime.date) -> int:
    """Opleidingsdagen or days after today until the last one; less than none when it is past."""
    if termijn.uiterlijk < vandaag or termijn.uit.eenheid != Eenheid.OPLEIDINGSDAG:
        return termijn.over
    return len(kalender.tussen(vandaag + DAG, termijn.uiterlijk, weken).geteld)


def _per_lezer(school: School, post: list[Post]) -> dict[Lidmaatschap, list[Post]]:
    """Who hears what: of a step not said before, who must act; when it is past, or nobody is there
    to act, the coördinatoren. Only what somebody may see."""
    trajecten = {stuk.termijn.traject_id for stuk in post}
    leden = defaultdict(list)
    kwijt = KwijteMailbox.objects.filter(school=school, adres=OuterRef("gebruiker__email"))
    bereikbaar = Lidmaatschap.objects.geldig().filter(~Exists(kwijt), school=school)
    for lid in bereikbaar.select_related("gebruiker", "school"):
        leden[lid.rol].append(lid)
    als_begeleider = {lid.gebruiker_id: lid for lid in leden[Rol.BEGELEIDER]}
    begeleiders = defaultdict(list)
    for teamlid in Teamlid.objects.filter(traject__in=trajecten).aanspreekbaar():
        if lid := als_begeleider.get(teamlid.gebruiker_id):
            begeleiders[teamlid.traject_id].append(lid)
    per_lezer = defaultdict(list)
    for stuk in post:
        termijn = stuk.termijn
        doet = leden[termijn.uit.wie]
        if termijn.uit.wie == Rol.BEGELEIDER:
            doet = begeleiders[termijn.traject_id]
        for lid in leden[Rol.COORDINATOR] if stuk.trede == VOORBIJ or not doet else doet:
            per_lezer[lid].append(stuk)
    gezegd = _gezegd(trajecten)
    return {
        lid: nieuw
        for lid, stukken in per_lezer.items()
        if (nieuw := [s for s in _zichtbaar(lid, stukken) if _sleutel(s, lid) not in gezegd])
    }


def _zichtbaar(lid: Lidmaatschap, stukken: list[Post]) -> list[Post]:
    pks = [stuk.termijn.pk for stuk in stukken]
    gezien = Termijn.objects.zichtbaar_voor(lid).filter(pk__in=pks)
    gezien = set(gezien.values_list("pk", flat=True))
    return [stuk for stuk in stukken if stuk.termijn.pk in gezien]


def _sleutel(stuk: Post, lid: Lidmaatschap) -> tuple:
    return (*stuk.termijn.sleutel, stuk.termijn.uiterlijk, stuk.trede, lid.gebruiker_id)


def _gezegd(trajecten: set[int]) -> set[tuple]:
    rijen = Herinnering.objects.filter(traject__in=trajecten)
    velden = ("traject", "regel", "onderwerp", "uiterlijk", "trede", "aan")
    return set(rijen.values_list(*velden))


@transaction.atomic
def _mail(lid: Lidmaatschap, stukken: list[Post], vandaag: datetime.date) -> bool:
    """One mail about all of it. Its key is person and day: two workers at once send one."""
    wie = lid.gebruiker
    code, traject = lid.school.code, stukken[0].termijn.traject_id
    pad = reverse("overzichten:start", args=[code])
    if len(stukken) == 1:
        pad = reverse("overzichten:dossier", args=[code, traject]) + "?deel=termijnen"
    bericht = stuur(
        "trajecten/berichten/termijnen",
        aan=wie.email,
        school=lid.school,
        sleutel=f"termijnen-{lid.school_id}-{wie.pk}-{vandaag}",
        wie=wie,
        post=stukken,
        leerlingen=list(dict.fromkeys(s.termijn.traject.leerling for s in stukken)),
        link=volledig_adres(pad),
    )
    if bericht is None:
        return False
    Herinnering.objects.bulk_create(
        [
            Herinnering(
                school_id=lid.school_id,
                traject_id=stuk.termijn.traject_id,
                regel=stuk.termijn.regel,
                onderwerp=stuk.termijn.onderwerp,
                uiterlijk=stuk.termijn.uiterlijk,
                trede=stuk.trede,
                aan=wie,
            )
            for stuk in stukken
        ]
    )
    return True
