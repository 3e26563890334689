"""The school's agreements: the list, and taking them out as a spreadsheet or as documents."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from gebruikers.bladen import blad_van
from gebruikers.deuren import alleen_voor, wie_mag
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, mag
from overeenkomsten.filters import OvereenkomstFilter
from overeenkomsten.models import Overeenkomst, Schorsing
from overeenkomsten.reeks import te_tekenen_voor_school
from overeenkomsten.selectie import Selectie
from overeenkomsten.uitvoer import SOORTEN, vraag_uitvoer


@alleen_voor(Rol.BEGELEIDER, Rol.PRAKTIJK, Rol.LEERKRACHT, Rol.COORDINATOR, Rol.ADMINISTRATIE)
@require_GET
def lijst(request):
    filter = OvereenkomstFilter(request.GET, lid=request.lid)
    # What a row shows is looked up after the page is taken: a deep page costs as the first.
    blad = blad_van(request.GET, filter.qs.values_list("pk", flat=True))
    rijen = Overeenkomst.objects.voor_lijst().met_tekenaars(request.lid).in_bulk(list(blad))
    blad.object_list = [rijen[pk] for pk in blad if pk in rijen]
    for rij in blad.object_list:
        rij.stand = rij.stand_op(filter.dag)
    geschorst = Schorsing.objects.zichtbaar_voor(request.lid).op(filter.dag)
    geschorst = geschorst.filter(overeenkomst__in=blad.object_list)
    context = {
        "filter": filter,
        "page_obj": blad,
        "geschorst": set(geschorst.values_list("overeenkomst", flat=True)),
        "te_tekenen": te_tekenen_voor_school(request.lid).count(),
        "voert_uit": mag(request.lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF),
        "keuze": filter.keuze,
        "op": filter.gekozen_dag,
    }
    return TemplateResponse(request, "overeenkomsten/lijst.html", context)


@wie_mag(Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def uitvoer(request):
    """Choose the form; the job makes the file of what is ticked, else as the list is filtered."""
    selectie = Selectie(request.GET, request.lid)
    filter, gekozen = selectie.filter, selectie.gekozen
    soort = request.POST.get("soort", "")
    if request.method == "POST" and not filter.is_valid():
        messages.error(request, "Verbeter eerst de filter: een datum klopt niet.")
    elif request.method == "POST" and soort in SOORTEN:
        opdracht = vraag_uitvoer(soort, filter.keuze, gekozen, door=request.lid)
        return redirect("gebruikers:opdracht", request.lid.school.code, opdracht.pk)
    elif request.method == "POST":
        messages.error(request, "Kies een van de drie vormen.")
    rijen = selectie.overeenkomsten if gekozen else filter.qs
    context = {
        "filter": filter,
        "aantal": rijen.count(),
        "gekozen": gekozen,
        "soorten": SOORTEN,
        "terug": urlencode(filter.keuze),
    }
    return TemplateResponse(request, "overeenkomsten/uitvoer.html", context)
