"""Acts: an outside account becomes a key to somebody's account, or is one no more."""

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from gebruikers.berichten import stuur
from gebruikers.models import Gebruiker
from gebruikers.overgang import Weigering

VAN_EEN_ANDER = (
    "Dit account is al gekoppeld aan het account van iemand anders. Is het van jou? "
    "Vraag hulp aan de school."
)


@transaction.atomic
def koppel(gebruiker: Gebruiker, *, aanbieder: str, uid: str, naam: str) -> SocialAccount:
    """Link; already linked is fine. `aanbieder`: the provider's id here; `naam`: how people call
    it. Raises Weigering when the account opens somebody else's. The owner is told by mail."""
    koppeling, nieuw = SocialAccount.objects.get_or_create(
        provider=aanbieder, uid=uid, defaults={"user": gebruiker}
    )
    if koppeling.user_id != gebruiker.pk:
        raise Weigering(VAN_EEN_ANDER)
    if nieuw:
        _meld("schoolaccount_gekoppeld", gebruiker, naam)
    return koppeling


@transaction.atomic
def ontkoppel(koppeling: SocialAccount, *, naam: str) -> None:
    """The mailed code and the password stay, so nobody shuts themselves out."""
    koppeling.delete()
    _meld("schoolaccount_ontkoppeld", koppeling.user, naam)


def _meld(sjabloon: str, gebruiker: Gebruiker, naam: str) -> None:
    stuur(f"gebruikers/berichten/{sjabloon}", aan=gebruiker.email, school=None, aanbieder=naam)
