"""A file with learners in it lies there for days, while who may see what moves on."""

from collections.abc import Callable, Collection, Iterable

from gebruikers.models import Lidmaatschap, Opdracht
from gebruikers.overgang import Weigering
from gebruikers.zicht import Informatie, Recht, mag
from trajecten.inzage import noteer_inzage
from trajecten.models import Inzage, Traject

NIET_MEER = (
    "In dit bestand staan leerlingen die je intussen niet meer ziet. Laat het opnieuw maken: dan "
    "staat erin wat je nu ziet."
)


def wie_vroeg(opdracht: Opdracht) -> Lidmaatschap:
    """Whose eyes choose what goes in, at the moment that it is made. Raises Weigering."""
    lid = opdracht.gevraagd_door
    if lid is None or not Lidmaatschap.objects.geldig().filter(pk=lid.pk).exists():
        raise Weigering("Wie deze export vroeg, heeft hier geen rol meer.")
    return lid


def noteer_export(leerlingen, delen: Iterable[Informatie], lid: Lidmaatschap) -> None:
    """`delen`: every kind of information that is in the file."""
    for deel in delen:
        noteer_inzage(leerlingen, deel, lid=lid, hoe=Inzage.Hoe.EXPORT)


def bij_afhalen(
    delen: Collection[Informatie], soort: Informatie, wat: Recht = Recht.LEES
) -> Callable[[Opdracht, Lidmaatschap], None]:
    """For `opdrachtsoort`, of work whose result names its `trajecten`: the file goes to who may
    still do `wat` with this kind and sees every case in it; each file of a learner that it opens,
    as each of `delen`, is written down."""

    def haal_af(opdracht: Opdracht, lid: Lidmaatschap) -> None:
        trajecten = opdracht.resultaat.get("trajecten")
        zichtbaar = Traject.objects.zichtbaar_voor(lid).filter(pk__in=trajecten or [])
        if trajecten is None or not mag(lid, soort, wat) or zichtbaar.count() != len(trajecten):
            raise Weigering(NIET_MEER)
        noteer_export(zichtbaar.order_by().values("leerling"), delen, lid)

    return haal_af
