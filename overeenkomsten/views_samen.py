"""One press for several agreements of the list: look at the choice, confirm, follow the job."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from gebruikers.deuren import wie_mag
from gebruikers.overgang import Weigering, eis_voorstel
from gebruikers.zicht import Informatie, Recht
from overeenkomsten.acties_samen import (
    HOOGSTENS,
    NIETS,
    SAMEN,
    TE_VEEL,
    nieuwe_sleutel,
    vraag_samen,
)
from overeenkomsten.selectie import Selectie, afdruk, rijen_van, standen_van

ALLEEN_SCHRIJVERS = wie_mag(Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)


def _samen(request, wat: str):
    selectie = Selectie(request.GET, request.lid)
    pks, keuze = selectie.pks, urlencode(selectie.filter.keuze)
    terug = f"{reverse('overeenkomsten:lijst', args=[request.lid.school.code])}?{keuze}"
    if not pks or len(pks) > HOOGSTENS:
        messages.warning(request, TE_VEEL if pks else NIETS)
        return redirect(terug)
    if request.method == "POST":
        try:
            eis_voorstel(afdruk(pks), gezien=request.POST.get("gezien", ""))
            sleutel = request.POST.get("sleutel", "")[:32]
            opdracht = vraag_samen(wat, pks, sleutel=sleutel, lijst=terug, door=request.lid)
            return redirect("gebruikers:opdracht", request.lid.school.code, opdracht.pk)
        except Weigering as weigering:
            messages.error(request, str(weigering))
    context = {
        "samen": SAMEN[wat],
        "aantal": len(pks),
        "standen": standen_van(pks),
        "rijen": rijen_van(pks),
        "gezien": afdruk(pks),
        "sleutel": nieuwe_sleutel(),
        "terug": terug,
    }
    return TemplateResponse(request, "overeenkomsten/samen.html", context)


@ALLEEN_SCHRIJVERS
@require_http_methods(["GET", "POST"])
def verstuur_samen(request):
    return _samen(request, "versturen")


@ALLEEN_SCHRIJVERS
@require_http_methods(["GET", "POST"])
def herinner_samen(request):
    return _samen(request, "herinneren")


@ALLEEN_SCHRIJVERS
@require_http_methods(["GET", "POST"])
def verleng_samen(request):
    return _samen(request, "verlengen")
