"""The step to a new school year undone, for one learner and for its calendar and classes: what is
still as the step left it."""

import datetime

from django.db.models import Q

from gebruikers.models import Lidmaatschap
from leerlingen.models import Klas, KlasLeerkracht, Leerling
from trajecten.jaarwissel_stap import (
    RIJEN,
    dagen_van,
    kalender_van,
    rijen_van,
    stand,
    taken_zoals_ze_zijn,
    werk_leerling_bij,
)
from trajecten.models import Jaarwissel, Taak, Traject

# What a learner has, as `stand` reads it: its name in a sentence.
WAT = {
    "klas": "De klas",
    "tot": "Het einde van de inschrijving op school",
    "einddatum": "De voorziene einddatum",
    "inschrijvingen": "De opleiding",
    "team": "Het team",
}
VAN_TRAJECT = ("einddatum", "inschrijvingen", "team")


def herstel_leerling(leerling: Leerling, gedaan: dict, *, door: Lidmaatschap) -> list[str]:
    """Put back what is still as the step left it. What stays, and why."""
    traject = Traject.objects.filter(pk=gedaan["traject"]).first()
    nu, niet = stand(leerling.pk, traject and traject.pk), []
    # The end of the traject last: no enrolment begins after it.
    for deel, na in sorted(gedaan["na"].items(), key=lambda rij: rij[0] == "einddatum"):
        voor = gedaan["voor"][deel]
        if deel in VAN_TRAJECT and not (traject and traject.is_open):
            niet.append(f"{WAT[deel]} blijft: het traject is intussen afgesloten.")
        elif nu[deel] != na:
            niet.append(f"{WAT[deel]} is intussen gewijzigd en blijft zoals nu.")
        elif deel == "klas":
            werk_leerling_bij(leerling, {"klas": Klas.objects.filter(pk=voor).first()}, door)
        elif deel == "tot":
            tot = datetime.date.fromisoformat(voor) if voor else None
            werk_leerling_bij(leerling, {"ingeschreven_tot": tot}, door)
        elif deel == "einddatum" and _opleiding_houdt_einde_tegen(traject, gedaan, nu):
            niet.append(f"{WAT[deel]} blijft: de opleiding is intussen gewijzigd.")
        elif deel == "einddatum":
            Traject.objects.filter(pk=traject.pk).update(einddatum=voor)
        else:
            _zet_rijen(deel, traject, voor)
    return niet + _herstel_taken(gedaan["taken"])


def team_ging_terug(gedaan: dict) -> bool:
    """The step changed it, and it is again what it was before."""
    voor = gedaan["voor"].get("team")
    return voor is not None and rijen_van("team", gedaan["traject"]) == voor


def _opleiding_houdt_einde_tegen(traject: Traject, gedaan: dict, nu: dict) -> bool:
    """Somebody changed it since, or chose one that begins after the end that would come back."""
    na, einde = gedaan["na"].get("inschrijvingen"), gedaan["voor"]["einddatum"]
    anders = na is not None and na != nu["inschrijvingen"]
    return anders or traject.inschrijvingen.filter(tot=None, van__gt=einde).exists()


def _herstel_taken(gegeven: list[list]) -> list[str]:
    """Away with what is still to do as it was given."""
    niet, taken = [], Taak.objects.filter(pk__in=[rij[0] for rij in gegeven])
    if taken.filter(gedaan_op__isnull=False).exists():
        niet.append("De taak om het traject te beëindigen is al gedaan en blijft staan.")
    zelfde = [rij[0] for rij in taken_zoals_ze_zijn(taken.open()) if rij in gegeven]
    if taken.open().exclude(pk__in=zelfde).exists():
        niet.append("De taak om het traject te beëindigen is intussen gewijzigd en blijft staan.")
    taken.filter(pk__in=zelfde).delete()
    return niet


def _zet_rijen(deel: str, traject: Traject, voor: list) -> None:
    """Enrolments or team as they were: first away what came, then back what changed or went."""
    model, velden = RIJEN[deel]
    rijen = model.objects.filter(traject=traject)
    rijen.exclude(pk__in=[rij[0] for rij in voor]).delete()
    for pk, *waarden in sorted(voor, key=lambda rij: rij[-1] is None):  # the open one last
        waarden = dict(zip(velden, waarden, strict=True))
        if not rijen.filter(pk=pk).update(**waarden):
            model.objects.create(traject=traject, **waarden)


def herstel_klassen(wissel: Jaarwissel, gedaan: dict) -> list[str]:
    """After the learners. A class that somebody uses by now stays, and so does a calendar that
    somebody went on with."""
    niet, laatste = [], wissel.laatste_dag
    ongewijzigd = Q(tot=None, klas__schooljaar=wissel.naam)
    KlasLeerkracht.objects.filter(ongewijzigd, pk__in=gedaan["leerkrachten"]).delete()
    for pk, tot in gedaan["gesloten"].items():
        rij = KlasLeerkracht.objects.filter(pk=pk, tot=laatste).select_related("klas")
        if not (oud := rij.first()):
            continue
        open_nog = oud.klas.leerkrachten.filter(gebruiker=oud.gebruiker_id, tot=None)
        if tot is None and open_nog.exists():
            niet.append(f"Een leerkracht van klas {oud.klas} staat er intussen opnieuw bij.")
        else:
            rij.update(tot=tot)
    for klas in Klas.objects.filter(pk__in=gedaan["nieuw"]):
        if klas.leerlingen.exists() or klas.leerkrachten.exists():
            niet.append(f"Klas {klas} ({klas.schooljaar}) blijft: er staan leerlingen of "
                        "leerkrachten bij.")  # fmt: skip
        else:
            klas.delete()
    if gedaan["kalender"]:
        if dagen_van(wissel) == gedaan["kalender"]:
            kalender_van(wissel).delete()
        else:
            niet.append(f"De kalender van {wissel.naam} blijft: ze is intussen gewijzigd.")
    return niet
