"""Terms that follow from the training plan and what is rated of it."""

from collections.abc import Iterator

from django.db.models import OuterRef, Subquery
from django.utils import timezone

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
    begins it anew."""
    laatste = Beoordeling.objects.filter(traject=OuterRef("traject"), rol=Rol.MENTOR)
    laatste = laatste.order_by("-op").values("op")[:1]
    vandaag = timezone.localdate()
    rijen = Plaatsing.objects.filter(
        traject__in=trajecten.filter(fase=Fase.LOPEND).values("pk"),
        mentor__isnull=False,
        van__lte=vandaag,
        tot__gte=vandaag,
    ).annotate(laatste=Subquery(laatste))
    for rij in rijen:
        sinds = rij.laatste and timezone.localdate(rij.laatste)
        begin = max(filter(None, (rij.van, sinds)))
        yield Aanleiding(
            rij.traject_id,
            begin,
            "de laatste beoordeling door de mentor" if begin == sinds else "de eerste werkdag",
            onderwerp=f"plaatsing-{rij.pk}",
        )
