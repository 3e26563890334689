"""Who may suspend an agreement, and why not."""

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Mag
from gebruikers.zicht import Informatie, Recht, mag, wie_dan_wel
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import OOIT_GETEKEND
from trajecten.fases import Fase
from trajecten.rechten import mag_verloop_wijzigen


def mag_schorsen(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> Mag:
    """Note days in which it rests, or correct them; also afterwards, of one that is over."""
    if not mag(lid, Informatie.OVEREENKOMST, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, Informatie.OVEREENKOMST))
    if overeenkomst.status not in OOIT_GETEKEND:
        return Mag.nee("Alleen een overeenkomst die iedereen tekende, kan je schorsen.")
    return Mag.ja()


def mag_traject_onderbreken(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> Mag:
    """Along with it: when the learner works nowhere else."""
    traject = overeenkomst.traject
    if not (kan := mag_verloop_wijzigen(lid, traject)):
        return kan
    if traject.fase != Fase.LOPEND:
        return Mag.nee(f"Het traject is {traject.get_fase_display()}.")
    if werkt_ook_elders(overeenkomst):
        return Mag.nee("De leerling werkt nog op een andere werkplek.")
    return Mag.ja()


def werkt_ook_elders(overeenkomst: Overeenkomst) -> bool:
    """Whether another agreement of the traject runs today and is not suspended."""
    andere = Overeenkomst.objects.filter(traject=overeenkomst.traject_id).exclude(
        pk=overeenkomst.pk
    )
    return andere.lopend().niet_geschorst().exists()


def fase_loopt_achter(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> str:
    """To who moves the phase: that the traject goes on while its only agreement rests, or lies
    still while that runs again."""
    traject = overeenkomst.traject
    if not overeenkomst.is_lopend or not mag_verloop_wijzigen(lid, traject):
        return ""
    if overeenkomst.schorsingen.op().exists():
        if mag_traject_onderbreken(lid, overeenkomst):
            return "Deze overeenkomst is geschorst. Ligt het hele traject stil? Onderbreek het dan."
        return ""
    if traject.fase == Fase.ONDERBROKEN and overeenkomst.schorsingen.exists():
        return "Deze overeenkomst loopt, terwijl het traject nog onderbroken is."
    return ""
