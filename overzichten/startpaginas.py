"""What each role sees first: a table, role → function."""

from collections.abc import Callable

from django.core.cache import caches
from django.db.models import Q, QuerySet
from django.template.response import TemplateResponse
from django.utils import timezone

from gebruikers import spoor
from gebruikers.models import Lidmaatschap, School, Uitnodiging
from gebruikers.models.bericht import adres_weigert
from gebruikers.rechten import te_herstellen
from gebruikers.rollen import STAF, Rol
from gebruikers.waarvoor import waarvoor
from leerlingen.models import Betrokkene, Invoer, Leerling
from leerlingen.schooljaar import naam_schooljaar
from overeenkomsten.models import Ondertekenaar
from overzichten.adressen import adres
from overzichten.agenda import komende_weken
from overzichten.caseload import lijst, met_opleiding
from overzichten.eenvoudig import bladzijde, bladzijden
from overzichten.extern import gasten
from overzichten.nieuw import nieuws
from overzichten.taken import GROEPEN, Groep, TeDoen, aantal_met_aandacht, regels_van, taken_van
from overzichten.taken.afgesproken import na_het_einde
from trajecten.models import Termijn, Traject
from trajecten.termijnen import bewaartermijn

# So many of each group; the others fold out.
TOON = {Groep.TE_LAAT: 6, Groep.VANDAAG: 5, Groep.WACHT: 3, Groep.LATER: 2}
TEKENEN = 5
TOON_BEWAARD = 10
MINUUT = 60
JUNI, SEPTEMBER = (6, 15), (9, 15)  # the new school year is prepared between these days
WERKT_ALS = {Rol.MENTOR: "mentor", Rol.EXTERNE: "medewerker"}
WAT_KOMT = {
    Rol.MENTOR: "Zodra de school een leerling bij jou plaatst, zie je die hier.",
    Rol.EXTERNE: "Stuurt de school een leerling naar jullie, dan staat die hier vanaf de eerste "
    "dag.",
    Rol.OUDER: "Zodra de school iets over je kind met jou deelt, zie je het hier.",
    Rol.LEERLING: "Zodra je traject klaarstaat, zie je het hier.",
}


def _groepen(taken: list[TeDoen]) -> list[dict]:
    """Each group with its first few, and the rest to fold out."""
    groepen = []
    for groep, titel in GROEPEN.items():
        lijst = sorted((t for t in taken if t.groep == groep), key=lambda taak: taak.volgorde)
        if lijst:
            groepen.append(
                {"titel": titel, "eerste": lijst[: TOON[groep]], "rest": lijst[TOON[groep] :]}
            )
    return groepen


def _blad(request) -> dict[str, str]:
    """Which page of all: what else the address says is for the list itself."""
    return {"page": request.GET.get("page", "")}


def vandaag(request):
    """To-do list, figures and caseload: the day of who guides learners."""
    lid = request.lid
    zichtbaar = Traject.objects.zichtbaar_voor(lid).open()
    context = lijst(lid, _blad(request), alle_taken=True)
    alle = [*context["taken"], *na_het_einde(lid)]
    context |= {
        "vandaag": timezone.localdate(),
        "groepen": _groepen(alle),
        "te_doen": len({taak.traject_id for taak in alle}),
        "dringend": sum(taak.groep == Groep.TE_LAAT for taak in alle),
        "zelf": any(taak.groep in (Groep.TE_LAAT, Groep.VANDAAG) for taak in alle),
        "komend": komende_weken(lid, zichtbaar),
        "nieuws": nieuws(lid),
    }
    return TemplateResponse(request, "overzichten/vandaag.html", context)


def _te_tekenen(lid: Lidmaatschap):
    """What waits for one's own signature."""
    mijne = Ondertekenaar.objects.zichtbaar_voor(lid).filter(gebruiker=lid.gebruiker)
    return mijne.moet_tekenen().select_related(
        "overeenkomst__traject__leerling",
        "overeenkomst__vestiging",
        "overeenkomst__organisatie",
        "overeenkomst__tekenversie",
        "overeenkomst__school",
        "wijziging__tekenversie",
        "wijziging__school",
    )


