"""Acts on what people keep of the lists."""

from urllib.parse import parse_qsl, urlencode

from django.db import transaction

from gebruikers.models import Gebruiker, Lidmaatschap
from gebruikers.overgang import Weigering
from gebruikers.zicht import Recht, Schoolsoort, eis
from overzichten.models import LANGST, Weergave

HOOGSTENS = 20  # of one person at one school: more than fit above a list


@transaction.atomic
def bewaar_weergave(naam: str, adres: str, *, door: Lidmaatschap, gedeeld: bool) -> Weergave:
    """Under a name that one has already it takes the place of what had that name. What is shared
    keeps no words that were searched for: they name a learner."""
    eis(door, Schoolsoort.WEERGAVEN, Recht.SCHRIJF)
    if gedeeld:
        adres = urlencode([paar for paar in parse_qsl(adres) if paar[0] != "q"])
    if not adres:
        raise Weigering(
            "Kies eerst een filter of een volgorde. Een gezochte naam deel je niet, en de hele "
            "lijst staat er altijd."
        )
    if len(adres) > LANGST:
        raise Weigering("Deze filters zijn te lang om te bewaren. Zoek op een korter stuk.")
    Gebruiker.objects.vast(door.gebruiker_id)
    mijne = Weergave.objects.filter(school=door.school_id, van=door.gebruiker_id)
    if mijne.exclude(naam=naam).count() >= HOOGSTENS:
        raise Weigering(f"Je bewaarde er al {HOOGSTENS}. Neem er eerst een weg.")
    wat = {"adres": adres, "gedeeld": gedeeld}
    eigen = {"school": door.school, "van": door.gebruiker, "naam": naam}
    return Weergave.objects.update_or_create(**eigen, defaults=wat)[0]


@transaction.atomic
def neem_weergave_weg(weergave: Weergave, *, door: Lidmaatschap) -> None:
    """One's own; the coördinator takes away what is shared."""
    eis(door, Schoolsoort.WEERGAVEN, Recht.SCHRIJF)
    if not weergave.mag_weg(door):
        raise Weigering(f"{weergave.van} bewaarde deze weergave. De coördinator kan ze wegnemen.")
    weergave.delete()
