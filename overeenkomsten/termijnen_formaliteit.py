"""The term of the employer's formalities: in order by the first day."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils import timezone

from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie
from overeenkomsten.models import Formaliteit, Formaliteitdag, Overeenkomst
from overeenkomsten.statussen import Status
from trajecten.termijnregel import VOORBIJ, Aanleiding, Zekerheid, termijnregel


@termijnregel(
    "Formaliteiten van de werkgever",
    doe="Vraag de werkgever wat nog open staat, en noteer de dag bij de overeenkomst.",
    bron="de gewoonte om alles in orde te hebben op de begindag",
    zekerheid=Zekerheid.PRAKTIJK,
    wie=Rol.BEGELEIDER,
    over=Informatie.FORMALITEIT,
    ladder=(10, 3, 0, VOORBIJ),
)
def formaliteiten(trajecten) -> Iterator[Aanleiding]:
    """Of an agreement that was sent, by what the school asks of it; met on the day on which the
    last was noted."""
    rijen = Overeenkomst.objects.filter(
        traject__in=trajecten.open().values("pk"),
        status__in=[Status.TER_ONDERTEKENING, Status.GETEKEND],
    )
    rijen, lijst = list(rijen), defaultdict(list)
    for wat in Formaliteit.objects.filter(school__in={rij.school_id for rij in rijen}):
        lijst[wat.school_id].append(wat)
    genoteerd = defaultdict(dict)
    for dag in Formaliteitdag.objects.filter(overeenkomst__in=rijen):
        genoteerd[dag.overeenkomst_id][dag.formaliteit_id] = timezone.localdate(dag.genoteerd_op)
    for rij in rijen:
        dagen = genoteerd[rij.pk]
        if nodig := [wat.pk for wat in lijst[rij.school_id] if wat.is_voor(rij)]:
            yield Aanleiding(
                rij.traject_id,
                rij.begindatum,
                f"het begin van {rij}",
                onderwerp=f"overeenkomst-{rij.pk}",
                einde=rij.begindatum,
                klaar=max(dagen[pk] for pk in nodig) if dagen.keys() >= set(nodig) else None,
            )
