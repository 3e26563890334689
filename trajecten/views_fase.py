"""The phase of one traject: where it may go, what that asks and leaves, and back."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gebruikers.antwoord import doe
from trajecten import acties_fase
from trajecten.fases import GESLOTEN, WAT_HET_IS, Fase
from trajecten.forms import RedenForm
from trajecten.forms_einde import FaseForm, vanuit
from trajecten.models import Traject
from trajecten.openstaand import openstaand
from trajecten.rechten import mag_fase_terugdraaien, mag_verloop_wijzigen
from trajecten.views_verloop import antwoord, te_wijzigen

DOE = {
    Fase.ONDERBROKEN: "onderbreken",
    Fase.AFGEROND: "afronden",
    Fase.STOPGEZET: "stopzetten",
    Fase.NIET_GESTART: "afsluiten",
}
MEE = ("reden", "op", "eindereden", "taken_weg")  # of the form, as the act calls them


@require_http_methods(["GET", "POST"])
def fase(request, traject_id: int):
    """First to which phase; then when and why, with what it leaves open."""
    traject = te_wijzigen(request, traject_id)
    gekozen = request.POST.get("naar") or request.GET.get("naar", "")
    if gekozen not in traject.volgende_fases() or not mag_verloop_wijzigen(request.lid, traject):
        return _kies(request, traject, gekozen)
    naar = Fase(gekozen)
    nu = vanuit(traject)
    if request.POST.get("vanuit", nu) != nu:
        return _kies(request, traject, gekozen, intussen=True)
    form = FaseForm(request.POST or None, traject=traject, naar=naar)
    if request.method == "POST" and form.is_valid():
        keuze = form.cleaned_data
        wat = {veld: keuze[veld] for veld in MEE if veld in keuze}
        if doe(
            request, acties_fase.verplaats_fase, traject, naar, door=request.lid, form=form,
            studiebewijzen=form.studiebewijzen(), gelukt=f"De fase is nu {naar.label}.", **wat,
        ):  # fmt: skip
            return redirect(traject)
        traject.refresh_from_db()
    return antwoord(
        request,
        "trajecten/fase.html",
        traject,
        form=form,
        naar=naar,
        sluit=naar in GESLOTEN,
        knop=f"Traject {DOE[naar]}" if naar in DOE else f"Naar {naar.label}",
        zonder_reden="eindereden" in form.fields
        and not form.fields["eindereden"].queryset.exists(),
        open_nog=openstaand(traject, naar, timezone.localdate(), request.lid),
    )


def _kies(request, traject: Traject, gekozen: str, *, intussen: bool = False):
    """Where it may go from here. Who came for another phase, or from one that it left meanwhile
    (`intussen`), was too late."""
    status = 422 if request.method == "POST" else 200
    context = {
        "traject": traject,
        "mag": mag_verloop_wijzigen(request.lid, traject),
        "keuzes": [(fase, WAT_HET_IS[fase]) for fase in traject.volgende_fases()],
        "te_laat": Fase(gekozen).label if gekozen in Fase.values else "",
        "intussen": intussen,
        "geschreven": request.POST.get("reden", "").strip()[:200],
    }
    return TemplateResponse(request, "trajecten/fase_kies.html", context, status=status)


@require_http_methods(["GET", "POST"])
def fase_terug(request, traject_id: int):
    """Undo the last move of the phase, with the reason."""
    traject = te_wijzigen(request, traject_id)
    form = RedenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        terug = acties_fase.draai_fase_terug
        if doe(request, terug, traject, door=request.lid, form=form, **form.cleaned_data):
            traject.refresh_from_db()
            messages.success(request, f"De fase is weer {traject.get_fase_display()}.")
            return redirect(traject)
    context = {"form": form, "stap": traject.laatste_stap, "mag": mag_fase_terugdraaien}
    context["bewijzen"] = traject.studiebewijzen.all()
    return antwoord(request, "trajecten/fase_terug.html", traject, **context)
