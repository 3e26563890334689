"""Acts about an agreement, from draft to fully signed."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from psycopg.types.range import DateRange

from gebruikers.models import Lidmaatschap, School
from gebruikers.overgang import Weigering
from gebruikers.zicht import Informatie, Recht, eis
from overeenkomsten import berichten
from overeenkomsten.documenten import vraag_bewijs, vraag_tekenversie
from overeenkomsten.models import Handtekening, Ondertekenaar, Overeenkomst, Uurroosterblok
from overeenkomsten.rechten import (
    is_zelfde_naam,
    mag_aan_tafel,
    mag_aanbieden,
    mag_bewerken,
    mag_ondertekenen,
    mag_registreren,
)
from overeenkomsten.statussen import Partij, Registratie, Status
from overeenkomsten.tekenlinks import trek_links_in
from trajecten.acties import verplaats_fase
from trajecten.fases import Fase
from werkplekken.models import Plaatsing, Plaatsvervanger

AFKOELING_MINUTEN = 10


@transaction.atomic
def maak(overeenkomst: Overeenkomst, *, door: Lidmaatschap) -> Overeenkomst:
    """A new draft. Raises Weigering when there is one for this traject at this site already."""
    eis(door, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    if not overeenkomst.traject.is_open:
        raise Weigering("Het traject is afgesloten. Start eerst een nieuw traject.")
    if overeenkomst.vestiging.school_id != overeenkomst.traject.school_id:
        raise Weigering("Kies een werkplek van deze school.")
    try:
        with transaction.atomic():
            overeenkomst.save()
    except IntegrityError as fout:
        if "een_concept_per_vestiging" not in str(fout):
            raise
        raise Weigering("Er is al een concept voor deze vestiging.") from fout
    overeenkomst.traject.noteer(door, "overeenkomst", f"Overeenkomst opgemaakt: {overeenkomst}")
    return overeenkomst


@transaction.atomic
def wijzig(
    overeenkomst: Overeenkomst,
    *,
    gezien: datetime.datetime,
    door: Lidmaatschap,
    uurrooster: list[Uurroosterblok] | None = None,
) -> None:
    """Save a changed agreement. Once sent, a change voids every signature and link.

    `gezien`: its `gewijzigd_op` when the changer began; somebody else's later change is not
    overwritten.
    """
    vast = Overeenkomst.objects.select_for_update().get(pk=overeenkomst.pk)
    mag_bewerken(door, vast).anders_weiger()
    if vast.gewijzigd_op != gezien:
        raise Weigering(
            "Iemand anders wijzigde deze overeenkomst intussen. Kijk wat er veranderde, en bewaar "
            "daarna opnieuw."
        )
    if vast.status == Status.TER_ONDERTEKENING:
        _neem_terug(vast, door, "De overeenkomst is gewijzigd")
        overeenkomst.status, overeenkomst.plaatsing = Status.CONCEPT, vast.plaatsing
    overeenkomst.gewijzigd_op = timezone.now()
    overeenkomst.save()
    if uurrooster is not None:
        overeenkomst.uurrooster.all().delete()
        for blok in uurrooster:
            blok.overeenkomst = overeenkomst
            blok.save()
    overeenkomst.traject.noteer(door, "overeenkomst", f"Overeenkomst gewijzigd: {overeenkomst}")


def _neem_terug(overeenkomst: Overeenkomst, door: Lidmaatschap | None, waarom: str) -> None:
    """Back to a draft: all signatures and links of this version are void."""
    _laat_vervallen(overeenkomst, door, waarom)
    try:
        with transaction.atomic():
            overeenkomst.ga_naar(Status.CONCEPT)
    except IntegrityError:
        raise Weigering("Er is al een ander concept voor deze vestiging. Werk daarmee.") from None
    _haal_plaatsing_weg(overeenkomst)


def _laat_vervallen(overeenkomst: Overeenkomst, door: Lidmaatschap | None, waarom: str) -> None:
    """Void all parties and links of the present version, and tell who was asked."""
    partijen = list(overeenkomst.huidige_ondertekenaars.filter(vervallen_op=None))
    nu = timezone.now()
    overeenkomst.huidige_ondertekenaars.update(vervallen_op=nu)
    trek_links_in(overeenkomst)
    berichten.meld_vervallen([p for p in partijen if p.gevraagd_op], waarom)
    overeenkomst.traject.noteer(door, "overeenkomst", f"{waarom}: handtekeningen vervallen")


def _haal_plaatsing_weg(overeenkomst: Overeenkomst) -> None:
    """What is no longer offered shows the learner to no mentor. Where one rated already the
    placement stays, as history: it ends today."""
    plaatsing = overeenkomst.plaatsing
    if plaatsing and plaatsing.beoordelingen.exists():
        plaatsing.tot = max(plaatsing.van, min(plaatsing.tot, timezone.localdate()))
        plaatsing.save(update_fields=["tot"])
    elif plaatsing:
        Overeenkomst.objects.filter(pk=overeenkomst.pk).update(plaatsing=None)
        overeenkomst.plaatsing = None
        plaatsing.delete()


def _nummer(overeenkomst: Overeenkomst) -> str:
    """'OAO 2026-0117': kind, year of the start, sequence at the school. Kept while kind
    and year stay. Called under the school's lock."""
    begin = f"{overeenkomst.soort.upper()} {overeenkomst.begindatum.year}-"
    if overeenkomst.nummer.startswith(begin):
        return overeenkomst.nummer
    bestaand = Overeenkomst.objects.filter(
        school=overeenkomst.school_id, nummer__startswith=begin
    ).values_list("nummer", flat=True)
    laatste = max((int(nummer.removeprefix(begin)) for nummer in bestaand), default=0)
    return f"{begin}{laatste + 1:04d}"


