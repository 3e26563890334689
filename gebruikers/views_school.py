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
from gebruikers.forms import SchoolForm, UitnodigingForm
from gebruikers.models import Bericht, Lidmaatschap, Uitnodiging
from gebruikers.overgang import Weigering
from gebruikers.tasks import duw, verstuur_bericht
from gebruikers.zicht import Recht, Schoolsoort, eis

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


@wie_mag(Schoolsoort.ACCOUNTS)
@require_GET
def mensen(request):
    """Everybody with a role at the school, and the invitations that still wait."""
    leden = Lidmaatschap.objects.zichtbaar_voor(request.lid).geldig().select_related("gebruiker")
    if gezocht := request.GET.get("q", "").strip():
        leden = leden.filter(
            Q(gebruiker__naam__icontains=gezocht)
            | Q(gebruiker__voornaam__icontains=gezocht)
            | Q(gebruiker__email__icontains=gezocht)
        )
    leden = leden.order_by("gebruiker__naam", "gebruiker__voornaam", "rol", "pk")
    uitnodigingen = Uitnodiging.objects.zichtbaar_voor(request.lid).filter(
        aanvaard_op=None, ingetrokken_op=None
    )
    context = {
        "page_obj": Paginator(leden, PER_BLAD).get_page(request.GET.get("page")),
        "uitnodigingen": uitnodigingen.select_related("gebruiker")[:50],
        "gezocht": gezocht,
    }
    return TemplateResponse(request, "gebruikers/mensen.html", context)


@wie_mag(Schoolsoort.ACCOUNTS, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def nodig_uit(request):
    form = UitnodigingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        acties.nodig_uit(request.lid.school, door=request.lid, **form.cleaned_data)
        messages.success(request, f"De uitnodiging gaat naar {form.cleaned_data['email']}.")
        return redirect("gebruikers:mensen", request.lid.school.code)
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
    """From now on this person is no longer this here. Open sessions notice at the next request."""
    eigen = Lidmaatschap.objects.zichtbaar_voor(request.lid).select_related("gebruiker")
    lidmaatschap = get_object_or_404(eigen, pk=lidmaatschap_id)
    eis(request.lid, Schoolsoort.ACCOUNTS, Recht.SCHRIJF)
    try:
        acties.beeindig_rol(lidmaatschap, door=request.lid, op=timezone.localdate())
        messages.success(request, f"{lidmaatschap.gebruiker} heeft hier die rol niet meer.")
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
