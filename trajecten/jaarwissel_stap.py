"""The step to a new school year for its calendar and classes and for one learner, with what it was
before and after."""

import copy
import datetime

from django.utils import timezone

from gebruikers.feiten import meld_leerling_gewijzigd
from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Weigering
from leerlingen.acties import haal_van_klas, zet_bij_klas
from leerlingen.models import Klas, KlasLeerkracht, Leerling
from leerlingen.schooljaar import van_schooljaar
from trajecten.acties import vul_kalender, wijzig_inschrijving
from trajecten.acties_taak import geef_taak
from trajecten.jaarwissel import Plan
from trajecten.jaarwissel_regels import (
    COLLEGAS,
    OPLEIDING,
    STOPT,
    TAAK,
    VERDER,
    Leerlingregel,
    dag_in_woorden,
)
from trajecten.kalender import Kalender
from trajecten.models import Inschrijving, Jaarwissel, Kalenderperiode, Teamlid, Traject
from trajecten.models.taak import TaakQuerySet

RIJEN = {
    "inschrijvingen": (Inschrijving, ("opleiding_id", "van", "tot")),
    "team": (Teamlid, ("gebruiker_id", "rol", "van", "tot")),
}
GEEN_KLASSEN = {"kalender": [], "nieuw": [], "leerkrachten": [], "gesloten": {}, "niet": []}
VAN_TAAK = ("pk", "wat", "uiterlijk", "voor_id", "elke_weken")


def _tekst(waarde: object) -> object:
    return waarde.isoformat() if isinstance(waarde, datetime.date) else waarde


def stand(leerling_id: int, traject_id: int | None) -> dict:
    """What the step may change of one learner, as it is stored now."""
    leerling = Leerling.objects.filter(pk=leerling_id)
    klas, tot = leerling.values_list("klas", "ingeschreven_tot").get()
    nu = {"klas": klas, "tot": _tekst(tot)}
    if traject_id:
        einddatum = Traject.objects.values_list("einddatum", flat=True).get(pk=traject_id)
        nu["einddatum"] = _tekst(einddatum)
        nu |= {deel: rijen_van(deel, traject_id) for deel in RIJEN}
    return nu


def rijen_van(deel: str, traject_id: int) -> list[list]:
    """What the enrolments or the team of a traject say, to compare."""
    model, velden = RIJEN[deel]
    rijen = model.objects.filter(traject=traject_id).order_by("pk")
    return [[_tekst(waarde) for waarde in rij] for rij in rijen.values_list("pk", *velden)]


def doe_klassen(plan: Plan, *, door: Lidmaatschap) -> dict:
    """The calendar, the classes that are not there yet, and who teaches them."""
    wissel, gedaan = plan.wissel, copy.deepcopy(GEEN_KLASSEN)
    if wissel.keuzes.get("kalender", True) and not kalender_staat_er(wissel):
        vul_kalender(wissel.school, wissel.jaar)
        gedaan["kalender"] = dagen_van(wissel)
    vandaag = timezone.localdate()
    for regel in plan.klassen:
        nieuw = _klas(wissel, regel.naar, regel.klas.naam, gedaan) if regel.naar else None
        for rij in regel.leerkrachten:
            oud = rij.regel
            if nieuw and rij.gaat_mee:
                staat_er = nieuw.leerkrachten.filter(gebruiker=oud.gebruiker, tot=None).exists()
                if not staat_er:
                    # At once when the classes change now: nobody's learners are out of sight.
                    van = min(vandaag, wissel.eerste_dag)
                    nieuwe = KlasLeerkracht(klas=nieuw, gebruiker=oud.gebruiker, van=van)
                    zet_bij_klas(nieuwe, door=door)
                    gedaan["leerkrachten"].append(nieuwe.pk)
            if oud.van <= wissel.laatste_dag and (not oud.tot or oud.tot > wissel.laatste_dag):
                gedaan["gesloten"][str(oud.pk)] = _tekst(oud.tot)
                haal_van_klas(oud, laatste_dag=wissel.laatste_dag, door=door)
    return gedaan


def _klas(wissel: Jaarwissel, code: str, naam: str, gedaan: dict) -> Klas:
    """The one that an import made, or a new one."""
    klas, nieuw = Klas.objects.get_or_create(
        school=wissel.school, schooljaar=wissel.naam, code=code, defaults={"naam": naam}
    )
    if nieuw:
        gedaan["nieuw"].append(klas.pk)
    return klas


def kalender_van(wissel: Jaarwissel):
    dagen = van_schooljaar(wissel.jaar)
    return Kalenderperiode.objects.filter(school=wissel.school_id, van__range=dagen)


def dagen_van(wissel: Jaarwissel) -> list[list]:
    """What the calendar of the new year says, to compare."""
    rijen = kalender_van(wissel).values_list("pk", "naam", "van", "tot", "soort", "zoals")
    return [[_tekst(waarde) for waarde in rij] for rij in rijen]


def kalender_staat_er(wissel: Jaarwissel) -> bool:
    return Kalender.van(wissel.school).is_ingevuld(wissel.jaar)


