"""Pages about the school itself: its settings, its people, the mail that left."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers import acties
from gebruikers.deuren import wie_mag
from gebruikers.forms import EindeRolForm, SchoolForm, UitnodigingForm
from gebruikers.models import Bericht, Lidmaatschap, Uitnodiging
from gebruikers.overgang import Weigering
from gebruikers.rollen import STAF
from gebruikers.tasks import duw, verstuur_bericht
from gebruikers.zicht import Recht, Schoolsoort, eis, mag

PER_BLAD = 25


@wie_mag(Schoolsoort.SCHOOL, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def school(request):
    form = SchoolForm(request.POST or None, instance=request.lid.school)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "De gegevens van de school zijn bewaard.")
        return redirect("gebruikers:school", request.lid.school.code)
    return TemplateResponse(request, "gebruikers/school.html", {"form": form})


def _te_zien(request, rijen):
    """Rows with `gebruiker` and `rol`, searched. Who only reads accounts sees colleagues: whose
    parents and mentors these are is known through the cases they see."""
    if not mag(request.lid, Schoolsoort.ACCOUNTS, Recht.SCHRIJF):
        rijen = rijen.filter(rol__in=STAF)
    for woord in request.GET.get("q", "").split():
        rijen = rijen.filter(
            Q(gebruiker__naam__icontains=woord)
            | Q(gebruiker__voornaam__icontains=woord)
            | Q(gebruiker__email__icontains=woord)
        )
    return rijen.select_related("gebruiker")


@wie_mag(Schoolsoort.ACCOUNTS)
@require_GET
def mensen(request):
    """Everybody with a role at the school, and the invitations that still wait."""
    leden = _te_zien(request, Lidmaatschap.objects.zichtbaar_voor(request.lid).geldig())
    leden = leden.order_by("gebruiker__naam", "gebruiker__voornaam", "rol", "pk")
    wachtend = Uitnodiging.objects.filter(aanvaard_op=None, ingetrokken_op=None)
    wachtend = _te_zien(request, wachtend.zichtbaar_voor(request.lid))
    uitnodigingen = Paginator(wachtend, PER_BLAD).get_page(1)
    context = {
        "page_obj": Paginator(leden, PER_BLAD).get_page(request.GET.get("page")),
        "uitnodigingen": uitnodigingen,
        "meer": uitnodigingen.paginator.count - len(uitnodigingen),
        "gezocht": request.GET.get("q", "").strip(),
    }
    return TemplateResponse(request, "gebruikers/mensen.html", context)


@wie_mag(Schoolsoort.ACCOUNTS, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def nodig_uit(request):
    form = UitnodigingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            wie, gemaild = acties.laat_binnen(
                request.lid.school, door=request.lid, **form.cleaned_data
            )
        except Weigering as weigering:
            form.add_error("email", str(weigering))
        else:
            if gemaild:
                messages.success(request, f"De uitnodiging gaat naar {wie.email}.")
                return redirect("gebruikers:mensen", request.lid.school.code)
            form.add_error("rol", f"{wie} heeft die rol hier al.")
    return TemplateResponse(request, "gebruikers/nodig_uit.html", {"form": form})


@require_POST
def herhaal_uitnodiging(request, uitnodiging_id: int):
    return _met_uitnodiging(request, uitnodiging_id, acties.herhaal, "Er is opnieuw gemaild.")


@require_POST
def trek_uitnodiging_in(request, uitnodiging_id: int):
    return _met_uitnodiging(request, uitnodiging_id, acties.trek_in, "De uitnodiging is weg.")


def _met_uitnodiging(request, uitnodiging_id: int, actie, gelukt: str):
    eigen = Uitnodiging.objects.zichtbaar_voor(request.lid).select_related("gebruiker", "school")
    uitnodiging = get_object_or_404(eigen, pk=uitnodiging_id)
    eis(request.lid, Schoolsoort.ACCOUNTS, Recht.SCHRIJF)
    try:
        actie(uitnodiging, door=request.lid)
        messages.success(request, gelukt)
    except Weigering as weigering:
        messages.error(request, str(weigering))
    return redirect("gebruikers:mensen", request.lid.school.code)


@require_POST
def beeindig_rol(request, lidmaatschap_id: int):
    """From a day on this person is this no longer. Open sessions notice at the next request."""
    eigen = Lidmaatschap.objects.zichtbaar_voor(request.lid).select_related("gebruiker")
    lidmaatschap = get_object_or_404(eigen, pk=lidmaatschap_id)
    eis(request.lid, Schoolsoort.ACCOUNTS, Recht.SCHRIJF)
    try:
        op = EindeRolForm(request.POST).eerste_dag_zonder()
        acties.beeindig_rol(lidmaatschap, door=request.lid, op=op)
        messages.success(request, f"De rol van {lidmaatschap.gebruiker} is beëindigd.")
    except Weigering as weigering:
        messages.error(request, str(weigering))
    return redirect("gebruikers:mensen", request.lid.school.code)


@wie_mag(Schoolsoort.BERICHTEN)
@require_GET
def postvak(request):
    """Postvak uit: every mail of the school, newest first."""
    berichten = Bericht.objects.zichtbaar_voor(request.lid)
    staat, gezocht = request.GET.get("staat", ""), request.GET.get("q", "").strip()
    if staat in Bericht.Staat.values:
        berichten = berichten.filter(staat=staat)
    if gezocht:
        berichten = berichten.filter(Q(aan__icontains=gezocht) | Q(onderwerp__icontains=gezocht))
    context = {
        "page_obj": Paginator(berichten, PER_BLAD).get_page(request.GET.get("page")),
        "staten": Bericht.Staat.choices,
        "staat": staat,
        "gezocht": gezocht,
    }
    return TemplateResponse(request, "gebruikers/postvak.html", context)


@require_GET
def bericht(request, bericht_id: int):
    bericht = get_object_or_404(Bericht.objects.zichtbaar_voor(request.lid), pk=bericht_id)
    return TemplateResponse(request, "gebruikers/bericht.html", {"bericht": bericht})


@require_POST
def verstuur_opnieuw(request, bericht_id: int):
    """Try a failed mail once more."""
    bericht = get_object_or_404(Bericht.objects.zichtbaar_voor(request.lid), pk=bericht_id)
    mislukt = Bericht.objects.filter(pk=bericht.pk, staat=Bericht.Staat.MISLUKT)
    if mislukt.update(staat=Bericht.Staat.WACHT, pogingen=0, opnieuw_op=timezone.now()):
        duw(verstuur_bericht, bericht.pk)
        messages.success(request, "De mail wordt opnieuw verstuurd.")
    else:
        messages.error(request, "Alleen een mislukte mail kan je opnieuw versturen.")
    return redirect("gebruikers:bericht", request.lid.school.code, bericht.pk)
