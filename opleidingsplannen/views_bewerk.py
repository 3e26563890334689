"""Changing the lines of a plan."""

import json

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.samen import wat_gezien
from gebruikers.zicht import Informatie, Recht, eis
from opleidingsplannen import acties
from opleidingsplannen.forms import PlanregelFormSet
from opleidingsplannen.models import Opleidingsplan, Planregel
from opleidingsplannen.rechten import mag_bewerken
from opleidingsplannen.views import naar_plan, nieuwste_plan, per_cluster, zoek_traject


@require_POST
def verwijder(request, traject_id: int):
    """A draft made by mistake."""
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.PLAN, Recht.SCHRIJF)
    if plan := nieuwste_plan(request, traject):
        doe(request, acties.verwijder, plan, door=request.lid, gelukt="Het concept is verwijderd.")
    return naar_plan(request, traject)


@require_http_methods(["GET", "POST"])
def bewerk(request, traject_id: int):
    """All lines on one screen; `zet` fills a whole cluster in before saving."""
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.PLAN, Recht.SCHRIJF)
    plan = nieuwste_plan(request, traject)
    if plan is None or not plan.is_bewerkbaar:
        messages.error(request, mag_bewerken(request.lid, plan).reden if plan else "Maak een plan.")
        return naar_plan(request, traject)
    regels = Planregel.objects.zichtbaar_voor(request.lid).filter(plan=plan)
    regels = regels.select_related("competentie__cluster", "plan").order_by("volgorde")
    if request.method == "GET":
        return _bewerk(request, plan, PlanregelFormSet(queryset=regels))
    if not _toont(request.POST, regels):
        messages.error(request, "Het plan is intussen gewijzigd. Bekijk het opnieuw.")
        return redirect("opleidingsplannen:bewerk", request.lid.school.code, traject.pk)
    formset = PlanregelFormSet(_zet_clusters(request.POST, list(regels)), queryset=regels)
    if "zet" in request.POST or not formset.is_valid():
        return _bewerk(request, plan, formset)
    if not _bewaar(request, plan, formset):
        return _bewerk(request, plan, formset)
    return naar_plan(request, traject)


def _bewaar(request, plan: Opleidingsplan, formset) -> bool:
    return doe(
        request,
        acties.bewaar_regels,
        plan,
        formset.save(commit=False),
        door=request.lid,
        gelukt="Het plan is bewaard.",
    )


def _bewerk(request, plan: Opleidingsplan, formset):
    context = {
        "traject": plan.traject,
        "plan": plan,
        "formset": formset,
        "botsingen": [
            f"{form.instance.competentie} ({', '.join(form.botsingen).lower()})"
            for form in formset.forms
            if form.botsingen
        ],
        "clusters": per_cluster(formset.forms, van=lambda form: form.instance),
        "gekozen": _andere_keuzes(request.POST),
        "plaatsen": Planregel._meta.get_field("aanbreng").choices,
    }
    return TemplateResponse(request, "opleidingsplannen/bewerk.html", context)


def _toont(post, regels) -> bool:
    """Whether the posted form holds exactly these lines: not those of a former version."""
    getoond = [post.get(f"form-{i}-id") for i in range(len(regels))]
    aantallen = {post.get("form-TOTAL_FORMS"), post.get("form-INITIAL_FORMS")}
    return getoond == [str(regel.pk) for regel in regels] and aantallen == {str(len(regels))}


def _zet_clusters(post, regels: list[Planregel]):
    """The posted form, with what was chosen for a whole cluster filled in: the button of a cluster
    sets all its lines; saving with a choice left standing sets those that nobody changed here."""
    gegevens, knop = post.copy(), post.get("zet", "")
    for i, regel in enumerate(regels):
        cluster = str(regel.competentie.cluster_id)
        gezien = wat_gezien(post.get(f"form-{i}-gezien"))
        for veld in ("aanbreng", "inoefening"):
            keuze = post.get(f"cluster-{cluster}-{veld}")
            zelf_gewijzigd = post.get(f"form-{i}-{veld}") != gezien.get(veld)
            if keuze and (knop == cluster or not (knop or zelf_gewijzigd)):
                gegevens[f"form-{i}-{veld}"] = keuze
                if knop:  # it decides, also on what somebody else changed meanwhile
                    gezien[veld] = getattr(regel, veld)
        gegevens[f"form-{i}-gezien"] = json.dumps(gezien)
    return gegevens


def _andere_keuzes(post) -> dict[str, str]:
    """What was chosen for clusters other than the one whose button was pressed."""
    hier = f"cluster-{post.get('zet')}-"
    keuzes = {naam: keuze for naam, keuze in post.items() if naam.startswith("cluster-")}
    return {naam: keuze for naam, keuze in keuzes.items() if "zet" in post and hier not in naam}
