"""Smartschool, the platform of many Flemish schools: plain OAuth 2 and a userinfo address.

Its documentation is not public; names of fields come from public code of others.
"""

from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialLogin

from gebruikers.schoolaccounts.basis import (
    LANGSTE_UID,
    Schoolaccount,
    SchoolaccountOAuth2Adapter,
    lees_json,
    verwacht,
)
from gebruikers.schoolaccounts.instellingen import SMARTSCHOOL


def _platform(adres: str) -> str:
    """The host, however the platform is written: with or without https://."""
    return (urlsplit(adres).hostname or urlsplit(f"//{adres}").hostname or "").lower()


class SmartschoolAdapter(SchoolaccountOAuth2Adapter):
    def _adres(self, naam: str) -> str:
        return self.get_provider().app.settings[naam]

    @property
    def authorize_url(self) -> str:
        return self._adres("authorize")

    @property
    def access_token_url(self) -> str:
        return self._adres("token")

    def complete_login(self, request, app, token, *, response: dict) -> SocialLogin:
        wie = lees_json(self._adres("userinfo"), headers={"Authorization": f"Bearer {token.token}"})
        zelfde = _platform(str(wie.get("platform", ""))) == app.settings["platform"]
        verwacht(zelfde, "dit account is van een ander platform")
        verwacht(wie.get("userID"), "userID ontbreekt")
        aanbieder = self.get_provider()
        verwacht(len(aanbieder.extract_uid(wie)) <= LANGSTE_UID, "userID is te lang")
        return aanbieder.sociallogin_from_response(request, wie)


class Smartschool(Schoolaccount):
    """It vouches for no address, so it tells of none: a link is always made by proof."""

    id = SMARTSCHOOL
    name = "Smartschool"
    oauth2_adapter_class = SmartschoolAdapter

    def get_default_scope(self) -> list[str]:
        return ["userinfo"]

    def extract_uid(self, data: dict) -> str:
        """A parent signs in with a co-account of the child's account: another person."""
        return f"{data['userID']}/{data.get('nrCoAccount') or 0}"
