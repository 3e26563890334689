"""The search for a workplace: twenty opleidingsdagen, counted on the school's own calendar."""

import datetime

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.zicht import Informatie
from leerlingen.schooljaar import begin_schooljaar
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Status
from overzichten.adressen import adres
from overzichten.taken.taak import CONTROLEER, Groep, Taak, regel
from trajecten.fases import Fase
from trajecten.kalender import TERMIJN_WERKPLEK, Kalender, Telling, TermijnZonderEinde
from trajecten.models import Inschrijving
from trajecten.weken import patronen_erbij, weken_zonder_rooster

MELD_VANAF = 10
DRINGEND_VANAF = 18


def _zoekt() -> Q:
    return Q(fase=Fase.ZOEKT_WERKPLEK, begindatum__lte=timezone.localdate())


def _dagen() -> dict:
    """The days that `tel_vanaf` weighs, and an agreement that is being made."""
    eigen = Overeenkomst.objects.filter(traject=OuterRef("pk"))
    in_de_maak = eigen.filter(status__in=[Status.CONCEPT, Status.TER_ONDERTEKENING])
    voorbij = eigen.filter(status__in=[Status.GETEKEND, Status.BEEINDIGD])
    voorbij = voorbij.annotate(einde=F("feitelijke_periode__endswith")).order_by("-einde")
    inschrijving = Inschrijving.objects.filter(
        traject=OuterRef("pk"), van__lte=timezone.localdate()
    )
    return {
        "ingeschreven_van": Subquery(inschrijving.order_by("-van").values("van")[:1]),
        "laatste_einde": Subquery(voorbij.filter(einde__isnull=False).values("einde")[:1]),
        "patronen": patronen_erbij(),
        "in_de_maak": Subquery(in_de_maak.order_by("-pk").values("pk")[:1]),
    }


def tel_vanaf(traject) -> datetime.date:
    """The first day that counts: start, change of enrolment, or the day after an agreement."""
    dagen = [traject.begindatum, traject.ingeschreven_van, traject.laatste_einde]
    return max(dag for dag in dagen if dag)


def dagnummer(telling: Telling, vandaag: datetime.date) -> int:
    """How many of the twenty have begun; 21 when all are over."""
    if vandaag > telling.laatste:
        return TERMIJN_WERKPLEK + 1
    return sum(dag <= vandaag for dag in telling.geteld)


@regel("Zonder werkplek", doen=Informatie.OVEREENKOMST, waar=_zoekt, erbij=_dagen)
def zonder_werkplek(lid: Lidmaatschap, trajecten: list) -> list[Taak]:
    """Looks for a workplace: dag 16 van 20."""
    kalender = Kalender.van(lid.school)
    return [_geteld(lid, rij, kalender) for rij in trajecten]


def _geteld(lid: Lidmaatschap, traject, kalender: Kalender) -> Taak:
    weken = weken_zonder_rooster(traject.patronen)
    try:
        telling = kalender.opleidingsdagen(tel_vanaf(traject), TERMIJN_WERKPLEK, weken)
    except TermijnZonderEinde as fout:
        return _niet_te_tellen(lid, traject, str(fout))
    return _taak(lid, traject, telling, kalender)


def _niet_te_tellen(lid: Lidmaatschap, traject, waarom: str) -> Taak:
    return Taak(
        groep=Groep.VANDAAG,
        traject_id=traject.pk,
        wie=str(traject.leerling),
        zin="zoekt een werkplek, maar de termijn is niet te tellen",
        uitleg="Er zijn te weinig opleidingsdagen",
        waarom=waarom,
        url=adres(lid, "trajecten:week", traject.pk),
        knop="Week bekijken",
        kort="niet te tellen",
        datum=tel_vanaf(traject),
    )


def _taak(lid: Lidmaatschap, traject, telling: Telling, kalender: Kalender) -> Taak:
    nummer = dagnummer(telling, timezone.localdate())
    laatste = date_format(telling.laatste, "l j F")
    kort = f"dag {nummer} van {TERMIJN_WERKPLEK}"
    zin, uitleg = f"heeft {kort} zonder werkplek", f"Laatste opleidingsdag is {laatste}"
    if nummer > TERMIJN_WERKPLEK:
        kort, zin = "20 dagen voorbij", "heeft na 20 opleidingsdagen nog geen werkplek"
        uitleg = f"De laatste opleidingsdag was {laatste}"
    elif not nummer:
        eerste = telling.geteld[0]
        kort = f"telt vanaf {date_format(eerste, 'j b')}"
        zin = f"zoekt een werkplek, dag 1 van 20 is {date_format(eerste, 'l j F')}"
    url, knop = adres(lid, "overeenkomsten:nieuw", traject.pk), "Overeenkomst maken"
    if traject.in_de_maak:
        url = adres(lid, "overeenkomsten:overeenkomst", traject.in_de_maak)
        knop, uitleg = "Overeenkomst openen", f"{uitleg}; de overeenkomst is nog niet getekend"
    return Taak(
        groep=_groep(nummer),
        traject_id=traject.pk,
        wie=str(traject.leerling),
        zin=zin,
        uitleg=uitleg,
        waarom=_waarom(telling, kalender),
        url=url,
        knop=knop,
        kort=kort,
        datum=telling.laatste,
        teken="!" if nummer >= DRINGEND_VANAF else str(TERMIJN_WERKPLEK - nummer),
        dag=nummer,
    )


def _groep(nummer: int) -> Groep:
    if nummer >= DRINGEND_VANAF:
        return Groep.TE_LAAT
    return Groep.VANDAAG if nummer >= MELD_VANAF else Groep.LATER


def _waarom(telling: Telling, kalender: Kalender) -> str:
    begin = telling.geteld[0]
    zonder = ", ".join(telling.redenen)
    bron = (
        "de kalender van de school"
        if kalender.is_ingevuld(begin_schooljaar(begin))
        else "de algemene vakantieregeling (de school vulde haar kalender nog niet in)"
    )
    return (
        f"Een leerling heeft 20 opleidingsdagen om een werkplek te vinden. Geteld vanaf "
        f"{date_format(begin, 'j F Y')}, van maandag tot vrijdag"
        + (f", zonder {zonder}" if zonder else "")
        + f", volgens {bron}. Dag 20 is {date_format(telling.laatste, 'l j F Y')}. {CONTROLEER}"
    )
