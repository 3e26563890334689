"""Signing an agreement or an amendment: asking the parties, their signatures or refusal, and being
complete."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from gebruikers import spoor
from gebruikers.links import eis_afkoeling
from gebruikers.models import Gebruiker, Lidmaatschap, Uitnodiging
from gebruikers.overgang import Weigering
from gebruikers.schrijfwijze import is_zelfde_naam
from gebruikers.zicht import Informatie, Recht, eis
from leerlingen.models import Betrokkene
from overeenkomsten import berichten, fasevolgt
from overeenkomsten.acties_ingaan import laat_gelden
from overeenkomsten.documenten import vraag_bewijs
from overeenkomsten.krabbel import ONLEESBAAR, Krabbel, is_krabbel
from overeenkomsten.models import (
    Handtekening,
    Ondertekenaar,
    Overeenkomst,
    Tekenlink,
    Wijziging,
)
from overeenkomsten.models.ondertekening import OndertekenaarQuerySet
from overeenkomsten.models.stuk import Stuk, van_stuk
from overeenkomsten.plaatsing import haal_plaatsing_weg
from overeenkomsten.rechten import (
    MET_GETUIGE,
    is_nog_partij,
    mag_ondertekenen,
    mag_op_deze_wijze,
    mag_weigeren,
)
from overeenkomsten.statussen import Partij, Status
from overeenkomsten.tekenlinks import trek_links_in

WIE_18_IS = "De leerling is intussen 18 en tekent alleen"


@transaction.atomic
def vraag_handtekeningen(stuk: Stuk) -> None:
    """Ask every party whose turn it is, once, now that there is a document to read."""
    nodig = stuk.huidige_ondertekenaars.nodig()
    beurt = nodig.aggregate(beurt=Min("beurt"))["beurt"]
    for partij in nodig.filter(beurt=beurt, gevraagd_op=None):
        partij.gevraagd_op = timezone.now()
        partij.save(update_fields=["gevraagd_op"])
        berichten.vraag(partij)


def koppel_genodigde(uitnodiging: Uitnodiging) -> None:
    """Who was asked through a link and accepts an account finds the same question there. The link
    keeps working."""
    partijen = [partij for partij, rol in berichten.ROL.items() if rol == uitnodiging.rol]
    Ondertekenaar.objects.filter(
        van_stuk(status=Status.TER_ONDERTEKENING),
        handtekening=None,
        vervallen_op=None,
        school=uitnodiging.school_id,
        partij__in=partijen,
        email__iexact=uitnodiging.gebruiker.email,
        gebruiker=None,
    ).update(gebruiker=uitnodiging.gebruiker_id)


def neem_adres_over(gebruiker: Gebruiker, oud: str) -> None:
    """Who still has to sign is asked at the new address, and a link in the old mailbox dies. What
    was signed keeps the address it was signed with."""
    wacht = Ondertekenaar.objects.tekent_nog().filter(gebruiker=gebruiker, email__iexact=oud)
    wie = list(wacht.values_list("pk", flat=True))
    wacht.update(email=gebruiker.email)
    vraag_elders(wie)


def vraag_elders(partijen: Collection[int]) -> None:
    """These have another address since: a link in the old mailbox dies, and who still has to sign
    is asked again. Who signed keeps the way in."""
    nog = Ondertekenaar.objects.filter(pk__in=partijen, handtekening=None)
    Tekenlink.objects.filter(ondertekenaar__in=nog.values("pk")).trek_in()
    for partij in nog.moet_tekenen().order_by("pk"):
        _vraag_opnieuw(partij)


def sluit_links(gebruiker: Gebruiker, *, door: Lidmaatschap) -> None:
    """That mailbox is lost: no link in it works from now on, whoever it was for. Who is not known
    to be of that account does not follow to the new address: the file says so."""
    met_adres = _met_adres(gebruiker, door)
    Tekenlink.objects.filter(ondertekenaar__in=met_adres.values("pk")).trek_in()
    los = met_adres.exclude(gebruiker=gebruiker).moet_tekenen()
    zin = "de mailbox is kwijt. Vul een ander e-mailadres in voor"
    _noteer_per_partij(los, door, zin)


def vraag_weer_in_mailbox(gebruiker: Gebruiker, *, door: Lidmaatschap) -> None:
    """That mailbox works after all: who still has to sign is asked there again, and a dead link
    gives a new one."""
    partijen = _met_adres(gebruiker, door).moet_tekenen()
    _noteer_per_partij(partijen, door, "de mailbox is toch niet kwijt. Opnieuw gevraagd voor")
    for partij in partijen.order_by("pk"):
        _vraag_opnieuw(partij)


def _met_adres(gebruiker: Gebruiker, door: Lidmaatschap) -> OndertekenaarQuerySet:
    return Ondertekenaar.objects.filter(email__iexact=gebruiker.email, school=door.school_id)


def _noteer_per_partij(partijen: OndertekenaarQuerySet, door: Lidmaatschap, zin: str) -> None:
    rijen = partijen.select_related("overeenkomst__traject", "wijziging").order_by("pk")
    for partij in rijen:
        tekst = f"{partij.get_partij_display()}: {zin} {partij.stuk}"
        partij.overeenkomst.traject.noteer(door, "mailbox", tekst)


def _vraag_opnieuw(ondertekenaar: Ondertekenaar) -> None:
    ondertekenaar.herinnerd_op = timezone.now()
    ondertekenaar.save(update_fields=["herinnerd_op"])
    berichten.vraag(ondertekenaar, opnieuw=True)


@transaction.atomic
def plaats_handtekening(
    ondertekenaar: Ondertekenaar,
    *,
    hash: str,
    getypte_naam: str,
    wijze: Handtekening.Wijze,
    krabbel: Krabbel | None = None,
    door: Lidmaatschap | None = None,
    getuige: Lidmaatschap | None = None,
    ip: str | None = None,
) -> None:
    """One party signs exactly the document with this SHA-256. The last one completes it."""
    stuk = zet_vast(ondertekenaar.stuk)
    ondertekenaar = Ondertekenaar.objects.get(pk=ondertekenaar.pk)
    mag_ondertekenen(ondertekenaar, stuk, hash).anders_weiger()
    mag_op_deze_wijze(wijze, ondertekenaar, door=door, getuige=getuige).anders_weiger()
    if not is_zelfde_naam(getypte_naam, ondertekenaar.naam):
        raise Weigering(f"Typ je naam zoals ze hierboven staat: {ondertekenaar.naam}.")
    if krabbel is not None and not is_krabbel(krabbel):
        raise Weigering(ONLEESBAAR)
    Handtekening.objects.create(
        ondertekenaar=ondertekenaar,
        sha256=hash,
        wijze=wijze,
        getypte_naam=getypte_naam.strip()[:160],
        krabbel=krabbel,
        door=door,
        getuige=getuige,
        ip=ip,
    )
    tekst = f"{ondertekenaar.get_partij_display()} tekende {stuk}"
    stuk.traject.noteer(door or getuige, "handtekening", tekst, **_hoe(wijze, getuige))
    if wijze in MET_GETUIGE:
        berichten.meld_aan_tafel(ondertekenaar, getuige, wijze)
    laat_ouder_vervallen(stuk)
    verder(stuk)


def zet_vast(stuk: Stuk) -> Stuk:
    """Read again and locked; of an amendment the agreement as well, and before it."""
    vast = Overeenkomst.objects.select_for_update(of=("self",))
    if not isinstance(stuk, Wijziging):
        return vast.get(pk=stuk.pk)
    overeenkomst = vast.get(pk=stuk.overeenkomst_id)
    return overeenkomst.wijzigingen.select_for_update(of=("self",)).get(pk=stuk.pk)


def laat_ouder_vervallen(stuk: Stuk) -> bool:
    """Who turned eighteen meanwhile signs alone; and of two parents, who lost authority leaves it
    to the other. With none left it waits: the school chooses. Whether one is no longer asked."""
    rijen = stuk.huidige_ondertekenaars.filter(partij=Partij.OUDER, vervallen_op=None)
    ouders = list(rijen.select_related("handtekening", "ouder__leerling"))
    blijft = [o for o in ouders if o.heeft_getekend or is_nog_partij(o, stuk)]
    alleen = not stuk.traject.leerling.is_minderjarig()
    weg = [o for o in ouders if o not in blijft] if blijft or alleen else []
    for ouder in weg:
        ouder.links.trek_in()
        if alleen and ouder.gevraagd_op:
            berichten.meld_tekent_alleen(ouder)
        waarom = WIE_18_IS if alleen else "Een ouder heeft geen gezag meer en tekent niet"
        stuk.traject.noteer(None, "overeenkomst", f"{waarom}: {stuk}")
    rijen.filter(pk__in=[ouder.pk for ouder in weg]).update(vervallen_op=timezone.now())
    return bool(weg)


@transaction.atomic
def verder_zonder_ouder(ondertekenaar_id: int) -> None:
    """What waited only for a parent who is not asked any more is complete."""
    stuk = zet_vast(Ondertekenaar.objects.get(pk=ondertekenaar_id).stuk)
    if stuk.status == Status.TER_ONDERTEKENING and laat_ouder_vervallen(stuk):
        verder(stuk)


def verder_zonder_gezag(ouder: Betrokkene) -> None:
    """A parent lost authority: another who signs goes on alone, else the file asks to choose."""
    wacht = Ondertekenaar.objects.huidige().moet_tekenen().filter(ouder=ouder)
    for partij in list(wacht.select_related("overeenkomst__traject", "wijziging")):
        verder_zonder_ouder(partij.pk)
        if wacht.filter(pk=partij.pk).exists():
            zin = "Een ouder heeft geen gezag meer. Kies wie anders tekent voor"
            partij.stuk.traject.noteer(None, "overeenkomst", f"{zin} {partij.stuk}")


def verder(stuk: Stuk) -> None:
    """Nobody is left and it is complete, or who comes next is asked."""
    if stuk.huidige_ondertekenaars.nodig().exists():
        vraag_handtekeningen(stuk)
    else:
        _voltooi(stuk)


def _voltooi(stuk: Stuk) -> None:
    stuk.ga_naar(Status.GETEKEND, getekend_op=timezone.now())
    stuk.bewijs = vraag_bewijs(stuk)
    stuk.save(update_fields=["bewijs"])
    stuk.traject.noteer(None, "overeenkomst", f"{stuk} is volledig getekend")
    if isinstance(stuk, Wijziging):
        laat_gelden(stuk)
    else:
        fasevolgt.begin(stuk)


@transaction.atomic
def weiger(
    ondertekenaar: Ondertekenaar,
    *,
    reden: str,
    wijze: Handtekening.Wijze,
    door: Lidmaatschap | None = None,
    getuige: Lidmaatschap | None = None,
) -> None:
    """A party declines, with a reason that all others hear."""
    stuk = zet_vast(ondertekenaar.stuk)
    ondertekenaar = Ondertekenaar.objects.get(pk=ondertekenaar.pk)
    if not reden.strip():
        raise Weigering("Schrijf waarom je niet tekent. Zo kan de school het oplossen.")
    mag_weigeren(ondertekenaar, stuk).anders_weiger()
    mag_op_deze_wijze(wijze, ondertekenaar, door=door, getuige=getuige).anders_weiger()
    ondertekenaar.geweigerd_op = timezone.now()
    ondertekenaar.weigerreden = reden.strip()[:500]
    with spoor.reden(reden):
        stuk.ga_naar(Status.GEWEIGERD)
        ondertekenaar.save(update_fields=["geweigerd_op", "weigerreden"])
        trek_links_in(stuk)
        if isinstance(stuk, Overeenkomst):
            haal_plaatsing_weg(stuk)
    berichten.meld_weigering(ondertekenaar)
    tekst = f"{ondertekenaar.get_partij_display()} tekent {stuk} niet: {reden.strip()}"
    hoe = _hoe(wijze, getuige)
    stuk.traject.noteer(door or getuige, "weigering", tekst[:300], **hoe)


def _hoe(wijze: Handtekening.Wijze, getuige: Lidmaatschap | None) -> dict[str, str]:
    """For the timeline: how it came, when no account did it. No name of who signs: not everybody
    who reads the timeline may know it."""
    if wijze == Handtekening.Wijze.TAFEL:
        return {"wie": f"aan tafel, bij {getuige.gebruiker}"}
    if wijze == Handtekening.Wijze.QR:
        return {"wie": f"via een QR-code aan tafel, bij {getuige.gebruiker}"}
    return {"wie": "via een eigen link en een code"} if wijze == Handtekening.Wijze.LINK else {}


@transaction.atomic
def herstuur(ondertekenaar: Ondertekenaar, *, door: Lidmaatschap) -> None:
    """Mail the request again; not sooner than ten minutes after the last mail."""
    eis(door, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    ondertekenaar = Ondertekenaar.objects.select_for_update().get(pk=ondertekenaar.pk)
    if not (ondertekenaar.moet_tekenen and is_nog_partij(ondertekenaar, ondertekenaar.stuk)):
        raise Weigering("Deze partij moet niet (meer) tekenen.")
    if not ondertekenaar.email:
        raise Weigering("Er is geen e-mailadres. Laat deze partij aan tafel tekenen.")
    if wat_dan := ondertekenaar.wat_na_verlies:
        raise Weigering(wat_dan)
    eis_afkoeling(ondertekenaar.laatst_gemaild)
    _vraag_opnieuw(ondertekenaar)
