"""The plan as an annex: a copy that can be frozen."""

from django.utils import formats

from opleidingsplannen.models import Opleidingsplan


def plan_als_inhoud(plan: Opleidingsplan) -> dict:
    """JSON-ready: versie, akkoord_op (or ""), clusters with their lines in order."""
    clusters: dict[str, list[dict]] = {}
    regels = plan.regels.select_related("competentie__cluster")
    for regel in regels:
        clusters.setdefault(regel.competentie.cluster.titel, []).append(
            {
                "code": regel.competentie.code,
                "titel": regel.competentie.titel,
                "aanbreng": regel.get_aanbreng_display(),
                "inoefening": regel.get_inoefening_display(),
                "wanneer": regel.wanneer,
            }
        )
    return {
        "versie": plan.versie,
        "akkoord_op": formats.date_format(plan.akkoord_op, "j F Y") if plan.akkoord_op else "",
        "clusters": [{"titel": titel, "regels": rijen} for titel, rijen in clusters.items()],
    }
