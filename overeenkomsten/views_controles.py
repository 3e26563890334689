"""The checks: going against one, and what the school makes of them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.deuren import wie_mag
from gebruikers.samen import te_beheren
from gebruikers.zicht import Informatie, Recht, Schoolsoort, eis, mag
from overeenkomsten import acties_controles
from overeenkomsten.controles.kern import CONTROLES
from overeenkomsten.controles.nazien import strengheden_van
from overeenkomsten.controles.wijzigingen import gevonden_in
from overeenkomsten.forms_controles import AfwijkForm, GrensForm, StrenghedenForm
from overeenkomsten.grenswaarden import GRENSREGELS
from overeenkomsten.models import Afwijking, Grenswaarde
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.rechten import mag_afwijken
from overeenkomsten.views import zoek_overeenkomst
from overeenkomsten.views_wijziging import zoek_wijziging

REGELS = Schoolsoort.OVEREENKOMSTREGELS


@require_http_methods(["GET", "POST"])
def wijk_af(request, overeenkomst_id: int, controle: str):
    return _wijk_af(request, zoek_overeenkomst(request, overeenkomst_id), controle)


@require_http_methods(["GET", "POST"])
def wijziging_wijk_af(request, wijziging_id: int, controle: str):
    return _wijk_af(request, zoek_wijziging(request, wijziging_id), controle)


def _wijk_af(request, stuk: Stuk, controle: str):
    """Say why the school sends although this check holds it back."""
    eis(request.lid, Informatie.AFWIJKING, Recht.SCHRIJF)
    if controle not in CONTROLES:
        raise Http404
    strengheid = strengheden_van(stuk.school_id).get(controle)
    if not (mag_zo := mag_afwijken(request.lid, stuk, strengheid)):
        messages.error(request, mag_zo.reden)
        return redirect(stuk)
    form = AfwijkForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and doe(
        request, acties_controles.wijk_af, stuk, controle, door=request.lid, form=form,
        gelukt=f"Bewaard. Dit houdt de {stuk.heet} niet meer tegen.", **form.cleaned_data,
    ):  # fmt: skip
        return redirect(stuk)
    gevonden = [rij for rij in gevonden_in(stuk) if rij.controle.sleutel == controle]
    context = {"stuk": stuk, "form": form, "controle": CONTROLES[controle], "gevonden": gevonden}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "overeenkomsten/wijk_af.html", context, status=status)


@require_POST
def afwijking_terug(request, afwijking_id: int):
    rij = te_beheren(request, Afwijking, afwijking_id, "overeenkomst__school", "wijziging")
    gelukt = f"De controle houdt de {rij.stuk.heet} weer tegen."
    doe(request, acties_controles.neem_afwijking_terug, rij, door=request.lid, gelukt=gelukt)
    return redirect(rij.stuk)


@wie_mag(REGELS)
@require_http_methods(["GET", "POST"])
def controles(request):
    """How severe each check is here; who may write chooses."""
    lid = request.lid
    form = StrenghedenForm(request.POST or None, school=lid.school)
    if request.method == "POST":
        eis(lid, REGELS, Recht.SCHRIJF)
        if form.is_valid() and doe(
            request, acties_controles.bewaar_strengheden, lid.school, form.cleaned_data, door=lid,
            form=form, gelukt="De controles zijn bewaard.",
        ):  # fmt: skip
            return redirect("overeenkomsten:controles", lid.school.code)
    strengheden, schrijft = strengheden_van(lid.school), mag(lid, REGELS, Recht.SCHRIJF)
    rijen = [(rij, strengheden.get(rij.sleutel)) for rij in CONTROLES.values()]
    if schrijft:  # the others stand in the form
        rijen = [(rij, strengheid) for rij, strengheid in rijen if strengheid is None]
    context = {"form": form, "rijen": rijen, "schrijft": schrijft}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "overeenkomsten/controles.html", context, status=status)


@wie_mag(REGELS)
@require_http_methods(["GET", "POST"])
def grenswaarden(request):
    """The limits, where each comes from, and what the school made of it."""
    lid = request.lid
    form = GrensForm(request.POST or None, instance=Grenswaarde(school=lid.school))
    if request.method == "POST":
        eis(lid, REGELS, Recht.SCHRIJF)
        if form.is_valid() and doe(
            request, acties_controles.bewaar_grens, form.save(commit=False), door=lid, form=form,
            bij="vanaf", gelukt="Bewaard.",
        ):  # fmt: skip
            return redirect("overeenkomsten:grenswaarden", lid.school.code)
    eigen = {}
    for rij in Grenswaarde.objects.zichtbaar_voor(lid).filter(grens__in=GRENSREGELS):
        rij.in_woorden = GRENSREGELS[rij.grens].in_woorden(rij.waarde)
        eigen.setdefault(rij.grens, []).append(rij)
    context = {
        "grenzen": [(grens, eigen.get(sleutel, [])) for sleutel, grens in GRENSREGELS.items()],
        "form": form,
        "schrijft": mag(lid, REGELS, Recht.SCHRIJF),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "overeenkomsten/grenswaarden.html", context, status=status)


@require_POST
def grenswaarde_weg(request, grenswaarde_id: int):
    """Take one away: what held before it, holds on."""
    rij = get_object_or_404(Grenswaarde.objects.zichtbaar_voor(request.lid), pk=grenswaarde_id)
    eis(request.lid, REGELS, Recht.SCHRIJF)
    doe(request, acties_controles.neem_grens_weg, rij, door=request.lid, gelukt="Verwijderd.")
    return redirect("overeenkomsten:grenswaarden", request.lid.school.code)
