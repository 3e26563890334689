"""Acts on the lists of reasons that a school lets choose, and the one to begin with: why a traject
ends or is interrupted, or an agreement ends early."""

import datetime

from django.db import transaction
from django.db.models import ProtectedError

from gebruikers.models import Lidmaatschap, School
from gebruikers.overgang import Weigering, weiger_bij
from gebruikers.zicht import Schoolsoort
from trajecten.models import Eindereden
from trajecten.models.lijstreden import Lijstreden
from trajecten.rechten import eis_lijst

STOP, NIET, STIL = "bij_stopgezet", "bij_niet_gestart", "bij_onderbroken"
OVEREENKOMST = "bij_overeenkomst"
BRON = "voorstel om mee te beginnen, niet nagekeken in de regelgeving"
# To begin with: no list of the law. None says anything of somebody's health.
BEGINLIJST = {
    "Geen werkplek gevonden": (STOP,),
    "Overeenkomst gestopt, geen nieuwe werkplek": (STOP,),
    "Andere opleiding of andere school": (STOP, NIET),
    "Gaat werken": (STOP, NIET),
    "Verhuisd": (STOP, NIET),
    "Uitgeschreven door de school": (STOP,),
    "Duaal leren past nu niet, volgens de screening": (NIET,),
    "De leerling kiest zelf anders": (STOP, NIET),
    "Geen plaats in de opleiding": (NIET,),
    "Lang afwezig met een geldige reden": (STIL,),
    "Overeenkomst geschorst": (STIL,),
    "Werkplek tijdelijk gesloten": (STIL,),
    "Persoonlijke redenen": (STOP, NIET, STIL),
    "In onderling overleg": (OVEREENKOMST,),
    "In de proefperiode": (OVEREENKOMST,),
    "Een partij hield zich niet aan de afspraken": (OVEREENKOMST,),
    "Ernstige twijfel of het nog lukt": (OVEREENKOMST,),
    "De erkenning van de werkplek viel weg": (OVEREENKOMST,),
    "De leerling verlaat de school": (OVEREENKOMST,),
    "Omgezet in een andere overeenkomst": (OVEREENKOMST,),
    "Overmacht": (STOP, STIL, OVEREENKOMST),
    "Andere reden": (STOP, NIET, STIL, OVEREENKOMST),
}


@transaction.atomic
def vul_redenen(school: School, van: datetime.date, *, door: Lidmaatschap) -> int:
    """Put the reasons to begin with in the school's list. What stands there stays; how many."""
    eis_lijst(door, Schoolsoort.REFERENTIE, school.pk)
    return sum(
        Eindereden.objects.get_or_create(
            school=school,
            naam=naam,
            defaults={
                "van": van,
                "volgorde": plaats * 10,
                "bron": BRON,
                **dict.fromkeys(bij, True),
            },
        )[1]
        for plaats, (naam, bij) in enumerate(BEGINLIJST.items(), start=1)
    )


def bewaar_reden(reden: Lijstreden, *, door: Lidmaatschap) -> None:
    """New, or changed. One that a file names keeps its name: it would say something else there."""
    eis_lijst(door, Schoolsoort.REFERENTIE, reden.school_id)
    oud = type(reden).objects.filter(pk=reden.pk).first()
    woord = reden._meta.get_field("naam").verbose_name
    if oud and oud.naam != reden.naam and oud.is_gebruikt:
        raise Weigering(
            f"“{oud}” staat al in een dossier. Geef die {woord} een laatste dag en maak een nieuwe."
        )
    uniek = f"{reden._meta.model_name}_naam_uniek"
    with weiger_bij(uniek, f"Deze {woord} staat intussen al in de lijst."):
        reden.save()


def verwijder_reden(reden: Lijstreden, *, door: Lidmaatschap) -> None:
    eis_lijst(door, Schoolsoort.REFERENTIE, reden.school_id)
    try:
        reden.delete()
    except ProtectedError as fout:
        raise Weigering(
            f"“{reden}” staat in een dossier en blijft bewaard. Geef ze een laatste dag: dan "
            "kan niemand ze nog kiezen."
        ) from fout
