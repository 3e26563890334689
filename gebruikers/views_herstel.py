"""Letting somebody of the school in again who lost a phone or a mailbox."""

from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from gebruikers import acties_account, tweede_factor
from gebruikers.antwoord import doe
from gebruikers.bevestigen import vraag_bevestiging
from gebruikers.forms import HerstelForm
from gebruikers.models import Lidmaatschap, Toegangsherstel
from gebruikers.rechten import herstel_wacht, mag_toegang_herstellen
from gebruikers.zicht import Recht, Schoolsoort, eis


def _gelukt(herstel: Toegangsherstel) -> str:
    if herstel.gaat_in_op:
        return "Genoteerd. Het gebeurt over 48 uur, tenzij deze persoon het tegenhoudt."
    return "Dat is gebeurd, en genoteerd. Deze persoon kreeg er een mail over."


@require_http_methods(["GET", "POST"])
def toegang(request, lidmaatschap_id: int):
    """How this person gets in, what was restored before, and the form to do it again."""
    eigen = Lidmaatschap.objects.zichtbaar_voor(request.lid).select_related("gebruiker", "school")
    lid = get_object_or_404(eigen, pk=lidmaatschap_id)
    eis(request.lid, Schoolsoort.ACCOUNTS, Recht.SCHRIJF)
    if eerst := vraag_bevestiging(request):
        return eerst
    form = HerstelForm(request.POST or None, gebruiker=lid.gebruiker)
    if request.method == "POST" and form.is_valid():
        gelukt = _gelukt
        wie = {"door": request.lid, **form.cleaned_data}
        if doe(request, acties_account.herstel_toegang, lid, gelukt=gelukt, **wie):
            return redirect("gebruikers:toegang", request.lid.school.code, lid.pk)
    herstellen = Toegangsherstel.objects.zichtbaar_voor(request.lid)
    context = {
        "form": form,
        "iemand": lid,
        "wacht": herstel_wacht(request.lid, lid),
        "mag_herstellen": mag_toegang_herstellen(request.lid, lid),
        "factoren": tweede_factor.factoren(lid.gebruiker).count(),
        "herstellen": herstellen.filter(gebruiker=lid.gebruiker).select_related("door__gebruiker"),
    }
    return TemplateResponse(request, "gebruikers/toegang.html", context)
