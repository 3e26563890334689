"""Going on to a new school year: begin, the steps in which one chooses, preview, result, back."""

from collections import Counter
from collections.abc import Callable, Collection
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.antwoord import deel_of_blad, doe
from gebruikers.bladen import blad_van
from gebruikers.deuren import wie_mag
from gebruikers.overgang import gezien_op
from gebruikers.samen import te_beheren
from gebruikers.schrijfwijze import zoekvorm
from gebruikers.zicht import Schoolsoort
from leerlingen.schooljaar import naam_schooljaar
from trajecten import acties_jaarwissel
from trajecten.forms_jaarwissel import (
    STANDEN,
    JaarwisselFilter,
    KeuzeForm,
    KlassenForm,
    LeerlingenForm,
    TeamsForm,
    TerugForm,
    teamgroepen,
)
from trajecten.jaarwissel import Plan
from trajecten.jaarwissel_plannen import SOORTEN, plannen
from trajecten.jaarwissel_regels import Leerlingregel, begin_voorstel
from trajecten.jaarwissel_stap import kalender_staat_er
from trajecten.jaarwissel_verslag import verslag
from trajecten.kalender import volgens_de_regels
from trajecten.models import Jaarwissel
from trajecten.models.jaarwissel import Staat
from trajecten.rechten import mag_jaarwissel_terugdraaien, mag_jaarwissel_uitvoeren

STAPPEN = {
    "klassen": "Kalender en klassen",
    "leerlingen": "Leerlingen",
    "teams": "Teams",
    "plannen": "Plannen",
    "voorbeeld": "Voorbeeld",
}


@wie_mag(Schoolsoort.JAARWISSEL)
@require_http_methods(["GET", "POST"])
def jaarwissels(request):
    """Which year comes, what is being prepared, and what was done before."""
    lid, gelukt = request.lid, "Begonnen. Er verandert niets voor je uitvoert."
    if request.method == "POST":
        doe(request, acties_jaarwissel.begin, door=lid, gelukt=gelukt)
    wissels = Jaarwissel.objects.zichtbaar_voor(lid).select_related("door__gebruiker")
    wissels = wissels.defer("keuzes", "uitkomst")  # of thousands of learners
    if request.method == "POST" and (wissel := wissels.onaf().first()):
        return redirect("trajecten:jaarwissel", lid.school.code, wissel.pk)
    context = {
        "komend": naam_schooljaar(begin_voorstel(timezone.localdate())),
        "onaf": wissels.onaf().first(),
        "eerdere": wissels.exclude(pk__in=wissels.onaf().values("pk")),
    }
    return TemplateResponse(request, "trajecten/jaarwissels.html", context)


def _wissel(request, jaarwissel_id: int, later: Collection[str] = ()) -> Jaarwissel:
    erbij = ("opdracht", "door__gebruiker")
    return te_beheren(request, Jaarwissel, jaarwissel_id, *erbij, later=later)


def _eis_uitvoeren(request, wissel: Jaarwissel) -> None:
    if not (mag := mag_jaarwissel_uitvoeren(request.lid, wissel)):
        raise PermissionDenied(mag.reden)


def _naar(wissel: Jaarwissel, stap: str = ""):
    naam = f"jaarwissel_{stap}" if stap else "jaarwissel"
    return redirect(f"trajecten:{naam}", wissel.school.code, wissel.pk)


@require_GET
def jaarwissel(request, jaarwissel_id: int):
    """Where it stands. HTMX asks again as long as a job is at work: a second, and no answer then
    needs what was chosen and done for thousands of learners."""
    wissel = _wissel(request, jaarwissel_id, later=["keuzes", "uitkomst"])
    if wissel.staat == Staat.KIEZEN:
        return _blad(
            request, "trajecten/jaarwissel_overzicht.html", wissel, _overzicht(Plan(wissel))
        )
    klaar = wissel.staat in (Staat.UITGEVOERD, Staat.TERUGGEDRAAID)
    context = {
        "wissel": wissel,
        "bezig": not klaar and not wissel.is_gestopt,
        "klaar": verslag(wissel, request.GET) if klaar else None,
        "mag_terug": mag_jaarwissel_terugdraaien(request.lid, wissel),
        "mag_uitvoeren": mag_jaarwissel_uitvoeren(request.lid, wissel),
    }
    return deel_of_blad(request, "trajecten/_jaarwissel.html", "trajecten/jaarwissel.html", context)


