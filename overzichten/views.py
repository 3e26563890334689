"""Start page, caseload, the learner's file and search."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from begeleiding.contactdeel import contactdeel
from gebruikers.antwoord import deel_of_blad, vraagt_deel
from gebruikers.bladen import blad_van, gevraagd, nummers
from gebruikers.deuren import alleen_voor
from gebruikers.meekijken import wie_kijkt_nu_mee
from gebruikers.models import Meekijk
from gebruikers.namens import met_namens
from gebruikers.rollen import BUITEN, SCHOOLTEAM, Rol
from gebruikers.zicht import Informatie, eis, vraag_aan
from overzichten import dossier as dossiers
from overzichten.caseload import lijst, met_opleiding
from overzichten.eenvoudig import bladzijde
from overzichten.filters import GeschiedenisFilter
from overzichten.geschiedenis import (
    HOOGSTENS,
    SOORTEN,
    laatste,
    lezers_van,
    mag_geschiedenis,
    regels_van,
    terug_naar,
    voluit,
)
from overzichten.jaarbeeld import jaar_van, mag_jaar
from overzichten.startpaginas import STARTPAGINA
from overzichten.zinnen import in_zinnen
from overzichten.zoeken import gevonden
from trajecten.inzage import toon_rij
from trajecten.models import Traject


@require_GET
def start(request):
    """The page of one's role: see startpaginas.py. Who is looked along with reads so."""
    for meekijk in wie_kijkt_nu_mee(request.lid):
        messages.info(request, _kijkt_mee(meekijk))
    return STARTPAGINA[Rol(request.lid.rol)](request)


def _kijkt_mee(meekijk: Meekijk) -> str:
    return format_html(
        '{} ({}) kijkt nu mee met jouw account, ten laatste tot {} uur. <a href="{}">Meekijken</a>',
        meekijk.door.gebruiker,
        meekijk.door.get_rol_display().lower(),
        date_format(timezone.localtime(meekijk.einde), "H.i"),
        reverse("gebruikers:meekijken", args=[meekijk.school.code]),
    )


@alleen_voor(*SCHOOLTEAM)
@require_GET
def leerlingen(request):
    """The caseload, filtered by the address."""
    bladen = ("overzichten/_caseload.html", "overzichten/leerlingen.html")
    gekozen = nummers(request.GET.getlist("traject"))
    context = lijst(request.lid, request.GET, gekozen=gekozen) | {"uitgebreid": True}
    return deel_of_blad(request, *bladen, context)


@require_GET
def dossier(request, traject_id: int):
    """The learner's file: parts for the school, one plain page for the others."""
    lid = request.lid
    trajecten = met_namens(met_opleiding(Traject.objects.zichtbaar_voor(lid)), lid)
    traject = get_object_or_404(trajecten, pk=traject_id)
    if lid.rol in BUITEN and request.GET.get("deel") == "schooljaar" and mag_jaar(lid):
        request.deel = Informatie.OVEREENKOMST
        context = {"traject": traject, "jaar": jaar_van(request, traject)}
        return TemplateResponse(request, "overzichten/schooljaar.html", context)
    if lid.rol in BUITEN and request.GET.get("deel") == "contact":
        eis(lid, Informatie.MOMENT_GEDEELD)
        request.deel = Informatie.MOMENT_GEDEELD
        context = {"traject": traject} | contactdeel(lid, traject, request.GET)
        return TemplateResponse(request, "overzichten/contact.html", context)
    if lid.rol in BUITEN:
        context = {"blad": bladzijde(lid, traject), "leerlingen": [], "buiten_gezet": []}
        return TemplateResponse(request, "overzichten/eenvoudig.html", context)
    sleutel = request.GET.get("deel", "")
    sleutel = sleutel if sleutel in dossiers.DELEN else "overzicht"
    deel = dossiers.DELEN[sleutel]
    eis(lid, deel.soort)
    request.deel = deel.soort
    context = deel.context(request, traject)
    if not vraagt_deel(request):  # HTMX asks every few seconds while a document is being made
        context |= dossiers.kop(lid, traject) | {"tabs": dossiers.tabs(lid, traject, sleutel)}
    context |= {"traject": traject, "sjabloon": deel.sjabloon}
    return deel_of_blad(request, deel.sjabloon, "overzichten/dossier.html", context)


@require_GET
def geschiedenis(request, soort: str, rij_id: int):
    """What happened to one record, from the trail; of a traject to the whole case."""
    if soort not in SOORTEN:
        raise Http404
    lid, gekozen = request.lid, SOORTEN[soort]
    rij = get_object_or_404(gekozen.model.objects.zichtbaar_voor(lid), pk=rij_id)
    if not mag_geschiedenis(lid, gekozen.model):
        raise PermissionDenied(vraag_aan(lid, lezers_van(gekozen.model)))
    toon_rij(request, rij)
    filter = GeschiedenisFilter(request.GET, regels=regels_van(lid, gekozen, rij))
    groepen, meer = laatste(filter.qs)
    blad = blad_van(request.GET, groepen)
    context = {
        "naam": rij,
        "terug": terug_naar(gekozen, rij),
        "filter": filter,
        "page_obj": blad,
        "groepen": in_zinnen(voluit(blad)),
        "hoogstens": HOOGSTENS if meer else None,
    }
    return TemplateResponse(request, "overzichten/geschiedenis.html", context)


@alleen_voor(*SCHOOLTEAM)
@require_GET
def zoek(request):
    """Within this school and what one may see: some of each kind, or all of one."""
    keuze = gevraagd(request, "q", "soort")
    vondsten = gevonden(request.lid, keuze["q"], keuze["soort"], request.GET)
    context = {"q": keuze["q"], "vondsten": vondsten}
    return deel_of_blad(request, "overzichten/_treffers.html", "overzichten/zoek.html", context)
