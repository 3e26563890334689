"""Team, enrolment and week of one traject."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.overgang import Weigering
from gebruikers.zicht import Informatie, Recht, eis
from trajecten import acties
from trajecten.acties_overdracht import maak_ongedaan, voorganger
from trajecten.forms import InschrijvingForm, StopForm, TeamlidForm, WeekForm
from trajecten.models import Teamlid, Traject, Weekdag, Weekpatroon
from trajecten.rechten import mag_verloop_wijzigen
from trajecten.verschuiving import Verschuiving
from trajecten.views import zichtbaar_traject
from trajecten.weken import weken_van


def te_wijzigen(request, traject_id: int) -> Traject:
    """The gate of every page that changes the course of a traject."""
    traject = zichtbaar_traject(request, traject_id)
    eis(request.lid, Informatie.VERLOOP, Recht.SCHRIJF)
    return traject


def antwoord(request, sjabloon: str, traject, mag=mag_verloop_wijzigen, **context):
    """The page of such a form. `mag`: who may do what it is for."""
    status = 422 if request.method == "POST" else 200
    context |= {"traject": traject, "mag": mag(request.lid, traject)}
    return TemplateResponse(request, sjabloon, context, status=status)


@require_http_methods(["GET", "POST"])
def team(request, traject_id: int):
    """Who guides this traject; add somebody."""
    traject = te_wijzigen(request, traject_id)
    form = TeamlidForm(
        request.POST or None,
        lid=request.lid,
        instance=Teamlid(traject=traject, school=traject.school),
    )
    if request.method == "POST" and form.is_valid():
        keuze = form.cleaned_data
        if doe(
            request, acties.voeg_teamlid_toe, traject, keuze["lid"], door=request.lid,
            van=keuze["van"], form=form, bij="lid",
            gelukt=f"{keuze['lid'].gebruiker} zit in het team.",
        ):  # fmt: skip
            return redirect("trajecten:team", traject.school.code, traject.pk)
    leden = traject.team.met_rol().order_by("tot", "rol", "van", "pk").met_vervangers()
    rijen = [(teamlid, voorganger(teamlid, leden)) for teamlid in leden]
    vandaag = timezone.localdate()
    return antwoord(
        request, "trajecten/team.html", traject, form=form, rijen=rijen, vandaag=vandaag
    )


def _teamlid(request, teamlid_id: int) -> Teamlid:
    zichtbaar = Teamlid.objects.zichtbaar_voor(request.lid)
    leden = zichtbaar.select_related("traject__school", "traject__leerling", "gebruiker")
    teamlid = get_object_or_404(leden, pk=teamlid_id)
    eis(request.lid, Informatie.VERLOOP, Recht.SCHRIJF)
    return teamlid


@require_POST
def toch_niet(request, teamlid_id: int):
    """Who was to take over on a coming day, does not: who guides today goes on."""
    teamlid = _teamlid(request, teamlid_id)
    doe(
        request, maak_ongedaan, teamlid, door=request.lid,
        gelukt=lambda blijft: f"{blijft.gebruiker} blijft {teamlid.traject.leerling} begeleiden.",
    )  # fmt: skip
    return redirect("trajecten:team", teamlid.traject.school.code, teamlid.traject_id)


@require_POST
def teamlid_stopt(request, teamlid_id: int):
    """The last day of somebody in the team."""
    teamlid = _teamlid(request, teamlid_id)
    form = StopForm(request.POST)
    try:
        if not form.is_valid():
            raise Weigering("Kies een geldige laatste dag.")
        acties.beeindig_teamlid(teamlid, door=request.lid, tot=form.cleaned_data["tot"])
    except Weigering as weigering:
        messages.error(request, str(weigering))
    else:
        messages.success(request, f"De laatste dag van {teamlid.gebruiker} is bewaard.")
    if not Traject.objects.zichtbaar_voor(request.lid).filter(pk=teamlid.traject_id).exists():
        return redirect("overzichten:start", request.lid.school.code)  # one's own last day is over
    return redirect("trajecten:team", teamlid.traject.school.code, teamlid.traject_id)


@require_http_methods(["GET", "POST"])
def inschrijving(request, traject_id: int):
    """Change the opleiding from a day on."""
    traject = te_wijzigen(request, traject_id)
    form = InschrijvingForm(request.POST or None, lid=request.lid)
    if request.method == "POST" and form.is_valid():
        keuze = form.cleaned_data
        if doe(
            request, acties.wijzig_inschrijving, traject, opleiding=keuze["opleiding"],
            vanaf=keuze["van"], door=request.lid, form=form,
            gelukt="De inschrijving is gewijzigd.",
        ):  # fmt: skip
            return redirect(traject)
    rijen = traject.inschrijvingen.select_related("opleiding")
    return antwoord(
        request,
        "trajecten/inschrijving.html",
        traject,
        form=form,
        inschrijvingen=rijen,
        vandaag=timezone.localdate(),
    )


@require_http_methods(["GET", "POST"])
def week(request, traject_id: int):
    """On which days the learner learns, and where, from a day on."""
    traject = te_wijzigen(request, traject_id)
    weken, vandaag = weken_van([traject.pk])[traject.pk], timezone.localdate()
    nu = weken.op(vandaag)
    gewoon = weken.zonder_schorsingen().op(vandaag)
    begin = {"van": vandaag, "school": sorted(gewoon.school), "werkplek": sorted(gewoon.werkplek)}
    form = WeekForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        verschuiving = Verschuiving(traject, request.lid)
        if doe(
            request, acties.zet_weekpatroon, traject, door=request.lid, form=form,
            gelukt=lambda _: f"Het weekpatroon is bewaard. {verschuiving.zin()}",
            **form.week,
        ):  # fmt: skip
            return redirect("trajecten:week", traject.school.code, traject.pk)
    context = {"form": form, "nu": nu, "patronen": traject.weekpatronen.all(), "dagen": Weekdag}
    context["rooster_tot"] = weken.rooster_tot(vandaag)
    return antwoord(request, "trajecten/week.html", traject, **context)


@require_POST
def week_weg(request, weekpatroon_id: int):
    """Take a week away: the one before it holds on."""
    zichtbaar = Weekpatroon.objects.zichtbaar_voor(request.lid)
    patroon = get_object_or_404(zichtbaar.select_related("traject__school"), pk=weekpatroon_id)
    eis(request.lid, Informatie.VERLOOP, Recht.SCHRIJF)
    verschuiving = Verschuiving(patroon.traject, request.lid)
    weg = "Dat weekpatroon is weg. Wat ervoor gold, geldt verder."
    doe(
        request, acties.neem_weekpatroon_weg, patroon, door=request.lid,
        gelukt=lambda _: f"{weg} {verschuiving.zin()}",
    )  # fmt: skip
    return redirect("trajecten:week", patroon.traject.school.code, patroon.traject_id)
