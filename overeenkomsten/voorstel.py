"""A new agreement, filled in with all that is known already."""

import datetime

from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from leerlingen.models import Betrokkene, Leerling, Opleiding
from opleidingsplannen.acties import huidig_plan
from overeenkomsten.models import Overeenkomst
from overeenkomsten.ouders import ouders_samen
from trajecten.models import Traject
from werkplekken.models import Vestiging


def opleiding_van(traject: Traject) -> Opleiding | None:
    """The dual training one is enrolled in, or was last."""
    inschrijving = (
        traject.inschrijvingen.filter(opleiding__soort=Opleiding.Soort.DUAAL)
        .select_related("opleiding")
        .first()
    )
    return inschrijving.opleiding if inschrijving else None


def passende_vestigingen(lid: Lidmaatschap, traject: Traject, gezocht: str = ""):
    """Sites that `lid` may choose, those recognised for the learner's opleiding first."""
    rijen = Vestiging.objects.zichtbaar_voor(lid).select_related("onderneming")
    for woord in gezocht.split():
        rijen = rijen.zoek(woord)
    return rijen.met_erkenning_voor(opleiding_van(traject)).order_by("-is_erkend", "naam", "pk")


def voorstel(
    traject: Traject, vestiging: Vestiging, opleiding: Opleiding, lid: Lidmaatschap
) -> Overeenkomst:
    """Not saved yet. What cannot be known stays empty; what is single is chosen."""
    onderneming = vestiging.onderneming
    leerling = traject.leerling
    ouder, tweede = _ouders(leerling)
    begin = max(traject.begindatum, timezone.localdate())
    return Overeenkomst(
        traject=traject,
        vestiging=vestiging,
        opleiding=opleiding,
        mentor=_enige(vestiging.mentoren.all()),
        vertegenwoordiger=_enige(onderneming.vertegenwoordigers.all()),
        ouder=ouder,
        tweede_ouder=tweede,
        tekent_voor_school=_enige(
            Lidmaatschap.objects.geldig().filter(school=lid.school, rol=Rol.COORDINATOR)
        ),
        volgorde=lid.school.tekenvolgorde,
        plan=huidig_plan(traject),
        begindatum=begin,
        einddatum=einde_na(traject, begin),
        paritair_comite=onderneming.paritair_comite,
        verzekeraar=onderneming.verzekeraar,
        polisnummer=onderneming.polisnummer,
    )


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
    """The planned end of the traject, else the end of the school year that `begin` lies in."""
    if traject.einddatum and traject.einddatum > begin:
        return traject.einddatum
    dit_jaar = datetime.date(begin.year, 6, 30)
    return dit_jaar if begin < dit_jaar else dit_jaar.replace(year=begin.year + 1)
