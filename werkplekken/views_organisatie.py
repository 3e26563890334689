"""External organisers: the list, their people, and sending a learner there."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.antwoord import doe, na_uitnodigen
from gebruikers.deuren import wie_mag
from gebruikers.forms import PersoonForm
from gebruikers.overgang import Weigering
from gebruikers.samen import te_beheren
from gebruikers.zicht import Informatie, Recht, Schoolsoort, eis
from trajecten.models import Traject
from werkplekken import acties
from werkplekken.forms import EindeForm, OrganisatieForm, PlaatsForm
from werkplekken.models import Organisatie, OrganisatieMedewerker, Plaatsing
from werkplekken.rechten import mag_plaatsing_beeindigen
from werkplekken.views_beheer import formulier, wis_en_ga


@wie_mag(Schoolsoort.ORGANISATIES)
@require_GET
def organisaties(request):
    rijen = Organisatie.objects.zichtbaar_voor(request.lid).met_aantal_leerlingen()
    return TemplateResponse(request, "werkplekken/organisaties.html", {"organisaties": rijen})


@wie_mag(Schoolsoort.ORGANISATIES, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def nieuwe_organisatie(request):
    rij = Organisatie(school=request.lid.school)
    form = OrganisatieForm(request.POST or None, instance=rij)
    terug = reverse("werkplekken:organisaties", args=[request.lid.school.code])
    return formulier(request, form, "Nieuwe organisatie", terug)


@require_GET
def organisatie(request, organisatie_id: int):
    """One organiser: its people, and the learners there whom one may see."""
    zichtbaar = Organisatie.objects.zichtbaar_voor(request.lid).met_aantal_leerlingen()
    organisatie = get_object_or_404(zichtbaar.select_related("school"), pk=organisatie_id)
    plaatsingen = (
        Plaatsing.objects.zichtbaar_voor(request.lid)
        .filter(organisatie=organisatie, tot__gte=timezone.localdate())
        .select_related("traject__leerling", "traject__school", "organisatie", "mentor")
        .annotate(van_overeenkomst=F("overeenkomst"))  # that one stops it
    )
    te_zien = {p.traject_id for p in plaatsingen if p.is_begonnen}
    medewerkers = organisatie.medewerkers.zichtbaar_voor(request.lid).met_toegang()
    context = {
        "organisatie": organisatie,
        "plaatsingen": plaatsingen,
        "anderen": organisatie.aantal_leerlingen - len(te_zien),
        "medewerkers": medewerkers.select_related("gebruiker"),
        "form": PersoonForm(),
    }
    return TemplateResponse(request, "werkplekken/organisatie.html", context)


@require_http_methods(["GET", "POST"])
def bewerk_organisatie(request, organisatie_id: int):
    rij = te_beheren(request, Organisatie, organisatie_id)
    form = OrganisatieForm(request.POST or None, instance=rij)
    wis = reverse("werkplekken:wis_organisatie", args=[rij.school.code, rij.pk])
    titel, terug, vraag = f"{rij} bewerken", rij.get_absolute_url(), "Deze organisatie wissen?"
    return formulier(request, form, titel, terug, wis=wis, vraag=vraag)


@require_POST
def wis_organisatie(request, organisatie_id: int):
    rij = te_beheren(request, Organisatie, organisatie_id)
    lijst = reverse("werkplekken:organisaties", args=[rij.school.code])
    return wis_en_ga(request, rij, lijst, rij.get_absolute_url())


@require_http_methods(["GET", "POST"])
def nodig_medewerker_uit(request, organisatie_id: int):
    organisatie = te_beheren(request, Organisatie, organisatie_id)
    form = PersoonForm(request.POST or None)
    if form.is_valid():
        wie = form.wie
        try:
            uitnodiging = acties.nodig_medewerker_uit(organisatie, door=request.lid, **wie)
        except Weigering as weigering:
            form.weiger(weigering)
        else:
            messages.success(request, _gelukt(organisatie, wie["email"])(uitnodiging))
            return redirect(organisatie)
    context = {"form": form, "titel": f"Medewerker van {organisatie}", "wis": "", "vraag": ""}
    context["terug"] = organisatie.get_absolute_url()
    return TemplateResponse(request, "werkplekken/formulier.html", context)


def _medewerker(request, medewerker_id: int) -> OrganisatieMedewerker:
    erbij = ("organisatie__school", "gebruiker")
    return te_beheren(request, OrganisatieMedewerker, medewerker_id, *erbij)


@require_POST
def herhaal_medewerker(request, medewerker_id: int):
    """Mail the way in once more."""
    medewerker = _medewerker(request, medewerker_id)
    organisatie, email = medewerker.organisatie, medewerker.gebruiker.email
    wie = {"email": email, "door": request.lid, "gelukt": _gelukt(organisatie, email)}
    doe(request, acties.nodig_medewerker_uit, organisatie, **wie)
    return redirect(organisatie)


def _gelukt(organisatie: Organisatie, email: str) -> Callable:
    had_al = f"{email} had al toegang en ziet nu ook de leerlingen bij {organisatie}."
    return na_uitnodigen(email, had_al)


@require_POST
def haal_medewerker_weg(request, medewerker_id: int):
    medewerker = _medewerker(request, medewerker_id)
    acties.haal_medewerker_weg(medewerker, door=request.lid)
    messages.success(request, f"{medewerker.gebruiker} ziet hier geen leerlingen meer.")
    return redirect(medewerker.organisatie)


@require_http_methods(["GET", "POST"])
def plaats_bij_organisatie(request, traject_id: int):
    """Send a learner to an external organiser for a period."""
    zichtbaar = Traject.objects.zichtbaar_voor(request.lid).select_related("leerling", "school")
    traject = get_object_or_404(zichtbaar, pk=traject_id)
    eis(request.lid, Informatie.VERLOOP, Recht.SCHRIJF)
    form = PlaatsForm(request.POST or None, lid=request.lid)
    if request.method == "POST" and form.is_valid() and doe(
        request, acties.plaats_bij_organisatie, traject, door=request.lid, form=form,
        gelukt=lambda plaatsing: f"{traject.leerling} gaat naar {plaatsing.organisatie}.",
        **form.cleaned_data,
    ):  # fmt: skip
        return redirect(traject)
    context = {"form": form, "traject": traject}
    return TemplateResponse(request, "werkplekken/plaats.html", context)


@require_http_methods(["GET", "POST"])
def beeindig_plaatsing(request, plaatsing_id: int):
    """End a placement at an organiser early, with a date and a reason."""
    zichtbaar = Plaatsing.objects.zichtbaar_voor(request.lid)
    erbij = ("traject__school", "traject__leerling", "organisatie", "vestiging")
    plaatsing = get_object_or_404(zichtbaar.select_related(*erbij), pk=plaatsing_id)
    eis(request.lid, Informatie.VERLOOP, Recht.SCHRIJF)
    mag = mag_plaatsing_beeindigen(request.lid, plaatsing)
    form = EindeForm(request.POST or None, begonnen=plaatsing.is_begonnen)
    if request.method == "POST" and form.is_valid():
        keuze = {"laatste_dag": plaatsing.van} | form.cleaned_data
        if doe(
            request, acties.beeindig_plaatsing, plaatsing, door=request.lid, form=form,
            gelukt="De plaatsing is aangepast.", **keuze,
        ):  # fmt: skip
            return redirect(plaatsing.traject)
    context = {"form": form, "plaatsing": plaatsing, "mag": mag}
    return TemplateResponse(request, "werkplekken/einde.html", context)
