"""Signing on the school's device: handing it over, signing, handing it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from overeenkomsten.forms import TafelForm
from overeenkomsten.models import Handtekening, Ondertekenaar
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.rechten import mag_aan_tafel
from overeenkomsten.tafel import Tafel, aan_tafel, geef_door
from overeenkomsten.views_tekenen import (
    niet_getekend,
    noteer_lezer,
    probeer_te_tekenen,
    probeer_te_weigeren,
    redenform,
    tekencontext,
    tekenform,
    zoek_ondertekenaar,
)
from trajecten.models import Inzage
from trajecten.views_document import pdf_antwoord


def _kunnen_nu(request, stuk: Stuk) -> list[Ondertekenaar]:
    partijen = stuk.huidige_ondertekenaars.select_related(
        "handtekening", "overeenkomst", "wijziging"
    )
    return [p for p in partijen if p.moet_tekenen and mag_aan_tafel(request.lid, p)]


@require_http_methods(["GET", "POST"])
def geef_toestel(request, ondertekenaar_id: int):
    """Who signs now, with whoever is signed in as witness; the press signs that person out."""
    ondertekenaar = zoek_ondertekenaar(request, ondertekenaar_id)
    stuk = ondertekenaar.stuk
    mag_zo = mag_aan_tafel(request.lid, ondertekenaar)
    partijen = _kunnen_nu(request, stuk) if mag_zo else []
    if ondertekenaar not in partijen:
        messages.error(request, mag_zo.reden or "Deze partij moet niet (meer) tekenen.")
        return redirect(stuk)
    form = TafelForm(request.POST or None, partijen=partijen, eerst=ondertekenaar)
    if request.method == "POST" and form.is_valid():
        geef_door(request, stuk, form.gekozen)
        return redirect("tafel")
    context = {"stuk": stuk, "form": form}
    return TemplateResponse(request, "overeenkomsten/geef_toestel.html", context)


def _blad(request, tafel: Tafel | None):
    """Between two people: to whom the device goes now. Nothing of the agreement is on it."""
    return TemplateResponse(request, "overeenkomsten/tafel.html", {"tafel": tafel})


@login_not_required
@never_cache
@require_GET
def tafel(request):
    return _blad(request, aan_tafel(request))


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def tafel_tekenen(request):
    """The one whose turn it is reads, signs or declines."""
    tafel = aan_tafel(request)
    wie = tafel.aan_de_beurt if tafel else None
    # A page of the one before, left open, does not sign for the next.
    van_deze = wie and request.POST.get("wie") == str(wie.pk)
    if tafel and request.method == "POST" and not van_deze:
        _zeg_of_het_bewaard_is(request, tafel)
        return redirect("tafel")
    if wie is None:
        return redirect("tafel")
    noteer_lezer(wie, Inzage.Hoe.TAFEL)
    form, reden = tekenform(request, wie.stuk), redenform(request)
    wijze = Handtekening.Wijze.TAFEL
    if request.method == "POST" and "weiger" in request.POST:
        if probeer_te_weigeren(reden, wie, wijze=wijze, getuige=tafel.getuige):
            messages.success(request, f"Bedankt, {wie.naam}. Je reden is genoteerd.")
            return redirect("tafel")
    elif request.method == "POST" and probeer_te_tekenen(
        form, wie, wijze=wijze, getuige=tafel.getuige
    ):
        messages.success(request, f"Bedankt, {wie.naam}. Je handtekening is bewaard.")
        return redirect("tafel")
    context = {"tafel": tafel, **tekencontext(wie, form, reden)}
    return TemplateResponse(request, "overeenkomsten/tafel_tekenen.html", context)


def _zeg_of_het_bewaard_is(request, tafel: Tafel) -> None:
    """To who pressed when it was not their turn any more: a second press, or too late."""
    for partij in tafel.partijen:
        te_laat = partij.staat in ("wacht", "vervallen") and not partij.moet_tekenen
        if te_laat and request.POST.get("wie") == str(partij.pk):
            messages.warning(request, niet_getekend(partij.stuk))


@login_not_required
@never_cache
@require_GET
def tafel_document(request):
    """What lies on the table to sign; gone with the one whose turn it was."""
    tafel = aan_tafel(request)
    if tafel is None or tafel.aan_de_beurt is None:
        return redirect("tafel")
    noteer_lezer(tafel.aan_de_beurt, Inzage.Hoe.TAFEL)
    return pdf_antwoord(tafel.aan_de_beurt.stuk.tekenversie)
