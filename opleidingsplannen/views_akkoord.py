"""Laying a plan before the parties: agreeing, asking, answering, and the version after it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from gebruikers.acties_herstel import is_kwijt
from gebruikers.antwoord import doe
from gebruikers.models import Lidmaatschap
from gebruikers.overgang import gezien_op
from gebruikers.zicht import Informatie, Recht, eis
from opleidingsplannen import acties
from opleidingsplannen import akkoord as akkoorden
from opleidingsplannen.berichten import Gemaild
from opleidingsplannen.forms import GesprekForm
from opleidingsplannen.models import Planvraag
from opleidingsplannen.rechten import mag_akkoord_noteren
from opleidingsplannen.views import naar_plan, nieuwste_plan, zoek_traject


def _met_plan(request, traject_id: int, actie, gelukt, wat=Recht.SCHRIJF, **velden):
    """One act on the newest version that this person reads, then back to its page."""
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.PLAN, wat)
    plan = nieuwste_plan(request, traject)
    if plan:
        doe(request, actie, plan, door=request.lid, gelukt=gelukt, **velden)
    else:
        messages.error(request, "Er is nog geen plan.")
    return naar_plan(request, traject, plan)


def _wie_gemaild(gemaild: Gemaild) -> str:
    """Who gets a mail, and whose agreement has to come from a talk."""
    namen = ", ".join(str(lid.gebruiker) for lid in gemaild.leden)
    zin = f"Het plan ligt voor. Een mail gaat naar {namen}." if namen else "Het plan ligt voor."
    if gemaild.niet:
        zin += f" Niet gemaild: {', '.join(gemaild.niet)}. Noteer dat akkoord na een gesprek."
    return zin


def _wie_hoort_het(leden: list[Lidmaatschap]) -> str:
    namen = " en ".join(str(lid.gebruiker) for lid in leden)
    return f"Het akkoord is genoteerd.{f' Een mail gaat naar {namen}.' if namen else ''}"


@require_POST
def leg_voor(request, traject_id: int):
    return _met_plan(request, traject_id, akkoorden.leg_voor, _wie_gemaild)


@require_POST
def haal_terug(request, traject_id: int):
    return _met_plan(request, traject_id, akkoorden.haal_terug, "Je kan het plan weer bewerken.")


@require_POST
def nieuwe_versie(request, traject_id: int):
    reden = request.POST.get("reden", "").strip()[:200]
    gelukt = "De nieuwe versie is een concept. Bewerk ze, en leg ze daarna voor."
    return _met_plan(request, traject_id, acties.nieuwe_versie, gelukt, reden=reden)


@require_POST
def akkoord(request, traject_id: int):
    return _met_plan(
        request, traject_id, akkoorden.geef_akkoord, "Het akkoord is genoteerd.",
        wat=Recht.SCHRIJF | Recht.AKKOORD, partij=request.POST.get("partij", ""),
        gezien=gezien_op(request.POST.get("gezien", "")),
    )  # fmt: skip


@require_POST
def trek_in(request, traject_id: int):
    return _met_plan(
        request, traject_id, akkoorden.trek_in, "Het akkoord is ongedaan gemaakt.",
        wat=Recht.SCHRIJF | Recht.AKKOORD, partij=request.POST.get("partij", ""),
    )  # fmt: skip


@require_POST
def stel_vraag(request, traject_id: int):
    return _met_plan(
        request, traject_id, akkoorden.stel_vraag,
        "Je vraag is verstuurd. Je krijgt een mail zodra er een antwoord is.",
        wat=Recht.AKKOORD, vraag=request.POST.get("vraag", ""),
    )  # fmt: skip


def _waarom_geen_mail(vraag: Planvraag) -> str:
    """Follows the name of who asked."""
    if is_kwijt(vraag.door):
        return "krijgt geen mail: de mailbox is kwijt"
    return "ziet dit dossier niet meer en krijgt geen mail"


@require_POST
def beantwoord(request, traject_id: int, planvraag_id: int):
    traject = zoek_traject(request, traject_id)
    eis(request.lid, Informatie.PLAN, Recht.SCHRIJF)
    vragen = Planvraag.objects.zichtbaar_voor(request.lid).filter(plan__traject=traject)
    vraag = get_object_or_404(vragen, pk=planvraag_id)
    vroeg, antwoord = vraag.door.gebruiker, request.POST.get("antwoord", "")

    def gelukt(gemaild: bool) -> str:
        mail = "krijgt een mail" if gemaild else _waarom_geen_mail(vraag)
        return f"Je antwoord staat bij het plan. {vroeg} {mail}."

    doe(request, akkoorden.beantwoord, vraag, antwoord=antwoord, door=request.lid, gelukt=gelukt)
    return naar_plan(request, traject)


@require_http_methods(["GET", "POST"])
def noteer_akkoord(request, traject_id: int):
    """An agreement that was given in a talk: whose, when, who spoke."""
    lid, traject = request.lid, zoek_traject(request, traject_id)
    eis(lid, Informatie.PLAN, Recht.SCHRIJF)
    partij = request.POST.get("partij") or request.GET.get("partij", "")
    plan = nieuwste_plan(request, traject)
    mogen = plan and mag_akkoord_noteren(lid, plan, partij)
    if not mogen:
        messages.error(request, mogen.reden if plan else "Er is nog geen plan.")
        return naar_plan(request, traject)
    form = GesprekForm(request.POST or None, plan=plan, partij=partij, lid=lid)
    if request.method == "POST" and form.is_valid():
        gezien = gezien_op(request.POST.get("gezien", ""))
        velden = {"partij": partij, "gezien": gezien, **form.gesprek}
        if doe(
            request, akkoorden.noteer_akkoord, plan, door=lid, form=form, gelukt=_wie_hoort_het,
            **velden,
        ):  # fmt: skip
            return naar_plan(request, traject)
    context = {"traject": traject, "plan": plan, "partij": partij, "form": form}
    return TemplateResponse(request, "opleidingsplannen/noteer_akkoord.html", context)
