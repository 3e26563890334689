"""The school's calendar: holidays, free days, extra muros, lesson days that were moved."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.deuren import wie_mag
from gebruikers.zicht import Recht, Schoolsoort, eis, mag
from leerlingen.schooljaar import gevraagd_schooljaar
from trajecten import acties
from trajecten.forms import KalenderperiodeForm
from trajecten.kalender import Kalender
from trajecten.models import Kalenderperiode


@wie_mag(Schoolsoort.KALENDER)
@require_http_methods(["GET", "POST"])
def kalender(request):
    """What is special in a school year; who may write adds to it."""
    jaar = gevraagd_schooljaar(request)
    nieuw = Kalenderperiode(school=request.lid.school)
    form = KalenderperiodeForm(request.POST or None, instance=nieuw)
    if request.method == "POST":
        eis(request.lid, Schoolsoort.KALENDER, Recht.SCHRIJF)
        if form.is_valid():
            periode, gelukt = form.save(commit=False), f"{nieuw} staat in de kalender."
            wat = {"door": request.lid, "form": form, "gelukt": gelukt}
            if doe(request, acties.voeg_periode_toe, periode, **wat):
                return redirect("trajecten:kalender", request.lid.school.code)
    van_school = Kalender(Kalenderperiode.objects.zichtbaar_voor(request.lid))
    context = {
        "jaar": jaar,
        "ingevuld": van_school.is_ingevuld(jaar),
        "periodes": van_school.van_jaar(jaar),
        "form": form,
        "schrijft": mag(request.lid, Schoolsoort.KALENDER, Recht.SCHRIJF),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "trajecten/kalender.html", context, status=status)


@wie_mag(Schoolsoort.KALENDER, Recht.SCHRIJF)
@require_POST
def vul_kalender(request):
    """Put the holidays of the rules in the calendar, once."""
    jaar = gevraagd_schooljaar(request)
    aantal = acties.vul_kalender_aan(request.lid.school, jaar, door=request.lid)
    messages.success(request, f"{aantal} vrije periodes toegevoegd.")
    return redirect("trajecten:kalender", request.lid.school.code)


@require_POST
def periode_weg(request, periode_id: int):
    """Take a day or period out of the calendar."""
    periode = get_object_or_404(Kalenderperiode.objects.zichtbaar_voor(request.lid), pk=periode_id)
    acties.neem_periode_weg(periode, door=request.lid)
    messages.success(request, f"{periode} is uit de kalender gehaald.")
    return redirect("trajecten:kalender", request.lid.school.code)
