"""The competences of a class on one screen."""

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_POST

from gebruikers.antwoord import doe, vraagt_deel
from gebruikers.deuren import alleen_voor
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, eis, mag
from opleidingsplannen import raster as acties
from opleidingsplannen.beoordelen import NIET_AAN_BOD
from opleidingsplannen.forms_raster import RasterFilter
from opleidingsplannen.models import Competentie
from opleidingsplannen.raster import Raster, vak_van
from opleidingsplannen.views import zoek_traject
from opleidingsplannen.views_beoordelen import (
    HERLAAD,
    getoonde_schaal,
    lees_keuze,
    schaal_van_nu,
    zoek_competentie,
)


@alleen_voor(Rol.BEGELEIDER, Rol.PRAKTIJK, Rol.LEERKRACHT, Rol.COORDINATOR)
@require_GET
def raster(request):
    lid, filter = request.lid, RasterFilter(request.GET, lid=request.lid)
    context = {
        "filter": filter,
        "wie": f"Klas {filter.klas}, {filter.standaardtraject}",
        "raster": Raster(lid, **filter.keuze) if filter.klas else None,
        **schaal_van_nu(request),
        "niet_aan_bod": NIET_AAN_BOD,
        "schrijft": mag(lid, Informatie.BEOORDELING, Recht.SCHRIJF),
    }
    return TemplateResponse(request, "opleidingsplannen/raster.html", context)


@require_POST
def rastervak(request, traject_id: int, competentie_id: int):
    """One square: choose a level, or `ongedaan` what one chose today. HTMX gets the square back."""
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.BEOORDELING, Recht.SCHRIJF)
    competentie = zoek_competentie(traject, competentie_id)
    if not vraagt_deel(request):
        doe(request, _druk, request, traject, competentie)
        naam = "opleidingsplannen:competentie"
        return redirect(naam, request.lid.school.code, traject.pk, competentie.pk)
    fout = ""
    try:
        _druk(request, traject, competentie)
    except Weigering as weigering:
        fout = str(weigering)
    vak = vak_van(request.lid, traject, competentie)
    context = {"vak": vak, "fout": fout, "gedaan": not fout, "schrijft": True}
    return TemplateResponse(request, "opleidingsplannen/_rastervak.html", context)


def _druk(request, traject, competentie: Competentie) -> None:
    post = request.POST
    if "ongedaan" in post:
        acties.maak_ongedaan(traject, competentie.pk, door=request.lid)
        return
    try:
        keuze = lees_keuze(competentie.pk, post, getoonde_schaal(request))
    except ValueError:
        raise Weigering(HERLAAD) from None
    acties.kies(traject, keuze, door=request.lid)
