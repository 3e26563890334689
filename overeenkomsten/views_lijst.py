"""The school's agreements: the list, and taking them out as a spreadsheet or as documents."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods

from gebruikers.bladen import blad_van
from gebruikers.deuren import alleen_voor, wie_mag
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, mag
from overeenkomsten.filters import OvereenkomstFilter
from overeenkomsten.reeks import te_tekenen_voor_school
from overeenkomsten.uitvoer import SOORTEN, vraag_uitvoer


@alleen_voor(Rol.BEGELEIDER, Rol.PRAKTIJK, Rol.LEERKRACHT, Rol.COORDINATOR, Rol.ADMINISTRATIE)
@require_GET
def lijst(request):
    filter = OvereenkomstFilter(request.GET, lid=request.lid)
    rijen = filter.qs.met_tekenaars(request.lid)
    context = {
        "filter": filter,
        "page_obj": blad_van(request.GET, rijen),
        "te_tekenen": te_tekenen_voor_school(request.lid).count(),
        "voert_uit": mag(request.lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF),
        "keuze": filter.keuze,
    }
    return TemplateResponse(request, "overeenkomsten/lijst.html", context)


@wie_mag(Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def uitvoer(request):
    """Choose the form; the job makes the file with the same filters as the list."""
    filter = OvereenkomstFilter(request.GET, lid=request.lid)
    soort = request.POST.get("soort", "")
    if request.method == "POST" and not filter.is_valid():
        messages.error(request, "Verbeter eerst de filter: een datum klopt niet.")
    elif request.method == "POST" and soort in SOORTEN:
        opdracht = vraag_uitvoer(soort, filter.keuze, door=request.lid)
        return redirect("gebruikers:opdracht", request.lid.school.code, opdracht.pk)
    elif request.method == "POST":
        messages.error(request, "Kies een van de twee vormen.")
    context = {"filter": filter, "aantal": filter.qs.count(), "soorten": SOORTEN}
    return TemplateResponse(request, "overeenkomsten/uitvoer.html", context)
