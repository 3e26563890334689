"""The learner decides which parents see the case from eighteen on."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_POST

from gebruikers.antwoord import doe
from gebruikers.deuren import alleen_voor
from gebruikers.rollen import Rol
from leerlingen import acties_inzage
from leerlingen.models import Betrokkene, Inzagebesluit, Leerling


@alleen_voor(Rol.LEERLING)
@require_GET
def inzage(request):
    """Each parent with authority, what was decided when, and both buttons."""
    besluiten = Inzagebesluit.objects.zichtbaar_voor(request.lid)
    ouders = Betrokkene.objects.zichtbaar_voor(request.lid).met_gezag()
    leerlingen = Leerling.objects.zichtbaar_voor(request.lid)
    context = {
        "leerling": leerlingen.first(),
        "ouders": ouders.select_related("leerling").prefetch_related(
            Prefetch("inzagebesluiten", besluiten)
        ),
    }
    return TemplateResponse(request, "leerlingen/inzage.html", context)


@require_POST
def kies_inzage(request, betrokkene_id: int):
    ouders = Betrokkene.objects.zichtbaar_voor(request.lid).select_related("leerling")
    ouder = get_object_or_404(ouders, pk=betrokkene_id)
    if request.lid.rol != Rol.LEERLING:
        raise PermissionDenied(f"Alleen {ouder.leerling.voornaam} beslist dit.")
    mag = request.POST.get("keuze") == "ja"
    mogen = f"{ouder.volledige_naam} mag je dossier {'' if mag else 'niet '}blijven zien."
    doe(request, acties_inzage.kies_inzage, ouder, mag=mag, door=request.lid, gelukt=mogen)
    return redirect("leerlingen:inzage", request.lid.school.code)
