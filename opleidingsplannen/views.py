"""The individual plan: reading it, and making one."""

from itertools import groupby

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gebruikers.antwoord import doe
from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, eis, mag
from opleidingsplannen import acties
from opleidingsplannen.bereikt import (
    KANTEN,
    LEERLING,
    SCHOOL,
    WERKPLEK,
    Stand,
    kant_van,
    stand_van,
)
from opleidingsplannen.forms import NieuweVersieForm, PlanForm
from opleidingsplannen.models import (
    Beoordeling,
    Opleidingsplan,
    Partij,
    Planakkoord,
    Planregel,
    Planstatus,
    Planvraag,
)
from opleidingsplannen.models.schaal import Niveau, niveaus_nu
from opleidingsplannen.rechten import (
    EIGEN_PARTIJ,
    mag_akkoord_geven,
    mag_akkoord_intrekken,
    mag_akkoord_noteren,
    mag_antwoorden,
    mag_bewerken,
    mag_maken,
    mag_verwijderen,
    mag_vragen,
    op_de_werkplek,
)
from opleidingsplannen.verschil import verschillen
from trajecten.models import Teamlid, Traject

KOLOMMEN = {"mentor": WERKPLEK, "leerkracht": SCHOOL, "leerling": LEERLING}


def zoek_traject(request, traject_id: int) -> Traject:
    zichtbaar = Traject.objects.zichtbaar_voor(request.lid).select_related("school", "leerling")
    return get_object_or_404(zichtbaar, pk=traject_id)


def naar_plan(request, traject: Traject, plan: Opleidingsplan | None = None):
    """To the page; who reads the version in force first comes back to `plan`, acted upon."""
    adres = reverse("opleidingsplannen:plan", args=[request.lid.school.code, traject.pk])
    return redirect(f"{adres}?versie={plan.versie}" if plan and not request.lid.is_staf else adres)


def _plannen(request, traject: Traject):
    """The versions that this person reads, in reading order."""
    plannen = Opleidingsplan.objects.leesbaar_voor(request.lid).filter(traject=traject)
    return plannen.select_related("standaardtraject", "traject__school", "traject__leerling")


def nieuwste_plan(request, traject: Traject) -> Opleidingsplan | None:
    """The version that buttons are about."""
    return _plannen(request, traject).order_by("-versie").first()


def _laatste_niveaus(lid: Lidmaatschap, traject: Traject) -> dict[tuple[int, str], Niveau]:
    """(competence, side) → newest level that `lid` may see: side by side, never averaged."""
    rijen = Beoordeling.objects.zichtbaar_voor(lid).geldig()
    rijen = rijen.filter(traject=traject).select_related("schaal").order_by("op", "pk")
    return {(rij.competentie_id, kant_van(rij.rol)): rij.waarde for rij in rijen}


def per_cluster(regels: list, van=lambda regel: regel) -> list[tuple]:
    """Rows grouped by cluster, in plan order."""
    groepen = groupby(regels, key=lambda rij: van(rij).competentie.cluster)
    return [(cluster, list(rijen)) for cluster, rijen in groepen]


@require_GET
def plan(request, traject_id: int):
    """The plan with what is planned where, and how it stands according to whom. `?versie=2` shows
    another version."""
    lid, traject = request.lid, zoek_traject(request, traject_id)
    eis(lid, Informatie.PLAN)
    akkoorden = Planakkoord.objects.zichtbaar_voor(lid).select_related("door__gebruiker")
    plannen = list(_plannen(request, traject).prefetch_related(Prefetch("akkoorden", akkoorden)))
    if not plannen:
        return _geen_plan(request, traject)
    gekozen = [plan for plan in plannen if str(plan.versie) == request.GET.get("versie")]
    plan = (gekozen or plannen)[0]
    regels = _regels(lid, plan)
    context = {
        "traject": traject,
        "plan": plan,
        "andere": [p for p in plannen if p != plan and p.status != Planstatus.VERVANGEN],
        "clusters": [
            (cluster, rijen, sum(regel.bereikt for regel in rijen))
            for cluster, rijen in per_cluster(regels)
        ],
        "nergens": [regel.pk for regel in regels if regel.is_nergens_gepland],
        "verschil": verschillen(plan, regels, plannen),
        "akkoorden": _akkoorden(lid, plan),
        "vragen": _vragen(lid, plan),
        "stelt_vraag": mag_vragen(lid, plan),
        "bewerken": mag_bewerken(lid, plan),
        "op_werkplek": op_de_werkplek(lid, traject).exists(),
        "verwijderen": mag_verwijderen(lid, plan),
        "reden": NieuweVersieForm(),
        "niveaus": niveaus_nu(lid.school_id),
        "gewoon": not lid.is_staf,
        "zelf": lid.rol == Rol.LEERLING,
    }
    return TemplateResponse(request, "opleidingsplannen/plan.html", context)


