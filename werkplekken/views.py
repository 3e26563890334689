"""Workplaces: the list, one company, and the quick way to add one."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from gebruikers.bladen import blad_van, gevraagd
from gebruikers.deuren import wie_mag
from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering
from gebruikers.zicht import Recht, Schoolsoort
from leerlingen.models import Opleiding
from werkplekken import acties
from werkplekken.forms_nieuw import NieuweWerkplek
from werkplekken.models import Erkenning, Mentor, Onderneming, Plaatsing, Vestiging
from werkplekken.views_beheer import nodig_uit_en_meld


@wie_mag(Schoolsoort.WERKPLEKKEN)
@require_GET
def lijst(request):
    """Companies of the school, by name or municipality, and by what they are recognised for."""
    keuze = gevraagd(request, "q", "opleiding")
    ondernemingen = Onderneming.objects.zichtbaar_voor(request.lid).zoek(keuze["q"])
    if keuze["opleiding"].isdecimal():
        ondernemingen = ondernemingen.erkend_voor(int(keuze["opleiding"]))
    erkend = Erkenning.objects.zichtbaar_voor(request.lid).geldig().select_related("opleiding")
    ondernemingen = ondernemingen.met_aantal_leerlingen().prefetch_related(
        Prefetch("vestigingen__erkenningen", queryset=erkend)
    )
    context = {
        "page_obj": blad_van(request.GET, ondernemingen),
        "opleidingen": Opleiding.objects.zichtbaar_voor(request.lid),
        "keuze": keuze,
    }
    return TemplateResponse(request, "werkplekken/lijst.html", context)


@require_GET
def onderneming(request, onderneming_id: int):
    """One company: its sites with recognitions, mentors and learners, and who signs."""
    zichtbaar = Onderneming.objects.zichtbaar_voor(request.lid).select_related("school")
    onderneming = get_object_or_404(zichtbaar, pk=onderneming_id)
    context = {
        "onderneming": onderneming,
        "vestigingen": vestigingen_van(request.lid, onderneming),
        "vertegenwoordigers": onderneming.vertegenwoordigers.zichtbaar_voor(request.lid),
    }
    return TemplateResponse(request, "werkplekken/onderneming.html", context)


def vestigingen_van(lid: Lidmaatschap, onderneming: Onderneming) -> list[Vestiging]:
    """Sites with what this Lidmaatschap may see of them: `te_zien` placements, and the number of
    other learners (`anderen`) that are there today."""
    vandaag = timezone.localdate()
    plaatsingen = (
        Plaatsing.objects.zichtbaar_voor(lid)
        .filter(tot__gte=vandaag)
        .select_related("traject__leerling", "traject__school", "mentor")
        .order_by("van", "pk")
    )
    erkend = Erkenning.objects.zichtbaar_voor(lid)
    vestigingen = list(
        Vestiging.objects.zichtbaar_voor(lid)
        .filter(onderneming=onderneming)
        .met_aantal_leerlingen()
        .prefetch_related(
            Prefetch("erkenningen", queryset=erkend.select_related("opleiding")),
            Prefetch("mentoren", queryset=Mentor.objects.te_bereiken_voor(lid)),
            Prefetch("plaatsingen", queryset=plaatsingen, to_attr="te_zien"),
        )
    )
    for vestiging in vestigingen:
        nu_te_zien = {p.traject_id for p in vestiging.te_zien if p.is_begonnen}
        vestiging.anderen = vestiging.aantal_leerlingen - len(nu_te_zien)
    return vestigingen


@wie_mag(Schoolsoort.WERKPLEKKEN, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def nieuw(request):
    """Company, first site, signatory and mentor in one go."""
    werkplek = NieuweWerkplek(request.POST or None, lid=request.lid)
    if request.method == "POST" and werkplek.is_valid():
        try:
            onderneming = acties.voeg_werkplek_toe(
                werkplek.onderneming.instance, **werkplek.rijen, door=request.lid
            )
        except Weigering as weigering:
            werkplek.onderneming.add_error(None, str(weigering))
        else:
            messages.success(request, f"{onderneming} staat in de lijst.")
            if werkplek.nodigt_uit:
                nodig_uit_en_meld(request, werkplek.mentor.instance)
            return redirect(onderneming)
    return TemplateResponse(request, "werkplekken/nieuw.html", {"werkplek": werkplek})
