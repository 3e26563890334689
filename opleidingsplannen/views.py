"""The individual plan: seeing it, changing it, agreeing."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering
from gebruikers.zicht import Informatie, Recht, eis, mag
from opleidingsplannen import acties
from opleidingsplannen.forms import PlanForm, PlanregelFormSet, RedenForm
from opleidingsplannen.models import Beoordeling, Opleidingsplan, Planakkoord, Planregel
from opleidingsplannen.rechten import mag_akkoord_geven, mag_bewerken
from trajecten.models import Traject

KOLOMMEN = {
    "mentor": ("mentor",),
    "leerkracht": ("praktijk", "begeleider"),
    "leerling": ("leerling",),
}


def zoek_traject(request, traject_id: int) -> Traject:
    zichtbaar = Traject.objects.zichtbaar_voor(request.lid).select_related("school", "leerling")
    return get_object_or_404(zichtbaar, pk=traject_id)


def zoek_plan(request, traject: Traject) -> Opleidingsplan | None:
    """The newest version that this person may see."""
    plannen = Opleidingsplan.objects.zichtbaar_voor(request.lid).filter(traject=traject)
    return plannen.select_related("standaardtraject", "traject__school").first()


def _laatste_niveaus(lid: Lidmaatschap, traject: Traject) -> dict[tuple[int, str], int]:
    """(competence, column) → newest level that `lid` may see: side by side, never averaged."""
    kolom = {rol: naam for naam, rollen in KOLOMMEN.items() for rol in rollen}
    rijen = Beoordeling.objects.zichtbaar_voor(lid).filter(traject=traject).order_by("op", "pk")
    return {
        (competentie, kolom[rol]): niveau
        for competentie, rol, niveau in rijen.values_list("competentie", "rol", "niveau")
        if rol in kolom
    }


def _per_cluster(regels: list, van=lambda regel: regel) -> list[tuple]:
    """Rows grouped by cluster, in plan order."""
    groepen = groupby(regels, key=lambda rij: van(rij).competentie.cluster)
    return [(cluster, list(rijen)) for cluster, rijen in groepen]


@require_GET
def plan(request, traject_id: int):
    """The plan with what is planned where, and how it stands according to whom."""
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.PLAN)
    plan = zoek_plan(request, traject)
    context = {"traject": traject, "plan": plan}
    if plan is None:
        inschrijving = traject.inschrijvingen.first()
        opleiding_id = inschrijving.opleiding_id if inschrijving else None
        schrijft = mag(request.lid, Informatie.PLAN, Recht.SCHRIJF)
        context["form"] = PlanForm(lid=request.lid, opleiding_id=opleiding_id) if schrijft else None
        return TemplateResponse(request, "opleidingsplannen/geen_plan.html", context)
    niveaus = _laatste_niveaus(request.lid, traject)
    regels = list(plan.regels.select_related("competentie__cluster"))
    for regel in regels:
        regel.niveaus = [(k, niveaus.get((regel.competentie_id, k))) for k in KOLOMMEN]
    nergens = [regel.pk for regel in regels if regel.is_nergens_gepland]
    context |= {
        "clusters": _per_cluster(regels),
        "nergens": nergens,
        "akkoorden": _akkoorden(request.lid, plan),
        "bewerken": mag_bewerken(request.lid, plan),
        "reden": RedenForm(),
    }
    return TemplateResponse(request, "opleidingsplannen/plan.html", context)


def _akkoorden(lid: Lidmaatschap, plan: Opleidingsplan) -> list[dict]:
    """Per party: who recorded it, or whether `lid` may do so now."""
    gegeven = {a.partij: a for a in plan.akkoorden.select_related("door__gebruiker")}
    return [
        {
            "partij": partij,
            "akkoord": gegeven.get(partij.value),
            "mag": partij.value not in gegeven and bool(mag_akkoord_geven(lid, plan, partij.value)),
        }
        for partij in Planakkoord.Partij
    ]


@require_POST
def maak(request, traject_id: int):
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.PLAN, Recht.SCHRIJF)
    form = PlanForm(request.POST, lid=request.lid, opleiding_id=None)
    if not form.is_valid():
        messages.error(request, "Kies een standaardtraject uit de lijst.")
        return redirect("opleidingsplannen:plan", request.lid.school.code, traject.pk)
    keuze = form.cleaned_data["standaardtraject"]
    acties_fout(request, acties.maak_plan, traject, standaardtraject=keuze, door=request.lid)
    return redirect("opleidingsplannen:bewerk", request.lid.school.code, traject.pk)


def acties_fout(request, actie, *args, **kwargs) -> bool:
    """Run an act; a refusal becomes a message. Whether it went."""
    try:
        actie(*args, **kwargs)
    except Weigering as weigering:
        messages.error(request, str(weigering))
        return False
    return True


@require_http_methods(["GET", "POST"])
def bewerk(request, traject_id: int):
    """All lines on one screen; `zet` fills a whole cluster in before saving."""
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.PLAN, Recht.SCHRIJF)
    plan = zoek_plan(request, traject)
    if plan is None or not plan.is_bewerkbaar:
        messages.error(request, mag_bewerken(request.lid, plan).reden if plan else "Maak een plan.")
        return redirect("opleidingsplannen:plan", request.lid.school.code, traject.pk)
    regels = Planregel.objects.zichtbaar_voor(request.lid).filter(plan=plan)
    regels = regels.select_related("competentie__cluster", "plan").order_by("volgorde")
    if request.method == "POST" and not _toont(request.POST, regels):
        messages.error(request, "Het plan is intussen gewijzigd. Bekijk het opnieuw.")
        return redirect("opleidingsplannen:bewerk", request.lid.school.code, traject.pk)
    gegevens = _zet_cluster(request.POST, list(regels)) if request.method == "POST" else None
    formset = PlanregelFormSet(gegevens, queryset=regels)
    if gegevens is not None and "zet" not in request.POST and formset.is_valid():
        gewijzigd = formset.save(commit=False)
        if acties_fout(request, acties.bewaar_regels, plan, gewijzigd, door=request.lid):
            messages.success(request, "Het plan is bewaard.")
            return redirect("opleidingsplannen:plan", request.lid.school.code, traject.pk)
    context = {
        "traject": traject,
        "plan": plan,
        "formset": formset,
        "clusters": _per_cluster(formset.forms, van=lambda form: form.instance),
        "plaatsen": Planregel._meta.get_field("aanbreng").choices,
    }
    return TemplateResponse(request, "opleidingsplannen/bewerk.html", context)


def _toont(post, regels) -> bool:
    """Whether the posted form holds exactly these lines: not those of a former version."""
    getoond = [post.get(f"form-{i}-id") for i in range(len(regels))]
    aantallen = {post.get("form-TOTAL_FORMS"), post.get("form-INITIAL_FORMS")}
    return getoond == [str(regel.pk) for regel in regels] and aantallen == {str(len(regels))}


def _zet_cluster(post, regels: list[Planregel]):
    """The posted form, with one cluster's places set at once when its button was pressed."""
    gegevens, cluster = post.copy(), post.get("zet", "")
    if cluster:
        for i, regel in enumerate(regels):
            if str(regel.competentie.cluster_id) == cluster:
                for veld in ("aanbreng", "inoefening"):
                    if keuze := post.get(f"cluster-{cluster}-{veld}"):
                        gegevens[f"form-{i}-{veld}"] = keuze
    return gegevens


