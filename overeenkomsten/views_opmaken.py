"""Drawing an agreement up: making one, its facts, its timetable."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from gebruikers.antwoord import doe
from gebruikers.bladen import blad_van, gevraagd
from gebruikers.overgang import Weigering
from gebruikers.zicht import Recht, eis
from overeenkomsten import acties
from overeenkomsten.forms import OvereenkomstForm
from overeenkomsten.forms_uurrooster import Uurrooster
from overeenkomsten.in_woorden import vervallen_in_woorden
from overeenkomsten.models import Ondertekenaar, Overeenkomst
from overeenkomsten.rechten import mag_bewerken
from overeenkomsten.soorten import REGELS
from overeenkomsten.statussen import Soort, Status
from overeenkomsten.views import DOCUMENT, te_schrijven
from overeenkomsten.voorbeeldweek import Voorbeeldweek
from overeenkomsten.voorstel import (
    mogelijke_soorten,
    opleiding_van,
    passende_organisaties,
    passende_vestigingen,
    voorstel,
)
from trajecten.models import Traject
from werkplekken.models import Organisatie, Vestiging

KEUZES = {
    Soort.OAO: "Duaal leren op een werkplek",
    Soort.AEO: "Aanloop bij een externe organisator",
    Soort.AWP: "Aanloop op een werkplek",
}


def _soort(request, traject: Traject) -> Soort:
    """The kind chosen in the address, if the phase allows it; else what fits the learner."""
    mogelijk = mogelijke_soorten(traject)
    gekozen = gevraagd(request, "soort")["soort"]
    return next((soort for soort in mogelijk if soort == gekozen), mogelijk[0])


def _plek(request, soort: Soort) -> Vestiging | Organisatie | None:
    """The site or the organiser chosen in the address, if this person may choose it."""
    bij = REGELS[soort].bij
    gekozen = gevraagd(request, "vestiging", "organisatie")[bij]
    if not gekozen.isdecimal():
        return None
    zichtbaar = {
        "vestiging": Vestiging.objects.select_related("onderneming__school"),
        "organisatie": Organisatie.objects.select_related("school"),
    }[bij]
    return get_object_or_404(zichtbaar.zichtbaar_voor(request.lid), pk=gekozen)


@require_http_methods(["GET", "POST"])
def nieuw(request, traject_id: int):
    """First the kind and the place, then the facts, filled in with what is known."""
    zichtbaar = Traject.objects.zichtbaar_voor(request.lid).select_related("leerling", "school")
    traject = get_object_or_404(zichtbaar, pk=traject_id)
    eis(request.lid, DOCUMENT, Recht.SCHRIJF)
    soort = _soort(request, traject)
    plek, opleiding = _plek(request, soort), opleiding_van(traject, REGELS[soort].opleiding)
    if plek is None or opleiding is None:
        return _kies(request, traject, soort, opleiding)
    instance = voorstel(traject, plek, opleiding, request.lid, soort)
    form = OvereenkomstForm(request.POST or None, instance=instance, lid=request.lid)
    if request.method == "POST" and form.is_valid():
        try:
            acties.maak(form.save(commit=False), door=request.lid)
        except Weigering as weigering:
            hier = {REGELS[soort].bij: plek, "status": Status.CONCEPT}
            bestaand = traject.overeenkomsten.filter(**hier)
            if concept := bestaand.first():
                messages.info(request, f"{weigering} Je ziet het hier.")
                return redirect(concept)
            form.add_error(None, str(weigering))
        else:
            messages.success(request, "Het concept is gemaakt. Vul nu het uurrooster in.")
            return redirect("overeenkomsten:uurrooster", request.lid.school.code, instance.pk)
    context = {"form": form, "traject": traject, "voorstel": instance, "overeenkomst": None}
    return TemplateResponse(request, "overeenkomsten/formulier.html", context)


def _kies(request, traject: Traject, soort: Soort, opleiding):
    gezocht, regels = gevraagd(request, "q")["q"], REGELS[soort]
    if regels.bij == "organisatie":
        rijen = passende_organisaties(request.lid, gezocht)
    else:
        rijen = passende_vestigingen(request.lid, traject, gezocht)
    context = {
        "soort": soort,
        "regels": regels,
        "keuzes": [(keuze.value, KEUZES[keuze]) for keuze in mogelijke_soorten(traject)],
        "traject": traject,
        "opleiding": opleiding,
        "gezocht": gezocht,
        "page_obj": blad_van(request.GET, rijen),
    }
    return TemplateResponse(request, "overeenkomsten/kies.html", context)


@require_http_methods(["GET", "POST"])
def bewerk(request, overeenkomst_id: int):
    overeenkomst = te_schrijven(request, overeenkomst_id)
    if not (mag_zo := mag_bewerken(request.lid, overeenkomst)):
        messages.error(request, mag_zo.reden)
        return redirect(overeenkomst)
    form = OvereenkomstForm(request.POST or None, instance=overeenkomst, lid=request.lid)
    klaar = request.method == "POST" and _kent_stand(request, overeenkomst) and form.is_valid()
    if klaar and _wijzig(request, form):
        return redirect(overeenkomst)
    context = {
        "form": form,
        "traject": overeenkomst.traject,
        "voorstel": overeenkomst,
        "overeenkomst": overeenkomst,
    }
    return TemplateResponse(request, "overeenkomsten/formulier.html", context)


def _kent_stand(request, overeenkomst: Overeenkomst) -> bool:
    """Whether the page warned that saving voids what was sent: it may be sent since."""
    verstuurd = overeenkomst.status == Status.TER_ONDERTEKENING
    if not verstuurd or request.POST.get("stand") == overeenkomst.status:
        return True
    messages.error(
        request,
        "Deze overeenkomst is intussen verstuurd. Er is nog niets bewaard. Bewaar je opnieuw, dan "
        "vervallen alle handtekeningen en links.",
    )
    return False


def _bewaard(wat: str) -> Callable:
    """The sentence for `doe`, of the parties whose request to sign the change voided."""

    def zin(vervallen: list[Ondertekenaar]) -> str:
        return f"{wat} {vervallen_in_woorden(vervallen)}".strip()

    return zin


def _wijzig(request, form: OvereenkomstForm) -> bool:
    """Save what changed, if anything did: a press without a change voids no signature."""
    if not form.is_gewijzigd:
        messages.info(request, "Er is niets gewijzigd.")
        return True
    return doe(
        request,
        acties.wijzig,
        form.save(commit=False),
        door=request.lid,
        gelukt=_bewaard("De overeenkomst is bewaard."),
    )


@require_http_methods(["GET", "POST"])
def uurrooster(request, overeenkomst_id: int):
    """The week, as an annex. `?voorbeeld=1` fills an example in to start from."""
    overeenkomst = te_schrijven(request, overeenkomst_id)
    if not (mag_zo := mag_bewerken(request.lid, overeenkomst)):
        messages.error(request, mag_zo.reden)
        return redirect(overeenkomst)
    vraagt = "voorbeeld" in request.GET and not request.POST
    voorbeeld = Voorbeeldweek(overeenkomst) if vraagt else None
    rooster = Uurrooster(overeenkomst, request.POST or None, voorbeeld=voorbeeld)
    klaar = request.method == "POST" and _kent_stand(request, overeenkomst) and rooster.is_valid()
    if klaar and (not rooster.is_gewijzigd or _bewaar_rooster(request, overeenkomst, rooster)):
        return redirect(overeenkomst)
    te_kort = voorbeeld.zin if voorbeeld else ""
    context = {"overeenkomst": overeenkomst, "rooster": rooster, "te_kort": te_kort}
    return TemplateResponse(request, "overeenkomsten/uurrooster.html", context)


def _bewaar_rooster(request, overeenkomst: Overeenkomst, rooster: Uurrooster) -> bool:
    return doe(
        request,
        acties.wijzig,
        overeenkomst,
        door=request.lid,
        uurrooster=rooster.blokken,
        gelukt=_bewaard("Het uurrooster is bewaard."),
    )
