"""Whether the site and its mentor may train this learner, all days of the agreement."""

from collections.abc import Iterator

from gebruikers.periode import DAG, maanden_later
from overeenkomsten.controles.geval import Geval, dag
from overeenkomsten.controles.kern import Punt, controle
from overeenkomsten.soorten import Eis
from overeenkomsten.statussen import Strengheid
from trajecten.models import Termijnduur
from trajecten.termijnregel import Zekerheid
from werkplekken.termijnen import BOUW, VERPLICHT_SINDS, mentor_opl, mentor_opl_bouw

OFFICIEEL = "vlaanderen.be over de erkenning van een leerwerkplek: per opleiding en per vestiging"


@controle(
    "Erkenning op de eerste dag",
    "Zonder erkenning voor deze opleiding mag niemand er leren.",
    strengheid=Strengheid.BLOKKEERT,
    bron=OFFICIEEL,
    zekerheid=Zekerheid.OFFICIEEL,
    altijd=True,
    eis=Eis.ERKENNING,
)
def erkenning(geval: Geval) -> Iterator[Punt]:
    if not any(rij.van <= geval.begin <= rij.tot for rij in geval.erkenningen):
        rij = geval.overeenkomst
        yield Punt(
            f"{rij.vestiging} is op {dag(geval.begin)} niet erkend voor {rij.opleiding}.",
            "bij",
        )


@controle(
    "Erkenning tot de laatste dag",
    "De werkplek is erkend zolang de leerling er is, zonder dagen ertussen.",
    strengheid=Strengheid.WAARSCHUWT,
    bron="commercetraining.be: een erkenning geldt meestal 5 jaar",
    zekerheid=Zekerheid.PRAKTIJK,
    altijd=True,
    eis=Eis.ERKENNING,
)
def erkenning_blijft(geval: Geval) -> Iterator[Punt]:
    """The recognitions joined to one: the first day without any, after the first day with one."""
    rijen = geval.erkenningen
    if not any(rij.van <= geval.begin <= rij.tot for rij in rijen):
        return  # told by the check above
    zonder = geval.begin
    for rij in rijen:
        if rij.van <= zonder:
            zonder = max(zonder, rij.tot + DAG)
    if zonder <= geval.einde:
        later = next((rij for rij in rijen if zonder < rij.van <= geval.einde), None)
        opnieuw = f" Pas vanaf {dag(later.van)} is ze er weer." if later else ""
        yield Punt(
            f"De erkenning eindigt op {dag(zonder - DAG)}, voor het einde van de overeenkomst."
            f"{opnieuw} Vraag ze op tijd opnieuw aan.",
            "bij",
        )


@controle(
    "Voorwaarden van de mentor",
    "Een werkplek is maar in orde met een mentor die aan de voorwaarden voldoet.",
    strengheid=Strengheid.WAARSCHUWT,
    bron="duaalleren.vlaanderen en syntravlaanderen.be over mentoren",
    zekerheid=Zekerheid.OFFICIEEL,
    altijd=True,
)
def mentor_voorwaarden(geval: Geval) -> Iterator[Punt]:
    """That are not met yet: a company has to show them for its mentor."""
    mentor = geval.overeenkomst.mentor
    open_ = [naam for naam, soort in mentor.voorwaarden if soort != "goed"] if mentor else []
    if open_:
        yield Punt(
            f"Mentor {mentor}: {', '.join(open_)}. Een werkplek is maar in orde met een mentor die "
            "aan de voorwaarden voldoet. Vraag de datum na en vul ze in bij de werkplek.",
            "mentor",
        )


@controle(
    "Termijn van de mentoropleiding",
    "Een nieuwe mentor volgt de opleiding binnen een termijn die de sector kiest.",
    strengheid=Strengheid.WAARSCHUWT,
    bron="commercetraining.be, topuntgent.be en constructiv.be",
    zekerheid=Zekerheid.PRAKTIJK,
    altijd=True,
)
def mentoropleiding(geval: Geval) -> Iterator[Punt]:
    """Not followed yet, and the last day to do so lies before the end of the agreement."""
    rij, mentor = geval.overeenkomst, geval.overeenkomst.mentor
    if mentor is None or mentor.mentoropleiding_op:
        return
    sinds = mentor.sinds or geval.begin
    if sinds < VERPLICHT_SINDS:
        return
    bouw = rij.vestiging.onderneming.paritair_comite.startswith(BOUW)
    regel = mentor_opl_bouw if bouw else mentor_opl
    duren = Termijnduur.objects.filter(school=rij.school_id, regel=regel.sleutel, vanaf__lte=sinds)
    maanden = duren.order_by("-vanaf").values_list("aantal", flat=True).first() or regel.aantal
    uiterlijk = maanden_later(sinds, maanden)
    if uiterlijk <= geval.einde:
        yield Punt(
            f"Mentor {mentor} volgt de mentoropleiding ten laatste op {dag(uiterlijk)}, voor het "
            "einde van de overeenkomst. Vraag wanneer dat gebeurt.",
            "mentor",
        )
