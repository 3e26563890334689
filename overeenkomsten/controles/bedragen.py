"""Whether the allowance is what the school's table says for the first day."""

from collections.abc import Iterator

from overeenkomsten.controles.geval import Geval, dag
from overeenkomsten.controles.kern import Punt, controle
from overeenkomsten.leervergoeding import BRON, categorie_van, voorbehoud
from overeenkomsten.models import Leervergoeding
from overeenkomsten.statussen import Strengheid
from trajecten.termijnregel import Zekerheid


@controle(
    "Bedrag van de leervergoeding",
    "Het bedrag is dat van de tabel, en de categorie volgt uit wat de leerling behaalde.",
    strengheid=Strengheid.WAARSCHUWT,
    bron=BRON,
    zekerheid=Zekerheid.OFFICIEEL,
)
def vergoeding_bedrag(geval: Geval) -> Iterator[Punt]:
    rij = geval.overeenkomst
    if not (geval.is_betaald and rij.vergoeding_categorie and rij.vergoeding_cent):
        return
    volgt = categorie_van(rij.behaald, rij.duale_jaren)
    if volgt.categorie and volgt.categorie != rij.vergoeding_categorie:
        yield Punt(
            f"Hier staat categorie {rij.vergoeding_categorie}. Het lijkt categorie "
            f"{volgt.categorie}: {volgt.waarom[0].lower()}{volgt.waarom[1:]}"
        )
    rijen = Leervergoeding.objects.filter(school=rij.school_id, categorie=rij.vergoeding_categorie)
    rijen = list(rijen.op(geval.begin))
    if not rijen or rijen[0].cent == rij.vergoeding_cent:
        return
    geldt, oud = rijen[0], next((r for r in rijen if r.cent == rij.vergoeding_cent), None)
    was = f", het bedrag vanaf {dag(oud.vanaf)}" if oud else ""
    yield Punt(
        f"De leervergoeding is € {rij.vergoeding_euro}{was}. Volgens de tabel is categorie "
        f"{geldt.categorie} vanaf {dag(geldt.vanaf)} € {geldt.euro}.{voorbehoud(geldt)}"
    )
