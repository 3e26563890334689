"""The task lists of the school, one for each phase."""

from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.deuren import wie_mag
from gebruikers.samen import te_beheren
from gebruikers.zicht import Recht, Schoolsoort, eis, mag
from trajecten import acties_takenlijst
from trajecten.fases import Fase
from trajecten.forms_taak import NieuweRegelForm, RegelForm
from trajecten.models import Takenlijstregel
from trajecten.takenlijst import VOORSTEL


@wie_mag(Schoolsoort.TAKENLIJSTEN)
@require_http_methods(["GET", "POST"])
def takenlijsten(request):
    """What the school always does, by phase, or what it could begin with; who may write adds."""
    lid = request.lid
    form = NieuweRegelForm(request.POST or None, instance=Takenlijstregel(school=lid.school))
    if request.method == "POST":
        eis(lid, Schoolsoort.TAKENLIJSTEN, Recht.SCHRIJF)
        if form.is_valid():
            nieuw, gelukt = form.save(commit=False), f"{form.instance} staat in de lijst."
            if doe(
                request, acties_takenlijst.voeg_regel_toe, nieuw, door=lid, form=form, gelukt=gelukt
            ):
                return redirect("trajecten:takenlijsten", lid.school.code)
    eigen = list(Takenlijstregel.objects.zichtbaar_voor(lid))
    lijsten = {fase: [r for r in eigen or VOORSTEL if r.fase == fase] for fase in Fase}
    context = {
        "lijsten": [(fase.label, regels) for fase, regels in lijsten.items() if regels],
        "ingevuld": bool(eigen),
        "form": form,
        "schrijft": mag(lid, Schoolsoort.TAKENLIJSTEN, Recht.SCHRIJF),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "trajecten/takenlijsten.html", context, status=status)


@wie_mag(Schoolsoort.TAKENLIJSTEN, Recht.SCHRIJF)
@require_POST
def vul_takenlijsten(request):
    """Put the proposal in the lists, once."""
    school = request.lid.school
    doe(
        request, acties_takenlijst.neem_voorstel_over, school, door=request.lid,
        gelukt=lambda aantal: f"{aantal} taken staan nu in jullie lijsten. Pas ze gerust aan.",
    )  # fmt: skip
    return redirect("trajecten:takenlijsten", school.code)


def _te_wijzigen(request, takenlijstregel_id: int) -> Takenlijstregel:
    return te_beheren(request, Takenlijstregel, takenlijstregel_id)


@require_http_methods(["GET", "POST"])
def regel(request, takenlijstregel_id: int):
    """Change a line: for what comes into the phase from now on."""
    rij = _te_wijzigen(request, takenlijstregel_id)
    form = RegelForm(request.POST or None, instance=rij)
    if request.method == "POST" and form.is_valid() and doe(
        request, acties_takenlijst.bewaar_regel, form.save(commit=False), door=request.lid,
        form=form, bij="wat", gelukt="Bewaard. Taken die er al zijn, blijven zoals ze zijn.",
    ):  # fmt: skip
        return redirect("trajecten:takenlijsten", request.lid.school.code)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "regel": rij}
    return TemplateResponse(request, "trajecten/takenlijstregel.html", context, status=status)


@require_POST
def regel_hoger(request, takenlijstregel_id: int):
    rijen = Takenlijstregel.objects.zichtbaar_voor(request.lid)
    rij = get_object_or_404(rijen, pk=takenlijstregel_id)
    acties_takenlijst.zet_hoger(rij, door=request.lid)
    return redirect("trajecten:takenlijsten", request.lid.school.code)


@require_POST
def regel_weg(request, takenlijstregel_id: int):
    """Out of the list; tasks that came from it stay."""
    rij = _te_wijzigen(request, takenlijstregel_id)
    gelukt = f"{rij} is uit de lijst. Taken die er al zijn, blijven."
    doe(request, acties_takenlijst.neem_regel_weg, rij, door=request.lid, gelukt=gelukt)
    return redirect("trajecten:takenlijsten", request.lid.school.code)
