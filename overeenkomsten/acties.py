"""Drawing up an agreement: from draft to sent, taken back or registered."""

import datetime
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from psycopg.types.range import DateRange

from gebruikers import spoor
from gebruikers.berichten import op_een_regel
from gebruikers.models import Lidmaatschap, School
from gebruikers.overgang import Weigering, eis_ongewijzigd, weiger_bij
from gebruikers.zicht import Informatie, Recht, Schoolsoort, eis, mag
from overeenkomsten import berichten
from overeenkomsten.documenten import inhoud_van, vraag_tekenversie
from overeenkomsten.fasevolgt import zoek_weer
from overeenkomsten.models import Ondertekenaar, Overeenkomst, Uurroosterblok
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.partijen import maak_partijen
from overeenkomsten.plaatsing import haal_plaatsing_weg, plaats
from overeenkomsten.rechten import (
    mag_aanbieden,
    mag_bewerken,
    mag_intrekken,
    mag_registreren,
    mag_verwijderen,
)
from overeenkomsten.statussen import PREMIESTAPPEN, Registratie, Status
from overeenkomsten.tekenlinks import trek_links_in
from overeenkomsten.verschil import gewijzigde_velden
from trajecten.models import Traject
from werkplekken.models import Onderneming

WIJZIGBAAR = (
    "begindatum",
    "einddatum",
    "uren_werkplek",
    "uren_school",
    "soort",
    "soort_reden",
    "behaald",
    "duale_jaren",
    "vergoeding_cent",
    "vergoeding_categorie",
    "mentor",
    "vertegenwoordiger",
    "ouder",
    "tweede_ouder",
    "tekent_voor_school",
    "volgorde",
    "plan",
    "paritair_comite",
    "verzekeraar",
    "polisnummer",
)


NIET_VOORBIJ = (Status.CONCEPT, Status.TER_ONDERTEKENING, Status.GETEKEND)
# What a draft knows nothing of, also when it was signed and withdrawn before.
NOOIT_GETEKEND = {
    "getekend_op": None,
    "bewijs": None,
    "registratie": Registratie.NIET_OPGEMAAKT,
    "geregistreerd_op": None,
    "registratienummer": "",
    "verhuist_op": None,
    **dict.fromkeys(PREMIESTAPPEN),
}


