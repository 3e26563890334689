"""Acts about a learner and the adults who belong to them."""

from django.db import transaction

from gebruikers.acties import laat_binnen
from gebruikers.models import Lidmaatschap, Uitnodiging
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from gebruikers.zicht import Recht, Schoolsoort, eis
from leerlingen.models import Betrokkene, Leerling


def nodig_leerling_uit(leerling: Leerling, *, door: Lidmaatschap) -> Uitnodiging | None:
    """Give the learner an account at the e-mail address on file, and mail the way in; None to who
    has it already. Raises Weigering and PermissionDenied."""
    if not leerling.email:
        raise Weigering("Vul eerst een e-mailadres van de leerling in.")
    return _nodig_uit(leerling, Rol.LEERLING, door)


def nodig_ouder_uit(betrokkene: Betrokkene, *, door: Lidmaatschap) -> Uitnodiging | None:
    """As for a learner; only who has authority gets an account."""
    if not betrokkene.heeft_gezag:
        raise Weigering("Wie geen gezag heeft, krijgt geen toegang.")
    if not betrokkene.email:
        raise Weigering("Vul eerst een e-mailadres van deze ouder in.")
    return _nodig_uit(betrokkene, Rol.OUDER, door)


@transaction.atomic
def _nodig_uit(wie: Leerling | Betrokkene, rol: Rol, door: Lidmaatschap) -> Uitnodiging | None:
    eis(door, Schoolsoort.LEERLINGEN, Recht.SCHRIJF)
    gebruiker, uitnodiging = laat_binnen(
        wie.school, email=wie.email, rol=rol, door=door, voornaam=wie.voornaam, naam=wie.naam
    )
    type(wie).objects.filter(pk=wie.pk).update(gebruiker=gebruiker)
    return uitnodiging
