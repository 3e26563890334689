"""Terms: how long the school gives each rule, and more time by the klassenraad."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.deuren import wie_mag
from gebruikers.zicht import Informatie, Recht, Schoolsoort, eis, mag
from trajecten import acties_termijn
from trajecten.forms import OpvolgForm, TermijnduurForm, VerlengForm
from trajecten.models import Termijn, Termijnduur
from trajecten.rechten import BEWAREN, mag_opvolgen, mag_verlengen
from trajecten.termijnregel import REGELS


def _te_wijzigen(request, termijn_id: int, *erbij: str) -> Termijn:
    """Of a closed file too, by who keeps those."""
    rijen = Termijn.objects.zichtbaar_voor(request.lid).select_related(
        "traject__leerling", "traject__school", "verlenging", *erbij
    )
    termijn = get_object_or_404(rijen, pk=termijn_id)
    if not (termijn.uit.na_sluiting and request.lid.rol in BEWAREN):
        eis(request.lid, Informatie.VERLOOP, Recht.SCHRIJF)
    return termijn


def _blad(request, sjabloon: str, termijn: Termijn, form, mag_het: Callable) -> TemplateResponse:
    """The form, and whether (`mag_het`) one may do what it is for."""
    context = {
        "termijn": termijn,
        "traject": termijn.traject,
        "form": form,
        "mag": mag_het(request.lid, termijn),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, sjabloon, context, status=status)


@require_http_methods(["GET", "POST"])
def verleng(request, termijn_id: int):
    """Write down that the klassenraad gave more time, or took it back."""
    termijn = _te_wijzigen(request, termijn_id)
    form = VerlengForm(request.POST or None, initial={"besloten_op": timezone.localdate()})
    if request.method == "POST" and form.is_valid() and doe(
        request, acties_termijn.verleng, termijn, door=request.lid, form=form,
        gelukt="De beslissing van de klassenraad is bewaard.", **form.cleaned_data,
    ):  # fmt: skip
        return redirect(f"{termijn.traject.get_absolute_url()}?deel=termijnen")
    return _blad(request, "trajecten/verleng.html", termijn, form, mag_verlengen)


@require_http_methods(["GET", "POST"])
def volg_op(request, termijn_id: int):
    """Say what was done about it; of what was said so before, that it was not."""
    termijn = _te_wijzigen(request, termijn_id, "opvolging__door__gebruiker")
    gedaan = termijn.is_open
    form = OpvolgForm(request.POST or None, gedaan=gedaan)
    if request.method == "POST" and form.is_valid() and doe(
        request, acties_termijn.volg_op, termijn, door=request.lid, form=form, gedaan=gedaan,
        gelukt="Opgevolgd." if gedaan else "De termijn loopt weer.", **form.cleaned_data,
    ):  # fmt: skip
        return redirect(f"{termijn.traject.get_absolute_url()}?deel=termijnen")
    return _blad(request, "trajecten/volg_op.html", termijn, form, mag_opvolgen)


@wie_mag(Schoolsoort.KALENDER)
@require_http_methods(["GET", "POST"])
def regels(request):
    """Every rule: what starts it, how long it takes here, and where that comes from."""
    form = TermijnduurForm(request.POST or None, instance=Termijnduur(school=request.lid.school))
    if request.method == "POST":
        eis(request.lid, Schoolsoort.KALENDER, Recht.SCHRIJF)
        if form.is_valid():
            gelukt = "Bewaard. De termijnen worden opnieuw berekend."
            wat = {"door": request.lid, "form": form, "gelukt": gelukt}
            if doe(request, acties_termijn.bewaar_duur, form.instance, **wat):
                return redirect("trajecten:termijnregels", request.lid.school.code)
    duren = {}
    for duur in Termijnduur.objects.zichtbaar_voor(request.lid):
        duren.setdefault(duur.regel, []).append(duur)
    context = {
        "regels": [(regel, duren.get(regel.sleutel, [])) for regel in REGELS.values()],
        "form": form,
        "schrijft": mag(request.lid, Schoolsoort.KALENDER, Recht.SCHRIJF),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "trajecten/termijnregels.html", context, status=status)


@require_POST
def duur_weg(request, duur_id: int):
    duur = get_object_or_404(Termijnduur.objects.zichtbaar_voor(request.lid), pk=duur_id)
    acties_termijn.neem_duur_weg(duur, door=request.lid)
    messages.success(request, f"{duur} is weg. De termijnen worden opnieuw berekend.")
    return redirect("trajecten:termijnregels", request.lid.school.code)
