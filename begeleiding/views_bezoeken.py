"""Visits that were planned together: look at them, and take them back."""

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_POST

from begeleiding.bezoeken import maak_ongedaan
from begeleiding.contactdeel import ERBIJ
from begeleiding.models import Contactmoment
from gebruikers.antwoord import doe
from gebruikers.bladen import nummers
from gebruikers.deuren import wie_mag
from gebruikers.zicht import Informatie, Recht


@wie_mag(Informatie.MOMENT_GEDEELD, Recht.SCHRIJF)
@require_GET
def gepland(request):
    """Which of these (`?moment=`, more than once) still stand, the first in front."""
    rijen = Contactmoment.objects.zichtbaar_voor(request.lid).gepland()
    rijen = rijen.filter(pk__in=nummers(request.GET.getlist("moment"))).order_by("dag", "pk")
    momenten = list(rijen.select_related(*ERBIJ, "traject__school"))
    return TemplateResponse(request, "begeleiding/gepland.html", {"momenten": momenten})


@wie_mag(Informatie.MOMENT_GEDEELD, Recht.SCHRIJF)
@require_POST
def ongedaan(request):
    momenten = nummers(request.POST.getlist("moment"))
    doe(
        request, maak_ongedaan, momenten, door=request.lid,
        gelukt=lambda n: f"{n} bezoek{'en zijn' if n > 1 else ' is'} weer weg.",
    )  # fmt: skip
    return redirect("overzichten:leerlingen", request.lid.school.code)
