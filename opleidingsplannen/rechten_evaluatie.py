"""Who may record an evaluation, put one right and choose the moments, and why not."""

from gebruikers.models import Lidmaatschap
from gebruikers.overgang import Mag
from gebruikers.zicht import Informatie, Recht, Schoolsoort, mag, wie_dan_wel
from opleidingsplannen.models import Evaluatie, Evaluatiemoment
from trajecten.models import Traject


def mag_evalueren(lid: Lidmaatschap, traject: Traject) -> Mag:
    """Of a traject that one sees, also when it is closed: the last talk may come after the end."""
    if not mag(lid, Informatie.EVALUATIE, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, Informatie.EVALUATIE))
    if not Traject.objects.zichtbaar_voor(lid).filter(pk=traject.pk).exists():
        return Mag.nee("Dit traject hoort niet bij jou.")
    return Mag.ja()


def mag_evaluatie_verbeteren(lid: Lidmaatschap, evaluatie: Evaluatie) -> Mag:
    """Whoever records evaluations of this traject, the one that holds."""
    kan = mag_evalueren(lid, evaluatie.traject)
    if kan and evaluatie.is_verbeterd:
        nieuw = evaluatie.verbeterd_door
        return Mag.nee(
            f"{nieuw.door.gebruiker} verbeterde deze evaluatie intussen. Lees die eerst; wat jij "
            "schreef, staat hier nog."
        )
    return kan


def mag_moment_kiezen(lid: Lidmaatschap, moment: Evaluatiemoment) -> Mag:
    """Add, change or remove one, as long as nothing was recorded for it."""
    if not mag(lid, Schoolsoort.EVALUATIEMOMENTEN, Recht.SCHRIJF):
        return Mag.nee(wie_dan_wel(lid, Schoolsoort.EVALUATIEMOMENTEN))
    if lid.school_id != moment.school_id:
        return Mag.nee("Dit evaluatiemoment is van een andere school.")
    if moment.pk and moment.evaluaties.exists():
        return Mag.nee(
            "Voor dit moment is al een evaluatie vastgelegd. Het blijft staan zoals het is."
        )
    return Mag.ja()
