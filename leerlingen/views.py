"""Learners of the school and the adults who belong to them."""

from django.apps import apps
from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.antwoord import doe, na_uitnodigen
from gebruikers.bladen import blad_van, gevraagd
from gebruikers.deuren import wie_mag
from gebruikers.rollen import Rol
from gebruikers.samen import te_beheren, te_wijzigen
from gebruikers.schrijfwijze import zoekvorm
from gebruikers.toegang import met_toegang
from gebruikers.zicht import Informatie, Recht, Schoolsoort, eis, mag
from leerlingen import acties, dubbels
from leerlingen.forms import BetrokkeneForm, LeerlingForm
from leerlingen.models import Betrokkene, Inzagebesluit, Klas, Leerling
from leerlingen.rechten import mag_ouder_uitnodigen, mag_samenvoegen


@wie_mag(Schoolsoort.LEERLINGEN)
@require_GET
def lijst(request):
    """Learners one may see: with a case of one's own, or still without any case."""
    leerlingen = Leerling.objects.zichtbaar_voor(request.lid).met_traject_of_niet()
    open_trajecten = apps.get_model("trajecten.Traject").objects.zichtbaar_voor(request.lid).open()
    leerlingen = leerlingen.select_related("klas", "opleiding").prefetch_related(
        Prefetch("trajecten", open_trajecten.select_related("school"), to_attr="open_trajecten")
    )
    keuze = gevraagd(request, "q", "klas", "traject")
    gezocht, klas = keuze["q"], keuze["klas"]
    for woord in zoekvorm(gezocht).split():
        leerlingen = leerlingen.filter(zoeknaam__contains=woord)
    if klas.isdecimal():
        leerlingen = leerlingen.filter(klas=klas)
    if zonder := keuze["traject"] == "zonder":
        leerlingen = leerlingen.filter(heeft_traject=False)
    context = {
        "page_obj": blad_van(request.GET, leerlingen),
        "klassen": Klas.objects.zichtbaar_voor(request.lid),
        "gezocht": gezocht,
        "klas": klas,
        "zonder": zonder,
    }
    return TemplateResponse(request, "leerlingen/lijst.html", context)


def _leerling(request, leerling_id: int) -> Leerling:
    zichtbaar = met_toegang(Leerling.objects.zichtbaar_voor(request.lid), Rol.LEERLING)
    zichtbaar = zichtbaar.select_related("klas", "opleiding", "school", "gebruiker")
    return get_object_or_404(te_wijzigen(request, zichtbaar), pk=leerling_id)


def _betrokkene(request, betrokkene_id: int) -> Betrokkene:
    erbij, soort = ("leerling__school", "gebruiker"), Schoolsoort.LEERLINGEN
    return te_beheren(request, Betrokkene, betrokkene_id, *erbij, soort=soort)


def _eis_beheer(request) -> None:
    """Changing learners is for who manages them at school, also where a learner may change some."""
    eis(request.lid, Schoolsoort.LEERLINGEN, Recht.SCHRIJF)


def _naar(leerling: Leerling):
    return redirect("leerlingen:leerling", leerling.school.code, leerling.pk)


@require_GET
def leerling(request, leerling_id: int):
    leerling = _leerling(request, leerling_id)
    eis(request.lid, Schoolsoort.LEERLINGEN)
    betrokkenen = Betrokkene.objects.zichtbaar_voor(request.lid).filter(leerling=leerling)
    besluiten = Inzagebesluit.objects.zichtbaar_voor(request.lid)
    betrokkenen = list(
        met_toegang(betrokkenen, Rol.OUDER)
        .select_related("gebruiker", "leerling__school")
        .prefetch_related(Prefetch("inzagebesluiten", besluiten))
    )
    for betrokkene in betrokkenen:
        betrokkene.uitnodigen = mag_ouder_uitnodigen(request.lid, betrokkene)
    trajecten = leerling.trajecten.zichtbaar_voor(request.lid).select_related("school")
    trajecten = trajecten.order_by("-begindatum", "-pk").prefetch_related("studiebewijzen")
    context = {
        "leerling": leerling,
        "betrokkenen": betrokkenen,
        "lijken": dubbels.lijken_op(leerling, request.lid),
        "dubbele_ouders": dubbels.dubbele_ouders(leerling, betrokkenen),
        "wie_samenvoegt": mag_samenvoegen(request.lid, leerling.school_id).reden,
        "trajecten": trajecten,
        "heeft_open_traject": any(traject.is_open for traject in trajecten),
        "mag_contact": mag(request.lid, Informatie.CONTACT),
        "beheert": mag(request.lid, Schoolsoort.LEERLINGEN, Recht.SCHRIJF),
    }
    return TemplateResponse(request, "leerlingen/leerling.html", context)


@require_http_methods(["GET", "POST"])
def bewerk(request, leerling_id: int):
    leerling = _leerling(request, leerling_id)
    _eis_beheer(request)
    form = LeerlingForm(request.POST or None, instance=leerling, door=request.lid)
    return _formulier(request, form, leerling, f"Gegevens van {leerling}")


@require_http_methods(["GET", "POST"])
def nieuwe_betrokkene(request, leerling_id: int):
    leerling = _leerling(request, leerling_id)
    _eis_beheer(request)
    form = BetrokkeneForm(request.POST or None, leerling=leerling, door=request.lid)
    return _formulier(request, form, leerling, f"Ouder of voogd van {leerling}")


@require_http_methods(["GET", "POST"])
def betrokkene(request, betrokkene_id: int):
    betrokkene = _betrokkene(request, betrokkene_id)
    leerling = betrokkene.leerling
    form = BetrokkeneForm(
        request.POST or None, instance=betrokkene, leerling=leerling, door=request.lid
    )
    return _formulier(request, form, leerling, betrokkene.volledige_naam)


def _formulier(request, form, leerling: Leerling, titel: str):
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Bewaard.")
        return _naar(leerling)
    context = {"form": form, "leerling": leerling, "titel": titel}
    return TemplateResponse(request, "leerlingen/formulier_leerling.html", context)


@require_POST
def nodig_uit(request, leerling_id: int):
    leerling = _leerling(request, leerling_id)
    _eis_beheer(request)
    return _uitnodiging(request, acties.nodig_leerling_uit, leerling, leerling)


@require_POST
def nodig_ouder_uit(request, betrokkene_id: int):
    betrokkene = _betrokkene(request, betrokkene_id)
    return _uitnodiging(request, acties.nodig_ouder_uit, betrokkene, betrokkene.leerling)


def _uitnodiging(request, actie, wie, leerling: Leerling):
    had_al = f"{wie.volledige_naam} heeft al toegang. Er is niet gemaild."
    doe(request, actie, wie, door=request.lid, gelukt=na_uitnodigen(wie.email, had_al))
    return _naar(leerling)
