"""Signatures set elsewhere: entering a scan, or a PDF with electronic ones, for one party or more,
and taking that back."""

import datetime
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from gebruikers import spoor
from gebruikers.bestanden import sha256_van
from gebruikers.models import Lidmaatschap, School
from gebruikers.overgang import Weigering
from overeenkomsten import berichten
from overeenkomsten.acties_tekenen import (
    laat_ouder_vervallen,
    verder,
    vraag_handtekeningen,
    zet_vast,
)
from overeenkomsten.getekende_pdf import Gezet, gelijkenis, lees_getekende_pdf
from overeenkomsten.models import Handtekening, Ondertekenaar, Papier, Tekenlink
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.papierblad import vraag_papierversie
from overeenkomsten.rechten_papier import bezwaren, mag_op_papier, mag_papier_terugnemen
from overeenkomsten.scan import Scan
from trajecten.models import Document

NIEMAND = "Kies wie op dit blad getekend heeft."
NIEMAND_GEKOZEN = "Kies bij minstens één handtekening van wie ze is."
TWEE_VOOR_EEN = "Kies bij elke handtekening een andere partij."
ANDERE_NAAM = (
    "De handtekening van {} kan niet die van {} zijn: de namen lijken niet op elkaar. Laat wie "
    "gevraagd is zelf tekenen, of pas eerst aan wie tekent."
)
AL_BEWAARD = "De handtekening van {} is al bewaard voor {}."
ZELFDE_CERTIFICAAT = (
    "Met het certificaat van {} is al getekend voor {}. Wie nog voor een andere partij tekent, "
    "doet dat hier digitaal of op papier."
)
NIEUWE_VERSIE = "De {} is intussen gewijzigd. Laat de nieuwe versie tekenen."
Wijze = Handtekening.Wijze


@transaction.atomic
def druk_af(stuk: Stuk, *, door: Lidmaatschap) -> Document:
    """Have the tekenversie made with a sheet to sign on."""
    mag_op_papier(door, stuk).anders_weiger()
    return vraag_papierversie(stuk)


def _zet_open_vast(stuk: Stuk, door: Lidmaatschap) -> Stuk:
    """Locked, one file at once in a school, and still open for signing."""
    School.objects.select_for_update(no_key=True).get(pk=stuk.school_id)
    stuk = zet_vast(stuk)
    mag_op_papier(door, stuk).anders_weiger()
    return stuk


def _eis_geen(zinnen: Collection[str]) -> None:
    """All that is wrong, at once."""
    if zinnen:
        raise Weigering(" ".join(zinnen))


@transaction.atomic
def leg_papier_vast(
    stuk: Stuk,
    *,
    partijen: Collection[Ondertekenaar],
    scan: Scan,
    code: str,
    getekend_op: datetime.date,
    door: Lidmaatschap,
) -> Papier:
    """These parties signed the sheet that this is a scan of, on that day. The last completes it."""
    stuk, sha256 = _zet_open_vast(stuk, door), sha256_van(scan.bestand)
    ingegeven = {"partijen": partijen, "code": code, "getekend_op": getekend_op, "sha256": sha256}
    zinnen = [zin for _, zin in bezwaren(stuk, **ingegeven)]
    _eis_geen([*([] if partijen else [NIEMAND]), *zinnen])
    papier = Papier.objects.create(
        **stuk.verwijzing,
        bestand=scan.bestand,
        soort=scan.soort,
        sha256=sha256,
        getekend_op=getekend_op,
        door=door,
    )
    _plaats(stuk, papier, {partij.pk: {"wijze": Wijze.PAPIER} for partij in partijen})
    return papier


@transaction.atomic
def leg_getekende_pdf_vast(
    stuk: Stuk, *, inhoud: bytes, wie: dict[int, Ondertekenaar], door: Lidmaatschap
) -> Papier:
    """In this file somebody signed elsewhere. `wie`: of which signature, counted from 0 in the
    order in which they were set, it is whose. The file is looked at again, before anybody waits."""
    mag_op_papier(door, stuk).anders_weiger()
    gezet, nagekeken = lees_ze(inhoud, stuk), stuk.tekenversie.sha256
    stuk = _zet_open_vast(stuk, door)
    if stuk.tekenversie.sha256 != nagekeken:
        raise Weigering(NIEUWE_VERSIE.format(stuk.heet))
    partijen, bestand = list(wie.values()), ContentFile(inhoud, "getekend.pdf")
    sha256 = sha256_van(bestand)
    zinnen = [zin for _, zin in bezwaren(stuk, partijen=partijen, sha256=sha256)]
    _eis_geen([*([] if wie else [NIEMAND_GEKOZEN]), *zinnen, *_toewijzing(stuk, gezet, wie)])
    momenten = [gezet[nummer].gezet_op for nummer in wie]
    _eis_geen([zin for _, zin in bezwaren(stuk, momenten=momenten)])
    papier = Papier.objects.create(
        **stuk.verwijzing,
        bestand=bestand,
        soort=Papier.Soort.PDF,
        digitaal=True,
        sha256=sha256,
        getekend_op=timezone.localdate(max(momenten)),
        door=door,
    )
    velden = {
        partij.pk: {"wijze": Wijze.ELDERS, **vars(gezet[nummer])} for nummer, partij in wie.items()
    }
    _plaats(stuk, papier, velden)
    return papier


