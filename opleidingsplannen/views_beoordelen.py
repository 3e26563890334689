"""Rating competences: the mentor's minute, the teacher at school, the learner about oneself."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.berichten import stuur, volledig_adres
from gebruikers.overgang import Weigering
from gebruikers.zicht import Informatie, Recht, eis
from opleidingsplannen import beoordelen as acties
from opleidingsplannen.beoordelen import Keuze, aan_de_beurt, alles
from opleidingsplannen.models import Beoordeling, Competentie, Niveau
from opleidingsplannen.rechten import mag_verbeteren
from opleidingsplannen.views import zoek_plan, zoek_traject
from werkplekken.models import Plaatsing


def _keuzes(post) -> list[Keuze]:
    """The chosen levels of the form; raises Weigering for a form that was tampered with."""
    keuzes = []
    for naam, waarde in post.items():
        if not naam.startswith("niveau-"):
            continue
        kenmerk = naam.removeprefix("niveau-")
        try:
            keuzes.append(
                Keuze(
                    competentie_id=int(kenmerk),
                    niveau=int(waarde),
                    toelichting=post.get(f"toelichting-{kenmerk}", ""),
                    sleutel=uuid.UUID(post.get(f"sleutel-{kenmerk}", "")),
                )
            )
        except ValueError:
            raise Weigering("Herlaad de pagina en kies opnieuw.") from None
    return keuzes


@require_http_methods(["GET", "POST"])
def beoordelen(request, traject_id: int):
    """At most five cards with four levels; `?alles=1` shows every competence."""
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.BEOORDELING, Recht.SCHRIJF)
    fout = ""
    if request.method == "POST":
        try:
            nieuw = acties.beoordeel(traject, _keuzes(request.POST), door=request.lid)
            aantal = "1 oordeel" if len(nieuw) == 1 else f"{len(nieuw)} oordelen"
            messages.success(request, f"{aantal} bewaard. Bedankt!")
            return redirect("opleidingsplannen:beoordelen", request.lid.school.code, traject.pk)
        except Weigering as weigering:
            fout = str(weigering)
    plan, toon_alles = zoek_plan(request, traject), "alles" in request.GET
    beurten = []
    if plan:
        vandaag = timezone.localdate()
        beurten = alles(plan) if toon_alles else aan_de_beurt(plan, request.lid, vandaag=vandaag)
    context = {
        "traject": traject,
        "plan": plan,
        "beurten": beurten,
        "toon_alles": toon_alles,
        "niveaus": list(Niveau),
        "getypt": request.POST,
        "fout": fout,
    }
    return TemplateResponse(request, "opleidingsplannen/beoordelen.html", context)


@require_GET
def competentie(request, traject_id: int, competentie_id: int):
    """Why a competence stands where it stands: every rating, by whom, where, when."""
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.BEOORDELING)
    in_plan = Competentie.objects.filter(planregels__plan__traject=traject).distinct()
    return _competentie(request, traject, get_object_or_404(in_plan, pk=competentie_id))


def _competentie(request, traject, competentie: Competentie, fout: str = "", bij: int = 0):
    """The page; with `fout` the form of rating `bij` stays open with what was typed."""
    oordelen = Beoordeling.objects.zichtbaar_voor(request.lid).filter(
        traject=traject, competentie=competentie
    )
    oordelen = list(oordelen.select_related("door__gebruiker", "verbeterd_door"))
    for oordeel in oordelen:
        oordeel.verbeteren = mag_verbeteren(request.lid, oordeel)
        oordeel.nieuwe_sleutel = uuid.uuid4()
        oordeel.getypt = request.POST if oordeel.pk == bij else None
    context = {
        "traject": traject,
        "competentie": competentie,
        "oordelen": oordelen,
        "niveaus": list(Niveau),
        "fout": fout,
    }
    return TemplateResponse(request, "opleidingsplannen/competentie.html", context)


@require_POST
def verbeter(request, traject_id: int, beoordeling_id: int):
    """Correct a rating of one's own."""
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.BEOORDELING, Recht.SCHRIJF)
    zichtbaar = Beoordeling.objects.zichtbaar_voor(request.lid).filter(traject=traject)
    zichtbaar = zichtbaar.select_related("competentie", "door", "traject", "verbeterd_door")
    oud = get_object_or_404(zichtbaar, pk=beoordeling_id)
    if not oud.is_van(request.lid):
        raise PermissionDenied(mag_verbeteren(request.lid, oud).reden)
    try:
        acties.verbeter(oud, _verbetering(oud, request.POST), door=request.lid)
    except Weigering as weigering:
        return _competentie(request, traject, oud.competentie, str(weigering), oud.pk)
    messages.success(request, "Je oordeel is verbeterd.")
    pagina = "opleidingsplannen:competentie"
    return redirect(pagina, request.lid.school.code, traject.pk, oud.competentie_id)


def _verbetering(oud: Beoordeling, post) -> Keuze:
    try:
        return Keuze(
            competentie_id=oud.competentie_id,
            niveau=int(post.get("niveau", "")),
            toelichting=post.get("toelichting", ""),
            sleutel=uuid.UUID(post.get("sleutel", "")),
        )
    except ValueError:
        raise Weigering("Kies een van de vier niveaus.") from None


@require_POST
def vraag(request, traject_id: int):
    """Mail the mentors of the placements that run now a link straight to rating, once a day."""
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.PLAN, Recht.SCHRIJF)
    vandaag = timezone.localdate()
    plaatsingen = Plaatsing.objects.zichtbaar_voor(request.lid).op(vandaag).filter(traject=traject)
    gemaild = [
        plaatsing.mentor
        for plaatsing in plaatsingen.select_related("mentor__gebruiker")
        if plaatsing.mentor and plaatsing.mentor.gebruiker and _mail_mentor(plaatsing, traject)
    ]
    if gemaild:
        namen = ", ".join(str(mentor) for mentor in gemaild)
        messages.success(request, f"De vraag gaat naar {namen}.")
    else:
        messages.error(
            request, "Er is vandaag al gemaild, of er is geen mentor met een account op dit moment."
        )
    return redirect("opleidingsplannen:plan", request.lid.school.code, traject.pk)


def _mail_mentor(plaatsing: Plaatsing, traject) -> bool:
    vandaag = timezone.localdate()
    pad = reverse("opleidingsplannen:beoordelen", args=[traject.school.code, traject.pk])
    bericht = stuur(
        "opleidingsplannen/berichten/vraag_beoordeling",
        aan=plaatsing.mentor.gebruiker.email,
        school=traject.school,
        sleutel=f"vraag-beoordeling-{plaatsing.pk}-{vandaag}",
        mentor=plaatsing.mentor,
        leerling=traject.leerling,
        link=volledig_adres(pad),
    )
    return bericht is not None
