"""The reasons that a school lets choose when a traject ends or is interrupted, or an agreement ends
early."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.deuren import wie_mag
from gebruikers.samen import te_beheren
from gebruikers.zicht import Recht, Schoolsoort, eis, mag
from leerlingen.schooljaar import begin_schooljaar, van_schooljaar
from trajecten import acties_redenen
from trajecten.forms_einde import EinderedenForm
from trajecten.models import Eindereden


def _bewaar(request, form: EinderedenForm) -> bool:
    """Whether it was sent and is kept."""
    if request.method != "POST" or not form.is_valid():
        return False
    return doe(
        request, acties_redenen.bewaar_reden, form.instance, door=request.lid, form=form,
        bij="naam", gelukt=f"Bewaard: “{form.instance}”.",
    )  # fmt: skip


@wie_mag(Schoolsoort.REFERENTIE)
@require_http_methods(["GET", "POST"])
def redenen(request):
    """The list; who may write adds to it."""
    if request.method == "POST":
        eis(request.lid, Schoolsoort.REFERENTIE, Recht.SCHRIJF)
    school = request.lid.school
    form = EinderedenForm(request.POST or None, instance=Eindereden(school=school))
    if _bewaar(request, form):
        return redirect("trajecten:redenen", school.code)
    context = {
        "redenen": Eindereden.objects.zichtbaar_voor(request.lid),
        "voorstel": acties_redenen.BEGINLIJST,
        "form": form,
        "schrijft": mag(request.lid, Schoolsoort.REFERENTIE, Recht.SCHRIJF),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "trajecten/redenen.html", context, status=status)


@wie_mag(Schoolsoort.REFERENTIE, Recht.SCHRIJF)
@require_POST
def vul_redenen(request):
    """Take over the reasons to begin with, for this school year and on."""
    van, _ = van_schooljaar(begin_schooljaar(timezone.localdate()))
    aantal = acties_redenen.vul_redenen(request.lid.school, van, door=request.lid)
    messages.success(request, f"{aantal} redenen toegevoegd.")
    return redirect("trajecten:redenen", request.lid.school.code)


def _reden(request, eindereden_id: int) -> Eindereden:
    return te_beheren(request, Eindereden, eindereden_id)


@require_http_methods(["GET", "POST"])
def reden(request, eindereden_id: int):
    """Change one: from when until when, where it stands in the list."""
    reden = _reden(request, eindereden_id)
    form = EinderedenForm(request.POST or None, instance=reden)
    if _bewaar(request, form):
        return redirect("trajecten:redenen", request.lid.school.code)
    context = {"form": form, "gebruikt": reden.is_gebruikt, "reden": form.initial["naam"]}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "trajecten/reden.html", context, status=status)


@require_POST
def reden_weg(request, eindereden_id: int):
    """Take one away that no file names."""
    reden = _reden(request, eindereden_id)
    gelukt = f"“{reden}” is weg."
    doe(request, acties_redenen.verwijder_reden, reden, door=request.lid, gelukt=gelukt)
    return redirect("trajecten:redenen", request.lid.school.code)
