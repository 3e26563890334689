"""The part "contact" of a file: what is planned, what was held, and room for one more."""

from begeleiding.forms import ContactForm
from begeleiding.models import Contactmoment
from begeleiding.rechten import mag_wijzigen, van_wie_weg_is
from gebruikers.bladen import blad_van
from gebruikers.models import Lidmaatschap
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, mag
from trajecten.models import Traject


def leesbaar(lid: Lidmaatschap, traject: Traject):
    """Of one file, with what a row shows."""
    rijen = Contactmoment.objects.zichtbaar_voor(lid).filter(traject=traject)
    return rijen.select_related(*Contactmoment.ERBIJ)


def met_rechten(lid: Lidmaatschap, rijen) -> list[Contactmoment]:
    """Each with whether `lid` may change it, and read what happened to it; to who may remove it,
    whether it is of somebody who sees the case no longer."""
    rijen = list(rijen)
    gepland = [rij for rij in rijen if rij.is_gepland and lid.rol == Rol.COORDINATOR]
    weg = van_wie_weg_is(gepland)
    for rij in rijen:
        rij.van_wie_weg_is = rij.pk in weg
        rij.kan_wijzigen = bool(mag_wijzigen(lid, rij))
        rij.kan_nalezen = lid.rol == Rol.COORDINATOR or (rij.kan_wijzigen and rij.is_van(lid))
    return rijen


def contactdeel(lid: Lidmaatschap, traject: Traject, vraag) -> dict:
    rijen = leesbaar(lid, traject)
    blad = blad_van(vraag, rijen.exclude(staat=Contactmoment.Staat.GEPLAND).laatste_eerst())
    blad.object_list = met_rechten(lid, blad.object_list)
    schrijft = mag(lid, Informatie.MOMENT_GEDEELD, Recht.SCHRIJF)
    nieuw = Contactmoment(traject=traject)
    return {
        "gepland": met_rechten(lid, rijen.gepland().order_by("dag", "tijd", "pk")),
        "page_obj": blad,
        "schrijft": schrijft,
        "form": ContactForm(instance=nieuw, lid=lid) if schrijft else None,
    }
