"""What a school can begin its task lists with: the work of trajectbegeleiding, by phase. It counts
for nothing until a school takes it over."""

from typing import NamedTuple

from trajecten.fases import Fase


class Regel(NamedTuple):
    fase: Fase
    wat: str
    dagen: int
    elke_weken: int | None = None
    met_overeenkomst: bool = False


VOORSTEL = (
    Regel(Fase.AANMELDING, "Leerling en ouders informeren over duaal leren en de aanloopfase", 14),
    Regel(Fase.AANMELDING, "Loopbaanwensen bespreken met de leerling", 14),
    Regel(Fase.SCREENING, "Screening voorbereiden en gesprek met de leerling voeren", 14),
    Regel(Fase.SCREENING, "Advies van de klassenraad vragen", 21),
    Regel(Fase.AANLOOP, "Invulling van de aanloopfase uitwerken, met wie ze mee verzorgt", 7),
    Regel(Fase.AANLOOP, "Overeenkomst voor de aanloopfase opmaken", 10),
    Regel(Fase.AANLOOP, "Voortgang bespreken met de leerling", 28, 4),
    Regel(Fase.ZOEKT_WERKPLEK, "Mogelijke werkplekken overlopen met de leerling", 5),
    Regel(Fase.ZOEKT_WERKPLEK, "Erkenning en mentor van de werkplek nakijken", 14),
    Regel(Fase.ZOEKT_WERKPLEK, "Intakegesprek op de werkplek voorbereiden", 14),
    Regel(Fase.LOPEND, "Leerling, ouders en mentor zeggen wie ze waarvoor bellen", 7),
    Regel(Fase.LOPEND, "Dimona, verzekering en arbeidsreglement nakijken", 7),
    Regel(Fase.LOPEND, "Veiligheid en beschermkledij nakijken op de werkplek", 14),
    Regel(Fase.LOPEND, "Overeenkomst registreren in Werkplekduaal", 14),
    Regel(Fase.LOPEND, "Opleidingsplan overlopen met leerling en mentor", 21),
    Regel(Fase.LOPEND, "Werkplek bezoeken", 42, 6),
    Regel(Fase.LOPEND, "Voortgang bespreken met de andere leerkrachten", 56, 8),
    Regel(Fase.ONDERBROKEN, "Apart praten met de leerling en met de mentor", 3),
    Regel(Fase.ONDERBROKEN, "Opleidingsplan aanpassen aan de onderbreking", 14),
    Regel(Fase.AFGEROND, "Einde van de overeenkomst nakijken in Werkplekduaal", 7, None, True),
    Regel(Fase.AFGEROND, "Laatste beoordelingen aan de klassenraad bezorgen", 7),
    Regel(Fase.AFGEROND, "Afronden met leerling en mentor: wat ging goed, wat nu?", 14),
    Regel(Fase.STOPGEZET, "Overeenkomst stopzetten in Werkplekduaal", 3, None, True),
    Regel(Fase.STOPGEZET, "Leerling en ouders helpen bij wat nu komt", 7),
    Regel(Fase.STOPGEZET, "Stopzetting laten verwerken in de leerlingenadministratie", 7),
    Regel(Fase.NIET_GESTART, "Leerling en ouders helpen bij een andere keuze", 7),
)
