"""Templates of a school: what holds, the next version, how it looks, putting it in use."""

from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.bladen import gevraagd
from gebruikers.deuren import wie_mag
from gebruikers.overgang import gezien_op
from gebruikers.samen import te_beheren
from gebruikers.zicht import Recht, Schoolsoort, mag
from overeenkomsten import acties_sjabloon
from overeenkomsten.artikels import VERSIE, woorden_van
from overeenkomsten.forms_sjabloon import GebruikForm, Sjabloonbewerking
from overeenkomsten.models import Sjabloon, Sjabloonconcept
from overeenkomsten.sjablonen import Blad, blad_van, ingebouwd, laatste, verschillen
from overeenkomsten.soorten import REGELS
from overeenkomsten.statussen import Soort
from overeenkomsten.voorbeeld import voorbeeldinhoud

SJABLONEN = Schoolsoort.SJABLONEN
BEWAARD = "Het concept is bewaard."


@wie_mag(SJABLONEN)
@require_GET
def sjablonen(request):
    """Each kind: what holds today, the versions, and the concept of the next one."""
    rijen = Sjabloon.objects.zichtbaar_voor(request.lid).select_related("school", "door__gebruiker")
    concepten = Sjabloonconcept.objects.zichtbaar_voor(request.lid).select_related("school")
    per, concept_van = {}, {concept.soort: concept for concept in concepten}
    for rij in rijen.order_by("-versie"):
        per.setdefault(rij.soort, []).append(rij)
    geldig = {}
    for rij in rijen.geldig():
        geldig.setdefault(rij.soort, rij)
    soorten = [
        {
            "soort": soort,
            "regels": REGELS[soort],
            "geldt": geldig.get(soort),
            "versies": per.get(soort, []),
            "concept": concept_van.get(soort),
        }
        for soort in Soort
    ]
    schrijft = mag(request.lid, SJABLONEN, Recht.SCHRIJF)
    context = {"soorten": soorten, "schrijft": schrijft, "vaste_versie": VERSIE}
    return TemplateResponse(request, "overeenkomsten/sjablonen.html", context)


def _soort(tekst: str) -> Soort:
    return next((soort for soort in Soort if soort == tekst), Soort.OAO)


@wie_mag(SJABLONEN, Recht.SCHRIJF)
@require_POST
def begin_sjabloon(request):
    """The concept of the kind that was pressed: a new one, or the one that is there."""
    soort = _soort(request.POST.get("soort", ""))
    return redirect(acties_sjabloon.begin_concept(soort, door=request.lid))


def _concept(request, sjabloonconcept_id: int, wat: Recht = Recht.SCHRIJF) -> Sjabloonconcept:
    return te_beheren(request, Sjabloonconcept, sjabloonconcept_id, wat=wat)


@require_http_methods(["GET", "POST"])
def sjabloonconcept(request, sjabloonconcept_id: int):
    """Write the next version. Each button keeps what was typed."""
    concept = _concept(request, sjabloonconcept_id)
    stand = concept.gewijzigd_op
    bewerking = Sjabloonbewerking(concept, request.POST or None, request.FILES or None)
    if request.method == "POST":
        concept.gewijzigd_op = gezien_op(request.POST.get("stand", ""))
        if bewerking.is_valid() and _bewaar(request, bewerking):
            return redirect(_na_bewaren(concept, bewerking))
    context = {
        "concept": concept,
        "bewerking": bewerking,
        "stand": stand.isoformat(),
        "woorden": woorden_van(Soort(concept.soort)),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "overeenkomsten/sjabloonconcept.html", context, status=status)


def _bewaar(request, bewerking: Sjabloonbewerking) -> bool:
    concept = bewerking.brief.save(commit=False)
    concept.artikels = bewerking.artikels
    return doe(
        request, acties_sjabloon.bewaar_concept, concept, door=request.lid,
        form=bewerking.brief, gelukt=BEWAARD if bewerking.wat == "bewaar" else "",
    )  # fmt: skip


