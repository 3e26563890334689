"""Visits that were planned together: look at them, and take them back."""

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_POST

from begeleiding.bezoeken import Teruggenomen, maak_ongedaan
from begeleiding.models import Contactmoment
from gebruikers.antwoord import doe
from gebruikers.bladen import nummers
from gebruikers.deuren import wie_mag
from gebruikers.zicht import Informatie, Recht


@wie_mag(Informatie.MOMENT_GEDEELD, Recht.SCHRIJF)
@require_GET
def gepland(request):
    """Which of these (`?moment=`, more than once) still stand, the first in front. `?gezien=`: how
    they stood when they were planned."""
    rijen = Contactmoment.objects.zichtbaar_voor(request.lid).gepland()
    rijen = rijen.filter(pk__in=nummers(request.GET.getlist("moment"))).order_by("dag", "pk")
    momenten = list(rijen.select_related(*Contactmoment.ERBIJ, "traject__school"))
    context = {"momenten": momenten, "gezien": request.GET.get("gezien", "")}
    return TemplateResponse(request, "begeleiding/gepland.html", context)


@wie_mag(Informatie.MOMENT_GEDEELD, Recht.SCHRIJF)
@require_POST
def ongedaan(request):
    momenten = nummers(request.POST.getlist("moment"))
    gezien = request.POST.get("gezien", "")
    doe(request, maak_ongedaan, momenten, gezien=gezien, door=request.lid, gelukt=_in_woorden)
    return redirect("overzichten:leerlingen", request.lid.school.code)


def _in_woorden(terug: Teruggenomen) -> str:
    zin = f"{terug.weg} bezoek{'en zijn' if terug.weg > 1 else ' is'} weer weg."
    if not terug.gebleven:
        return zin
    wie = ", ".join(f"{rij.traject.leerling} ({rij.kort})" for rij in terug.gebleven)
    return f"{zin} Dit veranderde intussen en bleef staan: {wie}."
