"""What each role sees first: a table, role → function."""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.db.models import Q
from django.template.response import TemplateResponse
from django.utils import timezone

from gebruikers.rollen import Rol
from leerlingen.models import Invoer, Leerling
from overeenkomsten.models import Ondertekenaar
from overzichten.adressen import adres
from overzichten.caseload import gefilterd, met_opleiding, rijen_met_taken, rijen_van, tel
from overzichten.eenvoudig import bladzijde
from overzichten.taken import GROEPEN, Groep, Taak, taken_van
from trajecten.fases import Fase
from trajecten.models import Traject

PER_BLAD = 25
# So many of each group; the others fold out.
TOON = {Groep.TE_LAAT: 6, Groep.VANDAAG: 5, Groep.WACHT: 3}


def _groepen(taken: list[Taak]) -> list[dict]:
    """Te laat, Vandaag, Wacht op anderen: the first few, and the rest to fold out."""
    groepen = []
    for groep, titel in GROEPEN.items():
        lijst = [taak for taak in taken if taak.groep == groep]
        if lijst:
            groepen.append(
                {"titel": titel, "eerste": lijst[: TOON[groep]], "rest": lijst[TOON[groep] :]}
            )
    return groepen


def vandaag(request):
    """To-do list, figures and caseload: the day of who guides learners."""
    lid = request.lid
    zichtbaar = Traject.objects.zichtbaar_voor(lid).open()
    taken = taken_van(lid, zichtbaar)
    te_doen = [taak for taak in taken if not taak.vroeg]
    blad = Paginator(met_opleiding(gefilterd(lid, request.GET)), PER_BLAD)
    blad = blad.get_page(request.GET.get("page"))
    context = {
        "vandaag": timezone.localdate(),
        "groepen": _groepen(te_doen),
        "aantal": len(te_doen),
        "dringend": sum(taak.groep == Groep.TE_LAAT for taak in te_doen),
        "telling": tel(lid, zichtbaar),
        "page_obj": blad,
        "rijen": rijen_van(lid, list(blad), taken),
        "keuze": {v: request.GET.get(v, "") for v in ("q", "fase", "filter", "sorteer")},
    }
    return TemplateResponse(request, "overzichten/vandaag.html", context)


def coordinator(request):
    """The whole school: figures, what waits for one's own signature, the list."""
    lid = request.lid
    zichtbaar = Traject.objects.zichtbaar_voor(lid).open()
    te_tekenen = (
        Ondertekenaar.objects.zichtbaar_voor(lid)
        .moet_tekenen()
        .filter(gebruiker=lid.gebruiker)
        .select_related("overeenkomst__traject__leerling", "overeenkomst__vestiging")
    )
    blad = Paginator(met_opleiding(gefilterd(lid, request.GET)), PER_BLAD)
    blad = blad.get_page(request.GET.get("page"))
    context = {
        "vandaag": timezone.localdate(),
        "te_tekenen": [
            {"rij": rij, "url": adres(lid, "overeenkomsten:overeenkomst", rij.overeenkomst_id)}
            for rij in te_tekenen[:PER_BLAD]
        ],
        "telling": tel(lid, zichtbaar),
        "page_obj": blad,
        "rijen": rijen_met_taken(lid, list(blad)),
        "keuze": {v: request.GET.get(v, "") for v in ("q", "fase", "filter", "sorteer")},
    }
    return TemplateResponse(request, "overzichten/coordinator.html", context)


def administratie(request):
    """What to complete: registration with its deadline, imports, missing data."""
    lid = request.lid
    zichtbaar = Traject.objects.zichtbaar_voor(lid).open()
    taken = taken_van(lid, zichtbaar)
    leerlingen = Leerling.objects.zichtbaar_voor(lid).filter(school=lid.school)
    onvolledig = leerlingen.filter(
        Q(email="") | Q(klas=None) | Q(opleiding=None) | Q(straat="") | Q(gemeente="")
    ).select_related("school")
    context = {
        "vandaag": timezone.localdate(),
        "taken": taken[:PER_BLAD],
        "aantal_taken": len(taken),
        "onvolledig": [_ontbreekt(rij) for rij in onvolledig[:10]],
        "aantal_onvolledig": onvolledig.count(),
        "invoeren": Invoer.objects.zichtbaar_voor(lid)[:5],
    }
    return TemplateResponse(request, "overzichten/administratie.html", context)


def _ontbreekt(leerling: Leerling) -> dict:
    velden = {
        "e-mailadres": leerling.email,
        "klas": leerling.klas_id,
        "opleiding": leerling.opleiding_id,
        "adres": leerling.straat and leerling.gemeente,
    }
    return {
        "leerling": leerling,
        "wat": ", ".join(naam for naam, waarde in velden.items() if not waarde),
    }


def beheerder(request):
    """Accounts, settings and reference data: no case at all."""
    lid = request.lid
    deuren = [
        (
            "Mensen",
            "Wie werkt op deze school, met welke rol. Nodig iemand uit.",
            "gebruikers:mensen",
        ),
        ("School", "Gegevens van de school en instellingen.", "gebruikers:school"),
        ("Klassen en opleidingen", "De lijsten uit het schoolpakket.", "leerlingen:klassen"),
        ("Kalender", "Vakanties en vrije dagen.", "trajecten:kalender"),
    ]
    context = {
        "deuren": [
            {"titel": titel, "tekst": tekst, "url": adres(lid, naam)}
            for titel, tekst, naam in deuren
        ]
    }
    return TemplateResponse(request, "overzichten/beheerder.html", context)


def buiten(request):
    """Learner, parent, mentor, externe: with one learner that page at once, else choose."""
    lid = request.lid
    trajecten = list(
        met_opleiding(Traject.objects.zichtbaar_voor(lid)).order_by("leerling__zoeknaam", "-pk")[
            :100
        ]
    )
    lopend = [t for t in trajecten if t.is_open] or trajecten
    context = {"blad": None, "leerlingen": []}
    if len(lopend) == 1:
        context["blad"] = bladzijde(lid, lopend[0])
    else:
        context["leerlingen"] = [_keuze(lid, rij) for rij in rijen_van(lid, lopend, [])]
    return TemplateResponse(request, "overzichten/eenvoudig.html", context)


def _keuze(lid, rij) -> dict:
    """A mentor rates from the first day at the workplace; before that the page says from when."""
    plaatsing, beoordelen, vanaf = rij.plaatsing, "", None
    stil = not rij.traject.is_open or rij.traject.fase == Fase.ONDERBROKEN
    if lid.rol == Rol.MENTOR and rij.stand.totaal and plaatsing and not stil:
        if plaatsing.is_begonnen:
            beoordelen = adres(lid, "opleidingsplannen:beoordelen", rij.traject.pk)
        else:
            vanaf = plaatsing.van
    return {
        "rij": rij,
        "url": adres(lid, "overzichten:dossier", rij.traject.pk),
        "beoordelen": beoordelen,
        "vanaf": vanaf,
    }


STARTPAGINA: dict[Rol, Callable] = {
    Rol.BEGELEIDER: vandaag,
    Rol.PRAKTIJK: vandaag,
    Rol.LEERKRACHT: vandaag,
    Rol.COORDINATOR: coordinator,
    Rol.ADMINISTRATIE: administratie,
    Rol.BEHEERDER: beheerder,
    Rol.MENTOR: buiten,
    Rol.EXTERNE: buiten,
    Rol.OUDER: buiten,
    Rol.LEERLING: buiten,
}
