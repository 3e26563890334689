"""What others did in the files that one sees, since one looked at Vandaag before."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q, Window
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Lidmaatschap
from gebruikers.periode import DAG
from trajecten.models import Gebeurtenis

BLIJFT = datetime.timedelta(hours=1)  # so long Vandaag says the same, however often it is opened
HOOGSTENS = 10


@dataclass(frozen=True)
class Nieuws:
    sinds: datetime.datetime
    rijen: list[Gebeurtenis]
    aantal: int

    @property
    def nog(self) -> int:
        """How many are not shown."""
        return self.aantal - len(self.rijen)

    @property
    def sinds_wanneer(self) -> str:
        """'vandaag 9.05', 'gisteren 16.40', 'vrijdag 27 november 16.40'."""
        moment, vandaag = timezone.localtime(self.sinds), timezone.localdate()
        dagen = {vandaag: "vandaag", vandaag - DAG: "gisteren"}
        dag = dagen.get(moment.date()) or date_format(moment, "l j F")
        return f"{dag} {date_format(moment, 'G.i')}"


def nieuws(lid: Lidmaatschap) -> Nieuws | None:
    """None when there is nothing, at a first look, and to who looks along. What happened by itself
    is no news, nor what one did oneself in whatever role."""
    sinds = None if lid.meekijker else kijk(lid)
    if sinds is None:
        return None
    door_iemand = Q(door__isnull=False) | Q(gegevens__has_key="wie")
    rijen = Gebeurtenis.objects.zichtbaar_voor(lid).filter(door_iemand, op__gt=sinds)
    rijen = rijen.filter(school=lid.school_id).exclude(door__gebruiker=lid.gebruiker_id)
    rijen = rijen.select_related("traject__leerling", "traject__school", "door__gebruiker")
    rijen = list(rijen.annotate(samen=Window(Count("pk")))[:HOOGSTENS])
    return Nieuws(sinds, rijen, rijen[0].samen) if rijen else None


def kijk(lid: Lidmaatschap) -> datetime.datetime | None:
    """Remember this look, once an hour; the moment of the one before it."""
    nu, vorige = timezone.now(), lid.keek_op
    if vorige and nu - vorige < BLIJFT:
        return lid.keek_eerder_op
    zelfde = Lidmaatschap.objects.filter(pk=lid.pk, keek_op=vorige)  # of two at once, one writes
    zelfde.update(keek_op=nu, keek_eerder_op=vorige or nu)
    return vorige
