"""The catalogue of standaardtrajecten."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods

from gebruikers.deuren import wie_mag
from gebruikers.overgang import Weigering
from gebruikers.zicht import Recht, Schoolsoort
from leerlingen.lezen import decodeer
from opleidingsplannen import catalogus
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


@require_GET
def standaardtraject(request, standaardtraject_id: int):
    zichtbaar = Standaardtraject.objects.zichtbaar_voor(request.lid).select_related("opleiding")
    standaardtraject = get_object_or_404(zichtbaar, pk=standaardtraject_id)
    clusters = standaardtraject.clusters.prefetch_related("competenties__activiteiten")
    context = {"standaardtraject": standaardtraject, "clusters": clusters}
    return TemplateResponse(request, "opleidingsplannen/standaardtraject.html", context)


@wie_mag(Schoolsoort.STANDAARDTRAJECTEN, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def invoer(request):
    """Upload, see what is in it, confirm. The preview carries the text, so nothing is kept."""
    form = StandaardtrajectForm(request.POST or None, request.FILES or None, lid=request.lid)
    ontwerp = None
    if request.method == "POST" and form.is_valid():
        try:
            inhoud = form.inhoud
            ontwerp = catalogus.lees_ontwerp(inhoud)
            if "bevestig" in request.POST and not request.FILES:  # what was not seen is not stored
                velden = {v: form.cleaned_data[v] for v in ("naam", "opleiding")}
                nieuw = catalogus.voer_in(ontwerp, door=request.lid, **velden)
                messages.success(request, f"{nieuw} staat klaar.")
                return redirect(nieuw)
            form.data = form.data.copy()
            form.data["tekst"] = decodeer(inhoud)[0]
        except Weigering as weigering:
            form.add_error(None, str(weigering))
    context = {"form": form, "ontwerp": ontwerp}
    return TemplateResponse(request, "opleidingsplannen/invoer.html", context)
