"""How the demo world evaluates: three moments from its calendar, and one that is just over."""

import uuid

from dev.wereld.verhaal import Verteller, lesdag, maak_nu, op
from gebruikers.models import Lidmaatschap
from leerlingen.schooljaar import begin_schooljaar
from opleidingsplannen import evaluatie as acties
from opleidingsplannen.evaluatiemomenten import bewaar_momenten, te_evalueren, voorstel
from opleidingsplannen.models import Evaluatie, Evaluatiemoment
from opleidingsplannen.opname import neem_op
from trajecten.models import Traject

NET = -4  # so many days ago at most was the moment that is over
NOG_NIET = ("Seppe", "Kobe")  # of whom nothing was recorded
GEWOON = {
    "goed": "Komt op tijd, vraagt uitleg als iets niet duidelijk is en werkt netjes.",
    "werkpunten": "Zelf zien wat er nog moet gebeuren, zonder dat iemand het zegt.",
    "afspraken": "Op het einde van elke werkdag even overlopen wat morgen op de planning staat.",
}
LOTTE = {
    "goed": "Lotte is rustig en precies. Bakken lukt al zelfstandig, en de mentor laat haar de "
    "ochtendploeg mee voorbereiden.",
    "werkpunten": "Recepten omrekenen voor grotere hoeveelheden gaat nog traag. Op school wat meer "
    "durven vragen.",
    "afspraken": "Elke vrijdag rekent Lotte met de mentor een recept om.\n"
    "Pieter oefent het in de les van dinsdag.\n"
    "In januari kijken we samen opnieuw.",
}


def vertel(v: Verteller) -> None:
    """The coördinator chose the moments a while ago; nearly all were evaluated at the last one."""
    net = Evaluatiemoment(school=v.school, naam="Najaar")
    net.dag = lesdag(v.kalender, v.dag(NET), stap=-1)
    volgen = voorstel(v.school, begin_schooljaar(v.vandaag))
    momenten = [net, *(rij for rij in volgen if rij.dag != net.dag)]
    with op(v.dag(-80), door=v.coen):
        bewaar_momenten(momenten, door=v.coen)
    school = Traject.objects.filter(school=v.school).select_related("leerling")
    for traject in te_evalueren(school, net.dag).order_by("pk"):
        if traject.leerling.voornaam in NOG_NIET:
            continue
        teksten = LOTTE if traject.leerling == v.leerlingen[0] else GEWOON
        _leg_vast(traject, net, v.begeleiders.get(traject.pk, v.bea), teksten)


def _leg_vast(
    traject: Traject, moment: Evaluatiemoment, door: Lidmaatschap, teksten: dict[str, str]
) -> None:
    with op(moment.dag, 15, door=door):
        rij = Evaluatie(
            traject=traject, moment=moment, dag=moment.dag, sleutel=uuid.uuid4(), **teksten
        )
        acties.leg_vast(rij, gezien=neem_op(traject).afdruk, door=door)
        maak_nu(rij.document)
