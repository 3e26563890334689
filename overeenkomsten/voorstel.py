"""A new agreement, filled in with all that is known already."""

import datetime

from django.db.models import Q
from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from leerlingen.models import Betrokkene, Leerling, Opleiding
from leerlingen.schooljaar import volgend_einde
from opleidingsplannen.acties import huidig_plan
from overeenkomsten.models import Overeenkomst
from overeenkomsten.ouders import ouders_samen
from overeenkomsten.soorten import AANLOOP, REGELS
from overeenkomsten.statussen import Soort
from trajecten.fases import Fase
from trajecten.models import Traject
from werkplekken.models import Organisatie, Vestiging

AANLOOPREGELS = REGELS[Soort.AEO]


def opleiding_van(traject: Traject, soort: str = Opleiding.Soort.DUAAL) -> Opleiding | None:
    """The training of this kind that one is enrolled in, or was last."""
    inschrijving = (
        traject.inschrijvingen.filter(opleiding__soort=soort).select_related("opleiding").first()
    )
    return inschrijving.opleiding if inschrijving else None


def passende_vestigingen(lid: Lidmaatschap, traject: Traject, gezocht: str = ""):
    """Sites that `lid` may choose, those recognised for the learner's opleiding first."""
    rijen = vestigingen(lid, gezocht).met_erkenning_voor(opleiding_van(traject))
    return rijen.order_by("-is_erkend", "naam", "pk")


def vestigingen(lid: Lidmaatschap, gezocht: str = ""):
    """Sites that `lid` may choose and that have each of these words."""
    rijen = Vestiging.objects.zichtbaar_voor(lid).select_related("onderneming")
    for woord in gezocht.split():
        rijen = rijen.zoek(woord)
    return rijen


def passende_organisaties(lid: Lidmaatschap, gezocht: str = ""):
    """External organisers that `lid` may choose."""
    rijen = Organisatie.objects.zichtbaar_voor(lid)
    for woord in gezocht.split():
        rijen = rijen.filter(Q(naam__icontains=woord) | Q(gemeente__icontains=woord))
    return rijen


def mogelijke_soorten(traject: Traject) -> tuple[Soort, ...]:
    """What one may choose to draw up in this phase, what fits it first. The kinds of duaal leren
    are one choice: the hours tell which."""
    begint = traject.fase in (*AANLOOPREGELS.vanuit, AANLOOPREGELS.naar)
    if not begint:
        return (Soort.OAO,)
    in_aanloop = traject.fase != Fase.ZOEKT_WERKPLEK and not opleiding_van(traject)
    return (*AANLOOP, Soort.OAO) if in_aanloop else (Soort.OAO, *AANLOOP)


def voorstel(
    traject: Traject,
    plek: Vestiging | Organisatie,
    opleiding: Opleiding,
    lid: Lidmaatschap,
    soort: Soort = Soort.OAO,
) -> Overeenkomst:
    """Not saved yet. What cannot be known stays empty; what is single is chosen. With `soort` of
    duaal leren the hours will tell which it is."""
    begin = max(traject.begindatum, timezone.localdate())
    rij = Overeenkomst(
        traject=traject,
        soort=soort,
        opleiding=opleiding,
        tekent_voor_school=_enige(
            Lidmaatschap.objects.geldig().filter(school=lid.school, rol=Rol.COORDINATOR)
        ),
        volgorde=lid.school.tekenvolgorde,
        begindatum=begin,
        einddatum=einde_na(traject, begin),
    )
    if rij.regels.bij == "organisatie":
        rij.organisatie = plek
    else:
        _bij_vestiging(rij, plek)
    return rij


def _bij_vestiging(rij: Overeenkomst, vestiging: Vestiging) -> None:
    onderneming, leerling = vestiging.onderneming, rij.traject.leerling
    rij.vestiging = vestiging
    rij.mentor = _enige(vestiging.mentoren.all())
    rij.vertegenwoordiger = _enige(onderneming.vertegenwoordigers.all())
    rij.ouder, rij.tweede_ouder = _ouders(leerling)
    rij.verzekeraar, rij.polisnummer = onderneming.verzekeraar, onderneming.polisnummer
    if not rij.regels.is_aanloop:
        rij.plan = huidig_plan(rij.traject)
        rij.paritair_comite = onderneming.paritair_comite


def _ouders(leerling: Leerling) -> tuple[Betrokkene | None, Betrokkene | None]:
    """Who signs for a minor: one with authority, and the other where the school asks for both."""
    ouders = list(leerling.betrokkenen.met_gezag()) if leerling.is_minderjarig() else []
    eerste = next(iter(ouders), None)
    anderen = [ouder for ouder in ouders_samen(leerling) if ouder != eerste]
    return eerste, next(iter(anderen), None)


def _enige(rijen):
    """The row when there is just one: with more, somebody chooses."""
    eerste_twee = list(rijen[:2])
    return eerste_twee[0] if len(eerste_twee) == 1 else None


def einde_na(traject: Traject, begin: datetime.date) -> datetime.date:
    """The planned end of the traject, else the end of the lessons after `begin`."""
    if traject.einddatum and traject.einddatum > begin:
        return traject.einddatum
    return volgend_einde(begin)
