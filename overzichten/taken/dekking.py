"""Running, but not covered today: no workplace, or an agreement or plan for another opleiding."""

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.periode import loopt
from gebruikers.zicht import Informatie
from opleidingsplannen.models import Opleidingsplan
from opleidingsplannen.models.plan import Planstatus
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Status
from overzichten.adressen import adres
from overzichten.taken.taak import CONTROLEER, Groep, Taak, regel
from trajecten.fases import Fase
from trajecten.models import Inschrijving
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
def geen_plek_vandaag(lid: Lidmaatschap, trajecten: list) -> list[Taak]:
    """The phase says that it runs, no placement covers today."""
    return [
        Taak(
            groep=Groep.LATER if traject.werkplek_begint else Groep.VANDAAG,
            traject_id=traject.pk,
            wie=str(traject.leerling),
            zin="is lopend, maar heeft vandaag geen werkplek",
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


def _wanneer(traject) -> str:
    if traject.werkplek_begint:
        return f"De werkplek begint op {date_format(traject.werkplek_begint, 'j F Y')}"
    if traject.werkplek_eindigde:
        return f"De vorige eindigde op {date_format(traject.werkplek_eindigde, 'j F Y')}"
    return "Er is nog geen overeenkomst gesloten"


def _ingeschreven(pad: str):
    """Enrolments that run today in the opleiding that `pad` leads to."""
    return Inschrijving.objects.filter(
        loopt(timezone.localdate()), traject=OuterRef("traject"), opleiding=OuterRef(pad)
    )


def _overeenkomst_past_niet() -> Exists:
    rijen = Overeenkomst.objects.filter(
        traject=OuterRef("pk"),
        status=Status.GETEKEND,
        feitelijke_periode__contains=timezone.localdate(),
    )
    return Exists(rijen.exclude(Exists(_ingeschreven("opleiding"))))


def _plan_past_niet() -> Exists:
    rijen = Opleidingsplan.objects.filter(
        traject=OuterRef("pk"),
        status=Planstatus.AKKOORD,
        standaardtraject__opleiding__isnull=False,
    )
    return Exists(rijen.exclude(Exists(_ingeschreven("standaardtraject__opleiding"))))


def _andere_opleiding() -> Q:
    nu = Inschrijving.objects.filter(loopt(timezone.localdate()), traject=OuterRef("pk"))
    past_niet = Q(_overeenkomst_past_niet()) | Q(_plan_past_niet())
    return Q(fase=Fase.LOPEND) & Q(Exists(nu)) & past_niet


def _wat_past_niet() -> dict:
    return {
        "overeenkomst_past_niet": _overeenkomst_past_niet(),
        "plan_past_niet": _plan_past_niet(),
    }


@regel(
    "Andere opleiding", doen=Informatie.OVEREENKOMST, waar=_andere_opleiding, erbij=_wat_past_niet
)
def andere_opleiding(lid: Lidmaatschap, trajecten: list) -> list[Taak]:
    """The agreement or the plan that runs is for another opleiding than today's enrolment."""
    taken = []
    for traject in trajecten:
        wat = ["de overeenkomst"] if traject.overeenkomst_past_niet else []
        wat += ["het plan"] if traject.plan_past_niet else []
        hoort = "horen" if len(wat) > 1 else "hoort"
        taken.append(
            Taak(
                groep=Groep.VANDAAG,
                traject_id=traject.pk,
                wie=f"{traject.leerling}:",
                zin=f"{' en '.join(wat)} {hoort} bij een andere opleiding",
                uitleg="De inschrijving van vandaag zegt iets anders",
                waarom="De overeenkomst en het opleidingsplan horen bij de opleiding waarin de "
                "leerling vandaag ingeschreven is. Kijk na wat klopt en pas het andere aan. "
                f"{CONTROLEER}",
                url=adres(lid, "overzichten:dossier", traject.pk),
                knop="Dossier openen",
                kort="andere opleiding",
                datum=traject.fase_sinds,
                teken="O",
            )
        )
    return taken
