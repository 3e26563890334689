"""One agreement: following who signs, sending it, taking it back, registering it."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.antwoord import deel_of_blad, doe, vraagt_deel
from gebruikers.bladen import gevraagd
from gebruikers.models import Lidmaatschap
from gebruikers.rollen import STAF
from gebruikers.zicht import Informatie, Recht, eis, mag
from overeenkomsten import acties
from overeenkomsten.controledeel import controledeel, te_versturen
from overeenkomsten.controles.nazien import bevindingen
from overeenkomsten.controles.periode import fase_blijft_achter
from overeenkomsten.formaliteitdeel import formaliteitdeel
from overeenkomsten.forms import RegistratieForm, WaaromForm
from overeenkomsten.in_woorden import wie_tekende
from overeenkomsten.loket import groepen_van, ontbrekende
from overeenkomsten.models import Ondertekenaar, Overeenkomst
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.rechten import (
    mag_aan_tafel,
    mag_aanbieden,
    mag_bewerken,
    mag_intrekken,
    mag_registreren,
    mag_verwijderen,
    waarom_geen_partij,
)
from overeenkomsten.rechten_einde import (
    mag_beeindigen,
    mag_einde_terugnemen,
    mag_verlengen,
    vervolg_van,
)
from overeenkomsten.schorsingsdeel import schorsingsdeel
from overeenkomsten.sjablonen import sjabloonnaam
from overeenkomsten.statussen import OOIT_GETEKEND, PREMIESTAPPEN, Registratie, Status
from overeenkomsten.termijnen import registratietermijn
from overeenkomsten.wijzigingsdeel import wijzigingsdeel

TERUG_TE_NEMEN = (Status.CONCEPT, Status.TER_ONDERTEKENING, Status.GETEKEND)
REGISTRATIE_BEWAARD = "De stand in Werkplekduaal is bewaard."
NIETS_NIEUWS = "Er veranderde niets: zo stond het al."
DOCUMENT = Informatie.OVEREENKOMSTDOCUMENT


def zoek_overeenkomst(request, overeenkomst_id: int) -> Overeenkomst:
    zichtbaar = Overeenkomst.objects.zichtbaar_voor(request.lid).select_related(
        "school",
        "traject__school",
        "traject__leerling__gebruiker",
        "opleiding",
        "vestiging__onderneming",
        "organisatie",
        "mentor",
        "vertegenwoordiger",
        "ouder",
        "tweede_ouder",
        "tekent_voor_school__gebruiker",
        "plan__standaardtraject__opleiding",
        "tekenversie",
        "bewijs",
        "beeindiging__grond",
        "beeindiging__door__gebruiker",
        "beeindiging__melding",
        "vervolg_op__school",
        "vervolg_op__plan",
    )
    return get_object_or_404(zichtbaar, pk=overeenkomst_id)


def te_schrijven(request, overeenkomst_id: int) -> Overeenkomst:
    overeenkomst = zoek_overeenkomst(request, overeenkomst_id)
    eis(request.lid, DOCUMENT, Recht.SCHRIJF)
    return overeenkomst


def _tekenaars_van(request, stuk: Stuk) -> list[Ondertekenaar]:
    """The parties of the present version, as far as this person may see them."""
    if stuk.is_concept:
        return []
    rijen = Ondertekenaar.objects.zichtbaar_voor(request.lid)
    rijen = rijen.filter(pk__in=stuk.huidige_ondertekenaars.values("pk")).order_by("pk")
    erbij = ("handtekening__getuige__gebruiker", "handtekening__papier__door__gebruiker")
    erbij += ("ouder__leerling", "overeenkomst", "wijziging")
    tekenaars = list(rijen.select_related(*erbij))
    schrijft = mag(request.lid, DOCUMENT, Recht.SCHRIJF)
    for tekenaar in tekenaars:
        wacht = tekenaar.moet_tekenen
        tekenaar.van_mij = tekenaar.gebruiker_id == request.lid.gebruiker_id
        tekenaar.aan_tafel = mag_aan_tafel(request.lid, tekenaar)
        tekenaar.kan_niet = schrijft and wacht and waarom_geen_partij(tekenaar, stuk)
        tekenaar.na_verlies = tekenaar.wat_na_verlies if wacht else ""
    return tekenaars


def tekendeel(request, stuk: Stuk) -> dict:
    """Who signs, how far that is in a sentence, and whether it is done."""
    tekenaars = _tekenaars_van(request, stuk)
    zin, iedereen = wie_tekende(stuk, tekenaars), stuk.status in OOIT_GETEKEND
    return {"tekenaars": tekenaars, "stand_zin": zin, "iedereen": iedereen}


@require_GET
def overeenkomst(request, overeenkomst_id: int):
    """What was agreed, what is missing, who signed. HTMX asks the state alone while it changes."""
    overeenkomst = zoek_overeenkomst(request, overeenkomst_id)
    request.deel = DOCUMENT if mag(request.lid, DOCUMENT) else None
    context = {
        "overeenkomst": overeenkomst,
        **tekendeel(request, overeenkomst),
        "leest_document": mag(request.lid, DOCUMENT),
        "schrijft": mag(request.lid, DOCUMENT, Recht.SCHRIJF),
        "in_woorden": "" if request.lid.rol in STAF else overeenkomst.in_woorden,
    }
    if not vraagt_deel(request):  # HTMX asks every few seconds
        context |= _details(request, overeenkomst, context["tekenaars"])
    bladen = ("overeenkomsten/_staat.html", "overeenkomsten/overeenkomst.html")
    return deel_of_blad(request, *bladen, context)


def _details(request, overeenkomst: Overeenkomst, tekenaars: list[Ondertekenaar]) -> dict:
    lid, schrijft = request.lid, mag(request.lid, DOCUMENT, Recht.SCHRIJF)
    prefetch_related_objects([overeenkomst], "uurrooster")  # read by the checks and the page
    concept = te_versturen(lid, overeenkomst)
    gevonden = bevindingen(overeenkomst) if concept else []
    return {
        "fase_achter": _fase_achter(request, overeenkomst),
        "bewerken": mag_bewerken(lid, overeenkomst),
        "aanbieden": mag_aanbieden(lid, overeenkomst, gevonden) if concept else None,
        "registreren": mag_registreren(lid, overeenkomst),
        "verwijderen": mag_verwijderen(lid, overeenkomst),
        "intrekken": overeenkomst.status in TERUG_TE_NEMEN and mag_intrekken(lid, overeenkomst),
        "beeindigen": mag_beeindigen(lid, overeenkomst),
        "einde_terugnemen": mag_einde_terugnemen(lid, overeenkomst),
        "verlengen": mag_verlengen(lid, overeenkomst),
        "vervolg": schrijft and not overeenkomst.is_concept and vervolg_van(overeenkomst),
        "ik_moet": next((t for t in tekenaars if t.van_mij and t.moet_tekenen), None),
        "sjabloon": sjabloonnaam(overeenkomst) if schrijft else "",
        "reden": WaaromForm(),
        **controledeel(lid, overeenkomst, gevonden),
        **wijzigingsdeel(lid, overeenkomst, gevraagd(request, "op")["op"]),
        **({} if overeenkomst.is_concept else _na_het_versturen(lid, overeenkomst)),
    }


def _na_het_versturen(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> dict:
    return formaliteitdeel(lid, overeenkomst) | schorsingsdeel(lid, overeenkomst)


def _fase_achter(request, overeenkomst: Overeenkomst) -> str:
    """Of a signed agreement, to who can move the phase: that the traject does not run yet."""
    if overeenkomst.status != Status.GETEKEND:
        return ""
    schrijft = mag(request.lid, Informatie.VERLOOP, Recht.SCHRIJF)
    return fase_blijft_achter(overeenkomst) if schrijft else ""


@require_POST
def bied_aan(request, overeenkomst_id: int):
    overeenkomst = te_schrijven(request, overeenkomst_id)
    doe(
        request,
        acties.bied_aan,
        overeenkomst,
        door=request.lid,
        gelukt="Elke partij krijgt de vraag om te tekenen zodra het document er is.",
    )
    return redirect(overeenkomst)


@require_POST
def naar_concept(request, overeenkomst_id: int):
    overeenkomst = te_schrijven(request, overeenkomst_id)
    reden, gelukt = request.POST.get("reden", ""), "Je kan de overeenkomst weer bewerken."
    doe(request, acties.naar_concept, overeenkomst, reden=reden, door=request.lid, gelukt=gelukt)
    return redirect(overeenkomst)


@require_POST
def trek_in(request, overeenkomst_id: int):
    overeenkomst = te_schrijven(request, overeenkomst_id)
    reden = request.POST.get("reden", "")
    gelukt = "De overeenkomst is ingetrokken. Wie gevraagd was om te tekenen, krijgt bericht."
    doe(request, acties.trek_in, overeenkomst, reden=reden, door=request.lid, gelukt=gelukt)
    return redirect(overeenkomst)


@require_POST
def verwijder(request, overeenkomst_id: int):
    overeenkomst = te_schrijven(request, overeenkomst_id)
    gelukt = "Het concept is verwijderd."
    gedaan = doe(request, acties.verwijder, overeenkomst, door=request.lid, gelukt=gelukt)
    return redirect(overeenkomst.traject if gedaan else overeenkomst)


def _stand(overeenkomst: Overeenkomst) -> dict:
    """What the form begins with. Of what stopped, and stands there: that it stopped there too."""
    stand = {
        "registratie": overeenkomst.registratie,
        "op": overeenkomst.geregistreerd_op,
        "nummer": overeenkomst.registratienummer,
        **{stap: getattr(overeenkomst, stap) for stap in PREMIESTAPPEN},
    }
    if overeenkomst.meldt_einde:
        op = overeenkomst.einde and overeenkomst.einde.gemeld_op
        stand |= {"registratie": Registratie.STOPGEZET, "op": op or timezone.localdate()}
    return stand


@require_http_methods(["GET", "POST"])
def registreer(request, overeenkomst_id: int):
    """What Werkplekduaal asks, in its order, and what was done there."""
    overeenkomst = te_schrijven(request, overeenkomst_id)
    if not (mag_zo := mag_registreren(request.lid, overeenkomst)):
        messages.error(request, mag_zo.reden)
        return redirect(overeenkomst)
    form = RegistratieForm(request.POST or None, initial=_stand(overeenkomst))
    if request.method == "POST" and form.is_valid() and doe(
        request, acties.registreer, overeenkomst, door=request.lid, **form.cleaned_data,
        gelukt=lambda nieuw: REGISTRATIE_BEWAARD if nieuw else NIETS_NIEUWS,
    ):  # fmt: skip
        return redirect(overeenkomst)
    groepen = groepen_van(overeenkomst, request.lid)
    context = {
        "overeenkomst": overeenkomst,
        "meldt_einde": overeenkomst.meldt_einde,
        "groepen": groepen,
        "ontbreekt": ontbrekende(groepen),
        "stand": overeenkomst.nu,
        "straks": [(rij, rij.in_het_kort(met_geld=True)) for rij in overeenkomst.gaat_nog_in],
        "form": form,
        "termijn": registratietermijn(request.lid, overeenkomst),
    }
    return TemplateResponse(request, "overeenkomsten/registreer.html", context)
