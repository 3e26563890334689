"""Terms that follow from how often the school hears whom."""

import datetime
from collections.abc import Iterator

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from begeleiding.models import Contactmoment
from gebruikers.periode import DAG, loopt
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie
from opleidingsplannen.models import Beoordeling
from trajecten.fases import Fase
from trajecten.termijnregel import VOORBIJ, Aanleiding, Eenheid, Zekerheid, termijnregel
from werkplekken.models import Plaatsing

Lezers, Met = Contactmoment.Lezers, Contactmoment.Met
SCHORSINGEN = "overeenkomst__schorsingen"


@termijnregel(
    "Contact met de mentor",
    doe="Neem contact op met de mentor, of vraag een beoordeling.",
    aantal=6,
    eenheid=Eenheid.WEEK,
    bron="hoe vaak de school een mentor hoort",
    zekerheid=Zekerheid.SCHOOL,
    wie=Rol.BEGELEIDER,
    over=Informatie.BEOORDELING,
    ladder=(3, 0, VOORBIJ),
)
def contact(trajecten) -> Iterator[Aanleiding]:
    """Since the mentor last rated something or was last spoken with, or since the first day at the
    workplace, or of work after a suspension; during one it rests. Who reads the term reads the day
    of that talk: one that is vertrouwelijk does not count, so that the term tells nobody that it
    was held."""
    vandaag = timezone.localdate()
    geschorst = Plaatsing.objects.filter(loopt(vandaag, SCHORSINGEN))
    rijen = (
        Plaatsing.objects.filter(
            traject__in=trajecten.filter(fase=Fase.LOPEND).values("pk"),
            mentor__isnull=False,
            van__lte=vandaag,
            tot__gte=vandaag,
        )
        .exclude(pk__in=geschorst.values("pk"))
        .annotate(
            geschorst_tot=Subquery(_geschorst(vandaag)),
            gesproken=Subquery(_gesproken()),
            beoordeeld=Subquery(_beoordeeld()),
        )
    )
    for rij in rijen:
        dagen = {"de eerste werkdag": rij.van}
        if rij.geschorst_tot:
            dagen["de eerste werkdag na een schorsing"] = rij.geschorst_tot + DAG
        if rij.gesproken:
            dagen["het laatste contact met de mentor"] = rij.gesproken
        if rij.beoordeeld:
            dagen["de laatste beoordeling door de mentor"] = timezone.localdate(rij.beoordeeld)
        wat = max(reversed(dagen), key=dagen.get)
        yield Aanleiding(rij.traject_id, dagen[wat], wat, onderwerp=f"plaatsing-{rij.pk}")


def _geschorst(vandaag: datetime.date):
    """The last day of the last one that is over."""
    tot = f"{SCHORSINGEN}__tot"
    rijen = Plaatsing.objects.filter(pk=OuterRef("pk"), **{f"{tot}__lt": vandaag})
    return rijen.order_by(f"-{tot}").values(tot)[:1]


def _beoordeeld():
    rijen = Beoordeling.objects.filter(traject=OuterRef("traject"), rol=Rol.MENTOR)
    return rijen.order_by("-op").values("op")[:1]


def _gesproken():
    """With the mentor of this place: a talk of no place stands for any. A driehoeksgesprek is with
    the mentor, whoever was ticked."""
    rijen = Contactmoment.objects.gehouden().filter(
        Q(plaatsing=OuterRef("pk")) | Q(plaatsing=None),
        Q(met__contains=[Met.MENTOR]) | Q(soort=Contactmoment.Soort.DRIEHOEK),
        traject=OuterRef("traject"),
    )
    return rijen.exclude(lezers=Lezers.VERTROUWELIJK).order_by("-dag").values("dag")[:1]