@transaction.atomic
def bied_aan(overeenkomst: Overeenkomst, *, door: Lidmaatschap) -> None:
    """Send for signing: freeze the contents, have the document made, place the learner.

    The parties are asked as soon as the document is there (luisteraars.py).
    """
    School.objects.select_for_update().get(pk=overeenkomst.school_id)
    overeenkomst = Overeenkomst.objects.select_for_update().get(pk=overeenkomst.pk)
    mag_aanbieden(door, overeenkomst).anders_weiger()
    periode = DateRange(overeenkomst.begindatum, overeenkomst.einddatum, "[]")
    try:
        with transaction.atomic():
            overeenkomst.ga_naar(
                Status.TER_ONDERTEKENING,
                nummer=_nummer(overeenkomst),
                versie=overeenkomst.versie + 1,
                feitelijke_periode=periode,
            )
    except IntegrityError:
        raise Weigering(
            "Deze leerling heeft in die dagen al een overeenkomst op deze vestiging."
        ) from None
    _maak_partijen(overeenkomst)
    overeenkomst.plaatsing = _plaats(overeenkomst)
    overeenkomst.tekenversie = vraag_tekenversie(overeenkomst)
    overeenkomst.save(update_fields=["plaatsing", "tekenversie"])
    overeenkomst.traject.noteer(door, "overeenkomst", f"{overeenkomst} ter ondertekening verstuurd")


def _maak_partijen(overeenkomst: Overeenkomst) -> None:
    leerling, ouder = overeenkomst.traject.leerling, overeenkomst.ouder
    baas, school = overeenkomst.vertegenwoordiger, overeenkomst.tekent_voor_school.gebruiker
    partijen = [(Partij.LEERLING, leerling.volledige_naam, "", leerling.email, leerling.gebruiker)]
    if leerling.is_minderjarig():
        naam, relatie = ouder.volledige_naam, ouder.get_relatie_display()
        partijen.append((Partij.OUDER, naam, relatie, ouder.email, ouder.gebruiker))
    hoedanigheid = f"{baas.functie}, {overeenkomst.vestiging.onderneming}"
    partijen.append((Partij.ONDERNEMING, baas.volledige_naam, hoedanigheid, baas.email, None))
    naam = overeenkomst.school.naam
    partijen.append((Partij.SCHOOL, school.volledige_naam, naam, school.email, school))
    for partij, naam, hoedanigheid, email, gebruiker in partijen:
        Ondertekenaar.objects.create(
            overeenkomst=overeenkomst,
            versie=overeenkomst.versie,
            partij=partij,
            naam=naam,
            hoedanigheid=hoedanigheid,
            email=email,
            gebruiker=gebruiker,
        )


def _plaats(overeenkomst: Overeenkomst) -> Plaatsing:
    """The placement that this agreement writes: made at the first offer, then kept in step."""
    plaatsing = overeenkomst.plaatsing or Plaatsing(
        traject=overeenkomst.traject, aangeboden_op=timezone.now()
    )
    plaatsing.vestiging, plaatsing.mentor = overeenkomst.vestiging, overeenkomst.mentor
    plaatsing.van, plaatsing.tot = overeenkomst.begindatum, overeenkomst.einddatum
    plaatsing.save()
    Plaatsvervanger.objects.filter(plaatsing=plaatsing, mentor=plaatsing.mentor).delete()
    return plaatsing


