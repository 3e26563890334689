"""What one starts for several learners of the caseload at once, after a look at what it does."""

from itertools import chain

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from begeleiding.bezoeken import plan_bezoeken, stempels, verdeel
from gebruikers.deuren import wie_mag
from gebruikers.overgang import Weigering
from gebruikers.zicht import Informatie, Recht
from overzichten.adressen import adres, naar_caseload
from overzichten.forms import BezoekenForm
from overzichten.selectie import Selectie
from overzichten.views_selectie import terug_naar_de_lijst
from trajecten.herinneren import afdruk, herinner_nu, stel_voor
from trajecten.termijnregel import doet


@wie_mag(Informatie.MOMENT_GEDEELD, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def bezoeken(request):
    """Plan a visit for each; first who gets which day."""
    lid, selectie = request.lid, Selectie(request.GET, request.lid)
    trajecten, fout = selectie.samen
    if fout:
        return terug_naar_de_lijst(request, selectie, fout)
    form, verdeling = BezoekenForm(request.POST or None), None
    wanneer = form.wanneer
    if form.akkoord:
        try:
            gepland = plan_bezoeken(
                trajecten, **wanneer, lezers=form.cleaned_data["lezers"],
                gezien=request.POST["gezien"], door=lid,
            )  # fmt: skip
        except Weigering as weigering:
            form.add_error(None, str(weigering))
        else:
            welke = {"moment": [rij.pk for rij in gepland], "gezien": stempels(gepland)}
            welke = urlencode(welke, doseq=True)
            return redirect(f"{adres(lid, 'begeleiding:gepland')}?{welke}")
    if wanneer:
        verdeling = verdeel(trajecten, **wanneer, lid=lid)
    context = {"form": form, "verdeling": verdeling, "terug": selectie.filter.adres}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "overzichten/bezoeken.html", context, status=status)


@wie_mag(Informatie.VERLOOP, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def herinner(request):
    """Mail who must act for what is pressing; first to whom and about what."""
    lid, selectie = request.lid, Selectie(request.GET, request.lid)
    trajecten, fout = selectie.samen
    if fout:
        return terug_naar_de_lijst(request, selectie, fout)
    if request.method == "POST":
        try:
            brieven = herinner_nu(trajecten, gezien=request.POST.get("gezien", ""), door=lid)
        except Weigering as weigering:
            messages.error(request, str(weigering))
        else:
            wie = ", ".join(str(brief.lid.gebruiker) for brief in brieven)
            messages.success(request, f"Herinnerd: {wie}. Het staat in de dossiers.")
            return naar_caseload(lid, selectie.filter.adres)
    brieven = stel_voor(trajecten, door=lid)
    for termijn in chain.from_iterable(brief.termijnen for brief in brieven):
        termijn.te_doen = doet(lid, termijn.uit)
    context = {
        "brieven": [brief for brief in brieven if not brief.waarom_niet],
        "zonder": [brief for brief in brieven if brief.waarom_niet],
        "gezien": afdruk(brieven),
        "aantal": len(trajecten),
        "terug": selectie.filter.adres,
    }
    return TemplateResponse(request, "overzichten/herinner.html", context)
