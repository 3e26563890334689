"""Reminders of terms: who must act hears it in time, once a step, as often as they chose.

A step of the ladder of a rule (termijnregel.py) is due when so many opleidingsdagen, or for other
rules days, are left. What was missed, because nothing ran for days or there was no school, is not
sent after all: the step that is due now is. Who reads once a week reads the step that will be due
by the end of that week; how often is a Herinneringskeuze, in `leesritme`.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Value
from django.urls import reverse

from gebruikers.berichten import stuur, volledig_adres
from gebruikers.models import Herinneringskeuze, Lidmaatschap, School
from gebruikers.periode import DAG
from trajecten.aan_zet import AanZet
from trajecten.kalender import GEWONE_WEKEN, Kalender, Weken
from trajecten.leesritme import Leesdag, Post
from trajecten.models import Herinnering, Termijn
from trajecten.termijnregel import REGELS, VOORBIJ, Eenheid
from trajecten.weken import weken_van

SOORTEN = Herinneringskeuze.Soort
VERST = 100 * DAG  # the longest ladder, and ten opleidingsdagen with the summer in between


def herinner(school: School, *, tussendoor: bool = False) -> int:
    """Mail who must act about what is due today; how many mails. On a day without school only about
    what cannot wait. Run again on the same day it sends nothing. `tussendoor`: only to who wants to
    know at once."""
    if tussendoor and not Herinneringskeuze.wil_meteen(school):
        return 0
    kalender = Kalender.van(school)
    dag = Leesdag.van(kalender, tussendoor=tussendoor)
    per_lezer = _per_lezer(school, _te_sturen(school, kalender, dag), dag)
    return sum(
        _mail(lid, samen, dag)
        for lid, stukken in _per_persoon(per_lezer)
        for samen in _per_mail(stukken)
    )


def _per_persoon(per_lezer: dict[Lidmaatschap, list[Post]]) -> Iterator[tuple]:
    """Who has two roles reads it in one mail, and nothing twice."""
    per_persoon = {}
    for lid, stukken in per_lezer.items():
        van_wie, al = per_persoon.setdefault(lid.gebruiker_id, (lid, {}))
        al |= {stuk.termijn.pk: stuk for stuk in stukken}
        per_persoon[lid.gebruiker_id] = (van_wie, al)
    for lid, stukken in per_persoon.values():
        yield lid, sorted(stukken.values(), key=lambda stuk: stuk.termijn.uiterlijk)


def _per_mail(stukken: list[Post]) -> Iterator[list[Post]]:
    """Who wants to know at once reads each term in a mail of its own."""
    yield from ([stuk] for stuk in stukken if stuk.apart)
    if samen := [stuk for stuk in stukken if not stuk.apart]:
        yield samen


def _te_sturen(school: School, kalender: Kalender, dag: Leesdag) -> list[Post]:
    regels = [r.sleutel for r in REGELS.values() if r.dringend or dag.is_schooldag]
    rijen = Termijn.objects.open().filter(
        school=school, uiterlijk__lte=dag.vandaag + VERST, regel__in=regels
    )
    rijen = list(rijen.select_related("traject__leerling").order_by("uiterlijk", "pk"))
    met_dagen = {rij.traject_id for rij in rijen if rij.uit.eenheid == Eenheid.OPLEIDINGSDAG}
    weken, post = weken_van(met_dagen), []
    for rij in rijen:
        week = weken.get(rij.traject_id, GEWONE_WEKEN)
        over = nog_over(rij, kalender, week, dag.vandaag)
        straks = over if over < 0 else max(nog_over(rij, kalender, week, dag.week_tot), 0)
        stuk = Post(rij, rij.uit.trede(over), rij.uit.trede(straks))
        if stuk.is_iets:
            post.append(stuk)
    return post


def nog_over(termijn: Termijn, kalender: Kalender, weken: Weken, dag: datetime.date) -> int:
    """Opleidingsdagen or days after `dag` until the last one; less than none when it is past."""
    if termijn.uiterlijk < dag or termijn.uit.eenheid != Eenheid.OPLEIDINGSDAG:
        return (termijn.uiterlijk - dag).days
    return len(kalender.tussen(dag + DAG, termijn.uiterlijk, weken).geteld)


def _per_lezer(school: School, post: list[Post], dag: Leesdag) -> dict[Lidmaatschap, list[Post]]:
    """Who hears what: of a step not said before, who must act; when it is past, or nobody is there
    to act, the coördinatoren. Only what somebody may see."""
    trajecten = {stuk.termijn.traject_id for stuk in post}
    aan_zet, per_lezer = AanZet(school, trajecten), defaultdict(list)
    for stuk in post:
        doet = aan_zet.voor_termijn(stuk.termijn)
        for lid in aan_zet.coordinatoren if stuk.trede == VOORBIJ or not doet else doet:
            per_lezer[lid].append(stuk)
    gezegd = _gezegd(trajecten)
    keuzes = Herinneringskeuze.van(*{lid.gebruiker_id for lid in per_lezer})
    nu = {
        lid: dag.leest(stukken, {soort: keuzes[lid.gebruiker_id, soort] for soort in SOORTEN})
        for lid, stukken in per_lezer.items()
    }
    ziet = wie_ziet({lid: [s.termijn for s in stukken] for lid, stukken in nu.items()})

    def is_nieuw(lid: Lidmaatschap, stuk: Post) -> bool:
        return (stuk.termijn.pk, lid.pk) in ziet and _sleutel(stuk, lid) not in gezegd

    return {
        lid: nieuw
        for lid, stukken in nu.items()
        if (nieuw := [stuk for stuk in stukken if is_nieuw(lid, stuk)])
    }


def wie_ziet(per_lezer: dict[Lidmaatschap, list[Termijn]]) -> set[tuple[int, int]]:
    """Of these terms and who would read them, which go together, in one query."""
    delen = []
    for lid, termijnen in per_lezer.items():
        rijen = Termijn.objects.zichtbaar_voor(lid).filter(pk__in=[rij.pk for rij in termijnen])
        delen.append(rijen.order_by().annotate(lid=Value(lid.pk)).values_list("pk", "lid"))
    return set(delen[0].union(*delen[1:], all=True)) if delen else set()


def _sleutel(stuk: Post, lid: Lidmaatschap) -> tuple:
    return (*stuk.termijn.sleutel, stuk.termijn.uiterlijk, stuk.trede, lid.gebruiker_id)


def _gezegd(trajecten: set[int]) -> set[tuple]:
    rijen = Herinnering.objects.filter(traject__in=trajecten)
    velden = ("traject", "regel", "onderwerp", "uiterlijk", "trede", "aan")
    return set(rijen.values_list(*velden))


@transaction.atomic
def _mail(lid: Lidmaatschap, stukken: list[Post], dag: Leesdag) -> bool:
    """One mail about all of it. Its key is person and day, or what it alone is about: two workers
    at once send one."""
    wie = lid.gebruiker
    sleutel = f"termijnen-{lid.school_id}-{wie.pk}-{dag.vandaag}"
    if stukken[0].apart:
        sleutel = "-".join(map(str, ("termijn", *_sleutel(stukken[0], lid))))
    code, traject = lid.school.code, stukken[0].termijn.traject_id
    pad = reverse("overzichten:start", args=[code])
    if len(stukken) == 1:
        pad = reverse("overzichten:dossier", args=[code, traject]) + "?deel=termijnen"
    bericht = stuur(
        "trajecten/berichten/termijnen",
        aan=wie.email,
        school=lid.school,
        sleutel=sleutel,
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
                **stuk.termijn.welke,
                uiterlijk=stuk.termijn.uiterlijk,
                trede=stuk.trede,
                aan=wie,
                bericht=bericht,
            )
            for stuk in stukken
        ]
    )
    return True
