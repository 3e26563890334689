"""Tasks of a traject: give one, change it, tick it off; and one for several trajecten at once."""

from collections.abc import Callable

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from gebruikers.antwoord import doe, vraagt_deel
from gebruikers.bladen import nummers
from gebruikers.deuren import wie_mag
from gebruikers.middleware import vorige_bladzijde
from gebruikers.overgang import Weigering
from gebruikers.samen import te_beheren
from gebruikers.zicht import Informatie, Recht, eis
from trajecten import acties_taak
from trajecten.forms_taak import TaakForm, VoorAllenForm
from trajecten.models import Taak, Traject
from trajecten.takendeel import takendeel
from trajecten.views import zichtbaar_traject

TOEGEVOEGD = "De taak is toegevoegd."
GEVINKT = "taak-gevinkt"  # to the page where the press was made: what it counts has changed


def _te_wijzigen(request, taak_id: int, wat: Recht = Recht.SCHRIJF) -> Taak:
    erbij = ("traject__leerling", "traject__school", "voor", "door__gebruiker")
    return te_beheren(request, Taak, taak_id, *erbij, wat=wat)


def _deel_url(traject: Traject) -> str:
    return f"{traject.get_absolute_url()}?deel=taken#delen"


def _deel(request, traject: Traject, **meer):
    """The part as HTMX puts it back in the file; a form that is not right as well."""
    context = takendeel(request.lid, traject, **meer) | {"traject": traject}
    return TemplateResponse(request, "trajecten/_taken.html", context)


@require_http_methods(["GET", "POST"])
def nieuwe_taak(request, traject_id: int):
    """Give a task, from the file itself."""
    traject = zichtbaar_traject(request, traject_id)
    eis(request.lid, Informatie.TAAK, Recht.SCHRIJF)
    form = TaakForm(request.POST or None, instance=Taak(traject=traject), traject=traject)
    if request.method == "POST" and form.is_valid():
        gelukt = "" if vraagt_deel(request) else TOEGEVOEGD
        if doe(
            request, acties_taak.geef_taak, [traject], door=request.lid, form=form, gelukt=gelukt,
            **form.cleaned_data,
        ):  # fmt: skip
            if vraagt_deel(request):
                return _deel(request, traject, zin=TOEGEVOEGD)
            return redirect(_deel_url(traject))
    if vraagt_deel(request):
        return _deel(request, traject, form=form)
    return _formulier(request, form, traject, "Taak toevoegen")


@require_http_methods(["GET", "POST"])
def taak(request, taak_id: int):
    """Change what it says, for whom or by when; or take it away."""
    taak = _te_wijzigen(request, taak_id)
    form = TaakForm(request.POST or None, instance=taak, traject=taak.traject)
    if request.method == "POST" and form.is_valid() and doe(
        request, acties_taak.wijzig_taak, form.save(commit=False), door=request.lid, form=form,
        gelukt="De taak is bewaard.",
    ):  # fmt: skip
        return redirect(_deel_url(taak.traject))
    return _formulier(request, form, taak.traject, "Taak wijzigen", taak=taak)


def _formulier(request, form, traject: Traject, titel: str, *, taak: Taak | None = None):
    context = {"form": form, "traject": traject, "titel": titel, "taak": taak}
    context["terug"] = _deel_url(traject)
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "trajecten/taak.html", context, status=status)


@require_POST
def taak_gedaan(request, taak_id: int):
    return _vink(request, taak_id, acties_taak.vink_af, "Gedaan: {}.")


@require_POST
def taak_open(request, taak_id: int):
    return _vink(request, taak_id, acties_taak.maak_ongedaan, "{} staat weer open.")


def _vink(request, taak_id: int, actie: Callable, gelukt: str):
    """Where the press was made: of the file the part anew, elsewhere (`rij`) that one row, and
    that page counts anew."""
    taak = _te_wijzigen(request, taak_id, Recht.SCHRIJF | Recht.VINK)
    zin, fout = gelukt.format(taak), ""
    if not vraagt_deel(request):
        doe(request, actie, taak, door=request.lid, gelukt=zin)
        return redirect(vorige_bladzijde(request))
    try:
        taak = actie(taak, door=request.lid)
    except Weigering as weigering:
        zin, fout = "", str(weigering)
    if "rij" not in request.POST:
        return _deel(request, taak.traject, fout=fout, zin=zin, net=taak.pk)
    taak.te_vinken = True
    context = {"taak": taak, "rij": True, "schrijft": False, "fout": fout, "zin": zin}
    antwoord = TemplateResponse(request, "trajecten/_taak_elders.html", context)
    return trigger_client_event(antwoord, GEVINKT)


@require_POST
def taak_weg(request, taak_id: int):
    """Not to be done after all."""
    taak = _te_wijzigen(request, taak_id)
    zin = f"{taak} is weg."
    doe(request, acties_taak.neem_taak_weg, taak, door=request.lid, gelukt=zin)
    return redirect(_deel_url(taak.traject))


@require_POST
def taken_weg(request, traject_id: int):
    """Of a traject that is closed: all that is left."""
    traject = zichtbaar_traject(request, traject_id)
    eis(request.lid, Informatie.TAAK, Recht.SCHRIJF)
    doe(
        request, acties_taak.neem_resterende_weg, traject, door=request.lid,
        gelukt="Wat nog open stond, is weg.",
    )  # fmt: skip
    return redirect(_deel_url(traject))


@wie_mag(Informatie.TAAK, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def geef_taak(request):
    """The same task for each of the trajecten that the address names (`?traject=`, more than once),
    as far as one sees them."""
    gekozen = request.POST.getlist("traject") or request.GET.getlist("traject")
    trajecten = Traject.objects.zichtbaar_voor(request.lid).filter(pk__in=nummers(gekozen))
    trajecten = list(trajecten.select_related("leerling"))
    form = VoorAllenForm(request.POST or None)
    if trajecten and request.method == "POST" and form.is_valid():
        gelukt = f"De taak staat bij {len(trajecten)} leerling{'en' if len(trajecten) > 1 else ''}."
        if doe(
            request, acties_taak.geef_taak, trajecten, door=request.lid, gelukt=gelukt,
            **form.cleaned_data,
        ):  # fmt: skip
            return redirect("overzichten:leerlingen", request.lid.school.code)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "trajecten": trajecten}
    return TemplateResponse(request, "trajecten/geef_taak.html", context, status=status)
