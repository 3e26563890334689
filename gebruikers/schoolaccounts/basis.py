"""What both kinds of provider have in common."""

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialToken
from allauth.socialaccount.providers.base import Provider
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter
from allauth.utils import build_absolute_uri
from django.urls import reverse

LANGSTE_UID = 191  # what allauth keeps of it


class Onbruikbaar(OAuth2Error):
    """A provider's answer that we do not accept. The message is for the log: it names no person."""


def verwacht(voorwaarde: Any, reden: str) -> None:
    if not voorwaarde:
        raise Onbruikbaar(reden)


def lees_json(adres: str, **vraag) -> dict:
    """What is at an address of the provider. Raises Onbruikbaar or a RequestException."""
    with get_adapter().get_requests_session() as sessie:
        antwoord = sessie.get(adres, **vraag)
        antwoord.raise_for_status()
        gegevens = antwoord.json()
    verwacht(isinstance(gegevens, dict), "het antwoord is geen JSON-object")
    return gegevens


class Schoolaccount(OAuth2Provider):
    """Any number of one kind, each at an address with its own name; PKCE; and nothing is kept of
    what it tells of a person."""

    pkce_enabled_default = True

    def __init__(self, request, app=None) -> None:
        super().__init__(request, app)
        self.name = app.name

    def get_oauth2_adapter(self, request) -> OAuth2Adapter:
        return self.oauth2_adapter_class(request, self.sub_id)

    def get_redirect_from_request_kwargs(self, request) -> dict:
        """Where to go on to, and whether to link. allauth would also pass on a scope and parameters
        that stand in the address."""
        kwargs = Provider.get_redirect_from_request_kwargs(self, request)
        if kwargs["process"] != AuthProcess.CONNECT:
            kwargs["process"] = AuthProcess.LOGIN
        return kwargs

    def extract_extra_data(self, data) -> dict:
        return {}


class SchoolaccountOAuth2Adapter(OAuth2Adapter):
    """`nonce`: the one that this sign-in was begun with, as the session remembers it."""

    nonce = ""

    def __init__(self, request, provider_id: str) -> None:
        self.provider_id = provider_id
        super().__init__(request)

    def get_callback_url(self, request, app) -> str:
        pad = reverse("schoolaccount_callback", args=[self.provider_id])
        return build_absolute_uri(request, pad, self.redirect_uri_protocol)

    def parse_token(self, data: dict) -> SocialToken:
        """Used within this request only: whatever it says of its end does not matter."""
        return SocialToken(token=data["access_token"])