def _overzicht(plan: Plan) -> dict:
    """What is there, step by step."""
    stand = Counter(regel.stand for regel in plan.regels)
    groepen = [rij for _, rij, _ in teamgroepen(plan)]
    per_plan = plannen(plan)
    return {
        "plan": plan,
        "kalender": kalender_staat_er(plan.wissel),
        "nieuw": len({r.naar for r in plan.klassen if r.naar and not r.bestaat}),
        "stopt": sum(not regel.naar for regel in plan.klassen),
        "standen": [(naam, stand[soort]) for soort, naam in STANDEN.items()],
        "groepen": len(groepen),
        "te_kiezen": sum(not rij.kan and not rij.naar and not rij.eindigt for rij in groepen),
        "plannen": [(SOORTEN[soort], len(rijen)) for soort, rijen in per_plan.items() if rijen],
    }


def _stap(view: Callable) -> Callable:
    """Decorator: a page on which one chooses gets the row itself; after that it leads to where it
    stands."""

    @wraps(view)
    def blad(request, jaarwissel_id: int):
        wissel = _wissel(request, jaarwissel_id)
        return view(request, wissel) if wissel.staat == Staat.KIEZEN else _naar(wissel)

    return blad


def _blad(request, sjabloon: str, wissel: Jaarwissel, context: dict, status: int = 200):
    """A page of one that is being prepared."""
    context = {
        "wissel": wissel,
        "stappen": STAPPEN,
        "mag_uitvoeren": mag_jaarwissel_uitvoeren(request.lid, wissel),
    } | context
    return TemplateResponse(request, sjabloon, context, status=status)


def _bewaard(request, wissel: Jaarwissel, form: KeuzeForm) -> bool:
    """Whether it was sent and is kept."""
    if request.method != "POST" or not form.is_valid():
        return False
    keuzes = form.keuzes()
    return doe(
        request, acties_jaarwissel.bewaar_keuzes, wissel, keuzes, door=request.lid, form=form,
        gelukt="Je keuzes zijn bewaard.",
    )  # fmt: skip


def _status(request) -> int:
    return 422 if request.method == "POST" else 200


@require_http_methods(["GET", "POST"])
@_stap
def jaarwissel_klassen(request, wissel: Jaarwissel):
    """The calendar, and what each class is called in the new year and who goes on teaching it."""
    plan, staat_er = Plan(wissel, []), kalender_staat_er(wissel)
    form = KlassenForm(request.POST or None, plan=plan, met_kalender=not staat_er)
    if _bewaard(request, wissel, form):
        return _naar(wissel, "leerlingen")
    context = {"form": form, "vakanties": [] if staat_er else volgens_de_regels(wissel.jaar)}
    return _blad(request, "trajecten/jaarwissel_klassen.html", wissel, context, _status(request))


def _gefilterd(regels: list[Leerlingregel], filterform: JaarwisselFilter) -> list[Leerlingregel]:
    woorden, code = zoekvorm(filterform.gekozen("q")).split(), filterform.gekozen("klascode")
    deel = filterform.gekozen("deel")
    return [
        regel
        for regel in regels
        if all(woord in regel.leerling.zoeknaam for woord in woorden)
        and (not code or code == (regel.leerling.klas.code if regel.leerling.klas else ""))
        and (not deel or deel == regel.stand)
    ]


def _klascodes(plan: Plan) -> list[str]:
    """Of where they are now."""
    return sorted({regel.leerling.klas.code for regel in plan.regels if regel.leerling.klas})


@require_http_methods(["GET", "POST"])
@_stap
def jaarwissel_leerlingen(request, wissel: Jaarwissel):
    """Who goes along, to which class and opleiding, and who leaves."""
    plan = Plan(wissel)
    filterform = JaarwisselFilter(request.GET, codes=_klascodes(plan), delen=STANDEN)
    blad = blad_van(request.GET, _gefilterd(plan.regels, filterform))
    regels = list(blad)
    if request.method == "POST":  # what was shown, whatever the filter finds by now
        regels = [r for r in plan.regels if f"naar_{r.leerling.pk}" in request.POST]
    form = LeerlingenForm(request.POST or None, plan=plan, regels=regels)
    if _bewaard(request, wissel, form):
        return redirect(request.get_full_path())
    context = {"form": form, "filterform": filterform, "page_obj": blad, "er_zijn": plan.regels}
    return _blad(request, "trajecten/jaarwissel_leerlingen.html", wissel, context, _status(request))


