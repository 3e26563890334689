"""Who replaces whom: the list, a new one, other days, the end."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers import acties_vervangen
from gebruikers.antwoord import doe
from gebruikers.bladen import PER_BLAD
from gebruikers.deuren import wie_mag
from gebruikers.forms import VervangingDagenForm, VervangingForm
from gebruikers.models import Vervanging
from gebruikers.overgang import Weigering
from gebruikers.rechten import mag_vervanging_regelen
from gebruikers.samen import te_wijzigen
from gebruikers.zicht import Recht, Schoolsoort, recht


def _zichtbaar(request):
    rijen = Vervanging.objects.zichtbaar_voor(request.lid)
    return rijen.select_related("wie", "vervanger", "door__gebruiker")


@wie_mag(Schoolsoort.VERVANGINGEN)
@require_GET
def vervangingen(request):
    """What runs, what comes and, of late, what was."""
    vandaag, rijen = timezone.localdate(), _zichtbaar(request)
    groepen = [
        ("Nu", rijen.op(vandaag).order_by("tot", "pk")),
        ("Straks", rijen.filter(van__gt=vandaag)),
        ("Voorbij", rijen.filter(tot__lt=vandaag).order_by("-tot", "-pk")[:PER_BLAD]),
    ]
    groepen = [(titel, list(groep)) for titel, groep in groepen]
    for rij in [rij for _, groep in groepen for rij in groep]:
        rij.te_regelen = not rij.is_voorbij and bool(mag_vervanging_regelen(request.lid, rij))
    context = {"groepen": groepen, "iets": any(groep for _, groep in groepen)}
    return TemplateResponse(request, "gebruikers/vervangingen.html", context)


@wie_mag(Schoolsoort.VERVANGINGEN, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def nieuwe_vervanging(request):
    alleen_zelf = bool(recht(request.lid, Schoolsoort.VERVANGINGEN) & Recht.EIGEN)
    form = VervangingForm(request.POST or None, door=request.lid, alleen_zelf=alleen_zelf)
    if request.method == "POST" and form.is_valid():
        try:
            rij = acties_vervangen.regel_vervanging(form.instance, door=request.lid)
        except Weigering as weigering:
            form.add_error(None, str(weigering))
        else:
            messages.success(request, f"{rij}.")
            return redirect("gebruikers:vervangingen", request.lid.school.code)
    context = {"form": form, "titel": "Vervanging regelen"}
    return TemplateResponse(request, "gebruikers/vervanging.html", context)


def _te_regelen(request, vervanging_id: int) -> Vervanging:
    """Who sees it may not always change it."""
    rij = get_object_or_404(te_wijzigen(request, _zichtbaar(request)), pk=vervanging_id)
    if not (mag := mag_vervanging_regelen(request.lid, rij)):
        raise PermissionDenied(mag.reden)
    return rij


@require_http_methods(["GET", "POST"])
def vervanging(request, vervanging_id: int):
    """Other days."""
    rij = _te_regelen(request, vervanging_id)
    form = VervangingDagenForm(request.POST or None, instance=rij)
    if request.method == "POST" and form.is_valid():
        dagen = form.cleaned_data
        try:
            acties_vervangen.wijzig_vervanging(rij, door=request.lid, **dagen)
        except Weigering as weigering:
            form.add_error(None, str(weigering))
        else:
            messages.success(request, f"{rij}.")
            return redirect("gebruikers:vervangingen", request.lid.school.code)
    context = {"form": form, "titel": f"{rij.vervanger} vervangt {rij.wie}"}
    return TemplateResponse(request, "gebruikers/vervanging.html", context)


@require_POST
def stop_vervanging(request, vervanging_id: int):
    rij = _te_regelen(request, vervanging_id)
    begint_nu = rij.van == timezone.localdate()
    vanaf = "vanaf morgen niet meer" if begint_nu else "niet meer"
    gelukt = f"{rij.vervanger} vervangt {rij.wie} {vanaf}."
    doe(request, acties_vervangen.stop_vervanging, rij, door=request.lid, gelukt=gelukt)
    return redirect("gebruikers:vervangingen", request.lid.school.code)
