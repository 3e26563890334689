"""The catalogue of standaardtrajecten."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.deuren import wie_mag
from gebruikers.overgang import Weigering
from gebruikers.zicht import Recht, Schoolsoort
from leerlingen.lezen import decodeer
from opleidingsplannen import catalogus
from opleidingsplannen.catalogus import Ontwerp
from opleidingsplannen.forms import StandaardtrajectForm
from opleidingsplannen.models import Standaardtraject


@wie_mag(Schoolsoort.STANDAARDTRAJECTEN)
@require_GET
def standaardtrajecten(request):
    lijst = (
        Standaardtraject.objects.zichtbaar_voor(request.lid)
        .select_related("opleiding")
        .annotate(aantal=Count("clusters__competenties"))
        .order_by(*Standaardtraject._meta.ordering)  # counting forgets the order of the model
    )
    context = {"standaardtrajecten": lijst}
    return TemplateResponse(request, "opleidingsplannen/standaardtrajecten.html", context)


def _standaardtraject(request, standaardtraject_id: int) -> Standaardtraject:
    zichtbaar = Standaardtraject.objects.zichtbaar_voor(request.lid)
    return get_object_or_404(
        zichtbaar.select_related("opleiding", "school"), pk=standaardtraject_id
    )


@require_POST
def aanbod(request, standaardtraject_id: int):
    """Out of what new plans start from, or in it again: what the button said (`naar`)."""
    standaardtraject = _standaardtraject(request, standaardtraject_id)
    if request.POST.get("naar") == "in":
        actie, zin = catalogus.zet_in_aanbod, f"{standaardtraject} staat weer in het aanbod."
    else:
        actie, zin = catalogus.neem_uit_aanbod, f"{standaardtraject} is uit het aanbod."
    doe(request, actie, standaardtraject, door=request.lid, gelukt=zin)
    return redirect(standaardtraject)


@require_GET
def standaardtraject(request, standaardtraject_id: int):
    standaardtraject = _standaardtraject(request, standaardtraject_id)
    clusters = standaardtraject.clusters.prefetch_related("competenties__activiteiten")
    context = {"standaardtraject": standaardtraject, "clusters": clusters}
    return TemplateResponse(request, "opleidingsplannen/standaardtraject.html", context)


@wie_mag(Schoolsoort.STANDAARDTRAJECTEN, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def invoer(request):
    """Upload, see what is in it, confirm. The preview carries the text, so nothing is kept."""
    form = StandaardtrajectForm(request.POST or None, request.FILES or None, lid=request.lid)
    context = {"form": form, "ontwerp": None}
    if request.method == "POST" and form.is_valid():
        velden = {v: form.cleaned_data[v] for v in ("naam", "opleiding")}
        try:
            inhoud = form.inhoud
            context["ontwerp"] = ontwerp = catalogus.lees_ontwerp(inhoud)
            if "bevestig" in request.POST and not request.FILES:  # what was not seen is not stored
                verwacht = request.POST.get("gezien", "")
                nieuw = catalogus.voer_in(ontwerp, door=request.lid, verwacht=verwacht, **velden)
                messages.success(request, f"{nieuw} staat klaar.")
                return redirect(nieuw)
            form.data = form.data.copy()
            form.data["tekst"] = decodeer(inhoud)[0]
        except Weigering as weigering:
            form.add_error(None, str(weigering))
        context |= _voorbeeld(request, context["ontwerp"], **velden)
    return TemplateResponse(request, "opleidingsplannen/invoer.html", context)


def _voorbeeld(request, ontwerp: Ontwerp | None, **velden) -> dict:
    """What taking over changes as things stand now, and what the page says was seen."""
    if ontwerp is None:
        return {}
    verschil = catalogus.verschil_met_vorige(ontwerp, door=request.lid, **velden)
    return {"verschil": verschil, "gezien": catalogus.gezien(verschil=verschil, **velden)}
