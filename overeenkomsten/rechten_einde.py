"""Who may end an agreement early, undo that, or go on with a next one, and why not."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from psycopg.types.range import DateRange

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Mag
from gebruikers.periode import in_woorden
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, mag, vraag_aan, wie_dan_wel
from overeenkomsten.bezetting import andere, bezet
from overeenkomsten.models import Beeindiging, Overeenkomst
from overeenkomsten.statussen import BEZET, Registratie, Status

NIET_TE_STOPPEN = {
    Status.CONCEPT: "Dit is nog een concept: er valt niets te stoppen. Verwijder het, of trek het "
    "in.",
    Status.TER_ONDERTEKENING: "Nog niet iedereen heeft getekend. Gaat de overeenkomst niet door, "
    "trek ze dan in.",
    Status.GEWEIGERD: "Iemand tekende niet: deze overeenkomst liep nooit.",
    Status.INGETROKKEN: "Deze overeenkomst is ingetrokken: ze liep nooit.",
}


def dag(datum: datetime.date) -> str:
    return date_format(datum, "j F Y")


def mag_beeindigen(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> Mag:
    """Who writes the facts of an agreement: one that all signed, once."""
    if not mag(lid, Informatie.OVEREENKOMST, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, Informatie.OVEREENKOMST))
    if zin := NIET_TE_STOPPEN.get(Status(overeenkomst.status)):
        return Mag.nee(zin)
    if einde := overeenkomst.einde:
        return Mag.nee(f"{einde.door.gebruiker} noteerde het einde al. {einde.zin}")
    return Mag.ja()


def mag_stoppen_op(overeenkomst: Overeenkomst, laatste_dag: datetime.date) -> Mag:
    """Of a signed one: from the day on which it begins to the day before it ends by itself."""
    begin, einde = overeenkomst.feitelijke_periode.lower, overeenkomst.laatste_dag
    if laatste_dag < begin and begin > timezone.localdate():
        return Mag.nee(
            f"De overeenkomst begint pas op {dag(begin)}. Gaat ze niet door, trek ze dan in."
        )
    if laatste_dag < begin:
        return Mag.nee(f"De overeenkomst begon op {dag(begin)}. Kies een laatste dag vanaf dan.")
    geldt = next((rij for rij in reversed(overeenkomst.doorgevoerd) if rij.ging_in_op), None)
    if geldt and laatste_dag < geldt.vanaf:
        return Mag.nee(
            f"Vanaf {dag(geldt.vanaf)} geldt {geldt}, die iedereen tekende. Kies een laatste dag "
            "vanaf dan."
        )
    wacht = overeenkomst.wijzigingen.filter(status=Status.TER_ONDERTEKENING)
    if open_ := wacht.filter(vanaf__lte=laatste_dag).first():
        return Mag.nee(
            f"{open_} zou ingaan op {dag(open_.vanaf)} en wacht nog op handtekeningen. Trek die "
            "wijziging eerst in, of kies een laatste dag ervoor."
        )
    if laatste_dag >= einde:
        return Mag.nee(
            f"De overeenkomst loopt zelf tot en met {dag(einde)}. Dat noteer je niet: kies een "
            "vroegere dag."
        )
    return Mag.ja()


def mag_einde_terugnemen(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> Mag:
    """The coördinator, as long as nothing was built on it."""
    if lid.rol != Rol.COORDINATOR or not mag(lid, Informatie.OVEREENKOMST, Recht.SCHRIJF):
        return Mag.nee(vraag_aan(lid, [Rol.COORDINATOR]))
    einde = overeenkomst.einde
    if einde is None:
        return Mag.nee("Van deze overeenkomst is geen vroeger einde genoteerd.")
    if not overeenkomst.traject.is_open:
        return Mag.nee("Het traject is afgesloten. Draai eerst de fase terug.")
    naast = andere(overeenkomst)
    if naast and (nieuwe := _erna(einde)):
        return Mag.nee(f"Er is al een nieuwe overeenkomst, {nieuwe}. Het einde blijft staan.")
    zonder_einde = overeenkomst.kopie()
    zonder_einde.status = Status.GETEKEND
    for ander, van, tot in bezet(zonder_einde, naast=naast):
        return Mag.nee(
            f"{ander} is er intussen op dezelfde plek {in_woorden(van, tot)}. Het einde blijft "
            "staan."
        )
    if overeenkomst.registratie == Registratie.STOPGEZET:
        return Mag.nee("In Werkplekduaal staat ze al stopgezet. Zet dat eerst recht.")
    return Mag.ja()


def _erna(einde: Beeindiging) -> Overeenkomst | None:
    """Sent since the end was written down, also when it was drawn up before, in days that would be
    of this agreement again."""
    rijen = Overeenkomst.objects.filter(
        traject=einde.overeenkomst.traject_id,
        status__in=BEZET,
        tekenversie__aangemaakt_op__gte=einde.genoteerd_op,
        feitelijke_periode__overlap=DateRange(einde.eerste_dag_zonder, einde.gepland_einde, "[]"),
    )
    return rijen.exclude(pk=einde.overeenkomst_id).first()


def mag_verlengen(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> Mag:
    """What all signed, and that nothing follows on yet."""
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, Informatie.OVEREENKOMSTDOCUMENT))
    if not overeenkomst.traject.is_open:
        return Mag.nee("Het traject is afgesloten. Start eerst een nieuw traject.")
    if overeenkomst.status == Status.BEEINDIGD:
        return Mag.nee("Deze overeenkomst stopt vroeger. Maak een nieuwe.")
    if overeenkomst.status != Status.GETEKEND:
        return Mag.nee("Alleen een getekende overeenkomst kan je verlengen.")
    if vervolg := vervolg_van(overeenkomst):
        return Mag.nee(f"Er is al een vervolg: {vervolg}.")
    return Mag.ja()


def vervolg_van(overeenkomst: Overeenkomst) -> Overeenkomst | None:
    """What goes on with it, unless that was refused or withdrawn."""
    rijen = overeenkomst.vervolgen.exclude(status__in=[Status.GEWEIGERD, Status.INGETROKKEN])
    return rijen.select_related("school").first()
