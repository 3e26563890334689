"""Acts on what people keep of the lists."""

from django.db import transaction

from gebruikers.models import Gebruiker, Lidmaatschap
from gebruikers.overgang import Weigering
from gebruikers.zicht import Recht, Schoolsoort, eis
from overzichten.models import Weergave

HOOGSTENS = 20  # of one person at one school: more than fit above a list


@transaction.atomic
def bewaar_weergave(naam: str, adres: str, *, door: Lidmaatschap, gedeeld: bool) -> Weergave:
    """Under a name that one has already it takes the place of what had that name."""
    eis(door, Schoolsoort.WEERGAVEN, Recht.SCHRIJF)
    if not adres:
        raise Weigering("Kies eerst een filter of een volgorde. De hele lijst staat er altijd.")
    Gebruiker.objects.vast(door.gebruiker_id)
    mijne = Weergave.objects.filter(school=door.school_id, van=door.gebruiker_id)
    if mijne.exclude(naam=naam).count() >= HOOGSTENS:
        raise Weigering(f"Je bewaarde er al {HOOGSTENS}. Neem er eerst een weg.")
    wat = {"adres": adres, "gedeeld": gedeeld}
    eigen = {"school": door.school, "van": door.gebruiker, "naam": naam}
    return Weergave.objects.update_or_create(**eigen, defaults=wat)[0]


@transaction.atomic
def neem_weergave_weg(weergave: Weergave, *, door: Lidmaatschap) -> None:
    eis(door, Schoolsoort.WEERGAVEN, Recht.SCHRIJF)
    if weergave.van_id != door.gebruiker_id:
        raise Weigering(f"{weergave.van} bewaarde deze weergave, en kan ze alleen zelf wegnemen.")
    weergave.delete()
