"""Acts on what employers arrange: the list of a school, and the days of one agreement."""

import datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap, School
from gebruikers.overgang import Weigering, weiger_bij
from gebruikers.zicht import Informatie, Recht, Schoolsoort, eis
from overeenkomsten.models import Formaliteit, Formaliteitdag, Overeenkomst
from overeenkomsten.statussen import Soort, Status
from trajecten.rechten import eis_lijst

BETAALD = [Soort.OAO.value, Soort.DAO.value]
# To begin with: name, kinds of agreement, where from.
BEGINLIJST = (
    ("Dimona-aangifte", BETAALD, "algemene kennis, niet nagekeken"),
    ("Arbeidsongevallenverzekering", [], "duaalwest.be over duaal leren van a tot c"),
    ("Arbeidsreglement ontvangen en getekend", [], "duaalwest.be over duaal leren van a tot c"),
    ("Medisch onderzoek achter de rug", [], "dualimento.be over de voorbereiding van werkgevers"),
    ("Werkpostfiche en beschermingsmiddelen", [], "scanjeschoolvoorduaal.be, vraag 2.4"),
)


@transaction.atomic
def vul_formaliteiten(school: School, vanaf: datetime.date, *, door: Lidmaatschap) -> int:
    """Put those to begin with in the list, for agreements that begin from then. How many."""
    eis_lijst(door, Schoolsoort.OVEREENKOMSTREGELS, school.pk)
    return sum(
        Formaliteit.objects.get_or_create(
            school=school,
            naam=naam,
            defaults={"van": vanaf, "volgorde": plaats * 10, "soorten": soorten, "bron": bron},
        )[1]
        for plaats, (naam, soorten, bron) in enumerate(BEGINLIJST, start=1)
    )


def bewaar_formaliteit(rij: Formaliteit, *, door: Lidmaatschap) -> None:
    """New, or changed. One that was noted somewhere keeps its name."""
    eis_lijst(door, Schoolsoort.OVEREENKOMSTREGELS, rij.school_id)
    oud = Formaliteit.objects.filter(pk=rij.pk).first()
    if oud and oud.naam != rij.naam and oud.is_gebruikt:
        raise Weigering(
            f"“{oud}” staat al bij een overeenkomst. Geef ze een laatste dag en maak een nieuwe."
        )
    with weiger_bij("formaliteit_naam_uniek", "Deze formaliteit staat intussen al in de lijst."):
        rij.save()


def verwijder_formaliteit(rij: Formaliteit, *, door: Lidmaatschap) -> None:
    eis_lijst(door, Schoolsoort.OVEREENKOMSTREGELS, rij.school_id)
    try:
        rij.delete()
    except ProtectedError as fout:
        raise Weigering(
            f"“{rij}” staat bij een overeenkomst en blijft bewaard. Geef ze een laatste dag."
        ) from fout


def _vast(overeenkomst: Overeenkomst, formaliteit: Formaliteit, door: Lidmaatschap) -> Overeenkomst:
    """Locked, when this may be noted for it."""
    eis(door, Informatie.FORMALITEIT, Recht.SCHRIJF)
    vast = Overeenkomst.objects.select_for_update(of=("self",), no_key=True).get(pk=overeenkomst.pk)
    if vast.status in (Status.GEWEIGERD, Status.INGETROKKEN):
        raise Weigering(
            f"Deze overeenkomst is {vast.get_status_display()}: noteer hier niets meer."
        )
    if formaliteit.school_id != vast.school_id:
        raise Weigering("Kies een formaliteit uit de lijst van deze school.")
    return vast


@transaction.atomic
def noteer_formaliteit(rij: Formaliteitdag, *, door: Lidmaatschap) -> None:
    """A day, or why it is not needed; what stood there stays in the history. Not on the timeline:
    that is read by more people."""
    _vast(rij.overeenkomst, rij.formaliteit, door)
    if rij.op and rij.op > timezone.localdate():
        dag = date_format(rij.op, "j F Y")
        raise Weigering(f"{dag} moet nog komen. Noteer de dag waarop het in orde kwam.")
    rij.door, rij.genoteerd_op = door, timezone.now()
    with weiger_bij("formaliteitdag_een_per", "Iemand anders noteerde dit net. Kijk het na."):
        rij.save()


@transaction.atomic
def noteer_vandaag(
    overeenkomst: Overeenkomst, formaliteit: Formaliteit, *, door: Lidmaatschap
) -> bool:
    """In order today, unless something stands there by now. Whether that is new."""
    _vast(overeenkomst, formaliteit, door)
    _, nieuw = Formaliteitdag.objects.get_or_create(
        overeenkomst=overeenkomst,
        formaliteit=formaliteit,
        defaults={"op": timezone.localdate(), "door": door},
    )
    return nieuw


@transaction.atomic
def wis_formaliteit(
    overeenkomst: Overeenkomst, formaliteit: Formaliteit, *, door: Lidmaatschap
) -> None:
    """It was noted by mistake, and is open again."""
    _vast(overeenkomst, formaliteit, door)
    if not overeenkomst.formaliteitdagen.filter(formaliteit=formaliteit).delete()[0]:
        raise Weigering("Hier stond al niets meer.")
