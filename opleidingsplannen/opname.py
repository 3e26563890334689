"""What is frozen with an evaluation: how the competences stand, fit for whoever may read it later.

It rests on all ratings, so that it says what holds. Where the last word of a side is not shared
with parents, that side is kept as "niet gedeeld": no level, no name, no day. Of a competence that
rests on such a word the stand is not told either, as it would tell the level.
"""

import hashlib
import json
from dataclasses import dataclass

from django.utils.formats import date_format

from opleidingsplannen.bereikt import (
    TELT,
    Clusterstand,
    Competentiestand,
    Stand,
    Woord,
    overzicht,
)
from opleidingsplannen.models import Beoordeling, Opleidingsplan
from trajecten.models import Traject

NIET_GEDEELD = "niet gedeeld"


@dataclass(frozen=True)
class Opname:
    """`inhoud`: what is kept. `afdruk`: tells whether a rating came or changed since a page was
    shown, also one that `inhoud` does not tell of."""

    inhoud: dict
    afdruk: str


def geldend_plan(traject: Traject) -> Opleidingsplan | None:
    """The version in force, else the one that is laid before; never a draft, which only its writers
    read."""
    rijen = Opleidingsplan.objects.filter(traject=traject)
    return rijen.buiten_ontwerp().geldend_eerst().first()


def neem_op(traject: Traject) -> Opname:
    """How it stands now."""
    plan = geldend_plan(traject)
    clusters = overzicht(plan, Beoordeling.objects.all())
    inhoud = {
        "versie": plan.versie if plan else None,
        "clusters": [_cluster(cluster) for cluster in clusters],
    }
    woorden = [
        [kant, woord and [woord.niveau, woord.wie, woord.moment.isoformat()]]
        for cluster in clusters
        for rij in cluster.competenties
        for kant, woord in rij.naast_elkaar
    ]
    alles = json.dumps([inhoud, woorden], sort_keys=True).encode()
    return Opname(inhoud, hashlib.sha256(alles).hexdigest()[:16])


def _cluster(cluster: Clusterstand) -> dict:
    """Since when it is reached is told only when the shared ratings alone say so too: else it would
    tell of one that is not shared."""
    rijen = [_competentie(rij) for rij in cluster.competenties]
    standen = [rij["stand"] for rij in rijen]
    aantal = standen.count(Stand.BEREIKT.value)
    bereikt = aantal == len(rijen)
    sinds = cluster.sinds if bereikt and cluster.sinds == cluster.volgens_gedeeld.sinds else None
    return {
        "titel": cluster.cluster.titel,
        "bereikt": bereikt,
        "aantal": aantal,
        "niet_gedeeld": standen.count("niet_gedeeld"),
        "sinds": _woord(sinds),
        "competenties": rijen,
    }


def _competentie(rij: Competentiestand) -> dict:
    tellend = [rij.woorden[kant] for kant in TELT if kant in rij.woorden]
    open_ = all(woord.gedeeld for woord in tellend)
    return {
        "titel": rij.competentie.titel,
        "code": rij.competentie.code,
        "stand": rij.stand.value if open_ else "niet_gedeeld",
        "woord": rij.stand.label if open_ else NIET_GEDEELD,
        "naast_elkaar": [[kant, _woord(woord)] for kant, woord in rij.naast_elkaar],
    }


def _woord(woord: Woord | None) -> dict | None:
    if woord is None:
        return None
    if not woord.gedeeld:
        return {"label": NIET_GEDEELD}
    dag = date_format(woord.op, "j F Y")
    return {
        "niveau": woord.niveau.nummer,
        "label": woord.niveau.woord,
        "wie": woord.wie,
        "rol": woord.rol,
        "op": dag,
    }