def niets_gedaan(regel: Leerlingregel) -> dict:
    """Of one learner, in the shape in which it is kept."""
    return {
        "traject": regel.traject and regel.traject.pk, "weg": False, "taken": [], "over": [],
        "voor": {}, "na": {}, "zinnen": [], "niet": [],
    }  # fmt: skip


def doe_leerling(plan: Plan, regel: Leerlingregel, *, door: Lidmaatschap) -> dict:
    """What can be done, with what it changed: `voor` and `na`; and what not (`niet`)."""
    leerling, traject = regel.leerling, regel.traject
    zinnen, niet = list(regel.zinnen), list(regel.bezwaren)
    gedaan = niets_gedaan(regel) | {"weg": regel.gaat_weg}
    voor = stand(leerling.pk, gedaan["traject"])
    if zinnen and regel.gaat_weg:
        werk_leerling_bij(leerling, {"ingeschreven_tot": regel.dag}, door)
        if regel.taak:
            wat = f"{TAAK} op {dag_in_woorden(regel.dag)}."
            geef_taak([traject], door=door, wat=wat, uiterlijk=regel.dag, vraagt_einde=True)
            gedaan["taken"] = taken_zoals_ze_zijn(traject.taken.om_te_beeindigen())
    elif zinnen and regel.code in plan.codes:
        _neem_mee(plan, regel, door)
        if traject:
            try:
                _wijzig_traject(plan, regel, door)
            except Weigering as weigering:
                niet.append(str(weigering))
                zinnen = [zin for zin in zinnen if zin.over != OPLEIDING]
            gedaan["over"] = _wijzig_team(plan, regel)
    # The learner reads the timeline; what colleagues ask of each other is no part of it.
    if traject and (verteld := [str(zin) for zin in zinnen if zin.over != COLLEGAS]):
        tekst = f"{plan.wissel.titel}: {' '.join(verteld)}"
        traject.noteer(door, "inschrijving", tekst[:300])
    na = stand(leerling.pk, gedaan["traject"])
    anders = [deel for deel in na if na[deel] != voor[deel]]
    gedaan["voor"] = {deel: voor[deel] for deel in anders}
    gedaan["na"] = {deel: na[deel] for deel in anders}
    return gedaan | {"zinnen": [str(zin) for zin in zinnen], "niet": niet}


def taken_zoals_ze_zijn(taken: TaakQuerySet) -> list[list]:
    """What the tasks to end a traject say, to compare."""
    return [[_tekst(waarde) for waarde in rij] for rij in taken.values_list(*VAN_TAAK)]


def werk_leerling_bij(leerling: Leerling, velden: dict, door: Lidmaatschap) -> None:
    gewijzigd = {veld for veld, waarde in velden.items() if getattr(leerling, veld) != waarde}
    for veld in gewijzigd:
        setattr(leerling, veld, velden[veld])
    if gewijzigd:
        leerling.save(update_fields=gewijzigd)
        meld_leerling_gewijzigd(leerling, gewijzigd, door)


def _neem_mee(plan: Plan, regel: Leerlingregel, door: Lidmaatschap) -> None:
    wissel, leerling = plan.wissel, regel.leerling
    velden = {"klas": plan.klas(regel.code)}
    if leerling.ingeschreven_tot and leerling.ingeschreven_tot <= wissel.laatste_dag:
        velden["ingeschreven_tot"] = None
    werk_leerling_bij(leerling, velden, door)


def _wijzig_traject(plan: Plan, regel: Leerlingregel, door: Lidmaatschap) -> None:
    """First until when: an enrolment does not begin after the end of the traject."""
    if regel.einddatum:
        regel.traject.einddatum = regel.einddatum
        regel.traject.save(update_fields=["einddatum"])
    if regel.opleiding:
        vanaf = plan.wissel.eerste_dag
        wijzig_inschrijving(regel.traject, opleiding=regel.opleiding, vanaf=vanaf, door=door)


def _wijzig_team(plan: Plan, regel: Leerlingregel) -> list[list[int]]:
    """(from whom, membership that takes over) of each who guides it from then on."""
    over, wissel = [], plan.wissel
    for rij in regel.team:
        teamlid = rij.teamlid
        zelfde = Teamlid.objects.filter(traject=regel.traject, rol=teamlid.rol, tot=None)
        if rij.keuze == VERDER and rij.kan and not zelfde.filter(gebruiker=teamlid.gebruiker):
            Teamlid.objects.filter(pk=teamlid.pk).update(tot=None)
        if (rij.naar or rij.keuze == STOPT) and not rij.eindigt:
            tot = max(teamlid.van, wissel.laatste_dag)
            Teamlid.objects.filter(pk=teamlid.pk).update(tot=tot)
        if rij.naar:
            if not zelfde.filter(gebruiker=rij.naar.gebruiker).exists():
                Teamlid.objects.create(
                    traject=regel.traject, gebruiker=rij.naar.gebruiker, rol=teamlid.rol,
                    van=wissel.eerste_dag,
                )  # fmt: skip
            over.append([teamlid.gebruiker_id, rij.naar.pk])
    return over
