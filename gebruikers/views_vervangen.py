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
from gebruikers.forms import VervangingDagenForm, VervangingForm, WordtVervangenForm
from gebruikers.models import Vervanging
from gebruikers.overgang import Weigering
from gebruikers.rechten import mag_reden_lezen, mag_vervanging_regelen
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
    begonnen, nu = rijen.filter(van__lte=vandaag), rijen.op(vandaag)
    was = begonnen.exclude(pk__in=nu.order_by().values("pk")).order_by("-tot", "-pk")
    groepen = [
        ("Nu", nu.order_by("tot", "pk")),
        ("Straks", rijen.filter(van__gt=vandaag)),
        ("Voorbij", was[:PER_BLAD]),
    ]
    groepen = [(titel, list(groep)) for titel, groep in groepen]
    for titel, groep in groepen:
        for rij in groep:
            mag = mag_vervanging_regelen(request.lid, rij)
            rij.te_regelen = titel != "Voorbij" and bool(mag)
    context = {
        "groepen": groepen,
        "iets": any(groep for _, groep in groepen),
        "met_reden": mag_reden_lezen(request.lid),
    }
    return TemplateResponse(request, "gebruikers/vervangingen.html", context)


@wie_mag(Schoolsoort.VERVANGINGEN, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def nieuwe_vervanging(request):
    """For oneself, or for whom the address says (`?wie=`); without one it is asked first."""
    wie = request.lid
    if voor_wie := _voor_wie(request):
        if not voor_wie.is_valid():
            context = {"form": voor_wie}
            return TemplateResponse(request, "gebruikers/wordt_vervangen.html", context)
        wie = voor_wie.cleaned_data["wie"]
    form = VervangingForm(request.POST or None, wie=wie)
    if request.method == "POST" and form.is_valid():
        try:
            rij = acties_vervangen.regel_vervanging(form.instance, door=request.lid)
        except Weigering as weigering:
            form.add_error(None, str(weigering))
        else:
            return _geregeld(request, rij)
    zelf = voor_wie is None
    titel = "Wie vervangt jou?" if zelf else f"Wie vervangt {wie.gebruiker}?"
    context = {"form": form, "titel": titel, "wie": wie, "zelf": zelf}
    return TemplateResponse(request, "gebruikers/nieuwe_vervanging.html", context)


def _voor_wie(request) -> WordtVervangenForm | None:
    """Asked of who may arrange it for others; None for who may for oneself only."""
    if recht(request.lid, Schoolsoort.VERVANGINGEN) & Recht.EIGEN:
        return None
    return WordtVervangenForm(request.GET if "wie" in request.GET else None, door=request.lid)


def _geregeld(request, rij: Vervanging):
    messages.success(request, f"{rij}.")
    if zin := acties_vervangen.nog_te_regelen(rij):
        messages.warning(request, zin)
    return redirect("gebruikers:vervangingen", request.lid.school.code)


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
        wijzig = acties_vervangen.wijzig_vervanging
        if doe(request, wijzig, rij, door=request.lid, form=form, **form.cleaned_data):
            rij.refresh_from_db()
            return _geregeld(request, rij)
    context = {"form": form, "titel": f"{rij.vervanger} vervangt {rij.wie}"}
    return TemplateResponse(request, "gebruikers/vervanging.html", context)


@require_POST
def stop_vervanging(request, vervanging_id: int):
    rij = _te_regelen(request, vervanging_id)
    vanaf = "vanaf morgen niet meer" if rij.begon_vandaag else "niet meer"
    gelukt = f"{rij.vervanger} vervangt {rij.wie} {vanaf}."
    doe(request, acties_vervangen.stop_vervanging, rij, door=request.lid, gelukt=gelukt)
    return redirect("gebruikers:vervangingen", request.lid.school.code)
