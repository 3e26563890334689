"""A PDF that somebody signed elsewhere: read it, say whose each signature is, keep it.

Between the two steps the file lies in the cache for half an hour, and nowhere else.
"""

import secrets
from dataclasses import dataclass

from django.contrib import messages
from django.core.cache import cache
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from gebruikers.antwoord import doe
from gebruikers.models.uitnodiging import hash_van
from gebruikers.overgang import Weigering
from overeenkomsten import acties_papier
from overeenkomsten.forms_papier import GetekendePdfForm, ToewijsForm
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.rechten_papier import mag_op_papier
from overeenkomsten.views import te_schrijven
from overeenkomsten.views_papier import nog_te_tekenen, papierblad
from overeenkomsten.views_wijziging import wijziging_te_schrijven

SECONDEN = 30 * 60
NIET_MEER_KLAAR = (
    "Dit bestand staat hier niet meer klaar. Kijk of het al bewaard is; laad het anders opnieuw op."
)


@require_POST
def getekende_pdf(request, overeenkomst_id: int):
    return _getekende_pdf(request, te_schrijven(request, overeenkomst_id))


@require_POST
def wijziging_getekende_pdf(request, wijziging_id: int):
    return _getekende_pdf(request, wijziging_te_schrijven(request, wijziging_id))


def _getekende_pdf(request, stuk: Stuk):
    """First the file, then, with its `sleutel`, whose the signatures are."""
    if not (mag_zo := mag_op_papier(request.lid, stuk)):
        messages.error(request, mag_zo.reden)
        return redirect(stuk)
    if sleutel := request.POST.get("sleutel"):
        return _wijs_toe(request, stuk, sleutel)
    form = GetekendePdfForm(request.POST, request.FILES)
    if form.is_valid():
        inhoud = form.cleaned_data["pdf"].read()
        try:
            lezing = _lees(inhoud, stuk)
        except Weigering as weigering:
            form.add_error("pdf", str(weigering))
        else:
            sleutel = "" if lezing.is_al_bewaard else _leg_opzij(request, stuk, inhoud)
            return _toewijsblad(request, stuk, sleutel, lezing)
    return papierblad(request, stuk, pdf=form)


def _wijs_toe(request, stuk: Stuk, sleutel: str):
    inhoud = cache.get(_plek(request, stuk, sleutel))
    if inhoud is None:  # late, pressed twice, or of another version by now
        messages.error(request, NIET_MEER_KLAAR)
        return redirect(stuk.papieradres)
    try:
        lezing = _lees(inhoud, stuk)
    except Weigering as weigering:  # the list of issuers may be another by now
        messages.error(request, str(weigering))
        return redirect(stuk.papieradres)
    form = ToewijsForm(request.POST, **vars(lezing))
    if form.is_valid() and _leg_vast(request, stuk, form, inhoud):
        cache.delete(_plek(request, stuk, sleutel))
        return redirect(stuk)
    return _toewijsblad(request, stuk, sleutel, lezing, form)


@dataclass
class Lezing:
    """What a file holds, and for whom it can count: the arguments of the form."""

    gezet: list
    partijen: list
    al: dict

    @property
    def is_al_bewaard(self) -> bool:
        return len(self.al) == len(self.gezet)


def _lees(inhoud: bytes, stuk: Stuk) -> Lezing:
    gezet, bewaard = acties_papier.lees_ze(inhoud, stuk), acties_papier.al_bewaard(stuk)
    sleutels = [(handtekening.certificaat, handtekening.gezet_op) for handtekening in gezet]
    al = {nummer: bewaard[sleutel] for nummer, sleutel in enumerate(sleutels) if sleutel in bewaard}
    return Lezing(gezet, nog_te_tekenen(stuk), al)


def _leg_opzij(request, stuk: Stuk, inhoud: bytes) -> str:
    sleutel = secrets.token_urlsafe(16)
    cache.set(_plek(request, stuk, sleutel), inhoud, SECONDEN)
    return sleutel


def _plek(request, stuk: Stuk, sleutel: str) -> str:
    """Of this person and this version only."""
    return f"getekende-pdf-{request.lid.pk}-{stuk.bron}-{stuk.versie}-{hash_van(sleutel)}"


def _toewijsblad(
    request, stuk: Stuk, sleutel: str, lezing: Lezing, form: ToewijsForm | None = None
):
    rijen = [(wat, lezing.al.get(nummer)) for nummer, wat in enumerate(lezing.gezet)]
    form = form or ToewijsForm(**vars(lezing))
    context = {"stuk": stuk, "rijen": rijen, "form": form, "sleutel": sleutel}
    return TemplateResponse(request, "overeenkomsten/getekende_pdf.html", context)


def _leg_vast(request, stuk: Stuk, form: ToewijsForm, inhoud: bytes) -> bool:
    namen = " en ".join(partij.naam for partij in form.wie.values())
    gelukt = f"Bewaard: {namen} tekende{'n' if len(form.wie) > 1 else ''} elektronisch."
    return doe(
        request,
        acties_papier.leg_getekende_pdf_vast,
        stuk,
        inhoud=inhoud,
        wie=form.wie,
        door=request.lid,
        gelukt=gelukt,
        form=form,
    )
