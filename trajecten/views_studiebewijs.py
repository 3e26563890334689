"""The studiebewijzen of one traject that ended: add, correct, take away."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.samen import te_beheren
from trajecten import acties_studiebewijs
from trajecten.forms import RedenForm
from trajecten.forms_einde import StudiebewijsForm
from trajecten.models import Studiebewijs, Traject
from trajecten.rechten import gaat_over, mag_studiebewijs_geven, mag_studiebewijs_wijzigen
from trajecten.views_verloop import antwoord, te_wijzigen


@require_http_methods(["GET", "POST"])
def studiebewijzen(request, traject_id: int):
    """All of this traject; add one."""
    traject = te_wijzigen(request, traject_id)
    nieuw = Studiebewijs(traject=traject, op=timezone.localdate())
    form = StudiebewijsForm(request.POST or None, instance=nieuw)
    if request.method == "POST" and form.is_valid() and doe(
        request, acties_studiebewijs.geef, nieuw, door=request.lid, form=form,
        gelukt=lambda bewijs: f"Bewaard: {bewijs}.",
    ):  # fmt: skip
        return redirect("trajecten:studiebewijzen", traject.school.code, traject.pk)
    rijen = traject.studiebewijzen.select_related("door__gebruiker")
    bewijzen = [(rij, gaat_over(request.lid, rij)) for rij in rijen]
    return antwoord(
        request, "trajecten/studiebewijzen.html", traject, mag_studiebewijs_geven,
        form=form, bewijzen=bewijzen,
    )  # fmt: skip


def _bewijs(request, studiebewijs_id: int) -> Studiebewijs:
    if request.method == "POST":  # the traject first, as who undoes its end
        vast = Traject.objects.select_for_update(of=("self",), no_key=True)
        vast.filter(studiebewijzen=studiebewijs_id, school=request.lid.school_id).first()
    erbij = ("traject__school", "traject__leerling", "door__gebruiker")
    return te_beheren(request, Studiebewijs, studiebewijs_id, *erbij)


@require_http_methods(["GET", "POST"])
def studiebewijs(request, studiebewijs_id: int):
    """Correct one, with the reason."""
    bewijs = _bewijs(request, studiebewijs_id)
    mag = mag_studiebewijs_wijzigen(request.lid, bewijs)  # before the form fills in the row
    form = StudiebewijsForm(request.POST or None, instance=bewijs)
    if request.method == "POST" and form.is_valid() and doe(
        request, acties_studiebewijs.verbeter, bewijs, reden=form.cleaned_data["reden"],
        door=request.lid, form=form, gelukt=f"Bewaard: {bewijs}.",
    ):  # fmt: skip
        return _naar_alle(bewijs)
    context = {"form": form, "bewijs": bewijs, "traject": bewijs.traject, "mag": mag}
    context["weg"] = RedenForm(auto_id="weg_%s")
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "trajecten/studiebewijs.html", context, status=status)


@require_POST
def studiebewijs_weg(request, studiebewijs_id: int):
    """Take one away that was noted by mistake, with the reason."""
    bewijs, form = _bewijs(request, studiebewijs_id), RedenForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Schrijf waarom het studiebewijs weg moet.")
        return redirect("trajecten:studiebewijs", bewijs.school.code, bewijs.pk)
    doe(
        request, acties_studiebewijs.neem_weg, bewijs, door=request.lid, **form.cleaned_data,
        gelukt="Het studiebewijs is weggenomen. Het blijft in de geschiedenis.",
    )  # fmt: skip
    return _naar_alle(bewijs)


def _naar_alle(bewijs: Studiebewijs):
    traject = bewijs.traject
    return redirect("trajecten:studiebewijzen", traject.school.code, traject.pk)