def _na_bewaren(concept: Sjabloonconcept, bewerking: Sjabloonbewerking) -> str:
    """Back to the page, at the article that was moved."""
    url = concept.get_absolute_url()
    return f"{url}#{bewerking.sleutel}" if bewerking.wat in ("omhoog", "omlaag") else url


@require_http_methods(["GET", "POST"])
def gebruik_sjabloon(request, sjabloonconcept_id: int):
    """What the next version changes, and from which day it holds."""
    concept = _concept(request, sjabloonconcept_id)
    blad, nu = blad_van(concept), laatste(concept.school_id, concept.soort)
    stand, form = concept.gewijzigd_op, GebruikForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        concept.gewijzigd_op = gezien_op(request.POST.get("stand", ""))
        if doe(
            request, acties_sjabloon.neem_in_gebruik, concept, door=request.lid, form=form,
            gelukt=lambda rij: f"{capfirst(str(rij))} {rij.vanaf}.", **form.cleaned_data,
        ):  # fmt: skip
            return redirect("overeenkomsten:sjablonen", request.lid.school.code)
    context = {
        "concept": concept,
        "verschillen": verschillen(nu, blad),
        "vorige": nu.naam,
        "form": form,
        "stand": stand.isoformat(),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "overeenkomsten/sjabloon_gebruik.html", context, status=status)


@require_POST
def sjabloonconcept_weg(request, sjabloonconcept_id: int):
    concept = _concept(request, sjabloonconcept_id)
    gelukt = "Het concept is weg. Wat in gebruik is, blijft zoals het is."
    doe(request, acties_sjabloon.gooi_concept_weg, concept, door=request.lid, gelukt=gelukt)
    return redirect("overeenkomsten:sjablonen", request.lid.school.code)


def _sjabloon(request, sjabloon_id: int) -> Sjabloon:
    rijen = Sjabloon.objects.zichtbaar_voor(request.lid)
    return get_object_or_404(rijen.select_related("school", "door__gebruiker"), pk=sjabloon_id)


@require_GET
def sjabloon(request, sjabloon_id: int):
    """A version in use, and what it changed."""
    rij = _sjabloon(request, sjabloon_id)
    vorige = Sjabloon.objects.zichtbaar_voor(request.lid).filter(soort=rij.soort)
    vorige = vorige.filter(versie__lt=rij.versie).order_by("-versie").first()
    eerder = blad_van(vorige) if vorige else ingebouwd(rij.soort)
    context = {
        "sjabloon": rij,
        "blad": blad_van(rij),
        "verschillen": verschillen(eerder, blad_van(rij)),
        "vorige": eerder.naam,
        "vaste_versie": VERSIE,
    }
    return TemplateResponse(request, "overeenkomsten/sjabloon.html", context)


@wie_mag(SJABLONEN)
@require_GET
def sjabloon_voorbeeld(request):
    """The built-in template of a kind, filled in."""
    blad = ingebouwd(_soort(gevraagd(request, "soort")["soort"]))
    return _voorbeeld(request, blad, _lijst(request))


@require_GET
def voorbeeld_van_versie(request, sjabloon_id: int):
    rij = _sjabloon(request, sjabloon_id)
    return _voorbeeld(request, blad_van(rij), rij.get_absolute_url())


@require_GET
def voorbeeld_van_concept(request, sjabloonconcept_id: int):
    concept = _concept(request, sjabloonconcept_id, Recht.LEES)
    terug = concept.get_absolute_url()
    if not mag(request.lid, SJABLONEN, Recht.SCHRIJF):
        terug = _lijst(request)
    return _voorbeeld(request, blad_van(concept), terug)


def _lijst(request) -> str:
    return reverse("overeenkomsten:sjablonen", args=[request.lid.school.code])


def _voorbeeld(request, blad: Blad, terug: str):
    """The page as it will be printed, of an invented learner."""
    context = voorbeeldinhoud(blad, request.lid.school) | {"terug": terug}
    return TemplateResponse(request, "overeenkomsten/sjabloon_voorbeeld.html", context)