@transaction.atomic
def vraag_handtekeningen(overeenkomst: Overeenkomst) -> None:
    """Ask every party of the present version, once, now that there is a document to read."""
    for partij in overeenkomst.huidige_ondertekenaars.filter(gevraagd_op=None, vervallen_op=None):
        partij.gevraagd_op = timezone.now()
        partij.save(update_fields=["gevraagd_op"])
        berichten.vraag(partij)


@transaction.atomic
def plaats_handtekening(
    ondertekenaar: Ondertekenaar,
    *,
    hash: str,
    getypte_naam: str,
    wijze: Handtekening.Wijze,
    door: Lidmaatschap | None = None,
    getuige: Lidmaatschap | None = None,
    ip: str | None = None,
) -> None:
    """One party signs exactly the document with this SHA-256. The last one completes it."""
    overeenkomst = Overeenkomst.objects.select_for_update(of=("self",)).get(
        pk=ondertekenaar.overeenkomst_id
    )
    ondertekenaar = Ondertekenaar.objects.get(pk=ondertekenaar.pk)
    mag_ondertekenen(ondertekenaar, overeenkomst, hash).anders_weiger()
    if wijze == Handtekening.Wijze.TAFEL:
        mag_aan_tafel(getuige, ondertekenaar).anders_weiger()
    if not is_zelfde_naam(getypte_naam, ondertekenaar.naam):
        raise Weigering(f"Typ je naam zoals ze hierboven staat: {ondertekenaar.naam}.")
    Handtekening.objects.create(
        ondertekenaar=ondertekenaar,
        sha256=hash,
        wijze=wijze,
        getypte_naam=getypte_naam.strip()[:160],
        door=door,
        getuige=getuige,
        ip=ip,
    )
    ondertekenaar.links.filter(gebruikt_op=None).update(gebruikt_op=timezone.now())
    tekst = f"{ondertekenaar.get_partij_display()} tekende {overeenkomst}"
    overeenkomst.traject.noteer(door or getuige, "overeenkomst", tekst)
    if wijze == Handtekening.Wijze.TAFEL:
        berichten.meld_aan_tafel(ondertekenaar, getuige)
    laat_ouder_vervallen(overeenkomst)
    _voltooi_als_het_kan(overeenkomst)


def laat_ouder_vervallen(overeenkomst: Overeenkomst) -> bool:
    """Who turned eighteen meanwhile signs alone: the parent is no longer asked. Whether one was."""
    if overeenkomst.traject.leerling.is_minderjarig():
        return False
    ouders = overeenkomst.huidige_ondertekenaars.filter(
        partij=Partij.OUDER, handtekening=None, vervallen_op=None
    )
    for ouder in ouders:
        ouder.links.filter(ingetrokken_op=None).update(ingetrokken_op=timezone.now())
        waarom = "De leerling is intussen 18 en tekent alleen"
        berichten.meld_vervallen([ouder] if ouder.gevraagd_op else [], waarom)
        overeenkomst.traject.noteer(None, "overeenkomst", f"{waarom}: {overeenkomst}")
    return bool(ouders.update(vervallen_op=timezone.now()))


@transaction.atomic
def verder_na_achttien(overeenkomst_id: int) -> None:
    """What waited for a parent only is complete."""
    overeenkomst = Overeenkomst.objects.select_for_update(of=("self",)).get(pk=overeenkomst_id)
    if overeenkomst.status == Status.TER_ONDERTEKENING and laat_ouder_vervallen(overeenkomst):
        _voltooi_als_het_kan(overeenkomst)


def _voltooi_als_het_kan(overeenkomst: Overeenkomst) -> None:
    if not overeenkomst.huidige_ondertekenaars.filter(
        handtekening=None, vervallen_op=None
    ).exists():
        _voltooi(overeenkomst)


def _voltooi(overeenkomst: Overeenkomst) -> None:
    overeenkomst.ga_naar(Status.GETEKEND, getekend_op=timezone.now())
    overeenkomst.bewijs = vraag_bewijs(overeenkomst)
    overeenkomst.save(update_fields=["bewijs"])
    traject = overeenkomst.traject
    traject.noteer(None, "overeenkomst", f"{overeenkomst} is volledig getekend")
    if traject.fase == Fase.ZOEKT_WERKPLEK:
        verplaats_fase(traject, Fase.LOPEND, door=None, reden="overeenkomst volledig getekend")


