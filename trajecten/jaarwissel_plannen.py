"""What becomes of training plans and weeks when the school year changes. Nothing moves: both belong
to a traject, which goes on. What somebody has to look at is named."""

import datetime

from django.contrib.postgres.aggregates import ArrayAgg
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
    rijen = trajecten.values_list("pk").annotate(
        statussen=ArrayAgg("plannen__status", distinct=True), week=Max("weekpatronen__van")
    )
    stand = {pk: rest for pk, *rest in rijen}
    zomer = datetime.date(plan.wissel.jaar, 7, 1)
    uit = {soort: [] for soort in SOORTEN}
    for regel in gaan_mee:
        statussen, week = stand.get(regel.traject.pk, ([], None))
        uit[_soort(regel, statussen)].append(regel)
        if week and week < zomer:
            uit["week"].append(regel)
    return uit


def _soort(regel: Leerlingregel, statussen: list[str | None]) -> str:
    if "akkoord" in statussen and regel.opleiding:
        return "nieuw"
    return next((s for s in ("akkoord", "voorgelegd", "concept") if s in statussen), "geen")
