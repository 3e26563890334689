"""Bringing an export in: upload, map, preview, confirm, follow."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.deuren import wie_mag
from gebruikers.overgang import Weigering
from gebruikers.zicht import Recht, Schoolsoort, eis
from leerlingen import acties_invoer, kolommen
from leerlingen.forms import BestandForm, KoppelForm
from leerlingen.models import Invoer

DELEN = ("geweigerd", "gewijzigd", "nieuw")
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
            return redirect("leerlingen:invoer", request.lid.school.code, invoer.pk)
        except Weigering as weigering:
            form.add_error("bestand", str(weigering))
    eerdere = Invoer.objects.zichtbaar_voor(request.lid).select_related("door__gebruiker")[:10]
    context = {"form": form, "eerdere": eerdere}
    return TemplateResponse(request, "leerlingen/invoer_nieuw.html", context)


@require_GET
@never_cache
def invoer(request, invoer_id: int):
    """Where this file stands: to be mapped, previewed, being taken over, or done."""
    invoer = _invoer(request, invoer_id)
    context = {"invoer": invoer, "form": None, "deel": "", "page_obj": None, "delen": []}
    if invoer.uitkomst or invoer.is_vervangen or invoer.is_gestopt:
        pass
    elif invoer.opdracht is None:
        context["form"] = _koppelform(invoer)
    elif invoer.opdracht.is_af and invoer.voorbeeld:
        context |= _voorbeeld(request, invoer)
    return TemplateResponse(request, "leerlingen/invoer.html", context)


def _koppelform(invoer: Invoer, gegevens=None) -> KoppelForm:
    eerder = acties_invoer.eerdere_koppeling(invoer)
    onbekend = kolommen.onbekend(invoer.koppeling, eerder)
    return KoppelForm(gegevens, koppeling=invoer.koppeling, onbekend=onbekend)


def _voorbeeld(request, invoer: Invoer) -> dict:
    voorbeeld = invoer.voorbeeld
    aantallen = {deel: len(voorbeeld[deel]) for deel in DELEN}
    eerste = next((deel for deel in DELEN if aantallen[deel]), "nieuw")
    deel = request.GET.get("deel", eerste)
    deel = deel if deel in DELEN else eerste
    return {
        "deel": deel,
        "delen": list(aantallen.items()),
        "page_obj": Paginator(voorbeeld[deel], PER_BLAD).get_page(request.GET.get("page")),
        "over_te_nemen": aantallen["nieuw"] + aantallen["gewijzigd"],
    }


@require_POST
def koppel(request, invoer_id: int):
    invoer = _invoer(request, invoer_id)
    form = _koppelform(invoer, request.POST)
    if form.is_valid():
        try:
            acties_invoer.koppel(invoer, form.koppeling, door=request.lid)
            return redirect("leerlingen:invoer", request.lid.school.code, invoer.pk)
        except Weigering as weigering:
            form.add_error(None, str(weigering))
    context = {"invoer": invoer, "form": form, "deel": "", "page_obj": None, "delen": []}
    return TemplateResponse(request, "leerlingen/invoer.html", context)


@require_POST
def bevestig(request, invoer_id: int):
    return _verder(request, acties_invoer.bevestig, invoer_id)


@require_POST
def probeer_opnieuw(request, invoer_id: int):
    return _verder(request, acties_invoer.probeer_opnieuw, invoer_id)


def _verder(request, actie, invoer_id: int):
    invoer = _invoer(request, invoer_id)
    try:
        actie(invoer, door=request.lid)
    except Weigering as weigering:
        messages.error(request, str(weigering))
    return redirect("leerlingen:invoer", request.lid.school.code, invoer.pk)
