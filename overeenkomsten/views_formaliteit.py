"""The formalities of employers: noting them for an agreement, and the school's list."""

from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from gebruikers.antwoord import doe, vraagt_deel
from gebruikers.deuren import wie_mag
from gebruikers.overgang import Weigering
from gebruikers.samen import te_wijzigen
from gebruikers.zicht import Informatie, Recht, Schoolsoort, eis
from overeenkomsten import acties_formaliteit
from overeenkomsten.formaliteitdeel import formaliteitdeel
from overeenkomsten.forms_formaliteit import FormaliteitdagForm, FormaliteitForm
from overeenkomsten.models import Formaliteit, Formaliteitdag, Overeenkomst
from overeenkomsten.views import zoek_overeenkomst
from trajecten.lijstbladen import Lijst

REGELS = Schoolsoort.OVEREENKOMSTREGELS


def _te_noteren(request, overeenkomst_id: int, formaliteit_id: int):
    overeenkomst = zoek_overeenkomst(request, overeenkomst_id)
    request.deel = Informatie.FORMALITEIT
    eis(request.lid, Informatie.FORMALITEIT, Recht.SCHRIJF)
    lijst = Formaliteit.objects.filter(school=overeenkomst.school_id)
    return overeenkomst, get_object_or_404(lijst, pk=formaliteit_id)


def _terug(request, overeenkomst: Overeenkomst, actie, formaliteit: Formaliteit, zin: str):
    """Do it; the list alone to HTMX, the page of the agreement to a browser."""
    if not vraagt_deel(request):
        doe(request, actie, overeenkomst, formaliteit, door=request.lid, gelukt=zin)
        return redirect(f"{overeenkomst.get_absolute_url()}#formaliteiten")
    fout = ""
    try:
        actie(overeenkomst, formaliteit, door=request.lid)
    except Weigering as weigering:
        fout = str(weigering)
    deel = formaliteitdeel(request.lid, overeenkomst, fout)
    context = {"overeenkomst": overeenkomst, "open": True, **deel}
    return TemplateResponse(request, "overeenkomsten/_formaliteiten.html", context)


@require_http_methods(["GET", "POST"])
def formaliteit(request, overeenkomst_id: int, formaliteit_id: int):
    """When it was in order, or why it is not needed."""
    overeenkomst, wat = _te_noteren(request, overeenkomst_id, formaliteit_id)
    rij = te_wijzigen(request, overeenkomst.formaliteitdagen.filter(formaliteit=wat)).first()
    rij = rij or Formaliteitdag(overeenkomst=overeenkomst, formaliteit=wat)
    form = FormaliteitdagForm(request.POST or None, instance=rij)
    if request.method == "POST" and form.is_valid() and doe(
        request, acties_formaliteit.noteer_formaliteit, form.instance, door=request.lid, form=form,
        gelukt=f"Bewaard: {wat}.",
    ):  # fmt: skip
        return redirect(f"{overeenkomst.get_absolute_url()}#formaliteiten")
    context = {"overeenkomst": overeenkomst, "wat": wat, "form": form}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "overeenkomsten/formaliteit.html", context, status=status)


@require_POST
def formaliteit_vandaag(request, overeenkomst_id: int, formaliteit_id: int):
    overeenkomst, wat = _te_noteren(request, overeenkomst_id, formaliteit_id)
    zin = f"Bewaard: {wat} is vandaag in orde."
    return _terug(request, overeenkomst, acties_formaliteit.noteer_vandaag, wat, zin)


@require_POST
def formaliteit_wis(request, overeenkomst_id: int, formaliteit_id: int):
    overeenkomst, wat = _te_noteren(request, overeenkomst_id, formaliteit_id)
    zin = f"{wat} staat weer open."
    return _terug(request, overeenkomst, acties_formaliteit.wis_formaliteit, wat, zin)


FORMALITEITEN = Lijst(
    model=Formaliteit,
    form=FormaliteitForm,
    adres="overeenkomsten:formaliteiten",
    weg="overeenkomsten:lijstformaliteit_weg",
    blad="overeenkomsten/formaliteiten.html",
    voorstel=acties_formaliteit.BEGINLIJST,
    bewaar=acties_formaliteit.bewaar_formaliteit,
    verwijder=acties_formaliteit.verwijder_formaliteit,
    ongebruikt="Nog nergens genoteerd.",
    na_afloop="Na de laatste dag vragen we ze niet meer.",
)


@wie_mag(REGELS)
@require_http_methods(["GET", "POST"])
def formaliteiten(request):
    return FORMALITEITEN.alle(request)


@wie_mag(REGELS, Recht.SCHRIJF)
@require_POST
def vul_formaliteiten(request):
    """Take over those to begin with, for agreements that begin from today."""
    doe(
        request, acties_formaliteit.vul_formaliteiten, request.lid.school, timezone.localdate(),
        door=request.lid, gelukt=lambda aantal: f"{aantal} formaliteiten toegevoegd.",
    )  # fmt: skip
    return FORMALITEITEN.terug(request)


@require_http_methods(["GET", "POST"])
def lijstformaliteit(request, formaliteit_id: int):
    return FORMALITEITEN.een(request, formaliteit_id)


@require_POST
def lijstformaliteit_weg(request, formaliteit_id: int):
    return FORMALITEITEN.haal_weg(request, formaliteit_id)
