"""What does not cover the traject: no workplace today or one that should not be, or papers for
another opleiding."""

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG, niet_voorbij
from gebruikers.zicht import Informatie
from opleidingsplannen.models import Opleidingsplan
from opleidingsplannen.models.plan import Planstatus
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Status
from overzichten.adressen import adres
from overzichten.taken.taak import Groep, TeDoen, regel
from trajecten.fases import Fase
from trajecten.models import Inschrijving
from trajecten.termijnregel import CONTROLEER
from werkplekken.models import Plaatsing


def _geen_plek_vandaag() -> Q:
    vandaag = Plaatsing.objects.filter(traject=OuterRef("pk")).op()
    return Q(fase=Fase.LOPEND) & ~Q(Exists(vandaag))


def _plaatsingen() -> dict:
    eigen, vandaag = Plaatsing.objects.filter(traject=OuterRef("pk")), timezone.localdate()
    straks = eigen.filter(van__gt=vandaag).order_by("van")
    vorige = eigen.filter(tot__lt=vandaag).order_by("-tot")
    return {
        "werkplek_begint": Subquery(straks.values("van")[:1]),
        "werkplek_eindigde": Subquery(vorige.values("tot")[:1]),
    }


@regel(
    "Vandaag geen werkplek",
    doen=Informatie.OVEREENKOMST,
    waar=_geen_plek_vandaag,
    erbij=_plaatsingen,
)
def geen_plek_vandaag(lid: Lidmaatschap, trajecten: list) -> list[TeDoen]:
    """The phase says that it runs, no placement covers today."""
    return [
        TeDoen(
            groep=Groep.LATER if traject.werkplek_begint else Groep.VANDAAG,
            traject_id=traject.pk,
            wie=str(traject.leerling),
            zin=_vandaag(traject),
            uitleg=_wanneer(traject),
            waarom="In de fase lopend leert iemand elke week op een werkplek. Geen enkele "
            f"plaatsing loopt vandaag. Maak een overeenkomst, of wijzig de fase. {CONTROLEER}",
            url=adres(lid, "overzichten:dossier", traject.pk),
            knop="Dossier openen",
            kort=f"werkplek vanaf {date_format(traject.werkplek_begint, 'j b')}"
            if traject.werkplek_begint
            else "geen werkplek vandaag",
            datum=traject.werkplek_begint or traject.werkplek_eindigde or traject.fase_sinds,
            teken="W",
        )
        for traject in trajecten
    ]


def _vandaag(traject) -> str:
    if traject.werkplek_begint:
        return f"begint op {date_format(traject.werkplek_begint, 'j F')} op de werkplek"
    return "heeft vandaag geen werkplek"


def _wanneer(traject) -> str:
    if traject.werkplek_begint:
        return "Tot dan leert deze leerling nog nergens op een werkplek"
    if traject.werkplek_eindigde:
        return f"De vorige eindigde op {date_format(traject.werkplek_eindigde, 'j F Y')}"
    return "Er is nog geen overeenkomst gesloten"


def _getekend_en_bezig():
    lopend = Overeenkomst.objects.duaal().filter(
        traject=OuterRef("pk"),
        status=Status.GETEKEND,
        feitelijke_periode__contains=timezone.localdate(),
    )
    return lopend.order_by("pk")


def _zoekt_en_heeft() -> Q:
    return Q(fase=Fase.ZOEKT_WERKPLEK) & Q(Exists(_getekend_en_bezig()))


def _die_loopt() -> dict:
    return {
        "loopt_nog": Subquery(_getekend_en_bezig().values("pk")[:1]),
        "loopt_dagen": Subquery(_getekend_en_bezig().values("feitelijke_periode")[:1]),
    }


@regel(
    "Zoekt, overeenkomst loopt nog",
    doen=Informatie.OVEREENKOMST,
    waar=_zoekt_en_heeft,
    erbij=_die_loopt,
)
def overeenkomst_loopt_nog(lid: Lidmaatschap, trajecten: list) -> list[TeDoen]:
    """The phase says that a workplace is looked for, a signed agreement covers today."""
    return [
        TeDoen(
            groep=Groep.VANDAAG,
            traject_id=traject.pk,
            wie=str(traject.leerling),
            zin="zoekt een werkplek, maar de overeenkomst loopt nog",
            uitleg=f"Ze loopt tot en met {date_format(traject.loopt_dagen.upper - DAG, 'j F Y')}",
            waarom="Zolang een getekende overeenkomst loopt, verwacht de onderneming de leerling, "
            "en telt de termijn om een werkplek te vinden niet. Kijk na wat er met de overeenkomst "
            f"moet gebeuren, of zet de fase weer op lopend. {CONTROLEER}",
            url=adres(lid, "overeenkomsten:overeenkomst", traject.loopt_nog),
            knop="Overeenkomst openen",
            kort="overeenkomst loopt nog",
            datum=traject.fase_sinds,
            teken="W",
        )
        for traject in trajecten
    ]


