"""Who may change a signed agreement by an amendment, and why not."""

from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Mag
from gebruikers.zicht import Informatie, Recht, mag, wie_dan_wel
from overeenkomsten.controles.geval import dag
from overeenkomsten.controles.kern import Bevinding
from overeenkomsten.controles.wijzigingen import gevonden_in
from overeenkomsten.models import Overeenkomst, Wijziging
from overeenkomsten.rechten import houdt_niets_tegen
from overeenkomsten.statussen import Status


def mag_wijzigen(lid: Lidmaatschap, overeenkomst: Overeenkomst) -> Mag:
    """What all signed and is not over."""
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, Informatie.OVEREENKOMSTDOCUMENT))
    if not overeenkomst.traject.is_open:
        return Mag.nee("Het traject is afgesloten. Start eerst een nieuw traject.")
    if overeenkomst.status == Status.BEEINDIGD:
        return Mag.nee("Deze overeenkomst stopt vroeger. Wat getekend is, wijzigt niet meer.")
    if overeenkomst.status != Status.GETEKEND:
        return Mag.nee("Alleen een getekende overeenkomst wijzig je zo. Bewerk anders het concept.")
    if overeenkomst.vestiging_id is None:
        return Mag.nee("Bij een organisatie stop je deze overeenkomst, en maak je een nieuwe.")
    if overeenkomst.laatste_dag < timezone.localdate():
        einde = dag(overeenkomst.laatste_dag)
        return Mag.nee(f"Deze overeenkomst liep tot en met {einde}. Maak een nieuwe.")
    return Mag.ja()


def mag_bewerken(lid: Lidmaatschap, wijziging: Wijziging) -> Mag:
    if wijziging.status == Status.TER_ONDERTEKENING:
        return Mag.nee("Deze wijziging is verstuurd. Neem ze eerst terug naar concept.")
    if wijziging.status != Status.CONCEPT:
        return Mag.nee(f"Een wijziging in “{wijziging.get_status_display()}” ligt vast.")
    return mag_wijzigen(lid, wijziging.overeenkomst)


def mag_terugnemen(lid: Lidmaatschap, wijziging: Wijziging) -> Mag:
    """Back to a draft. What all signed changes by a next amendment only."""
    if wijziging.status == Status.GETEKEND:
        return Mag.nee("Iedereen heeft getekend. Maak een nieuwe wijziging als het anders moet.")
    if wijziging.status == Status.CONCEPT:
        return Mag.nee("Deze wijziging is nog een concept.")
    return mag_wijzigen(lid, wijziging.overeenkomst)


def mag_intrekken(lid: Lidmaatschap, wijziging: Wijziging) -> Mag:
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, Informatie.OVEREENKOMSTDOCUMENT))
    if wijziging.status == Status.GETEKEND:
        return Mag.nee("Iedereen heeft getekend. Maak een nieuwe wijziging als het anders moet.")
    if not wijziging.versie:
        return Mag.nee("Dit concept is nooit verstuurd. Verwijder het.")
    return Mag.ja()


def mag_verwijderen(lid: Lidmaatschap, wijziging: Wijziging) -> Mag:
    """What nobody was ever asked to sign may go; all else stays in the file as history."""
    if not mag(lid, Informatie.OVEREENKOMSTDOCUMENT, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, Informatie.OVEREENKOMSTDOCUMENT))
    if wijziging.status != Status.CONCEPT or wijziging.versie:
        return Mag.nee("Alleen een concept dat nooit verstuurd is, kan weg. Trek ze anders in.")
    return Mag.ja()


def mag_aanbieden(
    lid: Lidmaatschap, wijziging: Wijziging, gevonden: list[Bevinding] | None = None
) -> Mag:
    """`gevonden`: what holds it back or deserves a look, when that was asked already."""
    if not (mag_zo := mag_wijzigen(lid, wijziging.overeenkomst)):
        return mag_zo
    if wijziging.status != Status.CONCEPT:
        return Mag.nee("Alleen een concept kan ter ondertekening.")
    return houdt_niets_tegen(gevonden_in(wijziging) if gevonden is None else gevonden)
