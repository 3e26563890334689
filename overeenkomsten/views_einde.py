"""An agreement that ends early or goes on: writing the end down, undoing it, and a next one."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.zicht import Informatie, Recht, eis
from overeenkomsten import acties_einde, acties_verleng
from overeenkomsten.forms import WaaromForm
from overeenkomsten.forms_einde import BeeindigingForm
from overeenkomsten.models import Beeindiging, Overeenkomst, Wijziging
from overeenkomsten.rechten_einde import mag_beeindigen, mag_einde_terugnemen, vervolg_van
from overeenkomsten.views import te_schrijven, zoek_overeenkomst

GESTOPT = "Het einde is genoteerd. De partijen, de mentor en de begeleider krijgen een mail."
LOOPT_WEER = "De overeenkomst loopt weer zoals ze getekend is. Wie het einde kende, krijgt mail."


def _met_wijzigingen(zin: str, erna: str) -> Callable[[list[Wijziging]], str]:
    """The sentence for `doe`, with the amendments that an act leaves withdrawn."""
    return lambda rijen: f"{zin} {erna} {', '.join(map(str, rijen))}." if rijen else zin


def _te_stoppen(request, overeenkomst_id: int) -> Overeenkomst:
    overeenkomst = zoek_overeenkomst(request, overeenkomst_id)
    eis(request.lid, Informatie.OVEREENKOMST, Recht.SCHRIJF)
    return overeenkomst


@require_http_methods(["GET", "POST"])
def beeindig(request, overeenkomst_id: int):
    """When it ends, on whose initiative and why; with what follows. Who is second reads what the
    first wrote down."""
    overeenkomst = _te_stoppen(request, overeenkomst_id)
    if not (mag_zo := mag_beeindigen(request.lid, overeenkomst)):
        messages.error(request, mag_zo.reden)
        return redirect(overeenkomst)
    einde = Beeindiging(overeenkomst=overeenkomst)
    form = BeeindigingForm(request.POST or None, instance=einde, overeenkomst=overeenkomst)
    gelukt = _met_wijzigingen(GESTOPT, "Mee ingetrokken:")
    doel, klaar = acties_einde.beeindig, request.method == "POST" and form.is_valid()
    if klaar and doe(request, doel, einde, door=request.lid, form=form, gelukt=gelukt):
        return redirect(overeenkomst)
    context = {"overeenkomst": overeenkomst, "form": form}
    context["zonder_reden"] = not form.fields["grond"].queryset.exists()
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "overeenkomsten/beeindig.html", context, status=status)


@require_http_methods(["GET", "POST"])
def einde_terug(request, overeenkomst_id: int):
    """It does not end early after all, and why."""
    overeenkomst = _te_stoppen(request, overeenkomst_id)
    if not (mag_zo := mag_einde_terugnemen(request.lid, overeenkomst)):
        messages.error(request, mag_zo.reden)
        return redirect(overeenkomst)
    form = WaaromForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        erna = "Niet vanzelf terug, want er was al gevraagd om te tekenen:"
        gelukt = _met_wijzigingen(LOOPT_WEER, erna)
        terug, reden = acties_einde.neem_einde_terug, form.cleaned_data["reden"]
        if doe(
            request, terug, overeenkomst, reden=reden, door=request.lid, form=form, gelukt=gelukt
        ):
            return redirect(overeenkomst)
    context = {"overeenkomst": overeenkomst, "form": form}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "overeenkomsten/einde_terug.html", context, status=status)


@require_POST
def verleng(request, overeenkomst_id: int):
    """To the draft that goes on with it: a new one, or the one that is there."""
    overeenkomst = te_schrijven(request, overeenkomst_id)
    gelukt = "Het concept is gemaakt. Kijk na wat er intussen veranderde, en de periode."
    doe(request, acties_verleng.verleng, overeenkomst, door=request.lid, gelukt=gelukt)
    return redirect(vervolg_van(overeenkomst) or overeenkomst)
