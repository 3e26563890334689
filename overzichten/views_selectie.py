"""What one does with several learners of the caseload at once."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from gebruikers.bladen import gevraagd, nummers
from gebruikers.deuren import alleen_voor, wie_mag
from gebruikers.namens import door_vervanging
from gebruikers.overgang import Weigering, eis_voorstel
from gebruikers.rollen import SCHOOLTEAM
from gebruikers.zicht import Informatie, Recht, Schoolsoort, mag
from overzichten.adressen import adres, naar_caseload
from overzichten.forms import OverdrachtForm
from overzichten.selectie import NIEMAND, Selectie, afdruk
from overzichten.steekkaarten import HOOGSTENS, steekkaarten
from overzichten.uitvoer import vraag_uitvoer
from trajecten.acties_overdracht import Overdracht, draag_over
from trajecten.models import Traject

NIET_NU = "Deze steekkaarten zie je alleen in de dagen waarin je iemand vervangt."


def terug_naar_de_lijst(request, selectie: Selectie, zin: str):
    messages.warning(request, zin)
    return naar_caseload(request.lid, selectie.filter.adres)


@alleen_voor(*SCHOOLTEAM)
@require_GET
def kaarten(request):
    """A card for each learner, made to be printed: of those that were chosen, or of whom one gets
    to see by a replacement."""
    selectie = Selectie(request.GET, request.lid, om_mee_te_nemen=True)
    trajecten, niemand = selectie.trajecten, NIEMAND
    if nummer := nummers([gevraagd(request, "vervanging")["vervanging"]]):
        door = door_vervanging(request.lid, nummer[0])
        trajecten = Traject.objects.zichtbaar_voor(request.lid).open().filter(door)
        trajecten, niemand = trajecten.order_by("leerling__zoeknaam", "pk"), NIET_NU
    kaarten = steekkaarten(request.lid, trajecten)
    if not kaarten:
        return terug_naar_de_lijst(request, selectie, niemand)
    aantal = len(kaarten) if len(kaarten) < HOOGSTENS else trajecten.count()
    request.toont = [kaart.rij.traject.leerling_id for kaart in kaarten]
    if mag(request.lid, Informatie.CONTACT):
        request.deel = Informatie.CONTACT
    context = {"kaarten": kaarten, "aantal": aantal, "hoogstens": HOOGSTENS}
    return TemplateResponse(request, "overzichten/steekkaarten.html", context)


@wie_mag(Schoolsoort.OPDRACHTEN)
@require_http_methods(["GET", "POST"])
def uitvoer(request):
    """Make a spreadsheet of these learners, in the background."""
    selectie = Selectie(request.GET, request.lid, om_mee_te_nemen=True)
    if request.method == "POST":
        try:
            opdracht = vraag_uitvoer(selectie, door=request.lid)
        except Weigering as weigering:
            messages.error(request, str(weigering))
            return naar_caseload(request.lid, selectie.filter.adres)
        return redirect("gebruikers:opdracht", request.lid.school.code, opdracht.pk)
    aantal = selectie.trajecten.count()
    if not aantal:
        return terug_naar_de_lijst(request, selectie, NIEMAND)
    return TemplateResponse(request, "overzichten/uitvoer.html", {"aantal": aantal})


@wie_mag(Informatie.TAAK, Recht.SCHRIJF)
@require_GET
def taak(request):
    """On to the page where all of these get the same task."""
    return _met_deze_naar(request, "trajecten:geef_taak")


@wie_mag(Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
@require_GET
def opmaken(request):
    """On to the page where each of these gets a draft at the same workplace."""
    return _met_deze_naar(request, "overeenkomsten:maak_samen")


def _met_deze_naar(request, naam: str):
    selectie = Selectie(request.GET, request.lid)
    trajecten, fout = selectie.samen
    if fout:
        return terug_naar_de_lijst(request, selectie, fout)
    welke = urlencode({"traject": [traject.pk for traject in trajecten]}, doseq=True)
    return redirect(f"{adres(request.lid, naam)}?{welke}")


@wie_mag(Informatie.VERLOOP, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def overdracht(request):
    """Hand these learners, and no others than the page showed, to a colleague for good."""
    lid, selectie = request.lid, Selectie(request.GET, request.lid)
    trajecten, fout = selectie.samen
    if fout:
        return terug_naar_de_lijst(request, selectie, fout)
    form = OverdrachtForm(request.POST or None, lid=lid)
    if request.method == "POST" and form.is_valid():
        try:
            eis_voorstel(afdruk(trajecten), gezien=request.POST.get("gezien", ""))
            gedaan = draag_over(trajecten, door=lid, **form.wat)
        except Weigering as weigering:
            form.add_error(None, str(weigering))
        else:
            _meld(request, gedaan, form.cleaned_data["naar"])
            return naar_caseload(request.lid, selectie.filter.adres)
    context = {
        "form": form,
        "trajecten": trajecten,
        "gezien": afdruk(trajecten),
        "terug": selectie.filter.adres,
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "overzichten/overdracht.html", context, status=status)


def _meld(request, gedaan: Overdracht, naar) -> None:
    woord = "leerling" if len(gedaan.gelukt) == 1 else "leerlingen"
    messages.success(
        request, f"{naar.gebruiker} neemt {len(gedaan.gelukt)} {woord} over en kreeg een mail."
    )
    if gedaan.niet:
        messages.warning(request, "Niet overgedragen: " + " ".join(gedaan.niet))
