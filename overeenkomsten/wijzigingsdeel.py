"""What is in force of an agreement on a day, and its amendments, on the page of that agreement."""

import datetime

from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG
from gebruikers.zicht import Informatie, mag
from overeenkomsten.forms_uurrooster import Uurrooster
from overeenkomsten.models import Overeenkomst, Wijziging
from overeenkomsten.namen import namen_van
from overeenkomsten.rechten_wijziging import mag_wijzigen
from overeenkomsten.uren import uren_in_rooster


def _dag(tekst: str, overeenkomst: Overeenkomst) -> datetime.date | None:
    """The day that was asked for, within the days of a signed agreement."""
    try:
        dag = datetime.date.fromisoformat(tekst)
    except ValueError:
        return None
    if not overeenkomst.doorgevoerd:
        return None
    return min(max(dag, overeenkomst.begindatum), overeenkomst.laatste_dag)


def wijzigingsdeel(lid: Lidmaatschap, overeenkomst: Overeenkomst, op: str) -> dict:
    """`op`: a day of the address; else today. Each amendment with `dag_ervoor`, and `woorden`: what
    it changes, as far as one reads that."""
    met_geld = mag(lid, Informatie.OVEREENKOMSTDOCUMENT)
    rijen = Wijziging.objects.zichtbaar_voor(lid).filter(overeenkomst=overeenkomst)
    rijen = [] if overeenkomst.is_concept else list(rijen)
    for rij in rijen:
        rij.overeenkomst = overeenkomst
        rij.dag_ervoor = rij.vanaf - DAG
        rij.woorden = rij.in_het_kort(met_geld=met_geld)
    dag = _dag(op, overeenkomst)
    stand = overeenkomst.van_kracht_op(dag) if dag else overeenkomst.nu
    return {
        "wijzigingen": rijen,
        "wijzigen": mag_wijzigen(lid, overeenkomst),
        "op": dag,
        "stand": stand,
        "namen": namen_van(stand),
        "rooster": Uurrooster(stand).met_inhoud,
        "uren": uren_in_rooster(stand),
    }