def _te_beslissen(lid: Lidmaatschap) -> QuerySet[Uitnodiging]:
    """Invitations for who would see all files, that wait for this coördinator's yes, which nobody
    says about oneself (`mag_akkoord_geven`)."""
    wachtend = Uitnodiging.objects.zichtbaar_voor(lid).wacht_op_akkoord()
    return wachtend.exclude(gebruiker=lid.gebruiker_id).select_related("gebruiker")


def _collegas_die_weigeren(lid: Lidmaatschap) -> QuerySet[Lidmaatschap]:
    """Roles of colleagues whose address refuses mail."""
    rijen = Lidmaatschap.objects.zichtbaar_voor(lid).geldig().exclude(gebruiker=lid.gebruiker_id)
    return rijen.filter(adres_weigert("gebruiker__email"), rol__in=STAF)


def _te_bereiken(lid: Lidmaatschap) -> list[Lidmaatschap]:
    """Those of them whom `lid` can give another address, each once."""
    rijen = _collegas_die_weigeren(lid).select_related("gebruiker")
    rijen = rijen.order_by("gebruiker__naam", "-pk")
    per_persoon = {rij.gebruiker_id: rij for rij in rijen}
    van_mij = te_herstellen(lid, list(per_persoon)) if per_persoon else set()
    return [rij for wie, rij in per_persoon.items() if wie in van_mij]


def coordinator(request):
    """The whole school: figures, what waits for one's own signature or yes, the list."""
    lid = request.lid
    te_tekenen, te_beslissen = list(_te_tekenen(lid)), list(_te_beslissen(lid))
    te_bereiken = _te_bereiken(lid)
    context = lijst(lid, _blad(request)) | {
        "vandaag": timezone.localdate(),
        "te_tekenen": te_tekenen[:TEKENEN],
        "te_tekenen_rest": te_tekenen[TEKENEN:],
        "te_beslissen": te_beslissen,
        "te_bereiken": te_bereiken,
        "nieuw_schooljaar": _nieuw_schooljaar(),
        "te_doen": len(te_tekenen) + len(te_beslissen) + len(te_bereiken),
        "komend": komende_weken(lid, Traject.objects.zichtbaar_voor(lid).open()),
    }
    return TemplateResponse(request, "overzichten/coordinator.html", context)


def _nieuw_schooljaar() -> str:
    """Its name, in the weeks in which a school prepares it; where it stands, its own page says."""
    vandaag = timezone.localdate()
    is_tijd = JUNI <= (vandaag.month, vandaag.day) <= SEPTEMBER
    return naam_schooljaar(vandaag.year) if is_tijd else ""


