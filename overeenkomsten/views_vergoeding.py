"""The table of the leervergoeding."""

from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.deuren import wie_mag
from gebruikers.zicht import Recht, Schoolsoort, eis, mag
from overeenkomsten import acties_vergoeding
from overeenkomsten.forms_vergoeding import LeervergoedingForm
from overeenkomsten.models import Leervergoeding

REGELS = Schoolsoort.OVEREENKOMSTREGELS


@wie_mag(REGELS)
@require_http_methods(["GET", "POST"])
def vergoedingen(request):
    """Every amount since when; who may write adds one."""
    lid = request.lid
    form = LeervergoedingForm(request.POST or None, instance=Leervergoeding(school=lid.school))
    if request.method == "POST":
        eis(lid, REGELS, Recht.SCHRIJF)
        if form.is_valid() and doe(
            request, acties_vergoeding.voeg_bedrag_toe, form.save(commit=False), door=lid,
            form=form, bij="vanaf", gelukt="Het bedrag staat in de tabel.",
        ):  # fmt: skip
            return redirect("overeenkomsten:vergoedingen", lid.school.code)
    context = {
        "rijen": Leervergoeding.objects.zichtbaar_voor(lid),
        "form": form,
        "schrijft": mag(lid, REGELS, Recht.SCHRIJF),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "overeenkomsten/vergoedingen.html", context, status=status)


@wie_mag(REGELS, Recht.SCHRIJF)
@require_POST
def vul_vergoedingen(request):
    """Take over the amounts to begin with."""
    doe(
        request, acties_vergoeding.vul_vergoedingen, request.lid.school, door=request.lid,
        gelukt=lambda aantal: f"{aantal} bedragen toegevoegd. Kijk na of er al nieuwere zijn.",
    )  # fmt: skip
    return redirect("overeenkomsten:vergoedingen", request.lid.school.code)


def _te_beheren(request, leervergoeding_id: int) -> Leervergoeding:
    rijen = Leervergoeding.objects.zichtbaar_voor(request.lid)
    rij = get_object_or_404(rijen, pk=leervergoeding_id)
    eis(request.lid, REGELS, Recht.SCHRIJF)
    return rij


@require_POST
def vergoeding_nagekeken(request, leervergoeding_id: int):
    rij = _te_beheren(request, leervergoeding_id)
    gelukt = f"Genoteerd: {rij} is vandaag nagekeken."
    doe(request, acties_vergoeding.kijk_bedrag_na, rij, door=request.lid, gelukt=gelukt)
    return redirect("overeenkomsten:vergoedingen", request.lid.school.code)


@require_POST
def vergoeding_weg(request, leervergoeding_id: int):
    rij = _te_beheren(request, leervergoeding_id)
    doe(request, acties_vergoeding.neem_bedrag_weg, rij, door=request.lid, gelukt="Verwijderd.")
    return redirect("overeenkomsten:vergoedingen", request.lid.school.code)