def _groepen_gefilterd(groepen: list, filterform: JaarwisselFilter) -> list:
    woorden, code = zoekvorm(filterform.gekozen("q")).split(), filterform.gekozen("klascode")
    return [
        groep
        for groep in groepen
        if (not code or code == groep[0])
        and all(woord in zoekvorm(str(groep[1].teamlid.gebruiker)) for woord in woorden)
    ]


@require_http_methods(["GET", "POST"])
@_stap
def jaarwissel_teams(request, wissel: Jaarwissel):
    """Who guides which class next year."""
    plan = Plan(wissel)
    groepen = teamgroepen(plan)
    codes = sorted({code for code, *_ in groepen})
    filterform = JaarwisselFilter(request.GET, codes=codes, delen={})
    blad = blad_van(request.GET, _groepen_gefilterd(groepen, filterform))
    getoond = list(blad)
    if request.method == "POST":
        getoond = [groep for groep in groepen if f"team_{groep[1].groep}" in request.POST]
    form = TeamsForm(request.POST or None, plan=plan, groepen=getoond)
    if _bewaard(request, wissel, form):
        return redirect(request.get_full_path())
    context = {"form": form, "filterform": filterform, "page_obj": blad, "er_zijn": groepen}
    return _blad(request, "trajecten/jaarwissel_teams.html", wissel, context, _status(request))


@require_GET
@_stap
def jaarwissel_plannen(request, wissel: Jaarwissel):
    """Plans go on as they are; which ones ask for something."""
    per_soort = plannen(Plan(wissel))
    deel = request.GET.get("deel", "")
    deel = deel if deel in per_soort else next((s for s in per_soort if per_soort[s]), "geen")
    context = {
        "deel": deel,
        "delen": [(soort, naam, len(per_soort[soort])) for soort, naam in SOORTEN.items()],
        "page_obj": blad_van(request.GET, per_soort[deel]),
    }
    return _blad(request, "trajecten/jaarwissel_plannen.html", wissel, context)


@require_http_methods(["GET", "POST"])
def jaarwissel_voorbeeld(request, jaarwissel_id: int):
    """What will be done and what not; then one press."""
    wissel = _wissel(request, jaarwissel_id)
    if request.method == "POST":
        _eis_uitvoeren(request, wissel)
        gezien = gezien_op(request.POST.get("gezien", ""))
        voer_uit, nu_al = acties_jaarwissel.voer_uit, "nu_al" in request.POST
        klaar = doe(request, voer_uit, wissel, gezien=gezien, nu_al=nu_al, door=request.lid)
        return _naar(wissel, "" if klaar else "voorbeeld")
    if wissel.staat != Staat.KIEZEN:
        return _naar(wissel)
    plan = Plan(wissel)
    filterform = JaarwisselFilter(request.GET, codes=_klascodes(plan), delen=STANDEN)
    context = _overzicht(plan) | {
        "filterform": filterform,
        "page_obj": blad_van(request.GET, _gefilterd(plan.regels, filterform)),
    }
    return _blad(request, "trajecten/jaarwissel_voorbeeld.html", wissel, context)


@require_POST
def jaarwissel_verder(request, jaarwissel_id: int):
    """The rest, after a job that failed or was cancelled."""
    wissel = _wissel(request, jaarwissel_id)
    _eis_uitvoeren(request, wissel)
    doe(request, acties_jaarwissel.ga_verder, wissel, door=request.lid)
    return _naar(wissel)


@require_http_methods(["GET", "POST"])
def jaarwissel_terug(request, jaarwissel_id: int):
    """Undo it, with the reason."""
    wissel = _wissel(request, jaarwissel_id)
    _eis_uitvoeren(request, wissel)
    form = TerugForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        terug = acties_jaarwissel.draai_terug
        if doe(request, terug, wissel, door=request.lid, form=form, **form.cleaned_data):
            return _naar(wissel)
    mag = mag_jaarwissel_terugdraaien(request.lid, wissel)
    context = {"form": form, "mag": mag}
    return _blad(request, "trajecten/jaarwissel_terug.html", wissel, context, _status(request))


@require_POST
def jaarwissel_weg(request, jaarwissel_id: int):
    """Throw the choices away."""
    wissel = _wissel(request, jaarwissel_id)
    gelukt = "De voorbereiding is weg. Er is niets veranderd."
    doe(request, acties_jaarwissel.leg_weg, wissel, door=request.lid, gelukt=gelukt)
    return redirect("trajecten:jaarwissels", wissel.school.code)
