"""What the school knows of a learner, shown to that learner, who keeps address and telephone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from gebruikers.deuren import alleen_voor
from gebruikers.rollen import Rol
from gebruikers.samen import te_wijzigen
from gebruikers.zicht import Informatie
from leerlingen.forms import EigenGegevensForm
from leerlingen.models import Betrokkene, Leerling
from trajecten.models import Teamlid


@alleen_voor(Rol.LEERLING)
@require_http_methods(["GET", "POST"])
def mijn_gegevens(request):
    lid = request.lid
    zichtbaar = Leerling.objects.zichtbaar_voor(lid).filter(gebruiker=lid.gebruiker_id)
    zichtbaar = te_wijzigen(request, zichtbaar.select_related("klas", "opleiding", "school"))
    leerling = get_object_or_404(zichtbaar)
    request.toont, request.deel = [leerling.pk], Informatie.CONTACT
    form = EigenGegevensForm(request.POST or None, instance=leerling, door=lid)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Bewaard. De school ziet het meteen.")
        return redirect("overzichten:mijn_gegevens", lid.school.code)
    team = Teamlid.objects.zichtbaar_voor(lid)
    context = {
        "leerling": leerling,
        "form": form,
        "ouders": Betrokkene.objects.zichtbaar_voor(lid).filter(leerling=leerling),
        "begeleiders": {teamlid.gebruiker_id: teamlid for teamlid in team.aanspreekbaar()}.values(),
        "zelfde_adres": leerling.email.lower() == lid.gebruiker.email,
    }
    return TemplateResponse(request, "overzichten/mijn_gegevens.html", context)