def administratie(request):
    """What to complete: registration with its deadline, imports, missing data; and which files were
    kept long enough."""
    lid = request.lid
    zichtbaar = Traject.objects.zichtbaar_voor(lid).open()
    taken = taken_van(lid, zichtbaar)
    leerlingen = Leerling.objects.zichtbaar_voor(lid).filter(school=lid.school)
    onvolledig = leerlingen.filter(
        Q(email="") | Q(klas=None) | Q(opleiding=None) | Q(straat="") | Q(gemeente="")
    ).select_related("school")
    lang_bewaard = (
        Termijn.objects.zichtbaar_voor(lid)
        .open()
        .filter(regel=bewaartermijn.sleutel, uiterlijk__lt=timezone.localdate())
    )
    context = {
        "vandaag": timezone.localdate(),
        "nieuw_schooljaar": _nieuw_schooljaar(),
        "groepen": _groepen(taken),
        "te_doen": len({taak.traject_id for taak in taken}),
        "onvolledig": [_ontbreekt(rij) for rij in onvolledig[:10]],
        "aantal_onvolledig": onvolledig.count(),
        "invoeren": Invoer.objects.zichtbaar_voor(lid)[:5],
        "lang_bewaard": lang_bewaard.select_related("traject__leerling")[:TOON_BEWAARD],
        "aantal_lang_bewaard": lang_bewaard.count(),
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
    te_bereiken = _te_bereiken(lid)
    context = {
        "te_bereiken": te_bereiken,
        "te_doen": len(te_bereiken),
        "deuren": [
            {"titel": titel, "tekst": tekst, "url": adres(lid, naam)}
            for titel, tekst, naam in deuren
        ],
    }
    return TemplateResponse(request, "overzichten/beheerder.html", context)


def buiten(request):
    """Learner, parent, mentor: with one learner that page at once, else what is asked per
    learner, who waits for something first."""
    lid = request.lid
    trajecten = list(
        met_opleiding(Traject.objects.zichtbaar_voor(lid)).order_by("leerling__zoeknaam", "-pk")[
            :100
        ]
    )
    lopend = [t for t in trajecten if t.is_open] or trajecten
    context = {"blad": None, "leerlingen": []}
    if len(lopend) == 1:
        context["blad"] = bladzijde(lid, lopend[0], bekend=trajecten)
        request.toont = [lopend[0].leerling_id]
    else:
        bladen = bladzijden(lid, lopend, bekend=trajecten)
        context["leerlingen"] = sorted(bladen, key=lambda blad: not blad.vragen)
    if not lopend:
        eigen = Lidmaatschap.objects.geldig().filter(gebruiker=lid.gebruiker_id)
        context["welkom"] = _welkom(lid)
        context["scholen"] = School.objects.filter(pk__in=eigen.values("school")).order_by("naam")
    return TemplateResponse(request, "overzichten/eenvoudig.html", context)


def _welkom(lid: Lidmaatschap) -> str:
    """To who of outside sees no case: what brings one here, and what comes. Not whether there was
    one before: who lost it reads the same."""
    wie = f"Je kan binnen bij {lid.school.naam}"
    if (als := WERKT_ALS.get(Rol(lid.rol))) and (waar := waarvoor(lid)):
        wie = f"Je bent nu {als} {waar}"
    return f"{wie}. {WAT_KOMT[Rol(lid.rol)]}"


def buiten_gezet(lid: Lidmaatschap) -> list[Leerling]:
    """To a parent it is said of which child they see the case no more since it turned eighteen; to
    who looks along it is not: they may see no more than the parent does."""
    if lid.rol != Rol.OUDER or lid.meekijker:
        return []
    van_mij = Betrokkene.objects.buiten_gezet().filter(
        gebruiker=lid.gebruiker_id, school=lid.school_id, leerling__trajecten__isnull=False
    )
    rijen = van_mij.select_related("leerling").distinct()
    return list(dict.fromkeys(rij.leerling for rij in rijen))  # parents may share an account


def extern(request):
    """Who of the school is at this organiser today."""
    context = {"gasten": gasten(request.lid), "welkom": _welkom(request.lid)}
    return TemplateResponse(request, "overzichten/extern.html", context)


def aantal_te_doen(lid: Lidmaatschap) -> int:
    """The number that the start page calls `te_doen`, for the menu of every other page."""
    if lid.rol == Rol.COORDINATOR:
        tekenen, beslissen = (
            rijen.order_by().values("pk") for rijen in (_te_tekenen(lid), _te_beslissen(lid))
        )
        bereiken = _collegas_die_weigeren(lid).order_by().values("gebruiker").distinct()
        return tekenen.union(beslissen, bereiken, all=True).count()
    if lid.rol == Rol.BEHEERDER:
        return len(_te_bereiken(lid))
    return _met_aandacht(lid) if regels_van(lid) else 0


def _met_aandacht(lid: Lidmaatschap) -> int:
    """Counted when something of the school changed since, or after a minute: terms, mails and the
    clock leave no trail."""
    wie = f"{lid.pk}-{lid.meekijker.pk if lid.meekijker else ''}"
    sleutel = f"aandacht:{wie}:{timezone.localdate()}:{spoor.stand(lid.school_id)}"
    return caches["proces"].get_or_set(sleutel, lambda: aantal_met_aandacht(lid), MINUUT)


STARTPAGINA: dict[Rol, Callable] = {
    Rol.BEGELEIDER: vandaag,
    Rol.PRAKTIJK: vandaag,
    Rol.LEERKRACHT: vandaag,
    Rol.COORDINATOR: coordinator,
    Rol.ADMINISTRATIE: administratie,
    Rol.BEHEERDER: beheerder,
    Rol.MENTOR: buiten,
    Rol.EXTERNE: extern,
    Rol.OUDER: buiten,
    Rol.LEERLING: buiten,
}
