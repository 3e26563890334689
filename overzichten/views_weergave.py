"""Keep a choice of filters of the caseload under a name, and let it go again."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from gebruikers.antwoord import doe
from gebruikers.deuren import wie_mag
from gebruikers.zicht import Recht, Schoolsoort
from overzichten import acties
from overzichten.adressen import naar_caseload
from overzichten.caseloadfilter import CaseloadFilter
from overzichten.forms import WeergaveForm
from overzichten.models import Weergave


@wie_mag(Schoolsoort.WEERGAVEN, Recht.SCHRIJF)
@require_POST
def bewaar(request):
    """The choice comes along as it stood in the address; what means nothing falls out."""
    lid = request.lid
    adres = CaseloadFilter(QueryDict(request.POST.get("adres", "")[:1000]), lid=lid).adres
    form = WeergaveForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(fout for rij in form.errors.values() for fout in rij))
        return naar_caseload(request.lid, adres)
    wat = form.cleaned_data
    gelukt = f"“{wat['naam']}” staat nu boven je lijst."
    doe(request, acties.bewaar_weergave, adres=adres, door=lid, gelukt=gelukt, **wat)
    return naar_caseload(request.lid, adres)


@require_POST
def weg(request, weergave_id: int):
    weergave = get_object_or_404(Weergave.objects.zichtbaar_voor(request.lid), pk=weergave_id)
    gelukt = f"“{weergave}” is weg. De filters staan nog in je lijst: bewaar ze opnieuw als je wil."
    doe(request, acties.neem_weergave_weg, weergave, door=request.lid, gelukt=gelukt)
    return naar_caseload(request.lid, weergave.adres)
