"""Signing in one's own account, being asked again, and what every page to sign on shares."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from gebruikers.antwoord import doe
from gebruikers.overgang import Weigering
from gebruikers.zicht import Informatie, Recht, eis
from overeenkomsten import acties_tekenen
from overeenkomsten.forms import TekenForm, WaaromForm
from overeenkomsten.in_woorden import titel_voor, wat_teken_je
from overeenkomsten.models import Handtekening, Ondertekenaar
from overeenkomsten.models.stuk import Stuk
from overeenkomsten.rechten import NIET_AAN_DE_BEURT, mag_in_deze_rol
from overeenkomsten.statussen import Partij
from overeenkomsten.views import zoek_overeenkomst
from trajecten.documenten import SJABLOONVERSIE
from trajecten.inzage import noteer_inzage
from trajecten.models import Inzage

Wijze = Handtekening.Wijze


def niet_getekend(stuk: Stuk) -> str:
    """To who pressed too late."""
    return (
        f"Er is niets getekend: de school veranderde de {stuk.heet} intussen of nam "
        "ze terug. Je hoort het als je opnieuw moet tekenen."
    )


def tekenform(request, stuk: Stuk) -> TekenForm:
    """The form, carrying the fingerprint of the document that is shown now."""
    document = stuk.tekenversie
    gegevens = request.POST if request.method == "POST" and "weiger" not in request.POST else None
    hash = document.sha256 if document else ""
    return TekenForm(gegevens, initial={"hash": hash}, heet=stuk.heet)


def probeer_te_tekenen(form: TekenForm, ondertekenaar: Ondertekenaar, **hoe) -> bool:
    """Sign with what the form holds. Errors and refusals stand in the form; text stays. Who signed
    a moment ago, in another tab or with a second press, has signed."""
    if not form.is_valid():
        return False
    try:
        acties_tekenen.plaats_handtekening(
            ondertekenaar,
            hash=form.cleaned_data["hash"],
            getypte_naam=form.cleaned_data["naam"],
            krabbel=form.cleaned_data["krabbel"],
            **hoe,
        )
    except Weigering as weigering:
        if Handtekening.objects.filter(ondertekenaar=ondertekenaar.pk).exists():
            return True
        form.add_error(None, str(weigering))
        return False
    return True


def probeer_te_weigeren(form: WaaromForm, ondertekenaar: Ondertekenaar, **hoe) -> bool:
    if not form.is_valid():
        return False
    try:
        acties_tekenen.weiger(ondertekenaar, reden=form.cleaned_data["reden"], **hoe)
    except Weigering as weigering:
        form.add_error(None, str(weigering))
        return False
    return True


def noteer_lezer(ondertekenaar: Ondertekenaar, hoe: Inzage.Hoe) -> None:
    """Who reads without an account, by a link or at the table, opens the file as well."""
    leerling = ondertekenaar.overeenkomst.traject.leerling_id
    soort = Informatie.OVEREENKOMSTDOCUMENT
    noteer_inzage([leerling], soort, wie=str(ondertekenaar)[:160], hoe=hoe)


def tekencontext(ondertekenaar: Ondertekenaar, form, reden) -> dict:
    """What every page to sign on shows: the facts as they stand in the document itself."""
    stuk = ondertekenaar.stuk
    document = stuk.tekenversie
    klaar = document is not None and document.is_klaar
    # What an older template froze is told by its own pages only.
    in_woorden = klaar and document.sjabloonversie == SJABLOONVERSIE
    partij = Partij(ondertekenaar.partij)
    return {
        "stuk": stuk,
        "wie": ondertekenaar,
        "document": document,
        "inhoud": document.inhoud if in_woorden else None,
        "titel": titel_voor(partij, document.inhoud) if in_woorden else "Tekenen",
        "regels": wat_teken_je(partij, document.inhoud) if in_woorden else [],
        "form": form,
        "reden": reden,
    }


def redenform(request) -> WaaromForm:
    weigert = request.method == "POST" and "weiger" in request.POST
    return WaaromForm(request.POST if weigert else None, prefix=None)


def _eigen_partij(request, stuk: Stuk) -> Ondertekenaar | None:
    """Two parents may share an account: whose page was sent, else who still has to sign."""
    eigen = stuk.huidige_ondertekenaars.filter(gebruiker=request.lid.gebruiker)
    partijen = list(eigen.select_related("handtekening", "overeenkomst", "wijziging"))
    wacht = [partij for partij in partijen if partij.moet_tekenen]
    gevraagd = [p for p in partijen if request.POST.get("wie") == str(p.pk)]
    return next(iter([*gevraagd, *wacht, *partijen]), None)


@require_http_methods(["GET", "POST"])
def tekenen(request, overeenkomst_id: int):
    """One's own party: read, sign or decline."""
    return teken_eigen(request, zoek_overeenkomst(request, overeenkomst_id))


def teken_eigen(request, stuk: Stuk):
    """The page of who was asked to sign this, in their own account."""
    ondertekenaar = _eigen_partij(request, stuk)
    if not (mag_hier := mag_in_deze_rol(request.lid, ondertekenaar)):
        raise PermissionDenied(mag_hier.reden)
    if ondertekenaar is None or not ondertekenaar.moet_tekenen:
        if request.method == "POST" and not (ondertekenaar and ondertekenaar.heeft_getekend):
            messages.warning(request, niet_getekend(stuk))
        elif ondertekenaar and ondertekenaar.staat == "later":
            messages.info(request, NIET_AAN_DE_BEURT)
        else:
            messages.info(request, "Voor jou valt hier niets te tekenen.")
        return redirect(stuk)
    form, reden = tekenform(request, stuk), redenform(request)
    if request.method == "POST" and "weiger" in request.POST:
        if probeer_te_weigeren(reden, ondertekenaar, wijze=Wijze.ACCOUNT, door=request.lid):
            messages.success(request, "Je weigering is genoteerd. De school neemt contact op.")
            return redirect(stuk)
    elif request.method == "POST":
        ip = get_adapter().get_client_ip(request)
        if probeer_te_tekenen(form, ondertekenaar, wijze=Wijze.ACCOUNT, door=request.lid, ip=ip):
            messages.success(request, "Je hebt getekend. Bedankt!")
            return redirect(stuk)
    context = tekencontext(ondertekenaar, form, reden)
    return TemplateResponse(request, "overeenkomsten/tekenen.html", context)


def zoek_ondertekenaar(request, ondertekenaar_id: int) -> Ondertekenaar:
    zichtbaar = Ondertekenaar.objects.zichtbaar_voor(request.lid)
    ondertekenaar = get_object_or_404(zichtbaar, pk=ondertekenaar_id)
    eis(request.lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF)
    return ondertekenaar


@require_POST
def herstuur(request, ondertekenaar_id: int):
    ondertekenaar = zoek_ondertekenaar(request, ondertekenaar_id)
    gelukt = f"{ondertekenaar.naam} krijgt de vraag opnieuw."
    doe(request, acties_tekenen.herstuur, ondertekenaar, door=request.lid, gelukt=gelukt)
    return redirect(ondertekenaar.stuk)
