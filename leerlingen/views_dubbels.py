"""Who stands twice: find them, lay them side by side, make one of two or tell them apart, undo."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.bladen import blad_van
from gebruikers.deuren import wie_mag
from gebruikers.overgang import Weigering
from gebruikers.zicht import Informatie, Recht, Schoolsoort, eis
from leerlingen import acties_samenvoegen, dubbels
from leerlingen.forms_samenvoegen import SamenvoegForm
from leerlingen.models import Betrokkene, Leerling, Onderscheid, Samenvoeging
from leerlingen.vergelijking import (
    ouders_van,
    vergelijk,
    wat_hangt_waar,
)

ERBIJ = {
    Leerling: ("school", "gebruiker", "klas", "opleiding"),
    Betrokkene: ("school", "gebruiker", "leerling__school"),
}


@wie_mag(Schoolsoort.DUBBELS)
@require_GET
def lijst(request):
    """Pairs that look like one person; what was merged and can be undone; who was told apart."""
    blad = blad_van(request.GET, dubbels.paren(request.lid))
    apart = Onderscheid.objects.zichtbaar_voor(request.lid)[:25]
    modellen = {model._meta.model_name: model for model in (Leerling, Betrokkene)}
    uiteen = [dubbels.Paar(modellen[rij.soort], rij.een, rij.ander, []) for rij in apart]
    gelezen = dubbels.lees_rijen([*blad, *uiteen], request.lid)
    samen = Samenvoeging.objects.zichtbaar_voor(request.lid).terug_te_draaien()
    context = {
        "page_obj": blad,
        "paren": [paar for paar in gelezen if paar.waarom],
        "uiteen": [paar for paar in gelezen if not paar.waarom],
        "samen": samen.select_related("school", "leerling", "ouder__leerling", "door__gebruiker"),
    }
    return TemplateResponse(request, "leerlingen/dubbels.html", context)


@require_http_methods(["GET", "POST"])
def vergelijk_leerlingen(request, leerling_id: int, ander_id: int):
    return _vergelijk(request, Leerling, leerling_id, ander_id)


@require_http_methods(["GET", "POST"])
def vergelijk_ouders(request, betrokkene_id: int, ouder_id: int):
    return _vergelijk(request, Betrokkene, betrokkene_id, ouder_id)


@require_POST
def leerlingen_uiteen(request, leerling_id: int, ander_id: int):
    return _uiteen(request, Leerling, leerling_id, ander_id)


@require_POST
def ouders_uiteen(request, betrokkene_id: int, ouder_id: int):
    return _uiteen(request, Betrokkene, betrokkene_id, ouder_id)


def _twee(request, model: type, *pks: int) -> list:
    """The rows of a pair; not both when one went up in a merge. Whom one does not see: 404; who may
    not merge: 403."""
    zichtbaar = model.objects.zichtbaar_voor(request.lid).select_related(*ERBIJ[model])
    rijen = zichtbaar.in_bulk(pks)
    samen = len(rijen) < 2 and _samen(request, model, pks)
    if pks[0] not in rijen and not samen:
        raise Http404
    eis(request.lid, Schoolsoort.DUBBELS, Recht.SCHRIJF)
    if len(rijen) < 2 and not samen:
        raise Http404
    return list(rijen.values())


def _samen(request, model: type, pks: tuple[int, ...]) -> Samenvoeging | None:
    """The merge in which one of these went."""
    samen = Samenvoeging.objects.zichtbaar_voor(request.lid).van_kracht().filter(weg__in=pks)
    return (
        samen.filter(ouder__isnull=model is Leerling)
        .select_related("school", "leerling", "ouder")
        .first()
    )


def _vergelijk(request, model: type, *pks: int):
    rijen = _twee(request, model, *pks)
    if len(rijen) < 2:
        samen = _samen(request, model, pks)
        messages.info(
            request,
            "Deze twee zijn al samengevoegd."
            if samen.blijft.pk in pks
            else f"Een van deze twee ging op in {samen.blijft}.",
        )
        return redirect(samen)
    een, ander = rijen
    if model is Betrokkene and een.leerling_id != ander.leerling_id:
        messages.error(request, "Deze ouders horen bij twee verschillende leerlingen.")
        return redirect("leerlingen:dubbels", request.lid.school.code)
    vergelijking = vergelijk(een, ander)
    paren = ouders_van(vergelijking) if model is Leerling else []
    form = SamenvoegForm(request.POST or None, vergelijking=vergelijking, paren=paren)
    if request.method == "POST" and form.is_valid():
        try:
            samen = acties_samenvoegen.voeg_samen(een, ander, form.keuze(), door=request.lid)
        except Weigering as weigering:
            form.add_error(None, str(weigering))
        else:
            messages.success(request, "Samengevoegd. Een week lang kan je dit ongedaan maken.")
            return redirect(samen)
    request.toont = [getattr(rij, "leerling_id", rij.pk) for rij in rijen]
    request.deel = Informatie.CONTACT
    return TemplateResponse(
        request, "leerlingen/vergelijk.html", _blad(request, form, vergelijking)
    )


def _blad(request, form: SamenvoegForm, vergelijking) -> dict:
    is_leerling = isinstance(vergelijking.blijft, Leerling)
    apart = Onderscheid.objects.van(type(vergelijking.blijft)).select_related("door__gebruiker")
    pks = sorted((vergelijking.blijft.pk, vergelijking.gaat.pk))
    return {
        "form": form,
        "vergelijking": vergelijking,
        "leerling": vergelijking.blijft if is_leerling else vergelijking.blijft.leerling,
        "zijn_leerlingen": is_leerling,
        "hangt": wat_hangt_waar(vergelijking, request.lid),
        "apart": apart.zichtbaar_voor(request.lid).filter(een=pks[0], ander=pks[1]).first(),
    }


def _uiteen(request, model: type, *pks: int):
    rijen = _twee(request, model, *pks)
    if len(rijen) < 2:
        messages.error(request, acties_samenvoegen.NIET_MEER)
    else:
        zin = "Onthouden: dit zijn twee verschillende personen."
        doe(request, acties_samenvoegen.houd_uiteen, *rijen, door=request.lid, gelukt=zin)
    return redirect("leerlingen:dubbels", request.lid.school.code)


def _samenvoeging(request, samenvoeging_id: int) -> Samenvoeging:
    zichtbaar = Samenvoeging.objects.zichtbaar_voor(request.lid)
    erbij = ("school", "leerling__school", "ouder", "door__gebruiker", "ongedaan_door__gebruiker")
    return get_object_or_404(zichtbaar.select_related(*erbij), pk=samenvoeging_id)


@require_GET
def samenvoeging(request, samenvoeging_id: int):
    """What was merged, by whom and why, and the way back for a week."""
    rij = _samenvoeging(request, samenvoeging_id)
    request.toont, request.deel = [rij.leerling_id], Informatie.CONTACT
    return TemplateResponse(request, "leerlingen/samenvoeging.html", {"samenvoeging": rij})


@require_POST
def maak_ongedaan(request, samenvoeging_id: int):
    rij = _samenvoeging(request, samenvoeging_id)
    eis(request.lid, Schoolsoort.DUBBELS, Recht.SCHRIJF)

    def gelukt(gebleven: list[str]) -> str:
        return f"Ongedaan gemaakt{', op wat hieronder staat na' if gebleven else ''}."

    doe(request, acties_samenvoegen.maak_ongedaan, rij, door=request.lid, gelukt=gelukt)
    return redirect(rij)
