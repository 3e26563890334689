"""Who may do what with a contact, and why not."""

from collections.abc import Iterable

from begeleiding.models import Contactmoment
from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Mag
from gebruikers.rollen import Rol
from gebruikers.zicht import Informatie, Recht, mag, wie_dan_wel
from trajecten.models import Traject


def mag_schrijven(lid: Lidmaatschap, lezers: str) -> Mag:
    """A contact for these readers."""
    soort = Informatie(lezers)
    return Mag.ja() if mag(lid, soort, Recht.SCHRIJF) else Mag.nee(wie_dan_wel(lid, soort))


def mag_noteren(lid: Lidmaatschap, trajecten: Iterable[Traject], lezers: str) -> Mag:
    """Of trajecten that one sees, also when they are closed: a last talk comes after the end."""
    if not (kan := mag_schrijven(lid, lezers)):
        return kan
    pks = {traject.pk for traject in trajecten}
    if Traject.objects.zichtbaar_voor(lid).filter(pk__in=pks).count() != len(pks):
        return Mag.nee("Dit traject hoort niet bij jou.")
    return Mag.ja()


def mag_wijzigen(lid: Lidmaatschap, moment: Contactmoment) -> Mag:
    """Of one that they see: who writes that kind, what is still planned; a report who held it."""
    if not (kan := mag_schrijven(lid, moment.lezers)):
        return kan
    if not moment.is_gepland and not moment.is_van(lid):
        return Mag.nee(f"Dit verslag verbetert wie het schreef: {moment.door.gebruiker}.")
    return Mag.ja()


def mag_wegnemen(lid: Lidmaatschap, moment: Contactmoment) -> Mag:
    """What was only planned: who may change it. What is of somebody who sees the case no longer the
    coördinator too, since of what is vertrouwelijk nobody else is left."""
    kan = mag_wijzigen(lid, moment)
    if kan or lid.rol != Rol.COORDINATOR:
        return kan
    return Mag.ja() if van_wie_weg_is([moment]) else kan


def van_wie_weg_is(momenten: Iterable[Contactmoment]) -> set[int]:
    """Which of these were planned by somebody who sees the case no longer."""
    rijen = Contactmoment.objects.van_wie_weg_is().filter(pk__in=[rij.pk for rij in momenten])
    return set(rijen.values_list("pk", flat=True))
