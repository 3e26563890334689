"""Acts: an outside account becomes a key to somebody's account, or is one no more."""

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils import timezone

from gebruikers.acties_account import eis_geen_herstel
from gebruikers.berichten import stuur, verwittig
from gebruikers.models import Gebruiker
from gebruikers.overgang import Weigering
from gebruikers.toestellen import beeindig_sessies

VAN_EEN_ANDER = (
    "Dit account is al gekoppeld aan het account van iemand anders. Is het van jou? "
    "Vraag hulp aan de school."
)


@transaction.atomic
def koppel(
    gebruiker: Gebruiker,
    *,
    aanbieder: str,
    uid: str,
    naam: str,
    waarmee: str,
    hier: str | None = None,
) -> SocialAccount:
    """Link; already linked is fine. `aanbieder`: the provider's id here; `naam`: how people call
    it; `waarmee`: on which kind of device. Raises Weigering when the account opens somebody
    else's. The owner is told by mail, and stays signed in only in the session `hier`."""
    eis_geen_herstel(gebruiker)
    koppeling, nieuw = SocialAccount.objects.get_or_create(
        provider=aanbieder, uid=uid, defaults={"user": gebruiker}
    )
    if koppeling.user_id != gebruiker.pk:
        raise Weigering(VAN_EEN_ANDER)
    if nieuw:
        beeindig_sessies(gebruiker, behalve=hier)
        _meld("schoolaccount_gekoppeld", gebruiker, naam, waarmee)
    return koppeling


@transaction.atomic
def ontkoppel(koppeling: SocialAccount, *, naam: str, waarmee: str, hier: str | None) -> None:
    """The mailed code and the password stay, so nobody shuts themselves out. Other
    sessions than `hier` end."""
    koppeling.delete()
    beeindig_sessies(koppeling.user, behalve=hier)
    _meld("schoolaccount_ontkoppeld", koppeling.user, naam, waarmee)


def _meld(sjabloon: str, gebruiker: Gebruiker, naam: str, waarmee: str) -> None:
    context = {"aanbieder": naam, "waarmee": waarmee, "verwittig": verwittig(gebruiker)}
    context |= {"wie": gebruiker, "op": timezone.localtime()}
    stuur(f"gebruikers/berichten/{sjabloon}", aan=gebruiker.email, school=None, **context)
