"""Starting a traject: learners without one, one form, or several at once."""

from django.contrib import messages
from django.core import signing
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gebruikers.antwoord import deel_of_blad
from gebruikers.bladen import blad_van, nummers
from gebruikers.deuren import wie_mag
from gebruikers.overgang import Weigering
from gebruikers.schrijfwijze import zoekvorm
from gebruikers.zicht import Informatie, Recht, Schoolsoort, eis, mag
from leerlingen.models import Leerling
from trajecten import acties
from trajecten.forms import StartForm, StartMeerForm, ZonderFilter
from trajecten.models import Traject

ZOUT = "trajecten.nieuw"


def _zonder_traject(lid):
    """The learners of the school for whom nobody follows an open traject."""
    open_traject = Traject.objects.open().filter(leerling=OuterRef("pk"))
    leerlingen = Leerling.objects.zichtbaar_voor(lid).filter(school=lid.school)
    return leerlingen.filter(~Exists(open_traject)).select_related("klas", "opleiding")


def _gefilterd(leerlingen, keuze: dict):
    for woord in zoekvorm(keuze.get("q", "")).split():
        leerlingen = leerlingen.filter(zoeknaam__contains=woord)
    for veld in ("klas", "opleiding"):
        if keuze.get(veld):
            leerlingen = leerlingen.filter(**{veld: keuze[veld]})
    return leerlingen


def _toon_zonder(request, form: StartMeerForm, gekozen=(), status=200):
    filterform = ZonderFilter(request.GET, lid=request.lid)
    keuze = filterform.cleaned_data if filterform.is_valid() else {}
    leerlingen = _gefilterd(_zonder_traject(request.lid), keuze)
    context = {
        "page_obj": blad_van(request.GET, leerlingen),
        "filterform": filterform,
        "gefilterd": any(keuze.values()),
        "form": form,
        "gekozen": nummers(gekozen),
        "mag_starten": mag(request.lid, Informatie.VERLOOP, Recht.SCHRIJF),
    }
    return deel_of_blad(
        request, "trajecten/_zonder.html", "trajecten/zonder.html", context, status=status
    )


@wie_mag(Schoolsoort.LEERLINGEN)
@require_GET
def zonder(request):
    """Imported learners that nobody follows yet."""
    return _toon_zonder(request, StartMeerForm(lid=request.lid))


@wie_mag(Schoolsoort.LEERLINGEN)
@wie_mag(Informatie.VERLOOP, Recht.SCHRIJF)
@require_POST
def start_meer(request):
    """Start a traject for each ticked learner; say for whom it did not work and why."""
    form = StartMeerForm(request.POST, lid=request.lid)
    gekozen = request.POST.getlist("leerling")
    if not gekozen:
        form.add_error(None, "Vink eerst een of meer leerlingen aan.")
    if not form.is_valid():
        return _toon_zonder(request, form, gekozen, status=422)
    gestart, over = _start_elk(request.lid, form, {pk for pk in gekozen if pk.isdecimal()})
    if gestart:
        woord = "traject" if gestart == 1 else "trajecten"
        messages.success(request, f"{gestart} {woord} gestart.")
    if over:
        messages.warning(request, "Niet gestart: " + "; ".join(over))
    return redirect("trajecten:zonder", request.lid.school.code)


def _start_elk(lid, form: StartMeerForm, gekozen: set[str]) -> tuple[int, list[str]]:
    gestart, over = 0, []
    velden = {veld: form.cleaned_data[veld] for veld in ("begindatum", "einddatum", "fase")}
    zichtbaar = Leerling.objects.zichtbaar_voor(lid).filter(pk__in=gekozen)
    for leerling in zichtbaar.select_related("opleiding", "school"):
        if leerling.opleiding is None:
            over.append(f"{leerling} (kies de opleiding met de knop Traject starten)")
            continue
        try:
            acties.start_traject(
                leerling, door=lid, opleiding=leerling.opleiding, team=form.team(), **velden
            )
            gestart += 1
        except Weigering as weigering:
            over.append(str(weigering).rstrip("."))
    if missend := len(gekozen) - gestart - len(over):
        over.append(f"{missend} leerling(en) die intussen een collega volgt")
    return gestart, over


def _zag_het(request, leerling_id: int) -> bool:
    """Proof that this person saw this learner's form: who was just too late gets a sentence."""
    try:
        bewijs = signing.loads(request.POST.get("gezien", ""), salt=ZOUT)
    except signing.BadSignature:
        return False
    return bewijs == [request.lid.pk, leerling_id]


@require_http_methods(["GET", "POST"])
def nieuw(request, leerling_id: int):
    """Start a traject for one learner."""
    leerlingen = Leerling.objects.zichtbaar_voor(request.lid).select_related("school", "klas")
    leerling = leerlingen.filter(pk=leerling_id).first()
    if leerling is None and not _zag_het(request, leerling_id):
        raise Http404
    eis(request.lid, Informatie.VERLOOP, Recht.SCHRIJF)
    if leerling is None or Traject.objects.open().filter(leerling=leerling).exists():
        return _was_er_al(request, leerling_id)
    nieuw = Traject(school=request.lid.school, leerling=leerling)
    form = StartForm(request.POST or None, lid=request.lid, instance=nieuw)
    if request.method == "POST" and form.is_valid():
        return _start(request, leerling, form)
    bewijs = signing.dumps([request.lid.pk, leerling_id], salt=ZOUT)
    context = {"leerling": leerling, "form": form, "gezien": bewijs}
    return TemplateResponse(request, "trajecten/nieuw.html", context)


def _start(request, leerling: Leerling, form: StartForm):
    velden = {v: form.cleaned_data[v] for v in ("opleiding", "begindatum", "einddatum", "fase")}
    try:
        traject = acties.start_traject(leerling, door=request.lid, team=form.team(), **velden)
    except Weigering as weigering:
        return _was_er_al(request, leerling.pk, str(weigering))
    messages.success(request, f"Het traject van {leerling} is gestart.")
    if Traject.objects.zichtbaar_voor(request.lid).filter(pk=traject.pk).exists():
        return redirect(traject)
    return redirect("trajecten:zonder", request.lid.school.code)


def _was_er_al(request, leerling_id: int, zin: str = ""):
    """There is an open traject already: to it when one sees it, else say whom to ask."""
    eigen = Traject.objects.zichtbaar_voor(request.lid).open().filter(leerling_id=leerling_id)
    if traject := eigen.select_related("school", "leerling").first():
        messages.warning(request, zin or f"{traject.leerling} heeft al een open traject: dit.")
        return redirect(traject)
    messages.warning(
        request,
        "Een collega startte intussen een traject voor deze leerling. Vraag de coördinator of je "
        "in het team komt.",
    )
    return redirect("trajecten:zonder", request.lid.school.code)


def zichtbaar_traject(request, traject_id: int) -> Traject:
    """The gate of every page about one traject."""
    trajecten = Traject.objects.zichtbaar_voor(request.lid).select_related("school", "leerling")
    return get_object_or_404(trajecten, pk=traject_id)