@transaction.atomic
def weiger(ondertekenaar: Ondertekenaar, *, reden: str, door: Lidmaatschap | None = None) -> None:
    """A party declines, with a reason that all others hear."""
    overeenkomst = Overeenkomst.objects.select_for_update(of=("self",)).get(
        pk=ondertekenaar.overeenkomst_id
    )
    ondertekenaar = Ondertekenaar.objects.get(pk=ondertekenaar.pk)
    if not reden.strip():
        raise Weigering("Schrijf waarom je niet tekent. Zo kan de school het oplossen.")
    if ondertekenaar.staat != "wacht":
        raise Weigering("Dit kan niet meer: je hebt al getekend of de overeenkomst is gewijzigd.")
    overeenkomst.ga_naar(Status.GEWEIGERD)
    ondertekenaar.geweigerd_op = timezone.now()
    ondertekenaar.weigerreden = reden.strip()[:500]
    ondertekenaar.save(update_fields=["geweigerd_op", "weigerreden"])
    trek_links_in(overeenkomst)
    _haal_plaatsing_weg(overeenkomst)
    berichten.meld_weigering(ondertekenaar)
    tekst = f"{ondertekenaar.get_partij_display()} tekent niet: {reden.strip()}"
    overeenkomst.traject.noteer(door, "weigering", tekst[:300])


@transaction.atomic
def naar_concept(overeenkomst: Overeenkomst, *, door: Lidmaatschap) -> None:
    """Take a sent, declined or withdrawn agreement back to a draft."""
    eis(door, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    overeenkomst = Overeenkomst.objects.select_for_update().get(pk=overeenkomst.pk)
    _neem_terug(overeenkomst, door, "De school neemt de overeenkomst terug")


@transaction.atomic
def trek_in(overeenkomst: Overeenkomst, *, reden: str, door: Lidmaatschap) -> None:
    """It will not be signed: the parties hear why."""
    eis(door, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    if not reden.strip():
        raise Weigering("Schrijf waarom de overeenkomst niet doorgaat.")
    overeenkomst = Overeenkomst.objects.select_for_update().get(pk=overeenkomst.pk)
    overeenkomst.ga_naar(Status.INGETROKKEN)
    _laat_vervallen(overeenkomst, door, f"De overeenkomst gaat niet door ({reden.strip()[:150]})")
    _haal_plaatsing_weg(overeenkomst)


@transaction.atomic
def herstuur(ondertekenaar: Ondertekenaar, *, door: Lidmaatschap) -> None:
    """Mail the request again; not sooner than ten minutes after the last mail."""
    eis(door, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    ondertekenaar = Ondertekenaar.objects.select_for_update().get(pk=ondertekenaar.pk)
    if not ondertekenaar.moet_tekenen:
        raise Weigering("Deze partij moet niet (meer) tekenen.")
    if not ondertekenaar.email:
        raise Weigering("Er is geen e-mailadres. Laat deze partij aan tafel tekenen.")
    laatst = ondertekenaar.herinnerd_op or ondertekenaar.gevraagd_op
    over = AFKOELING_MINUTEN - (timezone.now() - laatst).total_seconds() / 60
    if over > 0:
        wanneer = "over een minuut" if over <= 1 else f"over {int(over) + 1} minuten"
        raise Weigering(f"Er is net gemaild. Probeer opnieuw {wanneer}.")
    ondertekenaar.herinnerd_op = timezone.now()
    ondertekenaar.save(update_fields=["herinnerd_op"])
    berichten.vraag(ondertekenaar, opnieuw=True)


@transaction.atomic
def registreer(
    overeenkomst: Overeenkomst,
    *,
    registratie: Registratie,
    op: datetime.date | None,
    nummer: str,
    door: Lidmaatschap,
) -> None:
    """Write down what was done in Werkplekduaal: kept by hand, no link with the counter."""
    mag_registreren(door, overeenkomst).anders_weiger()
    Overeenkomst.objects.filter(pk=overeenkomst.pk).update(
        registratie=registratie, geregistreerd_op=op, registratienummer=nummer
    )
    woord = Registratie(registratie).label
    overeenkomst.traject.noteer(door, "overeenkomst", f"{overeenkomst} in Werkplekduaal: {woord}")
