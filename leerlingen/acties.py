"""Acts about a learner and the adults who belong to them."""

from django.db import transaction

from gebruikers.acties import nodig_uit
from gebruikers.models import Lidmaatschap, Uitnodiging
from gebruikers.overgang import Weigering
from gebruikers.rollen import Rol
from leerlingen.models import Betrokkene, Leerling


@transaction.atomic
def nodig_leerling_uit(leerling: Leerling, *, door: Lidmaatschap) -> Uitnodiging:
    """Give the learner an account at the e-mail address on file, and mail the way in."""
    if not leerling.email:
        raise Weigering("Vul eerst een e-mailadres van de leerling in.")
    uitnodiging = nodig_uit(
        leerling.school,
        email=leerling.email,
        rol=Rol.LEERLING,
        door=door,
        voornaam=leerling.voornaam,
        naam=leerling.naam,
    )
    Leerling.objects.filter(pk=leerling.pk).update(gebruiker=uitnodiging.gebruiker)
    return uitnodiging


@transaction.atomic
def nodig_ouder_uit(betrokkene: Betrokkene, *, door: Lidmaatschap) -> Uitnodiging:
    """As for a learner; only who has authority gets an account."""
    if not betrokkene.heeft_gezag:
        raise Weigering("Wie geen gezag heeft, krijgt geen toegang.")
    if not betrokkene.email:
        raise Weigering("Vul eerst een e-mailadres van deze ouder in.")
    uitnodiging = nodig_uit(
        betrokkene.school,
        email=betrokkene.email,
        rol=Rol.OUDER,
        door=door,
        voornaam=betrokkene.voornaam,
        naam=betrokkene.naam,
    )
    Betrokkene.objects.filter(pk=betrokkene.pk).update(gebruiker=uitnodiging.gebruiker)
    return uitnodiging