@transaction.atomic
def maak(
    overeenkomst: Overeenkomst, *, door: Lidmaatschap, blokken: Iterable[Uurroosterblok] = ()
) -> Overeenkomst:
    """A new draft. `blokken`: the week of another agreement, as it was in force, copied to this
    one. Raises Weigering when there is one for this traject at this place already."""
    eis(door, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    if not overeenkomst.traject.is_open:
        raise Weigering("Het traject is afgesloten. Start eerst een nieuw traject.")
    if overeenkomst.plek.school_id != overeenkomst.traject.school_id:
        raise Weigering("Kies een werkplek van deze school.")
    zin = f"Er is al een concept voor deze {overeenkomst.regels.bij}."
    with weiger_bij("overeenkomst_een_concept_per_", zin):
        overeenkomst.save()
    for blok in blokken:
        blok.pk, blok.overeenkomst, blok.wijziging = None, overeenkomst, None
        blok._state.adding = True
        blok.save()
    _onthoud(overeenkomst, door)
    overeenkomst.traject.noteer(door, "overeenkomst", f"Overeenkomst opgemaakt: {overeenkomst}")
    return overeenkomst


@transaction.atomic
def wijzig(
    overeenkomst: Overeenkomst,
    *,
    door: Lidmaatschap,
    uurrooster: list[Uurroosterblok] | None = None,
) -> list[Ondertekenaar]:
    """Save a changed agreement, unless it was changed since it was read. Once sent, a change voids
    every signature and link: of the parties returned."""
    vast = Overeenkomst.objects.select_for_update().get(pk=overeenkomst.pk)
    mag_bewerken(door, vast).anders_weiger()
    eis_ongewijzigd(vast, overeenkomst)
    anders = gewijzigde_velden(vast, overeenkomst, WIJZIGBAAR)
    anders += [] if uurrooster is None else ["uurrooster"]
    wat = f" ({', '.join(anders)})" if anders else ""
    vervallen = []
    if vast.status == Status.TER_ONDERTEKENING:
        vervallen = _neem_terug(vast, door, f"De overeenkomst is gewijzigd{wat}")
        overeenkomst.status, overeenkomst.plaatsing = Status.CONCEPT, vast.plaatsing
    overeenkomst.gewijzigd_op = timezone.now()
    overeenkomst.save()
    _onthoud(overeenkomst, door, vast)
    if uurrooster is not None:
        overeenkomst.uurrooster.filter(wijziging=None).delete()
        for blok in uurrooster:
            blok.overeenkomst = overeenkomst
            blok.save()
    tekst = f"Overeenkomst gewijzigd: {overeenkomst}{wat}"
    overeenkomst.traject.noteer(door, "overeenkomst", tekst[:300])
    return vervallen


def _onthoud(
    overeenkomst: Overeenkomst, door: Lidmaatschap, oud: Overeenkomst | None = None
) -> None:
    """What was typed about the company now is offered back at its next agreement."""
    getypt = {
        veld: waarde
        for veld in ("paritair_comite", "verzekeraar", "polisnummer")
        if (waarde := getattr(overeenkomst, veld)) and (not oud or waarde != getattr(oud, veld))
    }
    if overeenkomst.vestiging_id and getypt and mag(door, Schoolsoort.WERKPLEKKEN, Recht.SCHRIJF):
        Onderneming.objects.filter(vestigingen=overeenkomst.vestiging_id).update(**getypt)


def _neem_terug(
    overeenkomst: Overeenkomst, door: Lidmaatschap | None, waarom: str
) -> list[Ondertekenaar]:
    """Back to a draft: all signatures and links of this version are void. The parties of it; who
    was asked hears so."""
    partijen = laat_vervallen(overeenkomst, door, waarom)
    if not any(p.geweigerd_op for p in partijen):  # else the refusal was told to all
        berichten.meld_vervallen([p for p in partijen if p.gevraagd_op], waarom)
    try:
        with transaction.atomic():
            overeenkomst.ga_naar(Status.CONCEPT, **NOOIT_GETEKEND)
    except IntegrityError:
        zin = f"Er is al een ander concept voor deze {overeenkomst.regels.bij}. Werk daarmee."
        raise Weigering(zin) from None
    haal_plaatsing_weg(overeenkomst)
    return partijen


def laat_vervallen(stuk: Stuk, door: Lidmaatschap | None, waarom: str) -> list[Ondertekenaar]:
    """Void all parties and links of the present version. The parties."""
    partijen = list(stuk.huidige_ondertekenaars.filter(vervallen_op=None))
    stuk.huidige_ondertekenaars.filter(vervallen_op=None).update(vervallen_op=timezone.now())
    trek_links_in(stuk)
    stuk.traject.noteer(door, "overeenkomst", f"{waarom}: handtekeningen vervallen"[:300])
    return partijen


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
    Traject.objects.select_for_update(no_key=True).get(pk=overeenkomst.traject_id)  # may be ending
    mag_aanbieden(door, overeenkomst).anders_weiger()
    periode = DateRange(overeenkomst.begindatum, overeenkomst.einddatum, "[]")
    zin = f"Deze leerling heeft in die dagen al een overeenkomst bij {overeenkomst.plek}."
    with weiger_bij("overeenkomst_geen_overlap", zin):
        overeenkomst.ga_naar(
            Status.TER_ONDERTEKENING,
            nummer=_nummer(overeenkomst),
            versie=overeenkomst.versie + 1,
            feitelijke_periode=periode,
        )
    maak_partijen(overeenkomst)
    overeenkomst.plaatsing = plaats(overeenkomst)
    overeenkomst.tekenversie = vraag_tekenversie(overeenkomst, inhoud_van(overeenkomst))
    overeenkomst.save(update_fields=["plaatsing", "tekenversie"])
    overeenkomst.traject.noteer(door, "overeenkomst", f"{overeenkomst} ter ondertekening verstuurd")


@transaction.atomic
def naar_concept(overeenkomst: Overeenkomst, *, door: Lidmaatschap, reden: str = "") -> None:
    """Take a sent, declined or withdrawn agreement back to a draft. Who was being asked hears
    why."""
    eis(door, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    overeenkomst = Overeenkomst.objects.select_for_update().get(pk=overeenkomst.pk)
    if overeenkomst.registratie in (Registratie.OPGEMAAKT, Registratie.GEREGISTREERD):
        raise Weigering("Noteer eerst dat ze in Werkplekduaal stopgezet is.")
    waarom = "De school neemt de overeenkomst terug om ze na te kijken"
    if overeenkomst.status == Status.TER_ONDERTEKENING:
        if not reden.strip():
            raise Weigering("Schrijf waarom je de overeenkomst terugneemt.")
        waarom = f"De school neemt de overeenkomst terug: {op_een_regel(reden.strip()[:150])}"
    with spoor.reden(reden):
        _neem_terug(overeenkomst, door, waarom)


@transaction.atomic
def trek_in(overeenkomst: Overeenkomst, *, reden: str, door: Lidmaatschap) -> None:
    """It will not begin. Whoever was asked to sign hears why, also when that was before it went
    back to a draft. When all had signed, the traject looks for a workplace again."""
    overeenkomst = Overeenkomst.objects.select_for_update().get(pk=overeenkomst.pk)
    mag_intrekken(door, overeenkomst).anders_weiger()
    if not reden.strip():
        raise Weigering("Schrijf waarom de overeenkomst niet doorgaat.")
    was_getekend = overeenkomst.status == Status.GETEKEND
    with spoor.reden(reden):
        ook_gevraagd = overeenkomst.tekenden_laatst() if was_getekend else []
        for wijziging in overeenkomst.wijzigingen.filter(status__in=NIET_VOORBIJ):
            ook_gevraagd += wijziging.huidige_ondertekenaars.gevraagd()
            laat_vervallen(wijziging, door, f"{overeenkomst} gaat niet door")
            wijziging.ga_naar(Status.INGETROKKEN)
        overeenkomst.ga_naar(Status.INGETROKKEN)
        reden = op_een_regel(reden.strip()[:150])
        laat_vervallen(overeenkomst, door, f"De overeenkomst gaat niet door: {reden}")
        berichten.meld_gaat_niet_door(overeenkomst, reden, ook_gevraagd)
        haal_plaatsing_weg(overeenkomst)
    if was_getekend:
        vandaag, waarom = timezone.localdate(), f"{overeenkomst} gaat niet door"
        zoek_weer(overeenkomst, vanaf=vandaag, reden=waarom)


@transaction.atomic
def verwijder(overeenkomst: Overeenkomst, *, door: Lidmaatschap) -> None:
    """A draft that was never sent goes; the timeline keeps that it was there."""
    overeenkomst = Overeenkomst.objects.select_for_update().get(pk=overeenkomst.pk)
    mag_verwijderen(door, overeenkomst).anders_weiger()
    wat = f"{overeenkomst.get_soort_display()} bij {overeenkomst.plek}"
    overeenkomst.delete()
    overeenkomst.traject.noteer(door, "overeenkomst", f"Concept verwijderd: {wat}"[:300])


@transaction.atomic
def registreer(
    overeenkomst: Overeenkomst,
    *,
    registratie: Registratie,
    op: datetime.date | None,
    nummer: str,
    door: Lidmaatschap,
    **premiestappen: datetime.date | None,
) -> bool:
    """Write down what was done in Werkplekduaal: kept by hand, no link with the counter. Whether
    that is anything new. `premiestappen`: of PREMIESTAPPEN, those of which something is said."""
    overeenkomst = Overeenkomst.objects.select_for_update(of=("self",)).get(pk=overeenkomst.pk)
    mag_registreren(door, overeenkomst).anders_weiger()
    if any(dag > timezone.localdate() for dag in [op, *premiestappen.values()] if dag):
        raise Weigering("Registreren kan niet in de toekomst. Vul in op welke dag het gebeurde.")
    if op and op < timezone.localdate(overeenkomst.aangemaakt_op):
        dag = date_format(timezone.localdate(overeenkomst.aangemaakt_op), "j F Y")
        raise Weigering(f"De overeenkomst is pas op {dag} opgemaakt. Kijk de datum na.")
    velden = {"registratie": registratie, "registratienummer": nummer, **premiestappen}
    einde = overeenkomst.einde
    meldt = einde and registratie == Registratie.STOPGEZET
    if not meldt:  # else when it was registered stays
        velden["geregistreerd_op"] = op
    deze = Overeenkomst.objects.filter(pk=overeenkomst.pk)
    if deze.filter(**velden).exists() and (not meldt or einde.gemeld_op == op):
        return False
    if meldt:
        einde.gemeld_op = op
        einde.save(update_fields=["gemeld_op"])
    deze.update(**velden)
    woord = Registratie(registratie).label
    overeenkomst.traject.noteer(door, "overeenkomst", f"{overeenkomst} in Werkplekduaal: {woord}")
    return True
