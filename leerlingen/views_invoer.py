"""Bringing an export in: upload, map, preview, confirm or throw away, follow."""

import io

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.antwoord import bestand_antwoord, deel_of_blad, doe
from gebruikers.bladen import blad_van
from gebruikers.deuren import wie_mag
from gebruikers.overgang import Weigering
from gebruikers.zicht import Recht, Schoolsoort, eis, mag
from leerlingen import acties_invoer, kolommen
from leerlingen.forms import BestandForm, KoppelForm
from leerlingen.models import Invoer, Leerling
from leerlingen.rechten import mag_samenvoegen

DELEN = ("geweigerd", "gewijzigd", "nieuw", "ongewijzigd")
PER_BLAD = 50


def _invoer(request, invoer_id: int) -> Invoer:
    zichtbaar = Invoer.objects.zichtbaar_voor(request.lid).select_related("school", "opdracht")
    invoer = get_object_or_404(zichtbaar, pk=invoer_id)
    eis(request.lid, Schoolsoort.LEERLINGEN, Recht.SCHRIJF)
    return invoer


@wie_mag(Schoolsoort.LEERLINGEN, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def nieuw(request):
    form = BestandForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            invoer = acties_invoer.ontvang(form.cleaned_data["bestand"], door=request.lid)
            return _naar(invoer)
        except Weigering as weigering:
            form.add_error("bestand", str(weigering))
    invoeren = Invoer.objects.zichtbaar_voor(request.lid).select_related("door__gebruiker")
    context = {
        "form": form,
        "eerdere": invoeren[:10],
        "wacht": invoeren.onbevestigd().first(),
    }
    return TemplateResponse(request, "leerlingen/invoer_nieuw.html", context)


@require_GET
def invoer(request, invoer_id: int):
    """Where this file stands: to be mapped, previewed, being taken over, or done. HTMX asks again
    until there is something to do."""
    return _blad(request, _invoer(request, invoer_id))


def _blad(request, invoer: Invoer, form: KoppelForm | None = None):
    context = {"invoer": invoer, "form": form, "bezig": False, "voorbeeld": None, "klaar": None}
    if invoer.uitkomst:
        context["klaar"] = _klaar(request, invoer)
    elif form or invoer.is_weg or invoer.is_gestopt:
        pass
    elif invoer.opdracht is None:
        context["form"] = _koppelform(invoer)
    elif invoer.opdracht.is_af and invoer.voorbeeld:
        context["voorbeeld"] = _voorbeeld(request, invoer)
    else:
        context["bezig"] = True
    return deel_of_blad(request, "leerlingen/_invoer.html", "leerlingen/invoer.html", context)


def _koppelform(invoer: Invoer, gegevens=None) -> KoppelForm:
    eerder = acties_invoer.eerdere_koppeling(invoer)
    voorbeelden = kolommen.voorbeelden(acties_invoer.tabel_van(invoer))
    # What the database keeps has no order; what is never taken is not in the file any more.
    in_volgorde = {kop: invoer.koppeling.get(kop, "") for kop in voorbeelden} | invoer.koppeling
    return KoppelForm(
        gegevens,
        koppeling=in_volgorde,
        onbekend=kolommen.onbekend(invoer.koppeling, eerder),
        voorbeelden=voorbeelden,
    )


def _klaar(request, invoer: Invoer) -> dict:
    leerlingen = Leerling.objects.zichtbaar_voor(request.lid).met_traject_of_niet()
    zonder_traject = leerlingen.filter(heeft_traject=False).count()
    blad = blad_van(request.GET, invoer.uitkomst["geweigerd"], PER_BLAD)
    return {
        "zonder_traject": zonder_traject,
        "page_obj": blad,
        "ziet_dubbels": mag(request.lid, Schoolsoort.DUBBELS),
        "wie_samenvoegt": mag_samenvoegen(request.lid, invoer.school_id).reden,
    }


def _voorbeeld(request, invoer: Invoer) -> dict:
    voorbeeld = invoer.voorbeeld
    aantallen = {deel: len(voorbeeld[deel]) for deel in DELEN}
    eerste = next((deel for deel in DELEN if aantallen[deel]), "nieuw")
    deel = request.GET.get("deel", eerste)
    deel = deel if deel in DELEN else eerste
    return {
        "deel": deel,
        "delen": list(aantallen.items()),
        "page_obj": blad_van(request.GET, voorbeeld[deel], PER_BLAD),
        "over_te_nemen": aantallen["nieuw"] + aantallen["gewijzigd"],
        "ziet_dubbels": mag(request.lid, Schoolsoort.DUBBELS),
        "niet_genomen": [kop for kop, veld in invoer.koppeling.items() if not veld],
    }


@require_GET
def geweigerd(request, invoer_id: int):
    """The refused rows, as a file to work with in the school's package."""
    invoer = _invoer(request, invoer_id)
    regels = (invoer.uitkomst or invoer.voorbeeld or {}).get("geweigerd")
    if not regels:
        raise Http404
    inhoud = io.BytesIO(acties_invoer.geweigerd_csv(regels))
    return bestand_antwoord(inhoud, "geweigerde-rijen.csv", "text/csv; charset=utf-8")


@require_http_methods(["GET", "POST"])
def koppel(request, invoer_id: int):
    invoer = _invoer(request, invoer_id)
    if request.method == "GET" or not invoer.bestand:
        return _naar(invoer)  # where the form stands, or why there is none
    form = _koppelform(invoer, request.POST)
    if form.is_valid():
        try:
            acties_invoer.koppel(invoer, form.koppeling, door=request.lid)
            return _naar(invoer)
        except Weigering as weigering:
            form.add_error(None, str(weigering))
    return _blad(request, invoer, form)


@require_POST
def bevestig(request, invoer_id: int):
    return _verder(request, acties_invoer.bevestig, invoer_id)


@require_POST
def probeer_opnieuw(request, invoer_id: int):
    return _verder(request, acties_invoer.probeer_opnieuw, invoer_id)


@require_POST
def verwerp(request, invoer_id: int):
    return _verder(request, acties_invoer.verwerp, invoer_id)


def _verder(request, actie, invoer_id: int):
    invoer = _invoer(request, invoer_id)
    doe(request, actie, invoer, door=request.lid)
    return _naar(invoer)


def _naar(invoer: Invoer):
    return redirect("leerlingen:invoer", invoer.school.code, invoer.pk)
