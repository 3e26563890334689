"""All that waits for one's signature for the school, on one page."""

from collections import Counter

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from gebruikers.bladen import blad_van, nummers
from gebruikers.deuren import alleen_voor
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from leerlingen.models import Leerling
from overeenkomsten.acties_reeks import NIETS_AANGEVINKT, Uitkomst, teken_reeks
from overeenkomsten.forms import ReeksForm
from overeenkomsten.models import Ondertekenaar
from overeenkomsten.reeks import licht_toe, met_feiten, te_tekenen_voor_school
from overeenkomsten.statussen import Partij
from overeenkomsten.views import DOCUMENT


@alleen_voor(Rol.BEGELEIDER, Rol.COORDINATOR, Rol.ADMINISTRATIE)
@require_http_methods(["GET", "POST"])
def reeks(request):
    """Read each, tick each, type one's name once."""
    gelezen = nummers(request.POST.getlist("gelezen"))
    form = ReeksForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not gelezen:
        form.add_error(None, NIETS_AANGEVINKT)
    if request.method == "POST" and form.is_valid():
        try:
            uitkomsten = teken_reeks(
                _met_hash(request, gelezen),
                getypte_naam=form.cleaned_data["naam"],
                door=request.lid,
                ip=get_adapter().get_client_ip(request),
            )
        except Weigering as weigering:
            form.add_error(None, str(weigering))
        else:
            _meld(request, uitkomsten)
            return redirect(request.get_full_path())
    blad = blad_van(request.GET, met_feiten(te_tekenen_voor_school(request.lid)))
    licht_toe(blad.object_list)
    request.deel, request.toont = DOCUMENT, _leerlingen(blad.object_list)
    context = {"page_obj": blad, "form": form, "gelezen": gelezen}
    return TemplateResponse(request, "overeenkomsten/reeks.html", context)


def _met_hash(request, gelezen: list[int]) -> dict[Ondertekenaar, str]:
    """Of the ticked ones that this person may see: the fingerprint that stood on the page."""
    rijen = Ondertekenaar.objects.zichtbaar_voor(request.lid).filter(
        pk__in=gelezen, partij=Partij.SCHOOL
    )
    rijen = rijen.select_related("overeenkomst__traject__leerling", "wijziging")
    return {rij: request.POST.get(f"hash-{rij.pk}", "") for rij in rijen}


def _leerlingen(partijen: list[Ondertekenaar]):
    pks = [partij.overeenkomst.traject.leerling_id for partij in partijen]
    return Leerling.objects.filter(pk__in=pks).values("pk")


def _meld(request, uitkomsten: list[Uitkomst]) -> None:
    """How many were signed; of each other one, why it was not."""
    gedaan = Counter(rij.partij.stuk.heet for rij in uitkomsten if not rij.waarom)
    if gedaan:
        wat = " en ".join(f"{n} {heet}{'' if n == 1 else 'en'}" for heet, n in gedaan.items())
        messages.success(request, f"Je hebt {wat} getekend. Bedankt!")
    for uitkomst in uitkomsten:
        if uitkomst.waarom:
            stuk = uitkomst.partij.stuk
            wie = f"{stuk.traject.leerling} ({stuk})"
            messages.warning(request, f"{wie} is niet getekend. {uitkomst.waarom}")
