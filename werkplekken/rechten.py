"""Who may do what with workplaces, mentors and organisers, and why not."""

from django.utils import timezone

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Mag
from gebruikers.zicht import Recht, mag, wie_dan_wel
from trajecten.models import Traject
from trajecten.rechten import mag_verloop_wijzigen
from werkplekken.models import Organisatie, Plaatsing


def mag_beheren(lid: Lidmaatschap, ding) -> Mag:
    """Change, delete or invite: who may write this kind of thing, at their own school."""
    if ding.school_id != lid.school_id or not mag(lid, ding.SCHOOLSOORT, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, ding.SCHOOLSOORT))
    return Mag.ja()


def mag_plaatsen(lid: Lidmaatschap, traject: Traject, organisatie: Organisatie) -> Mag:
    """At an organiser of the own school, in an open traject whose course one may write."""
    if organisatie.school_id != lid.school_id:
        return Mag.nee("Deze organisatie hoort bij een andere school.")
    return mag_verloop_wijzigen(lid, traject)


def mag_plaatsing_beeindigen(lid: Lidmaatschap, plaatsing: Plaatsing) -> Mag:
    if plaatsing.organisatie_id is None or hasattr(plaatsing, "overeenkomst"):
        return Mag.nee("Deze plaatsing hoort bij een overeenkomst. Beëindig de overeenkomst.")
    if plaatsing.tot < timezone.localdate():
        return Mag.nee("Deze plaatsing is al voorbij.")
    return mag_verloop_wijzigen(lid, plaatsing.traject)
