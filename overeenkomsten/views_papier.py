"""Signing on paper: print, sign with a pen, upload the scan, take back what was entered wrongly."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.antwoord import bestand_antwoord, deel_of_blad, doe
from gebruikers.zicht import Informatie, Recht, eis
from overeenkomsten import acties_papier
from overeenkomsten.forms import WaaromForm
from overeenkomsten.forms_papier import PapierForm
from overeenkomsten.models import Ondertekenaar, Overeenkomst, Papier
from overeenkomsten.papierblad import papierversie_van
from overeenkomsten.rechten_papier import mag_op_papier, mag_papier_terugnemen
from overeenkomsten.views import DOCUMENT, te_schrijven


@require_http_methods(["GET", "POST"])
def papier(request, overeenkomst_id: int):
    """The three steps on one page, and what was entered already."""
    overeenkomst = te_schrijven(request, overeenkomst_id)
    if not (mag_zo := mag_op_papier(request.lid, overeenkomst)):
        messages.error(request, mag_zo.reden)
        return redirect(overeenkomst)
    partijen = list(overeenkomst.huidige_ondertekenaars.nodig().order_by("pk"))
    gegeven = (request.POST, request.FILES) if request.method == "POST" else ()
    begin = {"getekend_op": timezone.localdate()}
    form = PapierForm(*gegeven, partijen=partijen, initial=begin)
    if request.method == "POST" and form.is_valid() and _leg_vast(request, overeenkomst, form):
        return redirect(overeenkomst)
    context = {
        "overeenkomst": overeenkomst,
        "form": form,
        "papierversie": papierversie_van(overeenkomst),
        "papieren": _papieren(request, overeenkomst),
    }
    bladen = ("overeenkomsten/_papierversie.html", "overeenkomsten/papier.html")
    return deel_of_blad(request, *bladen, context | {"document": context["papierversie"]})


def _leg_vast(request, overeenkomst: Overeenkomst, form: PapierForm) -> bool:
    gegevens = dict(form.cleaned_data)
    partijen: list[Ondertekenaar] = gegevens.pop("wie")
    namen = " en ".join(partij.naam for partij in partijen)
    gelukt = f"Bewaard: {namen} tekende{'n' if len(partijen) > 1 else ''} op papier."
    return doe(
        request,
        acties_papier.leg_papier_vast,
        overeenkomst,
        partijen=partijen,
        door=request.lid,
        gelukt=gelukt,
        form=form,
        **gegevens,
    )


def _papieren(request, overeenkomst: Overeenkomst) -> list[Papier]:
    """What was entered for this version, with whose signature is on it."""
    zichtbaar = Papier.objects.zichtbaar_voor(request.lid).filter(overeenkomst=overeenkomst)
    papieren = list(zichtbaar.select_related("door__gebruiker"))
    tekenaars = Ondertekenaar.objects.filter(
        handtekening__papier__in=papieren, versie=overeenkomst.versie
    ).select_related("handtekening")
    per_papier: dict[int, list[Ondertekenaar]] = {}
    for tekenaar in tekenaars:
        per_papier.setdefault(tekenaar.handtekening.papier_id, []).append(tekenaar)
    for rij in papieren:
        rij.wie = per_papier.get(rij.pk, [])
        rij.teruggenomen = next((t for t in rij.wie if t.ingetrokken_op), None)
        rij.reden = WaaromForm(auto_id=f"papier-{rij.pk}-%s")
        rij.terugnemen = mag_papier_terugnemen(request.lid, rij, overeenkomst)
    return [rij for rij in papieren if rij.wie]


@require_POST
def druk_af(request, overeenkomst_id: int):
    overeenkomst = te_schrijven(request, overeenkomst_id)
    gelukt = "Het blad wordt gemaakt. Het komt hier vanzelf."
    gedaan = doe(request, acties_papier.druk_af, overeenkomst, door=request.lid, gelukt=gelukt)
    naar = ["overeenkomsten:papier", request.lid.school.code, overeenkomst.pk]
    return redirect(*naar) if gedaan else redirect(overeenkomst)


def _papier(request, papier_id: int) -> Papier:
    zichtbaar = Papier.objects.zichtbaar_voor(request.lid)
    erbij = ("overeenkomst__school", "door__gebruiker")
    return get_object_or_404(zichtbaar.select_related(*erbij), pk=papier_id)


@require_GET
def scan(request, papier_id: int):
    """Saved, never shown in the browser: it came from somebody. Others read what was signed in the
    bewijsdocument: here may also lie what was entered wrongly."""
    papier = _papier(request, papier_id)
    eis(request.lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    return bestand_antwoord(papier.bestand.open("rb"), papier.bestandsnaam, papier.soort)


@require_POST
def papier_terug(request, papier_id: int):
    papier = _papier(request, papier_id)
    eis(request.lid, DOCUMENT, Recht.SCHRIJF)
    doe(
        request,
        acties_papier.neem_papier_terug,
        papier,
        reden=request.POST.get("reden", ""),
        door=request.lid,
        gelukt="Teruggenomen. Wie op dat blad stond, tekent opnieuw.",
    )
    return redirect(papier.overeenkomst)
