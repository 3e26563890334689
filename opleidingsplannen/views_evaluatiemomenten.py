"""The moments at which the school evaluates: a setting of the school, beside its calendar."""

from django.forms import formset_factory
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.deuren import wie_mag
from gebruikers.samen import te_beheren
from gebruikers.zicht import Recht, Schoolsoort, eis, mag
from leerlingen.schooljaar import begin_schooljaar, gevraagd_schooljaar, van_schooljaar
from opleidingsplannen import evaluatiemomenten as acties
from opleidingsplannen.forms_evaluatie import MomentForm, VoorstelForm, Voorstellen
from opleidingsplannen.models import Evaluatiemoment
from opleidingsplannen.rechten_evaluatie import mag_moment_kiezen

VOORSTEL = formset_factory(VoorstelForm, formset=Voorstellen, extra=0, max_num=3, absolute_max=3)


def _adres(request, jaar: int) -> str:
    basis = reverse("opleidingsplannen:evaluatiemomenten", args=[request.lid.school.code])
    return f"{basis}?schooljaar={jaar}"


@wie_mag(Schoolsoort.EVALUATIEMOMENTEN)
@require_http_methods(["GET", "POST"])
def evaluatiemomenten(request):
    """Of one school year; who may write adds one."""
    jaar, lid = gevraagd_schooljaar(request), request.lid
    moment = Evaluatiemoment(school=lid.school)
    form = MomentForm(request.POST or None, instance=moment)
    if request.method == "POST":
        eis(lid, Schoolsoort.EVALUATIEMOMENTEN, Recht.SCHRIJF)
        if form.is_valid() and doe(
            request, acties.bewaar_moment, form.instance, door=lid, form=form,
            gelukt=lambda rij: f"Bewaard: {rij}.",
        ):  # fmt: skip
            return redirect(_adres(request, begin_schooljaar(moment.dag)))
    rijen = Evaluatiemoment.objects.zichtbaar_voor(lid).filter(dag__range=van_schooljaar(jaar))
    context = {
        "jaar": jaar,
        "momenten": rijen.order_by("dag"),
        "form": form,
        "schrijft": mag(lid, Schoolsoort.EVALUATIEMOMENTEN, Recht.SCHRIJF),
    }
    status = 422 if request.method == "POST" else 200
    sjabloon = "opleidingsplannen/evaluatiemomenten.html"
    return TemplateResponse(request, sjabloon, context, status=status)


@wie_mag(Schoolsoort.EVALUATIEMOMENTEN, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def stel_evaluatiemomenten_voor(request):
    """Three from the school's own calendar, to change before they are kept; what is left empty is
    not kept."""
    jaar, lid = gevraagd_schooljaar(request), request.lid
    voorstel = acties.voorstel(lid.school, jaar)
    formset = VOORSTEL(
        request.POST or None,
        initial=[{"naam": rij.naam, "dag": rij.dag} for rij in voorstel],
        form_kwargs={"school": lid.school},
    )
    if request.method == "POST" and formset.is_valid():
        momenten = [form.instance for form in formset.forms if form.cleaned_data.get("dag")]
        if doe(
            request, acties.bewaar_momenten, momenten, door=lid,
            form=(formset.forms or [None])[0],
            gelukt=lambda aantal: f"{aantal} momenten bewaard.",
        ):  # fmt: skip
            return redirect(_adres(request, jaar))
    context = {"jaar": jaar, "formset": formset, "terug": _adres(request, jaar)}
    status = 422 if request.method == "POST" else 200
    sjabloon = "opleidingsplannen/stel_evaluatiemomenten_voor.html"
    return TemplateResponse(request, sjabloon, context, status=status)


@require_http_methods(["GET", "POST"])
def evaluatiemoment(request, evaluatiemoment_id: int):
    """Another name or day, as long as nothing was recorded for it."""
    moment = te_beheren(request, Evaluatiemoment, evaluatiemoment_id)
    recht = mag_moment_kiezen(request.lid, moment)
    form = MomentForm(request.POST or None, instance=moment)
    if request.method == "POST" and form.is_valid() and doe(
        request, acties.bewaar_moment, form.instance, door=request.lid, form=form,
        gelukt=lambda rij: f"Bewaard: {rij}.",
    ):  # fmt: skip
        return redirect(_adres(request, begin_schooljaar(moment.dag)))
    context = {
        "form": form,
        "recht": recht,
        "moment": moment,
        "terug": reverse("opleidingsplannen:evaluatiemomenten", args=[request.lid.school.code]),
    }
    status = 422 if request.method == "POST" else 200
    sjabloon = "opleidingsplannen/evaluatiemoment.html"
    return TemplateResponse(request, sjabloon, context, status=status)


@require_POST
def evaluatiemoment_weg(request, evaluatiemoment_id: int):
    zichtbaar = Evaluatiemoment.objects.zichtbaar_voor(request.lid)
    moment = get_object_or_404(zichtbaar, pk=evaluatiemoment_id)
    eis(request.lid, Schoolsoort.EVALUATIEMOMENTEN, Recht.SCHRIJF)
    doe(request, acties.neem_moment_weg, moment, door=request.lid, gelukt=f"Weg: {moment}.")
    return redirect(_adres(request, begin_schooljaar(moment.dag)))
