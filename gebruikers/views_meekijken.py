"""Looking as somebody else: starting, stopping, and who did."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers import cijfercode
from gebruikers import meekijken as acties
from gebruikers.bladen import blad_van
from gebruikers.deuren import wie_mag
from gebruikers.forms import MeekijkForm
from gebruikers.models import Lidmaatschap, Meekijk
from gebruikers.overgang import Weigering
from gebruikers.zicht import Recht, Schoolsoort, eis


@wie_mag(Schoolsoort.MEEKIJKEN)
@require_GET
def meekijken(request):
    """Who looked as whom, and why: of oneself, or of the whole school for who may look."""
    rijen = Meekijk.objects.zichtbaar_voor(request.lid)
    rijen = rijen.select_related("door__gebruiker", "als__gebruiker")
    context = {"page_obj": blad_van(request.GET, rijen)}
    return TemplateResponse(request, "gebruikers/meekijken.html", context)


@wie_mag(Schoolsoort.MEEKIJKEN)
@require_POST
def geef_code(request):
    """Shown once, to read out; asking again makes the one before useless."""
    code = acties.maak_code(request.lid)
    zin = "Lees deze code voor aan de beheerder die je helpt, en aan niemand anders"
    tot = date_format(timezone.localtime() + timedelta(seconds=cijfercode.GELDIG), "H.i")
    groot = format_html('<b class="code-voorlezen">{} {}</b>', code[:4], code[4:])
    messages.success(
        request, format_html("{}: {} De code werkt één keer, tot {} uur.", zin, groot, tot)
    )
    return redirect("gebruikers:meekijken", request.lid.school.code)


@require_http_methods(["GET", "POST"])
def kijk_mee(request, lidmaatschap_id: int):
    """Why, and for a beheerder the code that the person reads out."""
    zichtbaar = Lidmaatschap.objects.zichtbaar_voor(request.lid).geldig()
    als = get_object_or_404(zichtbaar.select_related("gebruiker", "school"), pk=lidmaatschap_id)
    eis(request.lid, Schoolsoort.MEEKIJKEN, Recht.SCHRIJF)
    if not (mag_zo := acties.mag_meekijken(request.lid, als)):
        messages.error(request, mag_zo.reden)
        return redirect("gebruikers:mensen", request.lid.school.code)
    form = MeekijkForm(request.POST or None, met_code=acties.vraagt_code(request.lid))
    if request.method == "POST" and form.is_valid():
        try:
            meekijk = acties.begin(request.lid, als, **form.cleaned_data)
        except Weigering as weigering:
            form.add_error(None, str(weigering))
        else:
            acties.onthoud(request, meekijk)
            return redirect("overzichten:start", request.lid.school.code)
    context = {"form": form, "als": als, "met_code": acties.vraagt_code(request.lid)}
    return TemplateResponse(request, "gebruikers/kijk_mee.html", context)


@require_POST
def stop(request):
    """Back to oneself, also when the half hour was over already."""
    acties.stop(request.lid.meekijker or request.lid)
    acties.vergeet(request)
    messages.success(request, "Je kijkt niet meer mee. Dit ben je weer zelf.")
    return redirect("overzichten:start", request.lid.school.code)
