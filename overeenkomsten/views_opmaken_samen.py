"""Drafts for several learners of the caseload at one workplace: choose it, look, confirm."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from gebruikers.bladen import blad_van, gevraagd, nummers
from gebruikers.overgang import Weigering, eis_voorstel
from leerlingen.models import Opleiding
from opleidingsplannen.models import Opleidingsplan, Planstatus
from overeenkomsten.acties_opmaken import vraag_opmaken
from overeenkomsten.acties_samen import HOOGSTENS, nieuwe_sleutel
from overeenkomsten.forms_opmaken import OpmakenForm
from overeenkomsten.selectie import afdruk
from overeenkomsten.views import DOCUMENT
from overeenkomsten.views_samen import ALLEEN_SCHRIJVERS
from overeenkomsten.voorstel import vestigingen
from trajecten.models import Inschrijving, Traject
from werkplekken.models import Vestiging

NIEMAND = "Vink eerst een of meer leerlingen aan."
TE_VEEL = f"Kies hoogstens {HOOGSTENS} leerlingen tegelijk."


def _trajecten(request) -> list[Traject]:
    """One more than can be done at once, when there are too many; each with `duaal`, their
    enrolments in duaal leren, and `akkoord`, the plan that was agreed."""
    duaal = Inschrijving.objects.filter(opleiding__soort=Opleiding.Soort.DUAAL)
    akkoord = Opleidingsplan.objects.zichtbaar_voor(request.lid).filter(status=Planstatus.AKKOORD)
    zichtbaar = Traject.objects.zichtbaar_voor(request.lid).select_related("leerling", "school")
    zichtbaar = zichtbaar.filter(pk__in=nummers(request.GET.getlist("traject")))
    zichtbaar = zichtbaar.prefetch_related(
        Prefetch("inschrijvingen", duaal.select_related("opleiding"), to_attr="duaal"),
        Prefetch("plannen", akkoord, to_attr="akkoord"),
    )
    return list(zichtbaar.order_by("leerling__zoeknaam", "pk")[: HOOGSTENS + 1])


@ALLEEN_SCHRIJVERS
@require_http_methods(["GET", "POST"])
def maak_samen(request):
    lid, trajecten = request.lid, _trajecten(request)
    if not trajecten or len(trajecten) > HOOGSTENS:
        messages.warning(request, TE_VEEL if trajecten else NIEMAND)
        return redirect("overzichten:leerlingen", lid.school.code)
    request.deel, request.toont = DOCUMENT, [traject.leerling_id for traject in trajecten]
    pks = [traject.pk for traject in trajecten]
    wie = urlencode({"traject": pks}, doseq=True)
    gekozen = gevraagd(request, "vestiging", "q")
    if not gekozen["vestiging"].isdecimal():
        return _kies(request, trajecten, wie, gekozen["q"])
    zichtbaar = Vestiging.objects.zichtbaar_voor(lid).select_related("onderneming")
    vestiging = get_object_or_404(zichtbaar, pk=gekozen["vestiging"])
    form = OpmakenForm(request.POST or None, vestiging=vestiging, lid=lid)
    request.toont += [rij.traject.leerling_id for rij in form.fields["voorbeeld"].queryset]
    if request.method == "POST" and form.is_valid():
        try:
            eis_voorstel(afdruk(pks), gezien=request.POST.get("gezien", ""))
            opdracht = vraag_opmaken(
                trajecten,
                vestiging,
                form.gelijk,
                sleutel=request.POST.get("sleutel", "")[:32],
                lijst=reverse("overzichten:leerlingen", args=[lid.school.code]),
                door=lid,
            )
            return redirect("gebruikers:opdracht", lid.school.code, opdracht.pk)
        except Weigering as weigering:
            form.add_error(None, str(weigering))
    context = {
        "form": form,
        "vestiging": vestiging,
        "trajecten": trajecten,
        "wie": wie,
        "gezien": afdruk(pks),
        "sleutel": request.POST.get("sleutel", "")[:32] or nieuwe_sleutel(),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "overeenkomsten/opmaken_samen.html", context, status=status)


def _kies(request, trajecten: list[Traject], wie: str, gezocht: str):
    context = {
        "trajecten": trajecten,
        "wie": wie,
        "gezocht": gezocht,
        "page_obj": blad_van(request.GET, vestigingen(request.lid, gezocht).order_by("naam", "pk")),
    }
    return TemplateResponse(request, "overeenkomsten/kies_samen.html", context)
