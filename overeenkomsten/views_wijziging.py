"""Amendments of a signed agreement: drawing one up, following who signs, taking it back."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.antwoord import deel_of_blad, doe, vraagt_deel
from gebruikers.rollen import STAF
from gebruikers.zicht import Recht, eis, mag
from overeenkomsten import acties_wijziging as acties
from overeenkomsten.controledeel import controledeel, te_versturen
from overeenkomsten.controles.wijzigingen import gevonden_in
from overeenkomsten.forms import WaaromForm
from overeenkomsten.forms_uurrooster import Uurrooster
from overeenkomsten.forms_wijziging import WijzigingForm
from overeenkomsten.models import Wijziging
from overeenkomsten.partijen import wie_tekent
from overeenkomsten.rechten_wijziging import (
    mag_aanbieden,
    mag_bewerken,
    mag_intrekken,
    mag_terugnemen,
    mag_verwijderen,
    mag_wijzigen,
)
from overeenkomsten.statussen import NOG_TE_TEKENEN
from overeenkomsten.views import DOCUMENT, te_schrijven, tekendeel
from overeenkomsten.views_tekenen import teken_eigen
from overeenkomsten.voor_en_na import verschillen, zonder_geld

ZELFDE_WEEK = "Dit is het uurrooster dat die dag al geldt: de wijziging brengt er geen ander."
BIJ_OVEREENKOMST = (
    "school",
    "traject__school",
    "traject__leerling__school",
    "opleiding",
    "vestiging__onderneming",
    "organisatie",
    "mentor",
    "plan__standaardtraject",
    "plaatsing__mentor",
)


def zoek_wijziging(request, wijziging_id: int) -> Wijziging:
    rijen = Wijziging.objects.zichtbaar_voor(request.lid).select_related(
        "school",
        "tekenversie",
        "bewijs",
        "mentor",
        "vestiging__onderneming",
        "plan__standaardtraject",
        "vertegenwoordiger",
        "ouder",
        "tweede_ouder",
        "tekent_voor_school__gebruiker",
        *(f"overeenkomst__{pad}" for pad in BIJ_OVEREENKOMST),
    )
    return get_object_or_404(rijen, pk=wijziging_id)


def wijziging_te_schrijven(request, wijziging_id: int) -> Wijziging:
    wijziging = zoek_wijziging(request, wijziging_id)
    eis(request.lid, DOCUMENT, Recht.SCHRIJF)
    return wijziging


@require_GET
def wijziging(request, wijziging_id: int):
    """What changes and who signed. HTMX asks the state alone while it changes."""
    wijziging = zoek_wijziging(request, wijziging_id)
    lid, leest_document = request.lid, mag(request.lid, DOCUMENT)
    request.deel = DOCUMENT if leest_document else None
    context = {
        "wijziging": wijziging,
        **tekendeel(request, wijziging),
        "leest_document": leest_document,
        "schrijft": mag(lid, DOCUMENT, Recht.SCHRIJF),
        "in_woorden": "" if lid.rol in STAF else wijziging.in_woorden,
    }
    if not vraagt_deel(request):  # HTMX asks every few seconds
        context |= _details(request, wijziging, context["tekenaars"])
    bladen = ("overeenkomsten/_staat_wijziging.html", "overeenkomsten/wijziging.html")
    return deel_of_blad(request, *bladen, context)


def _details(request, wijziging: Wijziging, tekenaars: list) -> dict:
    lid = request.lid
    prefetch_related_objects([wijziging.overeenkomst], "uurrooster")
    anders, concept = verschillen(wijziging), te_versturen(lid, wijziging)
    gevonden = gevonden_in(wijziging) if concept else []
    return {
        "verschillen": anders if mag(lid, DOCUMENT) else zonder_geld(anders),
        "gezien": "\n".join(map(str, anders)) if concept else "",
        "tekent": [partij.label for partij in wie_tekent(wijziging)] if concept else [],
        "aanbieden": mag_aanbieden(lid, wijziging, gevonden) if concept else None,
        "bewerken": mag_bewerken(lid, wijziging),
        "verwijderen": mag_verwijderen(lid, wijziging),
        "terugnemen": mag_terugnemen(lid, wijziging),
        "intrekken": wijziging.status in NOG_TE_TEKENEN and mag_intrekken(lid, wijziging),
        "ik_moet": next((t for t in tekenaars if t.van_mij and t.moet_tekenen), None),
        "reden": WaaromForm(),
        **controledeel(lid, wijziging, gevonden),
    }


@require_http_methods(["GET", "POST"])
def wijzig(request, overeenkomst_id: int):
    """A new amendment, with what holds filled in."""
    overeenkomst = te_schrijven(request, overeenkomst_id)
    if not (mag_zo := mag_wijzigen(request.lid, overeenkomst)):
        messages.error(request, mag_zo.reden)
        return redirect(overeenkomst)
    begin, einde = overeenkomst.begindatum, overeenkomst.laatste_dag
    nieuw = Wijziging(
        overeenkomst=overeenkomst,
        vanaf=min(max(timezone.localdate(), begin), einde),
        **overeenkomst.wie_tekent_weer(),
    )
    form = WijzigingForm(request.POST or None, instance=nieuw, lid=request.lid)
    if request.method == "POST" and form.is_valid() and doe(
        request, acties.maak, form.save(commit=False), door=request.lid, form=form,
        gelukt="Het concept is gemaakt. Kijk na wat er verandert, en verstuur het dan.",
    ):  # fmt: skip
        return _erna(form)
    return _formulier(request, form)


def _erna(form: WijzigingForm):
    """The timetable, when that is to change too; else what changes."""
    wijziging = form.instance
    if not form.cleaned_data.get("ander_uurrooster"):
        return redirect(wijziging)
    code = wijziging.overeenkomst.school.code
    return redirect("overeenkomsten:wijziging_uurrooster", code, wijziging.pk)


def _formulier(request, form: WijzigingForm):
    context = {"form": form, "wijziging": form.instance, "overeenkomst": form.instance.overeenkomst}
    return TemplateResponse(request, "overeenkomsten/wijzig.html", context)


@require_http_methods(["GET", "POST"])
def wijziging_bewerk(request, wijziging_id: int):
    wijziging = wijziging_te_schrijven(request, wijziging_id)
    if not (mag_zo := mag_bewerken(request.lid, wijziging)):
        messages.error(request, mag_zo.reden)
        return redirect(wijziging)
    form = WijzigingForm(request.POST or None, instance=wijziging, lid=request.lid)
    if request.method == "POST" and form.is_valid() and doe(
        request, acties.bewaar, form.save(commit=False), door=request.lid, form=form,
        gelukt="De wijziging is bewaard.",
    ):  # fmt: skip
        return _erna(form)
    return _formulier(request, form)


@require_http_methods(["GET", "POST"])
def wijziging_uurrooster(request, wijziging_id: int):
    """The week from that day on. As it was before: no part of the amendment."""
    wijziging = wijziging_te_schrijven(request, wijziging_id)
    if not (mag_zo := mag_bewerken(request.lid, wijziging)):
        messages.error(request, mag_zo.reden)
        return redirect(wijziging)
    rooster = Uurrooster(wijziging, request.POST or None)
    if request.method == "POST" and rooster.is_valid():
        stand = wijziging.overeenkomst.van_kracht_op(wijziging.vanaf)
        anders = rooster.blokken if rooster.is_anders_dan(stand) else []
        gelukt = "Het uurrooster is bewaard." if anders else ZELFDE_WEEK
        if doe(
            request, acties.bewaar, wijziging, door=request.lid, uurrooster=anders, gelukt=gelukt
        ):
            return redirect(wijziging)
    context = {"wijziging": wijziging, "rooster": rooster}
    return TemplateResponse(request, "overeenkomsten/wijziging_uurrooster.html", context)


@require_POST
def wijziging_bied_aan(request, wijziging_id: int):
    wijziging = wijziging_te_schrijven(request, wijziging_id)
    gezien = request.POST.get("gezien", "").replace("\r\n", "\n")
    gelukt = "Elke partij krijgt de vraag om te tekenen zodra het document er is."
    doe(request, acties.bied_aan, wijziging, gezien=gezien, door=request.lid, gelukt=gelukt)
    return redirect(wijziging)


@require_POST
def wijziging_naar_concept(request, wijziging_id: int):
    wijziging = wijziging_te_schrijven(request, wijziging_id)
    reden, gelukt = request.POST.get("reden", ""), "Je kan de wijziging weer bewerken."
    doe(request, acties.naar_concept, wijziging, reden=reden, door=request.lid, gelukt=gelukt)
    return redirect(wijziging)


@require_POST
def wijziging_trek_in(request, wijziging_id: int):
    wijziging = wijziging_te_schrijven(request, wijziging_id)
    reden = request.POST.get("reden", "")
    gelukt = "De wijziging is ingetrokken. Wie gevraagd was om te tekenen, krijgt bericht."
    doe(request, acties.trek_in, wijziging, reden=reden, door=request.lid, gelukt=gelukt)
    return redirect(wijziging)


@require_POST
def wijziging_verwijder(request, wijziging_id: int):
    wijziging = wijziging_te_schrijven(request, wijziging_id)
    gelukt = "Het concept is verwijderd."
    gedaan = doe(request, acties.verwijder, wijziging, door=request.lid, gelukt=gelukt)
    return redirect(wijziging.overeenkomst if gedaan else wijziging)


@require_http_methods(["GET", "POST"])
def wijziging_tekenen(request, wijziging_id: int):
    """One's own party: read, sign or decline."""
    return teken_eigen(request, zoek_wijziging(request, wijziging_id))
