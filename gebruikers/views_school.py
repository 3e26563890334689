"""Pages about the school itself: its settings, its people, the mail that left."""

import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers import acties, acties_school, tweede_factor
from gebruikers.antwoord import deel_of_blad, doe, vraagt_deel
from gebruikers.bladen import PER_BLAD, blad_van, gevraagd
from gebruikers.deuren import wie_mag
from gebruikers.einde import VOOR_EINDE_BEGELEIDING, achterblijvers, gevolgen, merkbaar
from gebruikers.forms import EindeRolForm, SchoolForm, UitnodigingForm
from gebruikers.models import (
    Bericht,
    KwijteMailbox,
    Lidmaatschap,
    School,
    Toegangsherstel,
    Uitnodiging,
)
from gebruikers.overgang import Weigering
from gebruikers.periode import DAG, begint_nooit
from gebruikers.rechten import (
    mag_akkoord_geven,
    mag_ooit_beeindigen,
    mag_opnieuw_versturen,
    mag_rol_beeindigen,
    te_herstellen,
    vraagt_akkoord,
)
from gebruikers.rollen import STAF, Rol
from gebruikers.samen import te_wijzigen
from gebruikers.zicht import Recht, Schoolsoort, eis, mag

BEEINDIGD = "beeindigd"
WIE_NEEMT_OVER = (
    "Kijk na wie de leerlingen overneemt: een coördinator vindt op de eerste bladzijde onder "
    "“zonder begeleider” wie niemand meer heeft, en kiest in elk dossier bij Team wie volgt."
)