@require_POST
def leg_voor(request, traject_id: int):
    return _met_plan(request, traject_id, acties.leg_voor, "Het plan ligt voor.")


@require_POST
def haal_terug(request, traject_id: int):
    return _met_plan(request, traject_id, acties.haal_terug, "Je kan het plan weer bewerken.")


@require_POST
def nieuwe_versie(request, traject_id: int):
    reden = request.POST.get("reden", "").strip()[:200]
    return _met_plan(request, traject_id, acties.nieuwe_versie, "Nieuwe versie.", reden=reden)


@require_POST
def akkoord(request, traject_id: int):
    return _met_plan(
        request, traject_id, acties.geef_akkoord, "Het akkoord is genoteerd.",
        wat=Recht.SCHRIJF | Recht.AKKOORD, partij=request.POST.get("partij", ""),
    )  # fmt: skip


def _met_plan(request, traject_id: int, actie, gelukt: str, wat=Recht.SCHRIJF, **velden):
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.PLAN, wat)
    plan = zoek_plan(request, traject)
    if plan is None:
        messages.error(request, "Er is nog geen plan.")
    elif acties_fout(request, actie, plan, door=request.lid, **velden):
        messages.success(request, gelukt)
    return redirect("opleidingsplannen:plan", request.lid.school.code, traject.pk)
