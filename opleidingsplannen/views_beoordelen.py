"""Rating competences: the mentor's minute, the teacher at school, the learner about oneself."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.bladen import nummers
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, eis
from opleidingsplannen import beoordelen as acties
from opleidingsplannen.acties import vraag_beoordeling
from opleidingsplannen.beoordelen import KIES, Keuze, aan_de_beurt, alles
from opleidingsplannen.models import Beoordeling, Competentie, Opleidingsplan, Schaal
from opleidingsplannen.models.schaal import niveaus_van
from opleidingsplannen.rechten import mag_beoordelen, mag_verbeteren
from opleidingsplannen.views import zoek_traject, zonder_plan
from trajecten.models import Traject

HERLAAD = "Herlaad de pagina en kies opnieuw."


def getoonde_schaal(request) -> Schaal | None:
    """In which the form was shown: by now the school may have another."""
    gezien = request.POST.get("schaal", "")
    if not gezien:
        return None
    eigen = Schaal.objects.filter(school=request.lid.school_id)
    versie = next(iter(nummers([gezien])), None)
    schaal = eigen.filter(versie=versie).first() if versie else None
    if schaal is None:
        raise Weigering(HERLAAD)
    return schaal


def schaal_van_nu(request) -> dict:
    """What a form says of the scale: the version it shows, which comes back, and its levels."""
    schaal = Schaal.objects.nu(request.lid.school_id)
    return {"schaal": schaal.versie if schaal else "", "niveaus": niveaus_van(schaal)}


def lees_keuze(competentie_id: object, post, schaal: Schaal | None, bij: str = "") -> Keuze:
    """What was chosen, in the fields whose names end in `bij`. ValueError: not by our form."""
    return Keuze(
        competentie_id=int(competentie_id),
        niveau=int(post.get(f"niveau{bij}", "")),
        toelichting=post.get(f"toelichting{bij}", ""),
        sleutel=uuid.UUID(post.get(f"sleutel{bij}", "")),
        schaal=schaal,
    )


def _keuzes(request) -> list[Keuze]:
    """The chosen levels of the form; raises Weigering for a form that was tampered with."""
    keuzes, post, schaal = [], request.POST, getoonde_schaal(request)
    for naam in post:
        if not naam.startswith("niveau-"):
            continue
        kenmerk = naam.removeprefix("niveau-")
        try:
            keuzes.append(lees_keuze(kenmerk, post, schaal, bij=f"-{kenmerk}"))
        except ValueError:
            raise Weigering(HERLAAD) from None
    return keuzes


def _zonder_niveau(post) -> set[str]:
    """Of which competences something was written without choosing a level."""
    getypt = {
        naam.removeprefix("toelichting-")
        for naam, tekst in post.items()
        if naam.startswith("toelichting-") and tekst.strip()
    }
    return {kenmerk for kenmerk in getypt if not post.get(f"niveau-{kenmerk}")}


@require_http_methods(["GET", "POST"])
def beoordelen(request, traject_id: int):
    """At most five cards with the levels of the school; once some were rated today that is all for
    the day, unless one asks for `?meer=1`, or `?alles=1`: every competence."""
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.BEOORDELING, Recht.SCHRIJF)
    request.deel = Informatie.BEOORDELING
    fout = ""
    if request.method == "POST":
        try:
            keuzes = _keuzes(request)
            if keuzes and _zonder_niveau(request.POST):
                raise Weigering(
                    "Er is nog niets bewaard. Kies ook hoe het gaat waar je iets schreef."
                )
            nieuw = acties.beoordeel(traject, keuzes, door=request.lid)
            messages.success(request, _bewaard(len(nieuw), len(keuzes)))
            return redirect("opleidingsplannen:beoordelen", request.lid.school.code, traject.pk)
        except Weigering as weigering:
            fout = str(weigering)
    return _beoordelen(request, traject, fout)


def _bewaard(nieuw: int, gekozen: int) -> str:
    """Who went back and pressed again reads that the first press counts."""
    zin = "1 oordeel bewaard. Bedankt!" if nieuw == 1 else f"{nieuw} oordelen bewaard. Bedankt!"
    if nieuw == gekozen:
        return zin
    al = "Dit was al bewaard. Klopt er iets niet? Kies bij dat oordeel Verbeteren."
    return f"{zin} De rest was al bewaard." if nieuw else al


def _beoordelen(request, traject: Traject, fout: str):
    """The page, from the version in force; with `fout` what was typed is still there."""
    lid, plan = request.lid, _geldend_plan(request, traject)
    mag_zo, toon_alles = mag_beoordelen(lid, traject), "alles" in request.GET
    klaar, beurten = [], []
    if mag_zo and not (fout or toon_alles or "meer" in request.GET):
        klaar = acties.van_vandaag(traject, lid)
    if plan and mag_zo:
        vandaag = timezone.localdate()
        beurten = alles(plan) if toon_alles else aan_de_beurt(plan, lid, vandaag=vandaag)
    context = {
        "traject": traject,
        "plan": plan,
        "mag_zo": mag_zo,
        "klaar": klaar,
        "beurten": beurten,
        "toon_alles": toon_alles,
        **schaal_van_nu(request),
        "getypt": request.POST,
        "zonder_niveau": _zonder_niveau(request.POST),
        "fout": fout,
        "zelf": lid.rol == Rol.LEERLING,
        "zonder": None if plan else zonder_plan(lid, traject),
    }
    return TemplateResponse(request, "opleidingsplannen/beoordelen.html", context)


def _geldend_plan(request, traject: Traject) -> Opleidingsplan | None:
    plannen = Opleidingsplan.objects.leesbaar_voor(request.lid).geldend_eerst()
    return plannen.filter(traject=traject).select_related("standaardtraject").first()


@require_GET
def competentie(request, traject_id: int, competentie_id: int):
    """Why a competence stands where it stands: every rating, by whom, where, when."""
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.BEOORDELING)
    request.deel = Informatie.BEOORDELING
    return _competentie(request, traject, zoek_competentie(traject, competentie_id))


def zoek_competentie(traject: Traject, competentie_id: int) -> Competentie:
    """Of a plan of this traject."""
    in_plan = Competentie.objects.filter(planregels__plan__traject=traject).distinct()
    return get_object_or_404(in_plan, pk=competentie_id)


def _competentie(request, traject, competentie: Competentie, fout: str = "", bij: int = 0):
    """The page; with `fout` the form of rating `bij` stays open with what was typed."""
    oordelen = Beoordeling.objects.zichtbaar_voor(request.lid).filter(
        traject=traject, competentie=competentie
    )
    oordelen = list(oordelen.select_related("door__gebruiker", "verbeterd_door", "schaal"))
    schaal = Schaal.objects.nu(request.lid.school_id)
    oordelen = acties.zonder_teruggenomen(oordelen, request.lid)
    for oordeel in oordelen:
        oordeel.verbeteren = mag_verbeteren(request.lid, oordeel)
        oordeel.nieuwe_sleutel = uuid.uuid4()
        oordeel.getypt = request.POST if oordeel.pk == bij else None
        oordeel.veld = f"niveau-{oordeel.pk}"
        oordeel.gekozen = _gekozen(oordeel, schaal)
    context = {
        "traject": traject,
        "competentie": competentie,
        "oordelen": oordelen,
        "schaal": schaal.versie if schaal else "",
        "niveaus": niveaus_van(schaal),
        "fout": fout,
    }
    return TemplateResponse(request, "opleidingsplannen/competentie.html", context)


def _gekozen(oordeel: Beoordeling, schaal: Schaal | None) -> str:
    """Which button of the form is pressed: none, of what was said in another scale."""
    if oordeel.getypt:
        return oordeel.getypt.get("niveau", "")
    if oordeel.niet_aan_bod:
        return str(acties.NIET_AAN_BOD)
    return str(oordeel.niveau) if oordeel.schaal == schaal else ""


def _eigen_oordeel(request, traject: Traject, beoordeling_id: int) -> Beoordeling:
    zichtbaar = Beoordeling.objects.zichtbaar_voor(request.lid).filter(traject=traject)
    zichtbaar = zichtbaar.select_related("competentie", "door", "traject", "verbeterd_door")
    oordeel = get_object_or_404(zichtbaar, pk=beoordeling_id)
    if not oordeel.is_van(request.lid):
        raise PermissionDenied(mag_verbeteren(request.lid, oordeel).reden)
    return oordeel


@require_POST
def verbeter(request, traject_id: int, beoordeling_id: int):
    """Correct a rating of one's own."""
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.BEOORDELING, Recht.SCHRIJF)
    oud = _eigen_oordeel(request, traject, beoordeling_id)
    try:
        acties.verbeter(oud, _verbetering(request, oud), door=request.lid)
    except Weigering as weigering:
        return _competentie(request, traject, oud.competentie, str(weigering), oud.pk)
    messages.success(request, "Je oordeel is verbeterd.")
    pagina = "opleidingsplannen:competentie"
    return redirect(pagina, request.lid.school.code, traject.pk, oud.competentie_id)


@require_POST
def neem_terug(request, traject_id: int, beoordeling_id: int):
    """Undo a rating of one's own of today."""
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.BEOORDELING, Recht.SCHRIJF)
    oud = _eigen_oordeel(request, traject, beoordeling_id)
    zin = f"Ongedaan gemaakt: {oud.competentie.titel}."
    doe(request, acties.neem_terug, oud, door=request.lid, gelukt=zin)
    return redirect("opleidingsplannen:beoordelen", request.lid.school.code, traject.pk)


def _verbetering(request, oud: Beoordeling) -> Keuze:
    try:
        return lees_keuze(oud.competentie_id, request.POST, getoonde_schaal(request))
    except ValueError:
        raise Weigering(KIES) from None


@require_POST
def vraag(request, traject_id: int):
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.PLAN, Recht.SCHRIJF)

    def zin(gevraagd) -> str:
        return f"De vraag gaat naar {', '.join(str(mentor) for mentor in gevraagd)}."

    doe(request, vraag_beoordeling, traject, door=request.lid, gelukt=zin)
    return redirect("opleidingsplannen:plan", request.lid.school.code, traject.pk)