@wie_mag(Schoolsoort.SCHOOL, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def school(request):
    rij = te_wijzigen(request, School.objects.filter(pk=request.lid.school_id)).get()
    zonder = tweede_factor.zonder(request.lid.school)
    wie = {"zonder": zonder, "door": request.lid.gebruiker}
    form = SchoolForm(request.POST or None, instance=rij, **wie)
    if request.method == "POST" and form.is_valid():
        acties_school.bewaar_school(form.instance, door=request.lid)
        messages.success(request, "De gegevens van de school zijn bewaard.")
        return redirect("gebruikers:school", request.lid.school.code)
    context = {"form": form, "zonder": zonder}
    return TemplateResponse(request, "gebruikers/school.html", context)


def _te_zien(request, rijen, gezocht: str):
    """Rows with `gebruiker` and `rol`, searched. Who only reads accounts sees colleagues: whose
    parents and mentors these are is known through the cases they see."""
    if not mag(request.lid, Schoolsoort.ACCOUNTS, Recht.SCHRIJF):
        rijen = rijen.filter(rol__in=STAF)
    for woord in gezocht.split():
        rijen = rijen.filter(
            Q(gebruiker__naam__icontains=woord)
            | Q(gebruiker__voornaam__icontains=woord)
            | Q(gebruiker__email__icontains=woord)
        )
    return rijen.select_related("gebruiker")


@wie_mag(Schoolsoort.ACCOUNTS)
@require_GET
def mensen(request):
    """Everybody with a role at the school, and the invitations that still wait; or who had one."""
    lid, keuze = request.lid, gevraagd(request, "q", "rol", "staat")
    leden = Lidmaatschap.objects.zichtbaar_voor(lid).met_uitnodiger()
    beeindigd = keuze["staat"] == BEEINDIGD
    leden = leden.beeindigd() if beeindigd else leden.geldig()
    wachtend = Uitnodiging.objects.zichtbaar_voor(lid).onbeantwoord()
    wachtend = wachtend.none() if beeindigd else wachtend
    leden, wachtend = (_te_zien(request, rijen, keuze["q"]) for rijen in (leden, wachtend))
    if keuze["rol"] in Rol.values:
        leden, wachtend = (rijen.filter(rol=keuze["rol"]) for rijen in (leden, wachtend))
    leden = leden.op_naam()
    wachtend = wachtend.select_related("gebruiker", "uitgenodigd_door")
    akkoorden = list(wachtend.wacht_op_akkoord())
    for uitnodiging in akkoorden:
        uitnodiging.mag_akkoord = mag_akkoord_geven(lid, uitnodiging)
    wachtend = wachtend.exclude(pk__in=[uitnodiging.pk for uitnodiging in akkoorden])
    schrijft = mag(lid, Schoolsoort.ACCOUNTS, Recht.SCHRIJF)
    page_obj = blad_van(request.GET, leden)
    context = {
        "page_obj": page_obj,
        "te_herstellen": te_herstellen(lid, [rij.gebruiker_id for rij in page_obj]),
        "akkoorden": akkoorden,
        "herstellen": Toegangsherstel.objects.gevraagd_door(lid)
        .filter(wacht__isnull=False)
        .select_related("gebruiker", "wacht"),
        "uitnodigingen": wachtend[:PER_BLAD],
        "meer": max(wachtend.count() - PER_BLAD, 0),
        "kwijte_mailboxen": _kwijte_mailboxen(lid),
        "keuze": keuze,
        "beeindigd": beeindigd,
        "rollen": [rol for rol in Rol if schrijft or rol in STAF],
        "gezocht": _gezocht(request),
    }
    return TemplateResponse(request, "gebruikers/mensen.html", context)


def _kwijte_mailboxen(lid: Lidmaatschap) -> QuerySet[KwijteMailbox]:
    """That are nobody's here any more: a coördinator may say that they work, and whose they are."""
    rijen = KwijteMailbox.objects.zichtbaar_voor(lid).zonder_account()
    return rijen[:PER_BLAD] if lid.rol == Rol.COORDINATOR else rijen.none()


@wie_mag(Schoolsoort.ACCOUNTS, Recht.SCHRIJF)
@require_http_methods(["GET", "POST"])
def nodig_uit(request):
    form = UitnodigingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            wie, gemaild = acties.laat_binnen(request.lid.school, door=request.lid, **form.wie)
        except Weigering as weigering:
            form.weiger(weigering)
        else:
            if gemaild:
                messages.success(request, _wat_nu(gemaild))
                return redirect("gebruikers:mensen", request.lid.school.code)
            form.add_error("rol", f"{wie} heeft die rol hier al.")
    akkoord = any(vraagt_akkoord(request.lid, rol) for rol in STAF)
    context = {"form": form, "vraagt_akkoord": akkoord}
    return TemplateResponse(request, "gebruikers/nodig_uit.html", context)


def _wat_nu(uitnodiging: Uitnodiging) -> str:
    adres = uitnodiging.gebruiker.email
    if acties.wacht_op_akkoord(uitnodiging):
        return f"De coördinatoren kregen een mail. Na hun akkoord gaat de uitnodiging naar {adres}."
    return f"De uitnodiging gaat naar {adres}."


@require_POST
def geef_akkoord(request, uitnodiging_id: int):
    """A coördinator says yes to who is to see all files."""
    uitnodiging = _zichtbaar(request, uitnodiging_id)
    if not (mag_dat := mag_akkoord_geven(request.lid, uitnodiging)):
        raise PermissionDenied(mag_dat.reden)
    gelukt = f"De uitnodiging gaat naar {uitnodiging.gebruiker.email}."
    doe(request, acties.geef_akkoord, uitnodiging, door=request.lid, gelukt=gelukt)
    return redirect("gebruikers:mensen", request.lid.school.code)


@require_POST
def herhaal_uitnodiging(request, uitnodiging_id: int):
    uitnodiging, gelukt = _te_wijzigen(request, uitnodiging_id), "Er is opnieuw gemaild."
    doe(request, acties.herhaal, uitnodiging, door=request.lid, gelukt=gelukt)
    return redirect("gebruikers:mensen", request.lid.school.code)


@require_POST
def trek_uitnodiging_in(request, uitnodiging_id: int):
    """Also a coördinator's no to what waits for a yes."""
    uitnodiging = _te_wijzigen(request, uitnodiging_id)
    gelukt = "De uitnodiging is ingetrokken. De link erin werkt niet meer."
    if acties.wacht_op_akkoord(uitnodiging) and mag_akkoord_geven(request.lid, uitnodiging):
        gelukt = f"Geweigerd. {uitnodiging.gebruiker} krijgt geen uitnodiging."
    doe(request, acties.trek_in, uitnodiging, door=request.lid, gelukt=gelukt)
    return redirect("gebruikers:mensen", request.lid.school.code)


def _zichtbaar(request, uitnodiging_id: int) -> Uitnodiging:
    eigen = Uitnodiging.objects.zichtbaar_voor(request.lid).select_related("gebruiker", "school")
    return get_object_or_404(eigen, pk=uitnodiging_id)


def _te_wijzigen(request, uitnodiging_id: int) -> Uitnodiging:
    uitnodiging = _zichtbaar(request, uitnodiging_id)
    eis(request.lid, Schoolsoort.ACCOUNTS, Recht.SCHRIJF)
    return uitnodiging


@require_http_methods(["GET", "POST"])
def beeindig_rol(request, lidmaatschap_id: int):
    """From a day on this person is this no longer: first what that means, then the press. Open
    sessions notice at the next request."""
    eigen = Lidmaatschap.objects.zichtbaar_voor(request.lid).select_related("gebruiker")
    lidmaatschap = get_object_or_404(eigen, pk=lidmaatschap_id)
    eis(request.lid, Schoolsoort.ACCOUNTS, Recht.SCHRIJF)
    ooit = mag_ooit_beeindigen(request.lid, lidmaatschap)
    form, weigering = EindeRolForm(request.POST or request.GET, nu=lidmaatschap.tot), ooit.reden
    op = form.eerste_dag_zonder() if form.is_valid() else None
    if request.method == "POST" and op and form.is_gezien():
        try:
            return _beeindigd(request, lidmaatschap, op)
        except Weigering as nee:
            weigering = str(nee)
    elif op:
        weigering = mag_rol_beeindigen(request.lid, lidmaatschap, op - DAG).reden
    elif vraagt_deel(request):  # the field, which says it on the page, is no part of the fragment
        weigering = " ".join(form.errors["laatste_dag"])
    laatste_dag = op and form.cleaned_data["laatste_dag"]
    context = {
        "iemand": lidmaatschap,
        "form": form,
        "ooit": ooit,
        "op": op,
        "laatste_dag": laatste_dag,
        "voorbij": bool(laatste_dag) and _is_voorbij(lidmaatschap, laatste_dag),
        "gevolgen": gevolgen(lidmaatschap, op, lezer=request.lid) if op and not weigering else [],
        "weigering": weigering,
        "terug": _terug_naar_mensen(request),
    }
    bladen = ("gebruikers/_einde_rol.html", "gebruikers/einde_rol.html")
    return deel_of_blad(request, *bladen, context, status=422 if request.method == "POST" else 200)


def _beeindigd(request, lidmaatschap: Lidmaatschap, op: datetime.date):
    iemand_achter = achterblijvers(lidmaatschap, op, lezer=request.lid)
    mee = acties.beeindig_rol(lidmaatschap, door=request.lid, op=op)
    rol, hoe = lidmaatschap.get_rol_display().lower(), _hoe_het_eindigt(lidmaatschap, op - DAG)
    messages.success(request, f"De rol {rol} van {lidmaatschap.gebruiker} {hoe}.")
    if mee:
        messages.warning(request, f"{'. '.join(mee)}. Wie daarop rekende, kreeg een mail.")
    if iemand_achter:
        messages.warning(request, _wie_neemt_over(request.lid, merkbaar(lidmaatschap, op)))
    return redirect(_terug_naar_mensen(request))


def _is_voorbij(lidmaatschap: Lidmaatschap, laatste_dag: datetime.date) -> bool:
    """A school may write down late that somebody left."""
    return laatste_dag < timezone.localdate() and not begint_nooit(lidmaatschap, laatste_dag)


def _hoe_het_eindigt(lidmaatschap: Lidmaatschap, laatste_dag: datetime.date) -> str:
    """Follows the role and who had it."""
    if begint_nooit(lidmaatschap, laatste_dag):
        return "begint niet"
    gisteren, dag = timezone.localdate() - DAG, date_format(laatste_dag, "j F Y")
    if laatste_dag == gisteren:
        return "is beëindigd"
    return f"is geëindigd op {dag}" if laatste_dag < gisteren else f"eindigt op {dag}"


def _wie_neemt_over(lid: Lidmaatschap, op: datetime.date) -> str | SafeString:
    """A coördinator gets the link to those learners, and from when they are there. `op`: the first
    day without."""
    if lid.rol != Rol.COORDINATOR:
        return WIE_NEEMT_OVER
    lijst = reverse("overzichten:leerlingen", args=[lid.school.code])
    vanaf = op - VOOR_EINDE_BEGELEIDING
    nu = vanaf <= timezone.localdate()
    return format_html(
        "Kijk na wie de leerlingen overneemt: je vindt ze {} onder "
        '<a href="{}?filter=zonder_begeleider">Zonder begeleider</a>. Kies in elk dossier bij Team '
        "wie volgt.",
        "nu" if nu else f"vanaf {date_format(vanaf, 'j F Y')}",
        lijst,
    )


def _terug_naar_mensen(request) -> str:
    """The list as it was searched: the address of this page still says how."""
    lijst, vraag = reverse("gebruikers:mensen", args=[request.lid.school.code]), _gezocht(request)
    return f"{lijst}?{vraag}" if vraag else lijst


def _gezocht(request) -> str:
    """How the list was searched, for the address of a page that leads back to it."""
    return urlencode({k: v for k, v in gevraagd(request, "q", "rol", "staat", "page").items() if v})


@wie_mag(Schoolsoort.BERICHTEN)
@require_GET
def postvak(request):
    """Postvak uit: every mail of the school, newest first."""
    berichten = Bericht.objects.zichtbaar_voor(request.lid)
    keuze = gevraagd(request, "q", "staat")
    if keuze["staat"] in Bericht.Staat.values:
        berichten = berichten.filter(staat=keuze["staat"])
    if gezocht := keuze["q"]:
        berichten = berichten.filter(
            Q(aan__icontains=gezocht) | Q(leesbaar=True, onderwerp__icontains=gezocht)
        )
    context = {
        "page_obj": blad_van(request.GET, berichten),
        "staten": Bericht.Staat.choices,
        "keuze": keuze,
    }
    return TemplateResponse(request, "gebruikers/postvak.html", context)


@require_GET
def bericht(request, bericht_id: int):
    bericht = get_object_or_404(Bericht.objects.zichtbaar_voor(request.lid), pk=bericht_id)
    context = {"bericht": bericht, "mag_opnieuw": mag_opnieuw_versturen(request.lid, bericht)}
    return TemplateResponse(request, "gebruikers/bericht.html", context)


@require_POST
def verstuur_opnieuw(request, bericht_id: int):
    bericht = get_object_or_404(Bericht.objects.zichtbaar_voor(request.lid), pk=bericht_id)
    gelukt = "De mail wordt opnieuw verstuurd."
    doe(request, acties.verstuur_opnieuw, bericht, door=request.lid, gelukt=gelukt)
    return redirect("gebruikers:bericht", request.lid.school.code, bericht.pk)
