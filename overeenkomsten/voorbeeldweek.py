"""An example of a week that adds up to the hours agreed: to start from, and to change by hand."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from overeenkomsten.models import Overeenkomst, Uurroosterblok
from overeenkomsten.uren import in_woorden

Plaats, Dag = Uurroosterblok.Plaats, Uurroosterblok.Dag
HALVE_DAG = 8  # half hours in a morning or an afternoon, at most
SCHOOLDAG = 13  # half hours that lessons take in a day, mostly
MIDDAG = 24  # half hours after midnight: a morning ends, and a break begins
NA_DE_PAUZE = {Plaats.SCHOOL: 26, Plaats.WERKPLEK: 25}
WERKWEEK = [dag for dag in Dag if dag <= Dag.VR]


@dataclass
class Dagdeel:
    """A day, or half of it, at one place; and how many half hours it has."""

    dag: int
    plaats: Plaats
    ochtend: bool = True
    middag: bool = True
    aantal: int = 0

    @property
    def ruimte(self) -> int:
        return HALVE_DAG * (self.ochtend + self.middag) - self.aantal

    @property
    def blokken(self) -> list[Uurroosterblok]:
        """What fits in one morning is one block."""
        vroeg = self.aantal if self.aantal <= HALVE_DAG else max(ceil(self.aantal / 2), 7)
        vroeg *= self.ochtend
        na = NA_DE_PAUZE[self.plaats]
        uren = ((MIDDAG - vroeg, MIDDAG), (na, na + self.aantal - vroeg))
        return [
            Uurroosterblok(dag=self.dag, plaats=self.plaats, van=_tijd(van), tot=_tijd(tot))
            for van, tot in uren
            if van < tot
        ]


def _tijd(halve_uren: int) -> datetime.time:
    return datetime.time(halve_uren // 2, halve_uren % 2 * 30)


class Voorbeeldweek:
    """`blokken`, and in `te_kort` what of the hours agreed has no place in them."""

    def __init__(self, overeenkomst: Overeenkomst) -> None:
        afgesproken = {
            Plaats.SCHOOL: overeenkomst.uren_school,
            Plaats.WERKPLEK: overeenkomst.uren_werkplek,
        }
        halve_uren = [ceil(uren * 2) for uren in afgesproken.values()]
        delen = _uit_patroon(overeenkomst) or _vrij(*halve_uren)
        self.te_kort: list[str] = []
        for plaats, uren in afgesproken.items():
            geplaatst = _verdeel(int(uren * 2), [deel for deel in delen if deel.plaats == plaats])
            if geplaatst != uren * 2:
                waar = overeenkomst.regels.waar(plaats)
                self.te_kort.append(
                    f"{in_woorden(Decimal(geplaatst) / 2)} van de {in_woorden(uren)} {waar}"
                )
        self.blokken = sorted(
            (blok for deel in delen for blok in deel.blokken), key=lambda blok: (blok.dag, blok.van)
        )

    @property
    def zin(self) -> str:
        """What does not fit, in words; empty when the week has all hours."""
        if not self.te_kort:
            return ""
        return (
            f"In deze week passen maar {' en '.join(self.te_kort)}: we vullen halve uren in, op de "
            "dagen die daarvoor zijn, en hoogstens acht uur op een dag. Vul zelf aan wat "
            "ontbreekt, of kijk de uren na."
        )


def _uit_patroon(overeenkomst: Overeenkomst) -> list[Dagdeel]:
    """The days that the learner is at each place when it begins, when the school wrote both down. A
    day at both: school in the morning."""
    patronen = overeenkomst.traject.weekpatronen.filter(van__lte=overeenkomst.begindatum)
    patroon = patronen.order_by("-van").first()
    if patroon is None or not (patroon.school_dagen and patroon.werkplek_dagen):
        return []
    dagen = {Plaats.SCHOOL: patroon.school_dagen, Plaats.WERKPLEK: patroon.werkplek_dagen}
    beide = set(patroon.school_dagen) & set(patroon.werkplek_dagen)
    return [
        Dagdeel(
            dag,
            plaats,
            ochtend=dag not in beide or plaats == Plaats.SCHOOL,
            middag=dag not in beide or plaats == Plaats.WERKPLEK,
        )
        for plaats, welke in dagen.items()
        for dag in sorted(welke)
    ]


def _vrij(school: int, werk: int) -> list[Dagdeel]:
    """From Monday to Friday, school first: as few whole days as the hours need where that fits, of
    lessons as short as they mostly are; else one day at both. `school` and `werk`: half hours."""
    dag, alle = 2 * HALVE_DAG, len(WERKWEEK)
    werkdagen = ceil(werk / dag)
    for lesdagen in (ceil(school / SCHOOLDAG), ceil(school / dag)):
        if lesdagen + werkdagen <= alle:
            welke = [Plaats.SCHOOL] * lesdagen + [Plaats.WERKPLEK] * werkdagen
            return [Dagdeel(nr, plaats) for nr, plaats in zip(WERKWEEK, welke, strict=False)]
    lesdagen, rest = divmod(min(ceil(school / HALVE_DAG), 2 * alle), 2)
    delen = [Dagdeel(nr, Plaats.SCHOOL) for nr in WERKWEEK[:lesdagen]]
    if rest:
        nr = WERKWEEK[lesdagen]
        delen += [Dagdeel(nr, Plaats.SCHOOL, middag=False)]
        delen += [Dagdeel(nr, Plaats.WERKPLEK, ochtend=False)]
    return delen + [Dagdeel(nr, Plaats.WERKPLEK) for nr in WERKWEEK[lesdagen + rest :]]


def _verdeel(halve_uren: int, delen: list[Dagdeel]) -> int:
    """As evenly as it goes, the first days most. How many have a place."""
    for geplaatst in range(halve_uren):
        vrij = [deel for deel in delen if deel.ruimte]
        if not vrij:
            return geplaatst
        min(vrij, key=lambda deel: deel.aantal).aantal += 1
    return halve_uren
