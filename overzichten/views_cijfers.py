"""The figures of the school, as pictures with their table behind."""

from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from gebruikers.deuren import alleen_voor
from gebruikers.rollen import Rol
from leerlingen.schooljaar import begin_schooljaar, naam_schooljaar
from overzichten.cijfers import eindes, schooljaren, werkdruk, zoektochten


@alleen_voor(Rol.COORDINATOR)
@require_GET
def cijfers(request):
    """Of today, and of the school year that the address asks for."""
    lid, jaren = request.lid, schooljaren(request.lid)
    gevraagd = request.GET.get("schooljaar", "")
    jaar = int(gevraagd) if gevraagd in map(str, jaren) else begin_schooljaar(timezone.localdate())
    gezocht = zoektochten(lid, jaar)
    context = {
        "jaren": [(begin, naam_schooljaar(begin)) for begin in jaren],
        "jaar": jaar,
        "schooljaar": naam_schooljaar(jaar),
        "vandaag": werkdruk(lid),
        "gezocht": gezocht,
        "van_jaar": [gezocht.grafiek, *eindes(lid, jaar)],
    }
    return TemplateResponse(request, "overzichten/cijfers.html", context)
