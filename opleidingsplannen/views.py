"""The individual plan: seeing it, changing it, agreeing."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, eis, mag
from opleidingsplannen import acties
from opleidingsplannen.forms import PlanForm, PlanregelFormSet, RedenForm, gezien_op
from opleidingsplannen.models import Beoordeling, Opleidingsplan, Planakkoord, Planregel, Planstatus
from opleidingsplannen.rechten import EIGEN_PARTIJ, mag_akkoord_geven, mag_bewerken, mag_maken
from trajecten.models import Traject

KOLOMMEN = {
    "mentor": ("mentor",),
    "leerkracht": ("praktijk", "begeleider"),
    "leerling": ("leerling",),
}


def zoek_traject(request, traject_id: int) -> Traject:
    zichtbaar = Traject.objects.zichtbaar_voor(request.lid).select_related("school", "leerling")
    return get_object_or_404(zichtbaar, pk=traject_id)


def _plannen(request, traject: Traject):
    """The versions that this person reads, in reading order."""
    plannen = Opleidingsplan.objects.leesbaar_voor(request.lid).filter(traject=traject)
    return plannen.select_related("standaardtraject", "traject__school")


def _nieuwste(request, traject: Traject) -> Opleidingsplan | None:
    """The version that buttons are about."""
    return _plannen(request, traject).order_by("-versie").first()


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
    """The plan with what is planned where, and how it stands according to whom. `?versie=2` shows
    another version."""
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.PLAN)
    plannen = list(_plannen(request, traject))
    if not plannen:
        return _geen_plan(request, traject)
    gekozen = [plan for plan in plannen if str(plan.versie) == request.GET.get("versie")]
    plan = (gekozen or plannen)[0]
    regels = _regels(request.lid, plan)
    context = {
        "traject": traject,
        "plan": plan,
        "andere": [p for p in plannen if p != plan and p.status != Planstatus.VERVANGEN],
        "clusters": _per_cluster(regels),
        "nergens": [regel.pk for regel in regels if regel.is_nergens_gepland],
        "akkoorden": _akkoorden(request.lid, plan),
        "bewerken": mag_bewerken(request.lid, plan),
        "reden": RedenForm(),
    }
    return TemplateResponse(request, "opleidingsplannen/plan.html", context)


def _geen_plan(request, traject: Traject):
    """What to do instead: who writes makes one, while the traject is open."""
    inschrijving = traject.inschrijvingen.first()
    opleiding_id = inschrijving.opleiding_id if inschrijving else None
    maken, form = mag_maken(traject), None
    if maken and mag(request.lid, Informatie.PLAN, Recht.SCHRIJF):
        form = PlanForm(lid=request.lid, opleiding_id=opleiding_id)
    context = {"traject": traject, "form": form, "maken": maken}
    return TemplateResponse(request, "opleidingsplannen/geen_plan.html", context)


def _regels(lid: Lidmaatschap, plan: Opleidingsplan) -> list[Planregel]:
    """The lines, each with its newest level per column."""
    niveaus = _laatste_niveaus(lid, plan.traject)
    regels = list(plan.regels.select_related("competentie__cluster"))
    for regel in regels:
        regel.niveaus = [(k, niveaus.get((regel.competentie_id, k))) for k in KOLOMMEN]
    return regels


def _akkoorden(lid: Lidmaatschap, plan: Opleidingsplan) -> list[dict]:
    """Per party: who recorded it, or whether `lid` may do so now, or why not oneself."""
    gegeven = {a.partij: a for a in plan.akkoorden.select_related("door__gebruiker")}
    rijen = []
    for partij in Planakkoord.Partij:
        rij = {"partij": partij, "akkoord": gegeven.get(partij.value), "mag": False, "waarom": ""}
        if not rij["akkoord"]:
            mag_zo = mag_akkoord_geven(lid, plan, partij.value)
            rij["mag"] = bool(mag_zo)
            if EIGEN_PARTIJ.get(Rol(lid.rol)) == partij:
                rij["waarom"] = mag_zo.reden
        rijen.append(rij)
    return rijen


@require_POST
def maak(request, traject_id: int):
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.PLAN, Recht.SCHRIJF)
    form = PlanForm(request.POST, lid=request.lid, opleiding_id=None)
    if not form.is_valid():
        messages.error(request, "Kies een standaardtraject uit de lijst.")
        return redirect("opleidingsplannen:plan", request.lid.school.code, traject.pk)
    keuze = form.cleaned_data["standaardtraject"]
    if not _doe(request, acties.maak_plan, traject, standaardtraject=keuze, door=request.lid):
        return redirect("opleidingsplannen:plan", request.lid.school.code, traject.pk)
    return redirect("opleidingsplannen:bewerk", request.lid.school.code, traject.pk)


def _doe(request, actie, *args, gelukt: str = "", **kwargs) -> bool:
    """Run an act; a refusal becomes a message. Whether it went."""
    try:
        actie(*args, **kwargs)
    except Weigering as weigering:
        messages.error(request, str(weigering))
        return False
    if gelukt:
        messages.success(request, gelukt)
    return True


@require_http_methods(["GET", "POST"])
def bewerk(request, traject_id: int):
    """All lines on one screen; `zet` fills a whole cluster in before saving."""
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.PLAN, Recht.SCHRIJF)
    plan = _nieuwste(request, traject)
    if plan is None or not plan.is_bewerkbaar:
        messages.error(request, mag_bewerken(request.lid, plan).reden if plan else "Maak een plan.")
        return redirect("opleidingsplannen:plan", request.lid.school.code, traject.pk)
    regels = Planregel.objects.zichtbaar_voor(request.lid).filter(plan=plan)
    regels = regels.select_related("competentie__cluster", "plan").order_by("volgorde")
    if request.method == "GET":
        return _bewerk(request, plan, PlanregelFormSet(queryset=regels))
    if not _toont(request.POST, regels):
        messages.error(request, "Het plan is intussen gewijzigd. Bekijk het opnieuw.")
        return redirect("opleidingsplannen:bewerk", request.lid.school.code, traject.pk)
    formset = PlanregelFormSet(_zet_cluster(request.POST, list(regels)), queryset=regels)
    if "zet" in request.POST or not formset.is_valid():
        return _bewerk(request, plan, formset, gezien=request.POST.get("gezien", ""))
    if not _bewaar(request, plan, formset):
        return _bewerk(request, plan, formset, intussen=True)
    return redirect("opleidingsplannen:plan", request.lid.school.code, traject.pk)


def _bewaar(request, plan: Opleidingsplan, formset) -> bool:
    return _doe(
        request,
        acties.bewaar_regels,
        plan,
        formset.save(commit=False),
        door=request.lid,
        gezien=gezien_op(request.POST.get("gezien", "")),
        gelukt="Het plan is bewaard.",
    )


def _bewerk(
    request, plan: Opleidingsplan, formset, *, gezien: str | None = None, intussen: bool = False
):
    """The screen. `gezien`: the change of the plan that its reader knows; unless told the last one.
    `intussen`: somebody else saved, so fields that differ say what is stored now."""
    context = {
        "traject": plan.traject,
        "plan": plan,
        "formset": formset,
        "gezien": plan.gewijzigd_op.isoformat() if gezien is None else gezien,
        "intussen": intussen,
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
        gezien=gezien_op(request.POST.get("gezien", "")),
    )  # fmt: skip


def _met_plan(request, traject_id: int, actie, gelukt: str, wat=Recht.SCHRIJF, **velden):
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.PLAN, wat)
    plan = _nieuwste(request, traject)
    if plan is None:
        messages.error(request, "Er is nog geen plan.")
    else:
        _doe(request, actie, plan, door=request.lid, gelukt=gelukt, **velden)
    return redirect("opleidingsplannen:plan", request.lid.school.code, traject.pk)
