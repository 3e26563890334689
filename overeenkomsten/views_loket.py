"""A list from the counter beside ours: bring it, say what its columns are, look, take over."""

from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.antwoord import deel_of_blad, doe
from gebruikers.bladen import blad_van, nummers
from gebruikers.deuren import wie_mag
from gebruikers.overgang import Weigering
from gebruikers.zicht import Informatie, Recht, eis
from overeenkomsten import acties_loket
from overeenkomsten.forms_loket import LijstForm, LoketKoppelForm
from overeenkomsten.loketvergelijking import DELEN
from overeenkomsten.models import Loketlijst, Overeenkomst

DOCUMENT = Informatie.OVEREENKOMSTDOCUMENT
PER_BLAD = 50


def _lijst(request, loketlijst_id: int) -> Loketlijst:
    zichtbaar = Loketlijst.objects.zichtbaar_voor(request.lid).select_related("school", "opdracht")
    lijst = get_object_or_404(zichtbaar, pk=loketlijst_id)
    eis(request.lid, DOCUMENT, Recht.SCHRIJF)
    return lijst


@wie_mag(DOCUMENT, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def nieuwe_loketlijst(request):
    form = LijstForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(acties_loket.ontvang(door=request.lid, **form.cleaned_data))
        except Weigering as weigering:
            form.add_error("bestand" if form.cleaned_data["bestand"] else "tekst", str(weigering))
    eigen = Loketlijst.objects.zichtbaar_voor(request.lid).exclude(rijen=[])
    context = {"form": form, "vorige": eigen.select_related("school").defer("rijen").first()}
    return TemplateResponse(request, "overeenkomsten/loketlijst_nieuw.html", context)


@require_GET
def loketlijst(request, loketlijst_id: int):
    """Where this list stands: to be mapped, being compared, or what came of it."""
    lijst = _lijst(request, loketlijst_id)
    context = {"lijst": lijst, "deel": None}
    if lijst.is_gewist or lijst.is_bezig or lijst.is_gestopt:
        pass
    elif lijst.uitkomst is None:
        return redirect("overeenkomsten:loketlijst_koppel", lijst.school.code, lijst.pk)
    else:
        context |= _uitkomst(request, lijst)
    bladen = ("overeenkomsten/_loketlijst.html", "overeenkomsten/loketlijst.html")
    return deel_of_blad(request, *bladen, context)


def _uitkomst(request, lijst: Loketlijst) -> dict:
    delen = lijst.uitkomst["delen"]
    fouten = lijst.uitkomst["fouten"]
    aantallen = {deel: len(delen[deel]) for deel in DELEN} | {"fouten": len(fouten)}
    eerste = next((deel for deel in DELEN if aantallen[deel]), "gelijk")
    deel = request.GET.get("deel", eerste)
    deel = deel if deel in aantallen else eerste
    regels = fouten if deel == "fouten" else delen[deel]
    blad = blad_van(request.GET, regels, PER_BLAD)
    return {
        "deel": deel,
        "delen": [
            (d, DELEN.get(d, "niet gelezen"), n) for d, n in aantallen.items() if n or d == deel
        ],
        "page_obj": blad,
        "regels": blad if deel == "fouten" else _gezien(request, blad),
        "resultaat": _laatste_resultaat(lijst),
        "over_te_nemen": deel != "fouten" and any(regel.get("over") for regel in blad),
        "zeker": len(acties_loket.over_te_nemen(lijst, zeker=True)),
    }


def _gezien(request, regels) -> list[dict]:
    """Without those whose file one does not see any more."""
    zichtbaar = Overeenkomst.objects.zichtbaar_voor(request.lid)
    pks = [pk for regel in regels if (pk := regel.get("overeenkomst"))]
    nog = set(zichtbaar.filter(pk__in=pks).values_list("pk", flat=True))
    return [regel for regel in regels if regel.get("overeenkomst") in {None, *nog}]


def _laatste_resultaat(lijst: Loketlijst) -> dict | None:
    """What the last taking over did, while it is the last thing that was asked."""
    opdracht = lijst.opdracht
    if not (opdracht and opdracht.regels):
        return None
    zin = opdracht.zin or "Het overnemen stopte voor het einde. Wat al overgenomen was, blijft."
    return {"zin": zin, "regels": opdracht.regels}


@require_http_methods(["GET", "POST"])
def loketlijst_koppel(request, loketlijst_id: int):
    lijst = _lijst(request, loketlijst_id)
    if lijst.is_gewist or lijst.is_bezig:
        return redirect(lijst)
    eerder = lijst.koppeling or acties_loket.eerdere_koppeling(lijst.school_id)
    form = LoketKoppelForm(request.POST or None, lijst=lijst, eerder=eerder)
    if request.method == "POST" and form.is_valid() and doe(
        request, acties_loket.koppel, lijst, door=request.lid, form=form, **form.wat
    ):  # fmt: skip
        return redirect(lijst)
    context = {"lijst": lijst, "form": form}
    return TemplateResponse(request, "overeenkomsten/loketlijst_koppel.html", context)


@require_POST
def loketlijst_neem_over(request, loketlijst_id: int):
    lijst = _lijst(request, loketlijst_id)
    rijen = nummers(request.POST.getlist("rij"))
    if request.POST.get("alles"):
        rijen = [regel["rij"] for regel in acties_loket.over_te_nemen(lijst, zeker=True)]
    doe(request, acties_loket.neem_over, lijst, rijen, door=request.lid)
    return redirect(lijst)


@require_POST
def loketlijst_weg(request, loketlijst_id: int):
    lijst = _lijst(request, loketlijst_id)
    doe(request, acties_loket.verwerp, lijst, door=request.lid, gelukt="De lijst is gewist.")
    return redirect("overeenkomsten:nieuwe_loketlijst", request.lid.school.code)
