"""What becomes of training plans and weeks when the school year changes. Nothing moves: both belong
to a traject, which goes on. What somebody has to look at is named."""

import datetime
from collections import defaultdict

from django.db.models import Max

from trajecten.jaarwissel import Plan
from trajecten.jaarwissel_regels import Leerlingregel
from trajecten.models import Traject

SOORTEN = {
    "geen": "nog geen plan",
    "concept": "plan is een concept",
    "voorgelegd": "plan ligt voor",
    "nieuw": "andere opleiding, dus een nieuw plan",
    "week": "week van dit schooljaar loopt door",
    "akkoord": "plan gaat mee",
}


def plannen(plan: Plan) -> dict[str, list[Leerlingregel]]:
    """Who goes on with an open traject, by what is the matter with the plan; and by the week."""
    gaan_mee = [regel for regel in plan.regels if regel.traject and regel.code]
    trajecten = Traject.objects.filter(school=plan.wissel.school_id).open().order_by()
    statussen = defaultdict(set)
    for pk, status in trajecten.values_list("pk", "plannen__status"):
        statussen[pk].add(status)
    weken = dict(trajecten.annotate(week=Max("weekpatronen__van")).values_list("pk", "week"))
    zomer = datetime.date(plan.wissel.jaar, 7, 1)
    uit = {soort: [] for soort in SOORTEN}
    for regel in gaan_mee:
        uit[_soort(regel, statussen[regel.traject.pk])].append(regel)
        week = weken.get(regel.traject.pk)
        if week and week < zomer:
            uit["week"].append(regel)
    return uit


def _soort(regel: Leerlingregel, statussen: set[str]) -> str:
    if "akkoord" in statussen and regel.opleiding:
        return "nieuw"
    return next((s for s in ("akkoord", "voorgelegd", "concept") if s in statussen), "geen")
