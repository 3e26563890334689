"""Classes, who teaches them, and training programmes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.deuren import wie_mag
from gebruikers.models.vervanging import met_vervangers
from gebruikers.periode import DAG
from gebruikers.zicht import Recht, Schoolsoort, eis, mag
from leerlingen import acties
from leerlingen.forms import KlasLeerkrachtForm, LaatsteDagForm, OpleidingForm
from leerlingen.models import Klas, KlasLeerkracht, Leerling, Opleiding
from leerlingen.rechten import mag_bij_klas_zetten


@wie_mag(Schoolsoort.REFERENTIE)
@require_GET
def klassen(request):
    def geteld(model: type[Klas] | type[Opleiding]):
        rijen = model.objects.zichtbaar_voor(request.lid).annotate(aantal=Count("leerlingen"))
        return rijen.order_by(*model._meta.ordering)  # counting forgets the order of the model

    context = {"klassen": geteld(Klas), "opleidingen": geteld(Opleiding)}
    return TemplateResponse(request, "leerlingen/klassen.html", context)


@require_http_methods(["GET", "POST"])
def klas(request, klas_id: int):
    """Who teaches this class, from when until when: they see its learners."""
    klas = get_object_or_404(Klas.objects.zichtbaar_voor(request.lid), pk=klas_id)
    mag_zetten = mag_bij_klas_zetten(request.lid, klas.school_id)
    form = KlasLeerkrachtForm(request.POST or None, lid=request.lid, klas=klas)
    if request.method == "POST":
        if not mag_zetten:
            raise PermissionDenied(mag_zetten.reden)
        if form.is_valid():
            gelukt = f"{form.instance.gebruiker} staat bij klas {klas}."
            doe(request, acties.zet_bij_klas, form.instance, door=request.lid, gelukt=gelukt)
            return redirect("leerlingen:klas", request.lid.school.code, klas.pk)
    leerkrachten = KlasLeerkracht.objects.zichtbaar_voor(request.lid).filter(klas=klas)
    context = {
        "klas": klas,
        "gisteren": timezone.localdate() - DAG,
        "leerlingen": Leerling.objects.zichtbaar_voor(request.lid)
        .filter(klas=klas)
        .select_related("opleiding", "school"),
        "leerkrachten": met_vervangers(leerkrachten.met_rol().select_related("gebruiker")),
        "form": form if mag_zetten else None,
        "beheert": mag(request.lid, Schoolsoort.REFERENTIE, Recht.SCHRIJF),
        "mag_zetten": mag_zetten,
    }
    return TemplateResponse(request, "leerlingen/klas.html", context)


@require_POST
def beeindig_leerkracht(request, klasleerkracht_id: int):
    """This teacher no longer sees the class after the last day."""
    zichtbaar = KlasLeerkracht.objects.zichtbaar_voor(request.lid).select_related("klas")
    regel = get_object_or_404(zichtbaar.select_related("gebruiker"), pk=klasleerkracht_id)
    eis(request.lid, Schoolsoort.REFERENTIE, Recht.SCHRIJF)
    form = LaatsteDagForm(request.POST)
    if form.is_valid():
        wat = {"laatste_dag": form.cleaned_data["laatste_dag"], "door": request.lid}
        doe(request, acties.haal_van_klas, regel, **wat, gelukt=_tot_wanneer)
    else:
        messages.error(request, " ".join(form.errors["laatste_dag"]))
    return redirect("leerlingen:klas", request.lid.school.code, regel.klas_id)


def _tot_wanneer(regel: KlasLeerkracht) -> str:
    if regel.pk is None:
        return f"{regel.gebruiker} komt niet bij klas {regel.klas}."
    dag = date_format(regel.tot, "j F Y")
    return f"{regel.gebruiker} staat bij klas {regel.klas} tot en met {dag}."


@require_http_methods(["GET", "POST"])
def opleiding(request, opleiding_id: int):
    opleiding = get_object_or_404(Opleiding.objects.zichtbaar_voor(request.lid), pk=opleiding_id)
    eis(request.lid, Schoolsoort.REFERENTIE, Recht.SCHRIJF)
    form = OpleidingForm(request.POST or None, instance=opleiding)
    if request.method == "POST" and form.is_valid() and doe(
        request, acties.bewaar_opleiding, form.instance, door=request.lid, form=form,
        gelukt="De opleiding is bewaard.",
    ):  # fmt: skip
        return redirect("leerlingen:klassen", request.lid.school.code)
    context = {"form": form, "titel": str(opleiding), "terug": "leerlingen:klassen"}
    return TemplateResponse(request, "leerlingen/formulier.html", context)
