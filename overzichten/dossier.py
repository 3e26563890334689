"""The learner's file: its head, and one function per part."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from begeleiding.contactdeel import contactdeel
from gebruikers.bladen import blad_van
from gebruikers.models import Lidmaatschap
from gebruikers.models.vervanging import met_vervangers
from gebruikers.periode import niet_voorbij
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, Schoolsoort, mag, soort_van
from leerlingen.models import Betrokkene
from overeenkomsten.models import Overeenkomst, Schorsing
from overeenkomsten.models.overeenkomst_queryset import doorgevoerd
from overeenkomsten.models.schorsing import hoelang
from overeenkomsten.plaatsing import met_schorsingen
from overeenkomsten.statussen import OOIT_GETEKEND
from overzichten.adressen import adres
from overzichten.einde import andere_trajecten, bewijzen_van, redenen_van
from overzichten.jaar import weken
from overzichten.jaarbeeld import jaar_van
from overzichten.stand import LEEG, plan_standen
from overzichten.taken import taken_van
from overzichten.taken.afgesproken import na_het_einde
from trajecten.fases import Fase
from trajecten.models import (
    Document,
    Gebeurtenis,
    Herinnering,
    Inschrijving,
    Teamlid,
    Termijn,
    Traject,
)
from trajecten.models.studiebewijs import BIJ_FASE
from trajecten.rechten import mag_nakijken, mag_starten, mag_verloop_wijzigen
from trajecten.takendeel import takendeel
from trajecten.termijnregel import doet
from werkplekken.models import Plaatsing


def plaatsingen_van(lid: Lidmaatschap, *trajecten: Traject) -> list[Plaatsing]:
    """Each with the days in which its agreement is suspended (`geschorst`), whether another joins
    it, and whether it is more than offered (`geldt`)."""
    rijen = Plaatsing.objects.zichtbaar_voor(lid).filter(traject__in=trajecten).met_voege()
    rijen = met_schorsingen(rijen.met_aansluiting(lid), lid)
    return list(rijen.select_related("vestiging", "organisatie", "mentor"))


def overeenkomsten_van(lid: Lidmaatschap, *trajecten: Traject) -> list[Overeenkomst]:
    """With the signatories of the present version."""
    rijen = list(
        Overeenkomst.objects.zichtbaar_voor(lid)
        .filter(traject__in=trajecten)
        .select_related("vestiging", "organisatie", "mentor", "opleiding", "beeindiging")
        .met_tekenaars(lid)
    )
    getekend = [rij for rij in rijen if rij.status in OOIT_GETEKEND]  # others have no amendment
    prefetch_related_objects(getekend, doorgevoerd())
    for rij in rijen:
        rij.url = adres(lid, "overeenkomsten:overeenkomst", rij.pk)
    return rijen


def team_van(lid: Lidmaatschap, *trajecten: Traject) -> list[Teamlid]:
    """Who guides these trajecten and still has that role, and who replaces them today."""
    rijen = Teamlid.objects.zichtbaar_voor(lid).met_rol().filter(heeft_rol=True)
    rijen = rijen.filter(niet_voorbij(timezone.localdate()), traject__in=trajecten)
    return rijen.order_by("rol", "van", "pk").met_vervangers()


def _overzicht(request, traject: Traject) -> dict:
    lid = request.lid
    gebeurtenissen = Gebeurtenis.objects.zichtbaar_voor(lid).filter(traject=traject)
    hier = traject.get_absolute_url()
    if traject.is_open:
        taken = taken_van(lid, Traject.objects.filter(pk=traject.pk).open())
    else:
        taken = na_het_einde(lid, pk=traject.pk)
    return {
        "taken": [replace(taak, url="") if taak.url == hier else taak for taak in taken],
        "inschrijvingen": Inschrijving.objects.zichtbaar_voor(lid)
        .filter(traject=traject)
        .select_related("opleiding"),
        "betrokkenen": Betrokkene.objects.zichtbaar_voor(lid).filter(leerling=traject.leerling),
        "laatste": gebeurtenissen.select_related("door__gebruiker")[:5],
        "bewijzen": bewijzen_van(lid, traject)[traject.pk],
        "fasereden": redenen_van(lid, traject).get(traject.pk),
        "anderen": andere_trajecten(lid, traject)[traject.pk],
    }


def _termijnen(request, traject: Traject) -> dict:
    lid = request.lid
    rijen = Termijn.objects.zichtbaar_voor(lid).filter(traject=traject)
    rijen = list(rijen.select_related("verlenging", "opvolging__door__gebruiker"))
    herinneringen = Herinnering.objects.zichtbaar_voor(lid).filter(traject=traject)
    per_termijn = {}
    for herinnering in herinneringen.select_related("aan", "bericht", "door__gebruiker").order_by(
        "op", "pk"
    ):
        per_termijn.setdefault(herinnering.sleutel, []).append(herinnering)
    verlengt = bool(mag_verloop_wijzigen(lid, traject))
    kijkt_na = not traject.is_open and bool(mag_nakijken(lid, traject))
    for rij in rijen:
        rij.herinnerd = per_termijn.get(rij.sleutel, [])
        rij.te_doen = rij.is_open and doet(lid, rij.uit)
        rij.volgt_op = rij.uit.opvolgen and (kijkt_na if rij.uit.na_sluiting else verlengt)
    return {
        "lopend": [rij for rij in rijen if rij.is_open],
        "gesloten": [rij for rij in rijen if not rij.is_open],
        "leest_post": mag(lid, Schoolsoort.BERICHTEN),
        "verlengt": verlengt,
    }


def _schooljaar(request, traject: Traject) -> dict:
    return {"jaar": jaar_van(request, traject)}


def _taken(request, traject: Traject) -> dict:
    return takendeel(request.lid, traject)


def _contact(request, traject: Traject) -> dict:
    return contactdeel(request.lid, traject, request.GET)


def _overeenkomsten(request, traject: Traject) -> dict:
    """Each with what suspends it now or later (`geschorst`)."""
    rijen = overeenkomsten_van(request.lid, traject)
    rust = Schorsing.objects.zichtbaar_voor(request.lid).niet_voorbij().order_by("van")
    prefetch_related_objects(rijen, Prefetch("schorsingen", rust, to_attr="geschorst"))
    return {"overeenkomsten": rijen}


def _documenten(request, traject: Traject) -> dict:
    documenten = list(Document.objects.zichtbaar_voor(request.lid).filter(traject=traject))
    return {
        "documenten": [(d, mag(request.lid, soort_van(d), Recht.SCHRIJF)) for d in documenten],
        "wordt_gemaakt": any(not d.is_klaar and not d.is_mislukt for d in documenten),
    }


def _team(request, traject: Traject) -> dict:
    alle = Teamlid.objects.zichtbaar_voor(request.lid).filter(traject=traject)
    leerkrachten = []
    if traject.leerling.klas:
        leerkrachten = traject.leerling.klas.leerkrachten.filter(niet_voorbij(timezone.localdate()))
        leerkrachten = met_vervangers(leerkrachten.met_rol().select_related("gebruiker"))
    return {
        "leden": alle.met_rol().order_by("rol", "van", "pk").met_vervangers(),
        "leerkrachten": leerkrachten,
        "mentoren": [p for p in plaatsingen_van(request.lid, traject) if p.mentor],
    }


def _tijdlijn(request, traject: Traject) -> dict:
    rijen = Gebeurtenis.objects.zichtbaar_voor(request.lid).filter(traject=traject)
    return {"page_obj": blad_van(request.GET, rijen.select_related("door__gebruiker"))}


@dataclass(frozen=True)
class Deel:
    """A tab of the file: what one must be able to read, and what fills it."""

    titel: str
    soort: Informatie
    context: Callable[[object, Traject], dict]
    sjabloon: str


DELEN = {
    "overzicht": Deel(
        "Overzicht", Informatie.IDENTITEIT, _overzicht, "overzichten/_overzicht.html"
    ),
    "schooljaar": Deel(
        "Schooljaar", Informatie.OVEREENKOMST, _schooljaar, "overzichten/_schooljaar.html"
    ),
    "termijnen": Deel("Termijnen", Informatie.VERLOOP, _termijnen, "overzichten/_termijnen.html"),
    "taken": Deel("Taken", Informatie.TAAK, _taken, "trajecten/_taken.html"),
    "contact": Deel("Contact", Informatie.MOMENT_GEDEELD, _contact, "begeleiding/_deel.html"),
    "overeenkomsten": Deel(
        "Overeenkomsten",
        Informatie.OVEREENKOMST,
        _overeenkomsten,
        "overzichten/_overeenkomsten.html",
    ),
    "documenten": Deel(
        "Documenten", Informatie.OVEREENKOMSTDOCUMENT, _documenten, "overzichten/_documenten.html"
    ),
    "team": Deel("Team", Informatie.VERLOOP, _team, "overzichten/_team.html"),
    "tijdlijn": Deel("Tijdlijn", Informatie.VERLOOP, _tijdlijn, "overzichten/_tijdlijn.html"),
}


def tabs(lid: Lidmaatschap, traject: Traject, gekozen: str) -> list[dict]:
    """The tabs this role may open, as real links. The plan, presence and who sees the file have
    pages of their own."""
    lijst = [
        {"titel": deel.titel, "url": f"?deel={sleutel}#delen", "hier": sleutel == gekozen}
        for sleutel, deel in DELEN.items()
        if mag(lid, deel.soort)
    ]
    if mag(lid, Informatie.PLAN):
        plan = adres(lid, "opleidingsplannen:plan", traject.pk)
        lijst.insert(1, {"titel": "Opleidingsplan", "url": plan, "hier": False})
    if mag(lid, Informatie.EVALUATIE):
        url = adres(lid, "opleidingsplannen:evaluatie", traject.pk)
        lijst.insert(2, {"titel": "Evaluatie", "url": url, "hier": False})
    if mag(lid, Informatie.AANWEZIGHEID) and lid.school.aanwezigheid_vanaf:
        url = adres(lid, "opleidingsplannen:aanwezigheid", traject.pk)
        lijst.insert(2, {"titel": "Aanwezigheid", "url": url, "hier": False})
    if mag(lid, Informatie.INZAGE):
        url = adres(lid, "overzichten:inzage", traject.pk)
        lijst.append({"titel": "Wie ziet dit", "url": url, "hier": False})
    return lijst


def knoppen(lid: Lidmaatschap, traject: Traject) -> list[dict]:
    """What this person can do from here. The first one stands out."""
    mogelijk = [
        ("Overeenkomst maken", Informatie.OVEREENKOMST, "overeenkomsten:nieuw"),
        ("Fase wijzigen", Informatie.VERLOOP, "trajecten:fase"),
        (
            "Bij een organisatie plaatsen",
            Informatie.VERLOOP,
            "werkplekken:plaats_bij_organisatie",
        ),
        ("Contact noteren", Informatie.MOMENT_GEDEELD, "begeleiding:nieuw"),
        ("Beoordelen", Informatie.BEOORDELING, "opleidingsplannen:beoordelen"),
    ]
    if traject.fase == Fase.LOPEND:  # who has a workplace is rated; who has none needs an agreement
        mogelijk.insert(0, mogelijk.pop())
    knoppen = [
        {"titel": titel, "url": adres(lid, naam, traject.pk)}
        for titel, soort, naam in mogelijk
        if traject.is_open and mag(lid, soort, Recht.SCHRIJF)
    ]
    if not traject.is_open:
        knoppen += _na_het_einde(lid, traject)
    if lid.rol == Rol.COORDINATOR:
        url = adres(lid, "trajecten:fase_terug", traject.pk)
        knoppen.append({"titel": "Fase terugdraaien", "url": url})
    return knoppen


def _na_het_einde(lid: Lidmaatschap, traject: Traject) -> list[dict]:
    knoppen = []
    if mag_starten(lid, traject.leerling):
        url = adres(lid, "trajecten:nieuw", traject.leerling_id)
        knoppen.append({"titel": "Nieuw traject starten", "url": url})
    if Fase(traject.fase) in BIJ_FASE and mag(lid, Informatie.VERLOOP, Recht.SCHRIJF):
        url = adres(lid, "trajecten:studiebewijzen", traject.pk)
        knoppen.append({"titel": "Studiebewijs", "url": url})
    return knoppen


def kop(lid: Lidmaatschap, traject: Traject) -> dict:
    """Head of the file: who, where, how far."""
    plaatsingen, vandaag = plaatsingen_van(lid, traject), timezone.localdate()
    strook = weken(lid.school, traject, plaatsingen)
    komend = [plaatsing for plaatsing in plaatsingen if plaatsing.tot >= vandaag]
    return {
        "traject": traject,
        "vandaag": vandaag,
        "plaatsing": komend[-1] if komend else None,
        "stand": plan_standen(lid, [traject]).get(traject.pk, LEEG),
        "weken": strook,
        "geschorst": [hoelang(rust) for rij in komend for rust in rij.geschorst if vandaag in rust],
        "toont_geschorst": any(week["soort"] == "geschorst" for week in strook),
        "knoppen": knoppen(lid, traject),
        "vraag_url": _vraag_url(lid, traject, plaatsingen),
        "toont_leeftijd": mag(lid, Informatie.CONTACT),
    }


def _vraag_url(lid: Lidmaatschap, traject: Traject, plaatsingen: list[Plaatsing]) -> str:
    """Where a press asks the mentor for a rating; "" when nobody can be asked."""
    vandaag = timezone.localdate()
    loopt = any(
        p.van <= vandaag <= p.tot and p.mentor and p.mentor.gebruiker_id for p in plaatsingen
    )
    if not (traject.is_open and loopt and mag(lid, Informatie.PLAN, Recht.SCHRIJF)):
        return ""
    return adres(lid, "opleidingsplannen:vraag_beoordeling", traject.pk)
