"""Signatures on paper: entering a scan for one party or more, and taking that back."""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers import spoor
from gebruikers.bestanden import sha256_van
from gebruikers.models import Lidmaatschap, School
from gebruikers.overgang import Weigering
from overeenkomsten import berichten
from overeenkomsten.acties_tekenen import laat_ouder_vervallen, verder, vraag_handtekeningen
from overeenkomsten.models import Handtekening, Ondertekenaar, Overeenkomst, Papier, Tekenlink
from overeenkomsten.papierblad import vraag_papierversie, zelfde_code
from overeenkomsten.rechten_papier import (
    INTUSSEN_ANDERS,
    mag_op_papier,
    mag_papier_dragen,
    mag_papier_terugnemen,
)
from overeenkomsten.scan import Scan
from trajecten.models import Document

ANDERE_CODE = (
    "De code op het blad hoort niet bij deze versie van de overeenkomst. Kijk na of je de juiste "
    "scan hebt. Is de overeenkomst intussen gewijzigd, druk dan de nieuwe versie af."
)
AL_GEBRUIKT = (
    "Deze scan is al gebruikt voor {}. Eén blad hoort bij één overeenkomst: laad het juiste op."
)


@transaction.atomic
def druk_af(overeenkomst: Overeenkomst, *, door: Lidmaatschap) -> Document:
    """Have the tekenversie made with a sheet to sign on."""
    mag_op_papier(door, overeenkomst).anders_weiger()
    return vraag_papierversie(overeenkomst)


@transaction.atomic
def leg_papier_vast(
    overeenkomst: Overeenkomst,
    *,
    partijen: Collection[Ondertekenaar],
    scan: Scan,
    code: str,
    getekend_op: datetime.date,
    door: Lidmaatschap,
) -> Papier:
    """These parties signed the sheet that this is a scan of, on that day. The last completes it."""
    School.objects.select_for_update(no_key=True).get(pk=overeenkomst.school_id)  # one scan at once
    overeenkomst = Overeenkomst.objects.select_for_update(of=("self",)).get(pk=overeenkomst.pk)
    mag_op_papier(door, overeenkomst).anders_weiger()
    if not partijen:
        raise Weigering("Kies wie op dit blad getekend heeft.")
    tekenversie = overeenkomst.tekenversie
    if not zelfde_code(code, tekenversie.sha256):
        raise Weigering(ANDERE_CODE)
    _eis_dag(getekend_op, timezone.localdate(tekenversie.gemaakt_op))
    gekozen = {partij.pk for partij in partijen}
    samen = set(overeenkomst.huidige_ondertekenaars.filter(pk__in=gekozen))
    if len(samen) != len(gekozen):
        raise Weigering(INTUSSEN_ANDERS)
    for partij in samen:
        mag_papier_dragen(partij, overeenkomst, samen).anders_weiger()
    papier = _bewaar(overeenkomst, scan, getekend_op, door)
    nu = overeenkomst.huidige_ondertekenaars.filter(pk__in=[partij.pk for partij in samen])
    nu.filter(gevraagd_op=None).update(gevraagd_op=timezone.now())  # who signs early hears the rest
    for partij in sorted(samen, key=lambda partij: (partij.beurt, partij.pk)):
        Handtekening.objects.create(
            ondertekenaar=partij,
            sha256=tekenversie.sha256,
            wijze=Handtekening.Wijze.PAPIER,
            papier=papier,
        )
        tekst = f"{partij.get_partij_display()} tekende {overeenkomst} op papier"
        overeenkomst.traject.noteer(door, "handtekening", tekst)
        berichten.meld("op_papier", partij, papier=papier)
    laat_ouder_vervallen(overeenkomst)
    verder(overeenkomst)
    return papier


def _eis_dag(dag: datetime.date, gemaakt: datetime.date) -> None:
    if dag > timezone.localdate():
        raise Weigering("Die dag moet nog komen. Vul de dag in die op het blad staat.")
    if dag < gemaakt:
        zin = f"Dit document bestaat pas sinds {date_format(gemaakt, 'j F Y')}."
        raise Weigering(f"{zin} Kijk na wanneer er getekend is.")


def _bewaar(
    overeenkomst: Overeenkomst, scan: Scan, dag: datetime.date, door: Lidmaatschap
) -> Papier:
    """The scan, unless another agreement, or an earlier version of this one, has it already."""
    sha256 = sha256_van(scan.bestand)
    eerder = Papier.objects.filter(school=overeenkomst.school_id, sha256=sha256)
    for papier in eerder.select_related("overeenkomst"):
        nu = papier.handtekeningen.filter(sha256=overeenkomst.tekenversie.sha256)
        if papier.overeenkomst_id != overeenkomst.pk or not nu.exists():
            raise Weigering(AL_GEBRUIKT.format(papier.overeenkomst))
    return Papier.objects.create(
        overeenkomst=overeenkomst,
        bestand=scan.bestand,
        soort=scan.soort,
        sha256=sha256,
        getekend_op=dag,
        door=door,
    )


@transaction.atomic
def neem_papier_terug(papier: Papier, *, reden: str, door: Lidmaatschap) -> None:
    """It was entered wrongly: its parties sign anew. Scan and signatures stay, as history."""
    vast = Overeenkomst.objects.select_for_update(of=("self",))
    overeenkomst = vast.get(pk=papier.overeenkomst_id)
    mag_papier_terugnemen(door, papier, overeenkomst).anders_weiger()
    if not reden.strip():
        raise Weigering("Schrijf waarom je dit terugneemt. Wie op het blad staat, leest het.")
    partijen = overeenkomst.huidige_ondertekenaars.filter(handtekening__papier=papier)
    weg = list(partijen.select_for_update(of=("self",)))
    if not weg:
        raise Weigering("Dit is al teruggenomen.")
    with spoor.reden(reden):
        for partij in weg:
            _zet_opnieuw(partij, reden.strip()[:300])
            wie = partij.get_partij_display()
            tekst = f"{wie} tekent {overeenkomst} opnieuw: het papier is teruggenomen"
            overeenkomst.traject.noteer(door, "handtekening", tekst)
            berichten.meld("papier_terug", partij, reden=partij.intrekreden)
        _vraag_later(overeenkomst, min(partij.beurt for partij in weg))
        vraag_handtekeningen(overeenkomst)


def _zet_opnieuw(partij: Ondertekenaar, reden: str) -> None:
    """What was asked stays asked, in a row of its own; a link in a mail leads to that one."""
    partij.ingetrokken_op, partij.intrekreden = timezone.now(), reden
    partij.save(update_fields=["ingetrokken_op", "intrekreden"])
    blijft = ("overeenkomst", "versie", "partij", "beurt", "naam", "hoedanigheid", "email")
    blijft += ("gebruiker", "ouder", "gevraagd_op", "herinnerd_op", "herinneringen")
    opnieuw = Ondertekenaar.objects.create(**{veld: getattr(partij, veld) for veld in blijft})
    partij.links.update(ondertekenaar=opnieuw)


def _vraag_later(overeenkomst: Overeenkomst, na: int) -> None:
    """Who comes after them, and did not sign yet, is asked when it is their turn again."""
    later = overeenkomst.huidige_ondertekenaars.nodig().filter(beurt__gt=na)
    Tekenlink.objects.filter(ondertekenaar__in=later.values("pk")).trek_in()
    later.update(gevraagd_op=None)
