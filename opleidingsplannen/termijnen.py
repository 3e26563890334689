"""Terms that follow from the training plan and what is rated of it."""

from collections.abc import Iterator

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from gebruikers.periode import DAG, loopt
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie
from opleidingsplannen.models import Beoordeling
from trajecten.fases import Fase
from trajecten.termijnregel import Aanleiding, Eenheid, Zekerheid, termijnregel
from werkplekken.models import Plaatsing


@termijnregel(
    "Contact met de mentor",
    doe="Neem contact op met de mentor, of vraag een beoordeling.",
    aantal=6,
    eenheid=Eenheid.WEEK,
    bron="hoe vaak de school een mentor hoort",
    zekerheid=Zekerheid.SCHOOL,
    wie=Rol.BEGELEIDER,
    over=Informatie.BEOORDELING,
    ladder=(0,),
)
def contact(trajecten) -> Iterator[Aanleiding]:
    """Since the mentor last rated something, or since the first day at the workplace. A new rating
    begins it anew; so does the first day of work after a suspension, and during one it rests."""
    laatste = Beoordeling.objects.filter(traject=OuterRef("traject"), rol=Rol.MENTOR)
    laatste = laatste.order_by("-op").values("op")[:1]
    vandaag = timezone.localdate()
    schorsingen = "overeenkomst__schorsingen"
    geschorst = Plaatsing.objects.filter(loopt(vandaag, schorsingen))
    voorbij = Plaatsing.objects.filter(pk=OuterRef("pk"), **{f"{schorsingen}__tot__lt": vandaag})
    voorbij = voorbij.order_by(f"-{schorsingen}__tot")
    rijen = (
        Plaatsing.objects.filter(
            traject__in=trajecten.filter(fase=Fase.LOPEND).values("pk"),
            mentor__isnull=False,
            van__lte=vandaag,
            tot__gte=vandaag,
        )
        .exclude(pk__in=geschorst.values("pk"))
        .annotate(
            laatste=Subquery(laatste),
            geschorst_tot=Subquery(voorbij.values(f"{schorsingen}__tot")[:1]),
        )
    )
    for rij in rijen:
        dagen = {"de eerste werkdag": rij.van}
        if rij.geschorst_tot:
            dagen["de eerste werkdag na een schorsing"] = rij.geschorst_tot + DAG
        if rij.laatste:
            dagen["de laatste beoordeling door de mentor"] = timezone.localdate(rij.laatste)
        wat = max(reversed(dagen), key=dagen.get)
        yield Aanleiding(rij.traject_id, dagen[wat], wat, onderwerp=f"plaatsing-{rij.pk}")
