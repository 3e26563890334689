"""One card for each learner: what a colleague has to know to take over, on paper too."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from gebruikers.models import Lidmaatschap
from leerlingen.models import Betrokkene
from overzichten.caseload import Rij, met_dagen, met_opleiding, rijen_van
from overzichten.dossier import team_van
from overzichten.vragen import per_traject
from trajecten.models import Gebeurtenis, Teamlid, Termijn

HOOGSTENS = 60  # cards on one page: a full caseload
LAATSTE = 3  # lines of the timeline


@dataclass(frozen=True)
class Steekkaart:
    rij: Rij
    team: list[Teamlid]
    ouders: list[Betrokkene]
    termijnen: list[Termijn]
    laatste: list[Gebeurtenis]


def open_termijnen(lid: Lidmaatschap, pks: list[int]) -> QuerySet:
    """Of these trajecten, what ends first in front."""
    rijen = Termijn.objects.zichtbaar_voor(lid).open().filter(traject__in=pks)
    return rijen.select_related("verlenging").order_by("uiterlijk", "pk")


def steekkaarten(lid: Lidmaatschap, trajecten) -> list[Steekkaart]:
    """Of the first so many of these, in their order, in constant queries."""
    rijen = met_dagen(met_opleiding(trajecten), lid, om_mee_te_nemen=True)
    rijen = list(rijen[:HOOGSTENS])
    pks = [traject.pk for traject in rijen]
    team = per_traject(team_van(lid, *rijen))
    termijnen = per_traject(open_termijnen(lid, pks))
    laatste = Gebeurtenis.objects.zichtbaar_voor(lid).select_related("door__gebruiker")[:LAATSTE]
    prefetch_related_objects(rijen, Prefetch("gebeurtenissen", laatste, to_attr="laatste"))
    ouders = defaultdict(list)
    van = Betrokkene.objects.zichtbaar_voor(lid).filter(leerling__trajecten__in=pks)
    for ouder in van.distinct():
        ouders[ouder.leerling_id].append(ouder)
    return [
        Steekkaart(
            rij,
            team[rij.traject.pk],
            ouders[rij.traject.leerling_id],
            termijnen[rij.traject.pk],
            rij.traject.laatste,
        )
        for rij in rijen_van(lid, rijen, taken=[])
    ]
