"""Who signs for the school by mandate."""

from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.deuren import wie_mag
from gebruikers.zicht import Recht, Schoolsoort, eis, mag
from overeenkomsten import mandaten as acties
from overeenkomsten.forms_mandaat import MandaatForm
from overeenkomsten.models import Tekenmandaat

REGELS = Schoolsoort.OVEREENKOMSTREGELS


@wie_mag(REGELS)
@require_http_methods(["GET", "POST"])
def mandaten(request):
    """Those of now and before; who may write adds one."""
    lid = request.lid
    form = MandaatForm(request.POST or None, lid=lid)
    if request.method == "POST":
        eis(lid, REGELS, Recht.SCHRIJF)
        if form.is_valid() and doe(
            request, acties.geef_mandaat, form.instance, door=lid, form=form, bij="van",
            gelukt=lambda rij: f"Bewaard: {rij}.",
        ):  # fmt: skip
            return redirect("overeenkomsten:mandaten", lid.school.code)
    rijen = Tekenmandaat.objects.zichtbaar_voor(lid).select_related("lid__gebruiker", "lid__school")
    context = {"rijen": rijen, "form": form, "schrijft": mag(lid, REGELS, Recht.SCHRIJF)}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "overeenkomsten/mandaten.html", context, status=status)


@require_POST
def mandaat_weg(request, tekenmandaat_id: int):
    rijen = Tekenmandaat.objects.zichtbaar_voor(request.lid).select_related("lid__gebruiker")
    rij = get_object_or_404(rijen, pk=tekenmandaat_id)
    eis(request.lid, REGELS, Recht.SCHRIJF)
    gelukt = f"{rij.lid.gebruiker} tekent niet meer voor de school."
    doe(request, acties.beeindig_mandaat, rij, door=request.lid, gelukt=gelukt)
    return redirect("overeenkomsten:mandaten", request.lid.school.code)
