"""The scale of the school: what it is, and another one."""

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from gebruikers.antwoord import doe
from gebruikers.bladen import nummers
from gebruikers.deuren import wie_mag
from gebruikers.zicht import Recht, Schoolsoort, eis, mag
from opleidingsplannen.acties_schaal import vervang_schaal
from opleidingsplannen.forms_schaal import Schaalformulier
from opleidingsplannen.models import Schaal
from opleidingsplannen.models.schaal import HOOGSTENS, VIER_PUNTEN, Niveau, Vorm, niveaus_van


@wie_mag(Schoolsoort.SCHAAL)
@require_http_methods(["GET", "POST"])
def schaal(request):
    """Who may write replaces it, or goes back to the four points."""
    lid, nu = request.lid, Schaal.objects.nu(request.lid.school_id)
    niveaus = niveaus_van(nu)
    goed_vanaf = _nummer(request, "goed_vanaf") or _eerste_goede(niveaus)
    formulier = Schaalformulier(
        request.POST or None, initial=_rijen(niveaus), goed_vanaf=goed_vanaf
    )
    if request.method == "POST":
        eis(lid, Schoolsoort.SCHAAL, Recht.SCHRIJF)
        terug_naar_vier = "vier_punten" in request.POST
        if terug_naar_vier or formulier.is_valid():
            nieuwe = list(VIER_PUNTEN) if terug_naar_vier else formulier.niveaus
            if doe(
                request, vervang_schaal, nieuwe, gezien=_nummer(request, "gezien"), door=lid,
                gelukt="Vanaf nu beoordeelt de school in deze schaal.",
            ):  # fmt: skip
                return redirect("opleidingsplannen:schaal", lid.school.code)
    eerder = Schaal.objects.zichtbaar_voor(lid).select_related("door__gebruiker")
    context = {
        "niveaus": niveaus,
        "versie": nu.versie if nu else 0,
        "is_vier_punten": niveaus == VIER_PUNTEN,
        "eerder": eerder.order_by("-versie"),
        "formulier": formulier,
        "goed_vanaf": goed_vanaf,
        "schrijft": mag(lid, Schoolsoort.SCHAAL, Recht.SCHRIJF),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "opleidingsplannen/schaal.html", context, status=status)


def _nummer(request, naam: str) -> int:
    return next(iter(nummers([request.POST.get(naam, "")])), 0)


def _eerste_goede(niveaus: tuple[Niveau, ...]) -> int:
    return next(niveau.nummer for niveau in niveaus if niveau.goed)


def _rijen(niveaus: tuple[Niveau, ...]) -> list[dict]:
    """Those of now, and empty ones with a shape that is free."""
    vrij = [vorm for vorm in Vorm if vorm not in {niveau.vorm for niveau in niveaus}]
    leeg = [{"vorm": vorm} for vorm in vrij[: HOOGSTENS - len(niveaus)]]
    return [niveau._asdict() for niveau in niveaus] + leeg
