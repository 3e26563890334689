"""Whose account an outside identity may open, and whether that person gets in."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount

from gebruikers.models import Gebruiker, Lidmaatschap, Uitnodiging
from gebruikers.muur import open_voor


def heeft_rol(gebruiker: Gebruiker) -> bool:
    """At some school, today; never when the account is not active."""
    with open_voor(gebruiker=gebruiker.pk):
        return Lidmaatschap.objects.geldig().filter(gebruiker=gebruiker).exists()


def is_uitgenodigd(gebruiker: Gebruiker) -> bool:
    with open_voor(gebruiker=gebruiker.pk):
        return Uitnodiging.objects.open().filter(gebruiker=gebruiker).exists()


def eigenaar_van(adressen: Iterable[EmailAddress], aanbieder: str) -> Gebruiker | None:
    """The active account of an address that the provider vouches for, of somebody who has a role or
    is invited. Once somebody is linked at this provider their address opens nothing any more: it
    may have been given to another since. An address that a school is replacing opens nothing."""
    zeker = [adres.email.lower() for adres in adressen if adres.verified]
    al_gekoppeld = SocialAccount.objects.filter(provider=aanbieder).values("user")
    gebruiker = (
        Gebruiker.objects.filter(email__in=zeker, is_active=True)
        .exclude(pk__in=al_gekoppeld)
        .exclude(pk__in=Gebruiker.objects.wordt_hersteld().values("pk"))
        .first()
    )
    if gebruiker and (heeft_rol(gebruiker) or is_uitgenodigd(gebruiker)):
        return gebruiker
    return None
