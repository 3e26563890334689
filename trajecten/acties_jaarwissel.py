"""Acts of going on to a new school year: begin, choose, throw away, carry out as a job, undo."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from django.db import OperationalError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from gebruikers import spoor
from gebruikers.models import Gebruiker, Lidmaatschap, Opdracht, School
from gebruikers.opdrachten import opdrachtsoort
from gebruikers.overgang import Weigering, weiger_bij
from gebruikers.rollen import Rol
from gebruikers.tasks import vraag_opdracht
from gebruikers.zicht import Recht, Schoolsoort, eis
from leerlingen.models import Leerling
from trajecten.acties_overdracht import mail_overdracht, mail_toch_niet
from trajecten.jaarwissel import Plan
from trajecten.jaarwissel_regels import Leerlingregel, begin_voorstel
from trajecten.jaarwissel_stap import GEEN_KLASSEN, doe_klassen, doe_leerling, niets_gedaan
from trajecten.jaarwissel_terug import herstel_klassen, herstel_leerling, team_ging_terug
from trajecten.models import Jaarwissel, Traject
from trajecten.models.jaarwissel import Staat
from trajecten.rechten import (
    mag_jaarwissel_kiezen,
    mag_jaarwissel_terugdraaien,
    mag_jaarwissel_uitvoeren,
)

logger = logging.getLogger(__name__)

PER_BEURT = 50  # learners, in one transaction
MIS = (
    "Er ging iets mis, en er veranderde niets. Begin het nieuwe schooljaar nog eens; blijft het "
    "misgaan, vraag hulp aan wie Trajecten beheert."
)
MIS_TERUG = (
    "Er ging iets mis, en er ging niets terug. Kijk het dossier na en zet zelf terug wat moet."
)
MIS_KLASSEN = (
    "Er ging iets mis met de kalender en de klassen: die bleven zoals ze waren. Kijk ze na; blijft "
    "het misgaan, vraag hulp aan wie Trajecten beheert."
)
GEWIST = "Wat er precies stond, is gewist. De geschiedenis van het dossier houdt het."
SAMENGEVOEGD = "Deze leerling is intussen samengevoegd: kijk het dossier na."
VROEG = "Schooljaar {} loopt nog maanden. Vink aan dat je nu al wil overgaan."
AL_EEN = "Er is al een nieuw schooljaar in voorbereiding, of er wordt aan gewerkt."


def begin(*, door: Lidmaatschap) -> Jaarwissel:
    """One at a time: who comes second goes on with what is there."""
    eis(door, Schoolsoort.JAARWISSEL, Recht.SCHRIJF)
    jaar = begin_voorstel(timezone.localdate())
    with weiger_bij("jaarwissel_een_tegelijk", AL_EEN):
        return Jaarwissel.objects.create(school=door.school, jaar=jaar, door=door)


@transaction.atomic
def bewaar_keuzes(wissel: Jaarwissel, keuzes: dict, *, door: Lidmaatschap) -> None:
    """Keep what was chosen. `wissel`: as read for this, and still so."""
    vast = Jaarwissel.objects.select_for_update(of=("self",), no_key=True).get(pk=wissel.pk)
    mag_jaarwissel_kiezen(door, vast).anders_weiger()
    vast.keuzes, vast.door, vast.gewijzigd_op = keuzes, door, timezone.now()
    vast.save(update_fields=["keuzes", "door", "gewijzigd_op"])


@transaction.atomic
def leg_weg(wissel: Jaarwissel, *, door: Lidmaatschap) -> None:
    """Nothing was done yet, and nothing will be."""
    vast = Jaarwissel.objects.select_for_update(of=("self",)).get(pk=wissel.pk)
    mag_jaarwissel_kiezen(door, vast).anders_weiger()
    vast.delete()


@transaction.atomic
def voer_uit(wissel: Jaarwissel, *, gezien, nu_al: bool, door: Lidmaatschap) -> None:
    """Start the job, once. `gezien`: when the choices were last changed, as the preview had it;
    `nu_al`: whether one knows that the year to come is months away, if it is."""
    mag_jaarwissel_uitvoeren(door, wissel).anders_weiger()
    mag_jaarwissel_kiezen(door, wissel).anders_weiger()
    if wissel.is_vroeg and not nu_al:
        raise Weigering(f"Er is niets veranderd. {VROEG.format(wissel.vorig)}")
    wissel.ga_naar(Staat.BEZIG, gelijk={"gewijzigd_op": gezien}, door=door)
    _vraag(wissel, door)


@transaction.atomic
def draai_terug(wissel: Jaarwissel, *, door: Lidmaatschap, reden: str) -> None:
    """Start the job that puts all back that nobody changed since."""
    mag_jaarwissel_terugdraaien(door, wissel).anders_weiger()
    with weiger_bij("jaarwissel_een_tegelijk", f"{AL_EEN} Leg dat eerst weg."):
        wissel.ga_naar(Staat.TERUG, door=door, reden=reden.strip())
    _vraag(wissel, door)


@transaction.atomic
def ga_verder(wissel: Jaarwissel, *, door: Lidmaatschap) -> None:
    """After a job that failed or was cancelled: the rest."""
    wissel = Jaarwissel.objects.select_for_update(of=("self",)).get(pk=wissel.pk)
    mag_jaarwissel_uitvoeren(door, wissel).anders_weiger()
    if not wissel.is_gestopt:
        raise Weigering("Er is niets om mee verder te gaan.")
    _vraag(wissel, door)


def _vraag(wissel: Jaarwissel, door: Lidmaatschap) -> None:
    titel = f"{wissel.titel} {'terugdraaien' if wissel.staat == Staat.TERUG else 'uitvoeren'}"
    pagina = reverse("trajecten:jaarwissel", args=[wissel.school.code, wissel.pk])
    wat = {"titel": titel, "over": wissel.naam, "vervolg_url": pagina}
    opdracht = vraag_opdracht("jaarwissel", door=door, jaarwissel_id=wissel.pk, **wat)
    Jaarwissel.objects.filter(pk=wissel.pk).update(opdracht=opdracht)


@transaction.atomic
def ruim_op() -> None:
    """What cannot be undone any more needs no before and after, and its sentences, that name
    people, go too. That something was done, or was not, stays."""
    for wissel in Jaarwissel.objects.te_wissen().select_for_update(no_key=True):
        uitkomst = wissel.uitkomst
        for rij in uitkomst["leerlingen"].values():
            for deel in ("zinnen", "niet"):
                rij[deel] = rij[deel] and [GEWIST]
            rij |= {"voor": {}, "na": {}}
        terug = uitkomst.get("terug", {})
        terug |= {pk: [GEWIST] for pk, zinnen in terug.items() if zinnen}
        uitkomst["gewist"] = True
        wissel.save(update_fields=["uitkomst"])


@opdrachtsoort("jaarwissel")
def werk(opdracht: Opdracht, voortgang: Callable[[int, int], None]) -> dict:
    """In turns, each one transaction with what it noted: begun again, it goes on where it was. Who
    asked must still have the right."""
    wissel = Jaarwissel.objects.select_related("school").get(pk=opdracht.invoer["jaarwissel_id"])
    door = Lidmaatschap.objects.geldig().filter(pk=opdracht.gevraagd_door_id)
    door = door.select_related("school", "gebruiker").first()
    mag_jaarwissel_uitvoeren(door, wissel).anders_weiger()
    reden = f"{wissel.titel} teruggedraaid: {wissel.reden}" if wissel.reden else wissel.titel
    with spoor.reden(reden):
        if wissel.staat == Staat.BEZIG:
            _voer_uit(wissel, door, voortgang)
        elif wissel.staat == Staat.TERUG:
            _draai_terug(wissel, door, voortgang)
    wissel.refresh_from_db(fields=["staat"])
    return {"zin": f"{wissel.met_lidwoord} is {wissel.get_staat_display()}."}


def _vast(wissel: Jaarwissel) -> Jaarwissel:
    """Locked, after the school: an import of learners takes that lock too."""
    School.objects.select_for_update(no_key=True).get(pk=wissel.school_id)
    rijen = Jaarwissel.objects.select_for_update(of=("self",), no_key=True)
    return rijen.select_related("school").get(pk=wissel.pk)


def _beurten(pks: list[int], voortgang: Callable[[int, int], None]) -> Iterator[list[int]]:
    voortgang(0, len(pks))
    for begin in range(0, len(pks), PER_BEURT):
        yield pks[begin : begin + PER_BEURT]
        voortgang(min(begin + PER_BEURT, len(pks)), len(pks))


def _houd_vast(pks: list[int]) -> None:
    """The learners of this turn and their trajecten, for who changes one of them by hand."""
    for model, veld in ((Leerling, "pk"), (Traject, "leerling")):
        rijen = model.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
        list(rijen.filter(**{f"{veld}__in": pks}).values_list("pk"))


def _voer_uit(wissel: Jaarwissel, door: Lidmaatschap, voortgang) -> None:
    with transaction.atomic():
        vast = _vast(wissel)
        if "klassen" not in vast.uitkomst:
            klassen, zin = _apart(lambda: doe_klassen(Plan(vast, []), door=door), MIS_KLASSEN)
            klassen = klassen or {**GEEN_KLASSEN, "niet": [zin]}
            vast.uitkomst |= {"klassen": klassen, "leerlingen": {}}
            vast.save(update_fields=["uitkomst"])
    pks = [regel.leerling.pk for regel in Plan(vast).regels]
    for beurt in _beurten(pks, voortgang):
        with transaction.atomic():
            vast = _vast(wissel)
            _houd_vast(beurt)
            gedaan = vast.uitkomst["leerlingen"]
            for regel in (plan := Plan(vast, beurt)).regels:
                if str(regel.leerling.pk) not in gedaan:
                    gedaan[str(regel.leerling.pk)] = _doe(plan, regel, door)
            vast.save(update_fields=["uitkomst"])
    with transaction.atomic():
        vast = _vast(wissel)
        vast.ga_naar(Staat.UITGEVOERD, uitgevoerd_op=timezone.now())
        _mail_overdrachten(vast, vast.uitkomst["leerlingen"].values(), door, mail_overdracht)


def _doe(plan: Plan, regel: Leerlingregel, door: Lidmaatschap) -> dict:
    gedaan, zin = _apart(lambda: doe_leerling(plan, regel, door=door), MIS)
    return gedaan or niets_gedaan(regel) | {"niet": [zin]}


def _apart(daad: Callable[[], dict | list], mis: str) -> tuple[dict | list | None, str]:
    """What it did, or why not: what goes wrong with one learner holds up nobody else. What only
    came at the wrong moment, as a deadlock, is for the whole turn again."""
    try:
        with transaction.atomic():
            uit = daad()
            connection.check_constraints()  # now, rather than at the end of the turn
            return uit, ""
    except OperationalError:
        raise
    except Weigering as weigering:
        return None, str(weigering)
    except Exception:
        logger.exception("een deel van een jaarwissel ging mis")
        return None, mis


def _mail_overdrachten(
    wissel: Jaarwissel, leerlingen: Iterable[dict], door: Lidmaatschap, mail: Callable
) -> None:
    """One mail to each colleague for all whom they guide instead of the same person."""
    over = defaultdict(list)
    for gedaan in leerlingen:
        for van, naar in gedaan["over"]:
            over[van, naar].append(gedaan["traject"])
    leden = Lidmaatschap.objects.filter(rol=Rol.BEGELEIDER).exclude(gebruiker=door.gebruiker)
    leden = leden.select_related("gebruiker", "school").in_bulk([naar for _, naar in over])
    mensen = Gebruiker.objects.in_bulk([van for van, _ in over])
    for (van, naar), pks in over.items():
        if naar in leden:
            trajecten = Traject.objects.filter(pk__in=pks).select_related("leerling")
            mail(list(trajecten), mensen[van], leden[naar], wissel.eerste_dag)


def _draai_terug(wissel: Jaarwissel, door: Lidmaatschap, voortgang) -> None:
    pks = sorted(map(int, wissel.uitkomst["leerlingen"]))
    for beurt in _beurten(pks, voortgang):
        with transaction.atomic():
            vast = _vast(wissel)
            _houd_vast(beurt)
            terug = vast.uitkomst.setdefault("terug", {})
            leerlingen = Leerling.objects.in_bulk(beurt)
            for pk in beurt:
                if str(pk) not in terug:
                    daad = partial(_herstel, vast, leerlingen.get(pk), pk, door)
                    niet, zin = _apart(daad, MIS_TERUG)
                    terug[str(pk)] = [zin] if niet is None else niet
            vast.save(update_fields=["uitkomst"])
    with transaction.atomic():
        vast = _vast(wissel)
        klassen = vast.uitkomst["klassen"]
        niet, zin = _apart(lambda: herstel_klassen(vast, klassen), MIS_KLASSEN)
        klassen["niet"] = [zin] if niet is None else niet
        vast.save(update_fields=["uitkomst"])
        vast.ga_naar(Staat.TERUGGEDRAAID)
        terug = filter(team_ging_terug, vast.uitkomst["leerlingen"].values())
        _mail_overdrachten(vast, terug, door, mail_toch_niet)


def _herstel(
    wissel: Jaarwissel, leerling: Leerling | None, pk: int, door: Lidmaatschap
) -> list[str]:
    if leerling is None:
        return [SAMENGEVOEGD]
    gedaan = wissel.uitkomst["leerlingen"][str(pk)]
    niet = herstel_leerling(leerling, gedaan, door=door)
    if gedaan["zinnen"] and (traject := Traject.objects.filter(pk=gedaan["traject"]).first()):
        # The learner reads the timeline; the reason is about the school year.
        traject.noteer(door, "inschrijving", f"{wissel.titel} teruggedraaid.")
    return niet
