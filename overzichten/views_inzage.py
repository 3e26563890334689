"""Who sees what, as a rule and of one file, and who opened that file."""

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from gebruikers.bladen import blad_van, gevraagd
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, eis
from overzichten import wie_ziet_wat as tabel
from overzichten.ziet_straks import ziet_straks
from trajecten.models import Inzage, Traject


@require_GET
def wie_ziet_wat(request):
    """The rules, of one role (`?rol=`, one's own at first) or of all."""
    gekozen = gevraagd(request, "rol")["rol"] or request.lid.rol
    rol = Rol(gekozen) if gekozen in Rol.values else None
    context = {
        "rollen": list(Rol),
        "rol": rol,
        "gronden": tabel.gronden(rol) if rol else (),
        "tabellen": tabel.tabellen([rol] if rol else list(Rol)),
    }
    return TemplateResponse(request, "overzichten/wie_ziet_wat.html", context)


def _van(gebruiker: int) -> Q:
    """Who really looked."""
    return Q(meekijker=None, lid__gebruiker=gebruiker) | Q(meekijker__gebruiker=gebruiker)


@require_GET
def inzage(request, traject_id: int):
    """Of one file: who can see it today and why, and who opened it; newest first, of one person
    (`?wie=`) when asked."""
    zichtbaar = Traject.objects.zichtbaar_voor(request.lid).select_related("school", "leerling")
    traject = get_object_or_404(zichtbaar, pk=traject_id)
    eis(request.lid, Informatie.INZAGE)
    request.deel = Informatie.INZAGE
    rijen = Inzage.objects.zichtbaar_voor(request.lid).filter(leerling=traject.leerling_id)
    wie = gevraagd(request, "wie")["wie"]
    if wie:
        rijen = rijen.filter(_van(int(wie))) if wie.isdecimal() else rijen.none()
    rijen = rijen.select_related("lid__gebruiker", "meekijker__gebruiker")
    context = {
        "traject": traject,
        "kijkers": tabel.kijkers(traject),
        "links": tabel.links_op(traject),
        "straks": ziet_straks(traject),
        "wie": wie,
        "page_obj": blad_van(request.GET, rijen),
    }
    return TemplateResponse(request, "overzichten/inzage.html", context)
