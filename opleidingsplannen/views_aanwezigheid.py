"""Presence at the workplace: the week of one learner, and the list of who guides several."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.bladen import blad_van
from gebruikers.deuren import alleen_voor, wie_mag
from gebruikers.overgang import Weigering
from gebruikers.rollen import SCHOOLTEAM, Rol
from gebruikers.zicht import Informatie, Schoolsoort, eis
from opleidingsplannen import aanwezigheid as acties
from opleidingsplannen.aanwezigheidslijst import Lijst
from opleidingsplannen.aanwezigheidsuitvoer import SOORTEN, vraag_uitvoer
from opleidingsplannen.aanwezigheidsweek import Week, gevraagde_dag, meldingen_uit, week_van
from opleidingsplannen.afwezigheidssignaal import TERUG, signalen
from opleidingsplannen.forms_aanwezigheid import AanwezigheidFilter
from opleidingsplannen.models import Aanwezigheid, Halve, Staat
from opleidingsplannen.models.aanwezigheid import bewaard_tot, in_halve_dagen
from opleidingsplannen.rechten_aanwezigheid import (
    VOLGT_NIET,
    mag_doorgeven,
    mag_vaststellen,
)
from opleidingsplannen.verwacht import volgt_op
from opleidingsplannen.views import zoek_traject
from trajecten.models import Traject
from trajecten.models.kalender import Dagdeel


@require_GET
def week(request, traject_id: int):
    """The week of `?week=`, any day of it: to tell, to settle or to read."""
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.AANWEZIGHEID)
    request.deel = Informatie.AANWEZIGHEID
    return _toon(request, traject, request.GET.get("week", ""))


def _toon(request, traject: Traject, gevraagd: str, fout: str = ""):
    """With `fout` what was typed is still there."""
    lid = request.lid
    getypt = request.POST if fout else None
    context = {
        "traject": traject,
        "week": week_van(lid, traject, gevraagd, getypt),
        "fout": fout,
        "getypt": getypt or {},
        "geeft_door": bool(mag_doorgeven(lid)),
        "stelt_vast": bool(mag_vaststellen(lid)),
        "leerling": lid.rol == Rol.LEERLING,
        "staten": list(Staat),
        "signalen": _signalen(request, traject) if lid.is_staf else [],
        "volgt_niet": "" if volgt_op(traject) else VOLGT_NIET,
        "lijst_url": _lijst_url(request) if lid.is_staf else "",
    }
    return TemplateResponse(request, "opleidingsplannen/aanwezigheid.html", context)


def _signalen(request, traject: Traject) -> list:
    vandaag = timezone.localdate()
    rijen = Aanwezigheid.objects.zichtbaar_voor(request.lid).filter(traject=traject)
    rijen = rijen.tussen(vandaag - TERUG, vandaag)
    return signalen(rijen, grens=request.lid.school.afwezigheid_grens, vandaag=vandaag)


@require_POST
def meld(request, traject_id: int):
    """What the workplace or the learner taps; the big button says that the rest was present."""
    traject, gevraagd = zoek_traject(request, traject_id), request.POST.get("week", "")
    if not (recht := mag_doorgeven(request.lid)):
        raise PermissionDenied(recht.reden)
    week = week_van(request.lid, traject, gevraagd)
    try:
        blok = week.blok_van(request.POST.get("plaatsing", ""))
        if blok is None:
            raise Weigering(acties.GEEN_PLEK)
        meldingen = meldingen_uit(request.POST, blok)
        aantal = acties.meld(blok.plaatsing, meldingen, door=request.lid)
    except Weigering as weigering:
        return _toon(request, traject, gevraagd, str(weigering))
    messages.success(request, _doorgegeven(aantal, request.lid))
    return _naar_week(request, traject, meldingen[0].dag.isoformat())


def _doorgegeven(aantal: int, lid) -> str:
    if not aantal:
        return "Dit stond er al zo: er is niets veranderd."
    zin = f"{in_halve_dagen(aantal)} doorgegeven."
    if lid.rol == Rol.LEERLING:
        return f"{zin} Verwittig ook zelf je mentor."
    return f"{zin} Bedankt!"


def _naar_week(request, traject: Traject, dag: str):
    url = reverse("opleidingsplannen:aanwezigheid", args=[request.lid.school.code, traject.pk])
    return redirect(f"{url}?{urlencode({'week': dag})}")


@require_POST
def stel_vast(request, traject_id: int):
    """Half a day or a whole one, by the begeleider."""
    wat = {naam: request.POST.get(naam, "") for naam in ("staat", "waarom")}
    return _beslis(request, traject_id, partial(acties.stel_vast, **wat), "Vastgesteld.")


@require_POST
def neem_terug(request, traject_id: int):
    """What was settled by mistake."""
    gelukt = "De vaststelling is teruggenomen. Wat doorgegeven was, staat weer open."
    return _beslis(request, traject_id, acties.neem_terug, gelukt)


def _beslis(request, traject_id: int, doe_dit: Callable, gelukt: str):
    """`doe_dit(placement, half days, door=)`; from the list one goes back to it."""
    traject, post = zoek_traject(request, traject_id), request.POST
    if not (recht := mag_vaststellen(request.lid)):
        raise PermissionDenied(recht.reden)
    dag = gevraagde_dag(post.get("dag", ""))
    week: Week = week_van(request.lid, traject, post.get("dag", ""))
    blok = week.blok_van(post.get("plaatsing", ""))
    try:
        if blok is None or dag is None:
            raise Weigering(acties.GEEN_PLEK)
        delen = [deel for deel in post.getlist("deel") if deel in Dagdeel.values]
        plek = blok.plaatsing
        gezien = {Halve(plek.pk, dag, deel): post.get(f"gezien-{deel}", "") for deel in delen}
        doe_dit(plek, gezien, door=request.lid)
    except Weigering as weigering:
        return _toon(request, traject, post.get("dag", ""), str(weigering))
    messages.success(request, gelukt)
    if "lijst" in post:
        keuze = AanwezigheidFilter(post, lid=request.lid).keuze
        return redirect(f"{_lijst_url(request)}?{urlencode(keuze)}")
    return _naar_week(request, traject, dag.isoformat())


def _lijst_url(request) -> str:
    return reverse("opleidingsplannen:aanwezigheden", args=[request.lid.school.code])


@alleen_voor(*SCHOOLTEAM)
@require_GET
def lijst(request):
    """Per learner, with what is open on top and in one press what is not."""
    lid = request.lid
    filter = AanwezigheidFilter(request.GET, lid=lid)
    van, tot = filter.periode
    lijst = Lijst(lid, van, tot, **filter.waar)
    stelt_vast = bool(mag_vaststellen(lid))
    klopt = list(acties.wat_klopt(lid, van, tot, **filter.waar)) if stelt_vast else []
    context = {
        "filter": filter,
        "lijst": lijst,
        "page_obj": blad_van(request.GET, lijst.regels),
        "open": lijst.eerste_open() if stelt_vast else [],
        "stelt_vast": stelt_vast,
        "klopt": len(klopt),
        "gezien": acties.afdruk(klopt),
        "staten": list(Staat),
        "volgt_niet": "" if lid.school.aanwezigheid_vanaf else VOLGT_NIET,
        "keuze": urlencode(filter.keuze),
        "bewaard_tot": bewaard_tot(tot),
    }
    return TemplateResponse(request, "opleidingsplannen/aanwezigheden.html", context)


@alleen_voor(Rol.BEGELEIDER)
@require_POST
def stel_samen_vast(request):
    filter = AanwezigheidFilter(request.POST, lid=request.lid)
    van, tot = filter.periode

    def zin(aantal: int) -> str:
        return f"{in_halve_dagen(aantal)} vastgesteld."

    gezien = request.POST.get("gezien", "")
    wat = {"van": van, "tot": tot, "gezien": gezien, "door": request.lid}
    doe(request, acties.stel_samen_vast, **wat, **filter.waar, gelukt=zin)
    return redirect(f"{_lijst_url(request)}?{urlencode(filter.keuze)}")


@alleen_voor(*SCHOOLTEAM)
@wie_mag(Schoolsoort.OPDRACHTEN)
@require_http_methods(["GET", "POST"])
def uitvoer(request):
    """For the secretariat: of a period what was settled, or everything with its state."""
    filter = AanwezigheidFilter(request.GET, lid=request.lid)
    soort, wat = request.POST.get("soort", ""), request.POST.get("wat", "")
    if request.method == "POST" and filter.errors:
        messages.error(request, "Verbeter eerst de periode.")
    elif request.method == "POST" and soort in SOORTEN:
        opdracht = vraag_uitvoer(soort, filter.keuze, alles=wat == "alles", door=request.lid)
        return redirect("gebruikers:opdracht", request.lid.school.code, opdracht.pk)
    elif request.method == "POST":
        messages.error(request, "Kies een rekenblad of een tekstbestand.")
    context = {
        "filter": filter,
        "soorten": SOORTEN,
        "terug": f"{_lijst_url(request)}?{urlencode(filter.keuze)}",
        "bewaard_tot": bewaard_tot(filter.periode[1]),
    }
    return TemplateResponse(request, "opleidingsplannen/aanwezigheidsuitvoer.html", context)
