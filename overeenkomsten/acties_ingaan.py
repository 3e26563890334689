"""What follows from a signed amendment: the days of the agreement, and the placement."""

from django.db import transaction
from django.utils import timezone
from psycopg.types.range import DateRange

from gebruikers.overgang import weiger_bij
from overeenkomsten.models import Overeenkomst, Wijziging
from overeenkomsten.plaatsing import plaats_tot, volg
from overeenkomsten.statussen import Wat


def laat_gelden(wijziging: Wijziging) -> None:
    """All signed: other days hold at once, the rest from its day on. Raises Weigering when another
    agreement came there first."""
    rij = Overeenkomst.objects.get(pk=wijziging.overeenkomst_id)
    if wijziging.wijzigt(Wat.VESTIGING) and rij.verhuist_op is None:
        rij.verhuist_op = wijziging.vanaf
        rij.save(update_fields=["verhuist_op"])
    if wijziging.wijzigt(Wat.PERIODE):
        periode = DateRange(rij.begindatum, rij.afgesproken_einde, "[]")
        zin = "Intussen is er in die dagen al een overeenkomst op deze vestiging. Vraag de school."
        with weiger_bij("overeenkomst_geen_overlap", zin):
            Overeenkomst.objects.filter(pk=rij.pk).update(
                feitelijke_periode=periode, gewijzigd_op=timezone.now()
            )
        plaats_tot(rij, rij.afgesproken_einde)
    laat_ingaan(rij.pk)


@transaction.atomic
def laat_ingaan(overeenkomst_id: int) -> None:
    """From the day of an amendment on, once: the learner is placed where it says."""
    rij = Overeenkomst.objects.select_for_update(of=("self",)).get(pk=overeenkomst_id)
    for wijziging in rij.wijzigingen.getekend().in_te_gaan():
        if wijziging.wijzigt(Wat.MENTOR) or wijziging.wijzigt(Wat.VESTIGING):
            wijziging.vorige_plaatsing = volg(rij, wijziging)
        wijziging.ging_in_op = timezone.now()
        wijziging.save(update_fields=["vorige_plaatsing", "ging_in_op"])
        zin = f"{wijziging} geldt vanaf {wijziging.vanaf_in_woorden}"
        rij.traject.noteer(None, "overeenkomst", zin)
