"""Contacts: note one, plan one, and say in place how a planned one went."""

from collections.abc import Callable

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from begeleiding import acties_contact
from begeleiding.contactdeel import met_rechten
from begeleiding.forms import ContactForm, NietForm, VerzetForm
from begeleiding.models import Contactmoment
from begeleiding.rechten import mag_wegnemen, mag_wijzigen
from gebruikers.antwoord import doe, vraagt_deel
from gebruikers.deuren import wie_mag
from gebruikers.middleware import vorige_bladzijde
from gebruikers.overgang import Weigering
from gebruikers.samen import te_beheren
from gebruikers.zicht import Informatie, Recht, eis, soort_van
from trajecten.models import Traject
from trajecten.views import zichtbaar_traject
from trajecten.views_taak import GEVINKT

HOOGSTENS = 400  # names to choose from


def _moment(request, contactmoment_id: int, wat: Recht = Recht.SCHRIJF) -> Contactmoment:
    erbij = (*Contactmoment.ERBIJ, "traject__school")
    return te_beheren(request, Contactmoment, contactmoment_id, *erbij, wat=wat)


def deel_url(traject: Traject) -> str:
    return f"{traject.get_absolute_url()}?deel=contact#delen"


@wie_mag(Informatie.MOMENT_GEDEELD, Recht.SCHRIJF)
@require_GET
def noteer(request):
    """With whom was it? From the start page one press further than from the file."""
    trajecten = Traject.objects.zichtbaar_voor(request.lid).open().select_related("leerling__klas")
    trajecten = trajecten.order_by("leerling__zoeknaam", "pk")[:HOOGSTENS]
    return TemplateResponse(request, "begeleiding/noteer.html", {"trajecten": trajecten})


@require_http_methods(["GET", "POST"])
def nieuw(request, traject_id: int):
    """Note or plan one, about this learner."""
    traject = zichtbaar_traject(request, traject_id)
    eis(request.lid, Informatie.MOMENT_GEDEELD, Recht.SCHRIJF)
    moment = Contactmoment(traject=traject)
    form = ContactForm(request.POST or None, instance=moment, lid=request.lid)
    if request.method == "POST" and form.is_valid() and doe(
        request, acties_contact.noteer, moment, door=request.lid, form=form, **form.gekozen,
        gelukt=f"Bewaard: {form.instance}.",
    ):  # fmt: skip
        return redirect(deel_url(traject))
    return _formulier(request, form, "Contact noteren")


@require_http_methods(["GET", "POST"])
def contactmoment(request, contactmoment_id: int):
    """What is planned, or a report of one's own."""
    moment = _moment(request, contactmoment_id)
    mag = mag_wijzigen(request.lid, moment)
    if not mag:
        context = {"moment": moment, "traject": moment.traject, "reden": mag.reden}
        return TemplateResponse(request, "begeleiding/niet_van_jou.html", context)
    form = ContactForm(request.POST or None, instance=moment, lid=request.lid)
    if request.method == "POST" and form.is_valid() and doe(
        request, acties_contact.wijzig, moment, door=request.lid, form=form, **form.gekozen,
        bevestigd=form.bevestigd, gelukt="Het contact is bewaard.",
    ):  # fmt: skip
        return redirect(deel_url(moment.traject))
    return _formulier(request, form, "Contact wijzigen")


def _formulier(request, form: ContactForm, titel: str):
    traject = form.instance.traject
    context = {"form": form, "traject": traject, "titel": titel, "terug": deel_url(traject)}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "begeleiding/contact.html", context, status=status)


@require_POST
def gehouden(request, contactmoment_id: int):
    return _in_de_rij(request, contactmoment_id, acties_contact.houd, "Gehouden: {}.")


@require_POST
def verzet(request, contactmoment_id: int):
    form = VerzetForm(request.POST)
    return _in_de_rij(request, contactmoment_id, acties_contact.verzet, "Verzet: {}.", form)


@require_POST
def niet(request, contactmoment_id: int):
    form, zin = NietForm(request.POST), "Niet doorgegaan: {}."
    return _in_de_rij(request, contactmoment_id, acties_contact.ging_niet_door, zin, form)


def _in_de_rij(request, contactmoment_id: int, actie: Callable, gelukt: str, form=None):
    """Where the press was made: to HTMX that one row anew, in the file or elsewhere (`rij`), where
    the page counts anew."""
    moment = _moment(request, contactmoment_id)

    def voer_uit() -> Contactmoment:
        if form and not form.is_valid():
            raise Weigering(" ".join(fout for fouten in form.errors.values() for fout in fouten))
        return actie(moment, door=request.lid, **(form.cleaned_data if form else {}))

    if not vraagt_deel(request):
        doe(request, voer_uit, gelukt=gelukt.format)
        return redirect(vorige_bladzijde(request))
    zin = fout = ""
    try:
        moment = voer_uit()
        zin = gelukt.format(moment)
    except Weigering as weigering:
        fout = str(weigering)
    [moment] = met_rechten(request.lid, [moment])
    context = {"moment": moment, "rij": "rij" in request.POST, "fout": fout, "zin": zin}
    antwoord = TemplateResponse(request, "begeleiding/_moment_opnieuw.html", context)
    return trigger_client_event(antwoord, GEVINKT) if context["rij"] else antwoord


@require_POST
def weg(request, contactmoment_id: int):
    """Not going to be."""
    moment = _moment(request, contactmoment_id, Recht.LEES)
    if not mag_wegnemen(request.lid, moment):
        eis(request.lid, soort_van(moment), Recht.SCHRIJF)
    doe(request, acties_contact.neem_weg, moment, door=request.lid, gelukt=f"Weg: {moment}.")
    return redirect(deel_url(moment.traject))
