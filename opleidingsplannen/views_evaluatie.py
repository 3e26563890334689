"""Evaluations: of one learner, and who of all of them was evaluated."""

from django.db.models import Exists, OuterRef, Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods

from gebruikers.antwoord import doe
from gebruikers.bladen import blad_van
from gebruikers.deuren import alleen_voor
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, Schoolsoort, eis, mag
from opleidingsplannen import evaluatie as acties
from opleidingsplannen.bereikt import overzicht
from opleidingsplannen.evaluatiemomenten import te_evalueren
from opleidingsplannen.forms_evaluatie import EvaluatieFilter, EvaluatieForm, VerbeterForm
from opleidingsplannen.models import Beoordeling, Evaluatie, Opleidingsplan
from opleidingsplannen.models.schaal import niveaus_nu
from opleidingsplannen.opname import neem_op
from opleidingsplannen.rechten_evaluatie import mag_evaluatie_verbeteren, mag_evalueren
from opleidingsplannen.views import zoek_traject
from trajecten.models import Traject
from trajecten.models.studiebewijs import BIJ_FASE

LEZERS = (Rol.COORDINATOR, Rol.BEGELEIDER, Rol.PRAKTIJK, Rol.LEERKRACHT)


def _naar_evaluatie(request, traject: Traject):
    return redirect("opleidingsplannen:evaluatie", request.lid.school.code, traject.pk)


@require_http_methods(["GET", "POST"])
def evaluatie(request, traject_id: int):
    """How each competence stands according to whom, what was said about it before; and to record a
    new evaluation."""
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.EVALUATIE)
    request.deel = Informatie.EVALUATIE
    form = None
    if request.method == "POST":
        eis(request.lid, Informatie.EVALUATIE, Recht.SCHRIJF)
    if mag_evalueren(request.lid, traject):
        form = EvaluatieForm(
            request.POST or None,
            instance=Evaluatie(traject=traject),
            lid=request.lid,
            traject=traject,
        )
    if request.method == "POST" and form.is_valid() and doe(
        request, acties.leg_vast, form.instance, gezien=request.POST.get("gezien", ""),
        door=request.lid, form=form, gelukt=lambda rij: f"Bewaard: {rij}.",
    ):  # fmt: skip
        return _naar_evaluatie(request, traject)
    return _toon(request, traject, form)


def _toon(request, traject: Traject, form: EvaluatieForm | None):
    lid = request.lid
    plan = Opleidingsplan.objects.leesbaar_voor(lid).geldend_eerst().filter(traject=traject).first()
    clusters = overzicht(plan, Beoordeling.objects.zichtbaar_voor(lid))
    evaluaties = Evaluatie.objects.zichtbaar_voor(lid).filter(traject=traject)
    evaluaties = evaluaties.select_related("door__gebruiker", "document", "verbeterd_door")
    evaluaties = list(evaluaties)
    opname = neem_op(traject) if form else None
    context = {
        "traject": traject,
        "plan": plan,
        "clusters": clusters,
        "geldig": [rij for rij in evaluaties if not rij.is_verbeterd],
        "verbeterd": [rij for rij in evaluaties if rij.is_verbeterd],
        "wordt_gemaakt": any(
            not rij.document.is_klaar and not rij.document.is_mislukt for rij in evaluaties
        ),
        "form": form,
        "gezien": opname.afdruk if opname else "",
        "bewaart_stand": bool(opname and opname.inhoud["clusters"]),
        "voorstel": acties.voorstel_van(clusters) if lid.is_staf else [],
        "studiebewijs_naam": _studiebewijs(lid, traject),
        "niveaus": niveaus_nu(lid.school_id),
        "zelf": lid.rol == Rol.LEERLING,
        "schrijft": form is not None,
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "opleidingsplannen/evaluatie.html", context, status=status)


def _studiebewijs(lid, traject: Traject) -> str:
    """The name of the page where one is registered: with the end of the traject, or after it."""
    if not mag(lid, Informatie.VERLOOP, Recht.SCHRIJF):
        return ""
    return "trajecten:studiebewijzen" if traject.fase in BIJ_FASE else "trajecten:fase"


@require_http_methods(["GET", "POST"])
def verbeter_evaluatie(request, traject_id: int, evaluatie_id: int):
    """Another text in the place of what was recorded; what stood there stays readable for the
    school."""
    traject = zoek_traject(request, traject_id)
    zichtbaar = Evaluatie.objects.zichtbaar_voor(request.lid).filter(traject=traject)
    zichtbaar = zichtbaar.select_related(
        "moment", "verbeterd_door__door__gebruiker", "traject__leerling"
    )
    oud = get_object_or_404(zichtbaar, pk=evaluatie_id)
    eis(request.lid, Informatie.EVALUATIE, Recht.SCHRIJF)
    nieuw = Evaluatie(traject=traject)
    form = VerbeterForm(
        request.POST or None, instance=nieuw, oud=oud, lid=request.lid, traject=traject
    )
    if request.method == "POST" and form.is_valid() and doe(
        request, acties.verbeter, oud, form.instance, door=request.lid, form=form,
        gelukt="De evaluatie is verbeterd.",
    ):  # fmt: skip
        return _naar_evaluatie(request, traject)
    context = {
        "form": form,
        "oud": oud,
        "traject": traject,
        "recht": mag_evaluatie_verbeteren(request.lid, oud),
    }
    status = 422 if request.method == "POST" else 200
    sjabloon = "opleidingsplannen/verbeter_evaluatie.html"
    return TemplateResponse(request, sjabloon, context, status=status)


@alleen_voor(*LEZERS)
@require_GET
def evaluaties(request):
    """For one moment: who was evaluated, and who was not yet."""
    lid, filter = request.lid, EvaluatieFilter(request.GET, lid=request.lid)
    context = {
        "filter": filter,
        "moment": filter.gekozen,
        "schrijft": mag(lid, Schoolsoort.EVALUATIEMOMENTEN, Recht.SCHRIJF),
        "evalueert": mag(lid, Informatie.EVALUATIE, Recht.SCHRIJF),
        "page_obj": None,
    }
    if filter.gekozen:
        context |= _wie(request, filter)
    return TemplateResponse(request, "opleidingsplannen/evaluaties.html", context)


def _wie(request, filter: EvaluatieFilter) -> dict:
    lid, moment = request.lid, filter.gekozen
    van_moment = Evaluatie.objects.zichtbaar_voor(lid).geldig().filter(moment=moment)
    is_gedaan = Exists(van_moment.filter(traject=OuterRef("pk")))
    zichtbaar = Traject.objects.zichtbaar_voor(lid)
    verwacht = te_evalueren(zichtbaar, moment.dag).values("pk")
    rijen = zichtbaar.alias(gedaan=is_gedaan)
    rijen = rijen.filter(gedaan=True) | rijen.filter(pk__in=verwacht)
    rijen = rijen.filter(**filter.waar)
    totaal, gedaan = rijen.count(), rijen.filter(gedaan=True).count()
    if filter.gedaan is not None:
        rijen = rijen.filter(gedaan=filter.gedaan)
    erbij = Prefetch(
        "evaluaties", van_moment.select_related("door__gebruiker"), to_attr="van_moment"
    )
    rijen = rijen.select_related("leerling__klas").prefetch_related(erbij)
    return {
        "page_obj": blad_van(request.GET, rijen.order_by("leerling__zoeknaam", "pk")),
        "totaal": totaal,
        "gedaan": gedaan,
    }
