"""Suspending one agreement, and the grounds that a school lets choose."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.deuren import wie_mag
from gebruikers.samen import te_beheren
from gebruikers.zicht import Informatie, Recht, Schoolsoort, eis
from leerlingen.schooljaar import begin_schooljaar, van_schooljaar
from overeenkomsten import acties_schorsing
from overeenkomsten.forms_schorsing import (
    HervatForm,
    SchorsForm,
    SchorsingsgrondForm,
    VergissingForm,
)
from overeenkomsten.models import Overeenkomst, Schorsing, Schorsingsgrond
from overeenkomsten.rechten_schorsing import mag_schorsen
from overeenkomsten.views import zoek_overeenkomst
from trajecten import acties_redenen
from trajecten.lijstbladen import Lijst

BIJ = ("overeenkomst__traject__leerling", "overeenkomst__traject__school")
GESCHORST = "De schorsing is bewaard. Wie ze aangaat, krijgt een mail zonder de reden."


def _bewaar(request, form: SchorsForm, actie, **erbij) -> bool:
    """Whether it was sent and is kept."""
    if request.method != "POST" or not form.is_valid():
        return False
    return doe(
        request, actie, form.instance, form.gekozen_reden(), door=request.lid, form=form,
        bij=None, gelukt=GESCHORST, **erbij,
    )  # fmt: skip


def _formulier(request, form: SchorsForm, overeenkomst: Overeenkomst, **context):
    context |= {
        "overeenkomst": overeenkomst,
        "form": form,
        "zonder_gronden": not form.fields["grond"].queryset.exists(),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "overeenkomsten/schors.html", context, status=status)


@require_http_methods(["GET", "POST"])
def schors(request, overeenkomst_id: int):
    overeenkomst = zoek_overeenkomst(request, overeenkomst_id)
    eis(request.lid, Informatie.OVEREENKOMST, Recht.SCHRIJF)
    if not (kan := mag_schorsen(request.lid, overeenkomst)):
        messages.error(request, kan.reden)
        return redirect(overeenkomst)
    nieuw = Schorsing(overeenkomst=overeenkomst)
    form = SchorsForm(request.POST or None, instance=nieuw, lid=request.lid)
    erbij = {}
    if form.is_bound and form.is_valid():
        erbij["eindereden"] = form.cleaned_data.get("eindereden")
    if _bewaar(request, form, acties_schorsing.schors, **erbij):
        return redirect(overeenkomst)
    return _formulier(request, form, overeenkomst)


def _te_wijzigen(request, schorsing_id: int) -> Schorsing:
    return te_beheren(request, Schorsing, schorsing_id, *BIJ)


@require_http_methods(["GET", "POST"])
def schorsing(request, schorsing_id: int):
    """Change the days or the reason; below it, take away a mistake."""
    rij = _te_wijzigen(request, schorsing_id)
    request.deel = Informatie.SCHORSINGSREDEN
    form = SchorsForm(request.POST or None, instance=rij, lid=request.lid)
    if _bewaar(request, form, acties_schorsing.wijzig_schorsing):
        return redirect(rij.overeenkomst)
    return _formulier(request, form, rij.overeenkomst, schorsing=rij, vergissing=VergissingForm())


@require_http_methods(["GET", "POST"])
def hervat(request, schorsing_id: int):
    rij = _te_wijzigen(request, schorsing_id)
    form = HervatForm(request.POST or None, schorsing=rij, lid=request.lid)
    if request.method == "POST" and form.is_valid():
        gelukt = "De overeenkomst loopt weer vanaf die dag. Wie het aangaat, krijgt een mail."
        if doe(
            request, acties_schorsing.hervat, rij, door=request.lid, form=form, bij="op",
            gelukt=gelukt, **form.cleaned_data,
        ):  # fmt: skip
            return redirect(rij.overeenkomst)
    context = {"overeenkomst": rij.overeenkomst, "schorsing": rij, "form": form}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "overeenkomsten/hervat.html", context, status=status)


@require_POST
def schorsing_weg(request, schorsing_id: int):
    rij = _te_wijzigen(request, schorsing_id)
    form = VergissingForm(request.POST)
    reden = form.cleaned_data["reden"] if form.is_valid() else ""
    doe(
        request, acties_schorsing.verwijder_schorsing, rij, reden=reden, door=request.lid,
        gelukt="De schorsing is weg. Wie ervan wist, krijgt een mail.",
    )  # fmt: skip
    return redirect(rij.overeenkomst)


GRONDEN = Lijst(
    model=Schorsingsgrond,
    form=SchorsingsgrondForm,
    adres="overeenkomsten:gronden",
    weg="overeenkomsten:grond_weg",
    blad="overeenkomsten/gronden.html",
    voorstel=acties_schorsing.BEGINLIJST,
    bewaar=acties_redenen.bewaar_reden,
    verwijder=acties_redenen.verwijder_reden,
)


@wie_mag(Schoolsoort.REFERENTIE)
@require_http_methods(["GET", "POST"])
def gronden(request):
    return GRONDEN.alle(request)


@wie_mag(Schoolsoort.REFERENTIE, Recht.SCHRIJF)
@require_POST
def vul_gronden(request):
    """Take over the grounds to begin with, for this school year and on."""
    van, _ = van_schooljaar(begin_schooljaar(timezone.localdate()))
    aantal = acties_schorsing.vul_gronden(request.lid.school, van, door=request.lid)
    messages.success(request, f"{aantal} gronden toegevoegd.")
    return GRONDEN.terug(request)


@require_http_methods(["GET", "POST"])
def grond(request, schorsingsgrond_id: int):
    return GRONDEN.een(request, schorsingsgrond_id)


@require_POST
def grond_weg(request, schorsingsgrond_id: int):
    return GRONDEN.haal_weg(request, schorsingsgrond_id)