def _geen_plan(request, traject: Traject):
    """What to do instead: who writes makes one, while the traject is open."""
    inschrijving = traject.inschrijvingen.first()
    opleiding_id = inschrijving.opleiding_id if inschrijving else None
    zonder, form = zonder_plan(request.lid, traject), None
    if zonder["maken"]:
        form = PlanForm(lid=request.lid, opleiding_id=opleiding_id)
    context = {"traject": traject, "form": form, "zonder": zonder, "vragen": []}
    zichtbaar = Opleidingsplan.objects.zichtbaar_voor(request.lid).filter(traject=traject)
    if teruggehaald := zichtbaar.teruggehaald().first():
        context["vragen"] = _vragen(request.lid, teruggehaald)
    return TemplateResponse(request, "opleidingsplannen/geen_plan.html", context)


def zonder_plan(lid: Lidmaatschap, traject: Traject) -> dict:
    """Whether `lid` makes the plan; if not, what to wait for and whom to ask."""
    zichtbaar = Opleidingsplan.objects.zichtbaar_voor(lid).filter(traject=traject)
    open_, bezig = mag_maken(traject), zichtbaar.teruggehaald().exists()
    team = Teamlid.objects.zichtbaar_voor(lid).filter(traject=traject)
    namen = " of ".join(str(teamlid.gebruiker) for teamlid in team.aanspreekbaar())
    vraag = f"Vraag het aan {namen}." if namen else "Vraag het aan de school."
    return {
        "titel": "Even geduld" if bezig else "Nog geen plan",
        "maken": bool(open_) and mag(lid, Informatie.PLAN, Recht.SCHRIJF),
        "uitleg": open_.reden
        or ("De school past het plan aan. Je krijgt een mail als het klaar is." if bezig else "")
        or f"De trajectbegeleider maakt het plan. {vraag}",
    }


def _regels(lid: Lidmaatschap, plan: Opleidingsplan) -> list[Planregel]:
    """The lines, each with its newest level per side, and whether it is reached."""
    niveaus = _laatste_niveaus(lid, plan.traject)
    regels = list(plan.regels.select_related("competentie__cluster"))
    for regel in regels:
        woord = {kant: niveaus.get((regel.competentie_id, kant)) for kant in KANTEN}
        regel.niveaus = [(wie, woord[kant]) for wie, kant in KOLOMMEN.items()]
        regel.bereikt = stand_van(woord[WERKPLEK], woord[SCHOOL]) == Stand.BEREIKT
    return regels


def _akkoorden(lid: Lidmaatschap, plan: Opleidingsplan) -> list[dict]:
    """Per party: its agreement, and what `lid` may do about it; or why not oneself."""
    gegeven, rijen = plan.akkoorden_nu(), []
    for partij in Partij:
        akkoord, eigen = gegeven.get(partij.value), EIGEN_PARTIJ.get(Rol(lid.rol)) == partij
        rij = {"partij": partij, "akkoord": akkoord, "eigen": eigen, "waarom": ""}
        rij["mag"] = rij["noteren"] = rij["intrekken"] = False
        if akkoord:
            rij["intrekken"] = bool(mag_akkoord_intrekken(lid, plan, akkoord))
        else:
            mag_zo = mag_akkoord_geven(lid, plan, partij.value)
            rij["mag"], rij["waarom"] = bool(mag_zo), mag_zo.reden if eigen else ""
            rij["noteren"] = bool(mag_akkoord_noteren(lid, plan, partij.value))
        rijen.append(rij)
    return rijen


def _vragen(lid: Lidmaatschap, plan: Opleidingsplan) -> list[Planvraag]:
    """Questions about this version that `lid` may read; those to answer first."""
    vragen = Planvraag.objects.zichtbaar_voor(lid).filter(plan=plan)
    vragen = list(vragen.select_related("door__gebruiker", "beantwoord_door__gebruiker"))
    for vraag in vragen:
        vraag.antwoorden = mag_antwoorden(lid, vraag)
    return sorted(vragen, key=lambda vraag: vraag.beantwoord_op is not None)


@require_POST
def maak(request, traject_id: int):
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.PLAN, Recht.SCHRIJF)
    form = PlanForm(request.POST, lid=request.lid, opleiding_id=None)
    if not form.is_valid():
        messages.error(request, "Kies een standaardtraject uit de lijst.")
        return naar_plan(request, traject)
    keuze = form.cleaned_data["standaardtraject"]
    if not doe(request, acties.maak_plan, traject, standaardtraject=keuze, door=request.lid):
        return naar_plan(request, traject)
    ingeschreven = traject.inschrijvingen.filter(opleiding=keuze.opleiding_id)
    if keuze.opleiding_id and not ingeschreven.exists():
        messages.warning(
            request,
            f"Dit standaardtraject is voor {keuze.opleiding}. {traject.leerling} is daar niet voor "
            "ingeschreven. Niet de bedoeling? Verwijder het concept en kies opnieuw.",
        )
    return redirect("opleidingsplannen:bewerk", request.lid.school.code, traject.pk)