def _ingeschreven():
    """Enrolments of today or to come, of the traject of an outer row."""
    return Inschrijving.objects.filter(
        niet_voorbij(timezone.localdate()), traject=OuterRef("traject")
    )


def _overeenkomsten_andere():
    """Sent or signed, in days in which the learner is enrolled in another opleiding; `vanaf` when
    that enrolment begins."""
    andere = (
        _ingeschreven()
        .exclude(opleiding=OuterRef("opleiding"))
        .filter(niet_voorbij(OuterRef("feitelijke_periode__startswith")))
        .filter(van__lt=OuterRef("feitelijke_periode__endswith"))
    )
    rijen = Overeenkomst.objects.filter(
        traject=OuterRef("pk"),
        status__in=[Status.TER_ONDERTEKENING, Status.GETEKEND],
        feitelijke_periode__endswith__gt=timezone.localdate(),
    )
    return _met_vanaf(rijen, andere.order_by("van"))


def _plannen_andere():
    """Agreed, for another opleiding than that of the last enrolment: a plan may be early."""
    laatste = _ingeschreven().order_by("-van")
    rijen = Opleidingsplan.objects.filter(
        traject=OuterRef("pk"),
        status=Planstatus.AKKOORD,
        standaardtraject__opleiding__isnull=False,
    )
    rijen = _met_vanaf(rijen, laatste).annotate(moet=Subquery(laatste.values("opleiding")[:1]))
    return rijen.exclude(standaardtraject__opleiding=F("moet"))


def _met_vanaf(rijen, inschrijvingen):
    rijen = rijen.annotate(vanaf=Subquery(inschrijvingen.values("van")[:1]))
    return rijen.filter(vanaf__isnull=False).order_by("vanaf")


def _andere_opleiding() -> Q:
    return Q(Exists(_overeenkomsten_andere())) | Q(Exists(_plannen_andere()))


def _vanaf_wanneer() -> dict:
    return {
        "overeenkomst_anders": Subquery(_overeenkomsten_andere().values("vanaf")[:1]),
        "plan_anders": Subquery(_plannen_andere().values("vanaf")[:1]),
    }


@regel(
    "Andere opleiding", doen=Informatie.OVEREENKOMST, waar=_andere_opleiding, erbij=_vanaf_wanneer
)
def andere_opleiding(lid: Lidmaatschap, trajecten: list) -> list[TeDoen]:
    """The agreement or the plan is for another opleiding than the enrolment, now or later."""
    return [_anders(lid, traject) for traject in trajecten]


def _anders(lid: Lidmaatschap, traject) -> TeDoen:
    dagen = {"de overeenkomst": traject.overeenkomst_anders, "het plan": traject.plan_anders}
    dagen = {wat: dag for wat, dag in dagen.items() if dag}
    vanaf, hoort = min(dagen.values()), "horen" if len(dagen) > 1 else "hoort"
    begonnen, dag = vanaf <= timezone.localdate(), date_format(vanaf, "j F Y")
    return TeDoen(
        groep=Groep.VANDAAG if begonnen else Groep.LATER,
        traject_id=traject.pk,
        wie=f"{traject.leerling}:",
        zin=f"{' en '.join(dagen)} {hoort} bij een andere opleiding",
        uitleg="De inschrijving van vandaag zegt iets anders"
        if begonnen
        else f"De inschrijving vanaf {dag} zegt iets anders",
        waarom="De overeenkomst en het opleidingsplan horen bij de opleiding waarin de leerling "
        "ingeschreven is. Kijk na of iets vroeger moet stoppen of opnieuw opgemaakt moet worden, "
        f"of pas de inschrijving aan. {CONTROLEER}",
        url=adres(lid, "overzichten:dossier", traject.pk),
        knop="Dossier openen",
        kort="andere opleiding",
        datum=vanaf,
        teken="≠",
    )
