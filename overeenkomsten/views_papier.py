"""Signing elsewhere: on paper with a scan, or in a PDF; and taking back what was wrong."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.antwoord import bestand_antwoord, deel_of_blad, doe
from gebruikers.zicht import Informatie, Recht, eis
from overeenkomsten import acties_papier
from overeenkomsten.forms import WaaromForm
from overeenkomsten.forms_papier import GetekendePdfForm, PapierForm
from overeenkomsten.models import Ondertekenaar, Papier
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.papierblad import papierversie_van
from overeenkomsten.rechten_papier import mag_op_papier, mag_papier_terugnemen
from overeenkomsten.views import DOCUMENT, te_schrijven
from overeenkomsten.views_wijziging import wijziging_te_schrijven


@require_http_methods(["GET", "POST"])
def papier(request, overeenkomst_id: int):
    """What can be done on one page, and what was entered already."""
    return _papier_van(request, te_schrijven(request, overeenkomst_id))


@require_http_methods(["GET", "POST"])
def wijziging_papier(request, wijziging_id: int):
    return _papier_van(request, wijziging_te_schrijven(request, wijziging_id))


def _papier_van(request, stuk: Stuk):
    if not (mag_zo := mag_op_papier(request.lid, stuk)):
        messages.error(request, mag_zo.reden)
        return redirect(stuk)
    form = _papierform(stuk, *((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid() and _leg_vast(request, stuk, form):
        return redirect(stuk)
    return papierblad(request, stuk, form=form)


def nog_te_tekenen(stuk: Stuk) -> list[Ondertekenaar]:
    return list(stuk.huidige_ondertekenaars.nodig().order_by("pk"))


def _papierform(stuk: Stuk, *gegeven) -> PapierForm:
    begin = {"getekend_op": timezone.localdate()}
    return PapierForm(*gegeven, stuk=stuk, partijen=nog_te_tekenen(stuk), initial=begin)


def papierblad(
    request, stuk: Stuk, *, form: PapierForm | None = None, pdf: GetekendePdfForm | None = None
):
    """The page, with what was filled in on it."""
    context = {
        "stuk": stuk,
        "form": form or _papierform(stuk),
        "pdf": pdf or GetekendePdfForm(),
        "papierversie": papierversie_van(stuk),
        "papieren": _papieren(request, stuk),
    }
    bladen = ("overeenkomsten/_papierversie.html", "overeenkomsten/papier.html")
    return deel_of_blad(request, *bladen, context | {"document": context["papierversie"]})


def _leg_vast(request, stuk: Stuk, form: PapierForm) -> bool:
    gegevens = dict(form.cleaned_data)
    partijen: list[Ondertekenaar] = gegevens.pop("wie")
    namen = " en ".join(partij.naam for partij in partijen)
    gelukt = f"Bewaard: {namen} tekende{'n' if len(partijen) > 1 else ''} op papier."
    return doe(
        request,
        acties_papier.leg_papier_vast,
        stuk,
        partijen=partijen,
        door=request.lid,
        gelukt=gelukt,
        form=form,
        **gegevens,
    )


def _papieren(request, stuk: Stuk) -> list[Papier]:
    """What was entered for this version, with whose signature is on it."""
    zichtbaar = Papier.objects.zichtbaar_voor(request.lid).filter(**stuk.verwijzing)
    papieren = list(zichtbaar.select_related("door__gebruiker"))
    tekenaars = Ondertekenaar.objects.filter(
        handtekening__papier__in=papieren, versie=stuk.versie
    ).select_related("handtekening")
    per_papier: dict[int, list[Ondertekenaar]] = {}
    for tekenaar in tekenaars:
        per_papier.setdefault(tekenaar.handtekening.papier_id, []).append(tekenaar)
    for rij in papieren:
        rij.wie = per_papier.get(rij.pk, [])
        rij.teruggenomen = next((t for t in rij.wie if t.ingetrokken_op), None)
        rij.reden = WaaromForm(auto_id=f"papier-{rij.pk}-%s")
        rij.terugnemen = mag_papier_terugnemen(request.lid, rij, stuk)
    return [rij for rij in papieren if rij.wie]


@require_POST
def druk_af(request, overeenkomst_id: int):
    return _druk_af(request, te_schrijven(request, overeenkomst_id))


@require_POST
def wijziging_druk_af(request, wijziging_id: int):
    return _druk_af(request, wijziging_te_schrijven(request, wijziging_id))


def _druk_af(request, stuk: Stuk):
    gelukt = "Het blad wordt gemaakt. Het komt hier vanzelf."
    gedaan = doe(request, acties_papier.druk_af, stuk, door=request.lid, gelukt=gelukt)
    return redirect(stuk.papieradres if gedaan else stuk)


def _papier(request, papier_id: int) -> Papier:
    zichtbaar = Papier.objects.zichtbaar_voor(request.lid)
    erbij = ("overeenkomst__school", "wijziging__school", "door__gebruiker")
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
        gelukt="Teruggenomen. Wie erop stond, tekent opnieuw.",
    )
    return redirect(papier.stuk)