def lees_ze(inhoud: bytes, stuk: Stuk) -> list[Gezet]:
    """The signatures in this file on the tekenversie of this. Raises Weigering with why not."""
    with stuk.tekenversie.bestand.open("rb") as bestand:
        tekenversie = bestand.read()
    try:
        return lees_getekende_pdf(inhoud, tekenversie)
    except ValidationError as fout:
        raise Weigering(" ".join(fout.messages)) from None


def al_bewaard(stuk: Stuk) -> dict[tuple, Ondertekenaar]:
    """(certificate, moment) → whose signature of this version it counts as already."""
    nu = stuk.huidige_ondertekenaars.filter(handtekening__wijze=Wijze.ELDERS)
    return {
        (partij.handtekening.certificaat, partij.handtekening.gezet_op): partij
        for partij in nu.select_related("handtekening")
    }


def _toewijzing(stuk: Stuk, gezet: list[Gezet], wie: dict[int, Ondertekenaar]) -> list[str]:
    """What is wrong with whose these signatures are said to be."""
    if not wie.keys() <= set(range(len(gezet))) or len(set(wie.values())) != len(wie):
        return [TWEE_VOOR_EEN]
    zinnen, al = [], al_bewaard(stuk)
    voor = {certificaat: partij for (certificaat, _), partij in al.items()}
    for nummer, partij in sorted(wie.items()):
        handtekening = gezet[nummer]
        eerder = voor.setdefault(handtekening.certificaat, partij)
        if ander := al.get((handtekening.certificaat, handtekening.gezet_op)):
            zinnen.append(AL_BEWAARD.format(handtekening.houder, ander.naam))
        elif eerder != partij:
            zinnen.append(ZELFDE_CERTIFICAAT.format(handtekening.houder, eerder))
        elif not gelijkenis(handtekening.houder, partij.naam):
            zinnen.append(ANDERE_NAAM.format(handtekening.houder, partij.naam))
    return zinnen


def _plaats(stuk: Stuk, papier: Papier, velden: dict[int, dict]) -> None:
    """A signature for each of these parties, and on to who comes next. `velden`: party → how."""
    partijen = stuk.huidige_ondertekenaars.filter(pk__in=velden)
    partijen.filter(gevraagd_op=None).update(gevraagd_op=timezone.now())  # hears the rest
    soort = "getekende_pdf" if papier.digitaal else "op_papier"
    hoe = "elektronisch, buiten Trajecten" if papier.digitaal else "op papier"
    for partij in sorted(partijen, key=lambda partij: (partij.beurt, partij.pk)):
        Handtekening.objects.create(
            ondertekenaar=partij,
            sha256=stuk.tekenversie.sha256,
            papier=papier,
            **velden[partij.pk],
        )
        tekst = f"{partij.get_partij_display()} tekende {stuk} {hoe}"
        stuk.traject.noteer(papier.door, "handtekening", tekst)
        berichten.meld(soort, partij, papier=papier)
    laat_ouder_vervallen(stuk)
    verder(stuk)


@transaction.atomic
def neem_papier_terug(papier: Papier, *, reden: str, door: Lidmaatschap) -> None:
    """It was entered wrongly: its parties sign anew. File and signatures stay, as history."""
    stuk = zet_vast(papier.stuk)
    mag_papier_terugnemen(door, papier, stuk).anders_weiger()
    if not reden.strip():
        raise Weigering("Schrijf waarom je dit terugneemt. Wie erop staat, leest het.")
    partijen = stuk.huidige_ondertekenaars.filter(handtekening__papier=papier)
    weg = list(partijen.select_for_update(of=("self",)))
    if not weg:
        raise Weigering("Dit is al teruggenomen.")
    with spoor.reden(reden):
        for partij in weg:
            _zet_opnieuw(partij, reden.strip()[:300])
            wie = partij.get_partij_display()
            wat = "de getekende pdf" if papier.digitaal else "het papier"
            tekst = f"{wie} tekent {stuk} opnieuw: {wat} is teruggenomen"
            stuk.traject.noteer(door, "handtekening", tekst)
            berichten.meld("papier_terug", partij, papier=papier, reden=partij.intrekreden)
        _vraag_later(stuk, min(partij.beurt for partij in weg))
        vraag_handtekeningen(stuk)


def _zet_opnieuw(partij: Ondertekenaar, reden: str) -> None:
    """What was asked stays asked, in a row of its own; a link in a mail leads to that one."""
    partij.ingetrokken_op, partij.intrekreden = timezone.now(), reden
    partij.save(update_fields=["ingetrokken_op", "intrekreden"])
    blijft = ("overeenkomst", "wijziging", "versie", "partij", "beurt", "naam", "hoedanigheid")
    blijft += ("email", "gebruiker", "ouder", "gevraagd_op", "herinnerd_op", "herinneringen")
    opnieuw = Ondertekenaar.objects.create(**{veld: getattr(partij, veld) for veld in blijft})
    partij.links.update(ondertekenaar=opnieuw)


def _vraag_later(stuk: Stuk, na: int) -> None:
    """Who comes after them, and did not sign yet, is asked when it is their turn again."""
    later = stuk.huidige_ondertekenaars.nodig().filter(beurt__gt=na)
    Tekenlink.objects.filter(ondertekenaar__in=later.values("pk")).trek_in()
    later.update(gevraagd_op=None)
