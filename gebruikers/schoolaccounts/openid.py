"""OpenID Connect, strictly: only what the issuer signed, for us, for this sign-in, is believed.

allauth would believe an unsigned token and an unsigned userinfo because they came over TLS, and
knows no nonce. Both are settled here.
"""

import secrets

import jwt
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialLogin
from django.utils.crypto import constant_time_compare
from django.utils.functional import cached_property

from gebruikers.schoolaccounts.basis import (
    LANGSTE_UID,
    Onbruikbaar,
    Schoolaccount,
    SchoolaccountOAuth2Adapter,
    lees_json,
    verwacht,
)
from gebruikers.schoolaccounts.instellingen import OPENID

ONTDEKKING = "/.well-known/openid-configuration"
NODIG = ("authorization_endpoint", "token_endpoint", "jwks_uri")
HANDTEKENINGEN = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
KLOKVERSCHIL = 60  # seconds


def staat_in_voor_adres(app, claims: dict) -> bool:
    """Whether the provider vouches that who signed in owns the address in this token."""
    return VOUCHES[app.settings["soort"]](app.settings, claims)


def _entra(instellingen: dict, claims: dict) -> bool:
    """`email` and `preferred_username` are what an administrator typed, and may be anybody's. Only
    the optional claim xms_edov says that the owner of the domain is known."""
    eigen = claims.get("tid") == instellingen["tenant"]
    return eigen and claims.get("xms_edov") in (True, "1", "true", "True")


def _google(instellingen: dict, claims: dict) -> bool:
    """Google is the authority for its own addresses and for those of a Workspace (`hd`); any other
    address was checked once, maybe years ago."""
    if claims.get("email_verified") is not True:
        return False
    if instellingen["domein"]:
        return claims.get("hd") == instellingen["domein"]
    return bool(claims.get("hd")) or claims["email"].lower().endswith("@gmail.com")


def _oidc(instellingen: dict, claims: dict) -> bool:
    return claims.get("email_verified") is True


VOUCHES = {"entra": _entra, "google": _google, "oidc": _oidc}


class OpenIdAdapter(SchoolaccountOAuth2Adapter):
    @cached_property
    def ontdekking(self) -> dict:
        """What the issuer publishes of itself, under the very name that we were given."""
        issuer = self.get_provider().app.settings["issuer"]
        gegevens = lees_json(issuer.rstrip("/") + ONTDEKKING)
        verwacht(gegevens.get("issuer") == issuer, "de ontdekking noemt een andere issuer")
        verwacht(all(gegevens.get(naam) for naam in NODIG), "de ontdekking is onvolledig")
        return gegevens

    @property
    def authorize_url(self) -> str:
        return self.ontdekking["authorization_endpoint"]

    @property
    def access_token_url(self) -> str:
        return self.ontdekking["token_endpoint"]

    @property
    def basic_auth(self) -> bool:
        """Basic is what a provider that does not say expects."""
        kan = self.ontdekking.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return "client_secret_post" not in kan

    def complete_login(self, request, app, token, *, response: dict) -> SocialLogin:
        claims = self._lees_token(app, response.get("id_token"))
        return self.get_provider().sociallogin_from_response(request, claims)

    def _lees_token(self, app, id_token: str | None) -> dict:
        """The claims of a token that the issuer signed for us, for this sign-in."""
        try:
            sleutels = jwt.PyJWKSet.from_dict(lees_json(self.ontdekking["jwks_uri"]))
            claims = jwt.decode(
                id_token,
                sleutels[jwt.get_unverified_header(id_token).get("kid")],
                algorithms=HANDTEKENINGEN,
                audience=app.client_id,
                issuer=app.settings["issuer"],
                leeway=KLOKVERSCHIL,
                options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
            )
        except (jwt.PyJWTError, KeyError, ValueError) as fout:
            raise Onbruikbaar(f"het id_token is niet geldig ({type(fout).__name__})") from fout
        zelfde = self.nonce and constant_time_compare(str(claims["nonce"]), self.nonce)
        verwacht(zelfde, "het id_token is van een andere aanmelding (nonce)")
        verwacht(
            claims.get("azp", app.client_id) == app.client_id, "het id_token is voor een ander"
        )
        verwacht(0 < len(claims["sub"]) <= LANGSTE_UID, "sub is leeg of te lang")
        return claims


class OpenId(Schoolaccount):
    id = OPENID
    name = "OpenID Connect"
    oauth2_adapter_class = OpenIdAdapter

    def get_default_scope(self) -> list[str]:
        return ["openid", "email", "profile"]

    def redirect(self, request, process, next_url=None, data=None, **kwargs):
        nonce = secrets.token_urlsafe(24)
        kwargs["auth_params"] = {**self.get_auth_params(), "nonce": nonce}
        return super().redirect(request, process, next_url, data, nonce=nonce, **kwargs)

    def extract_uid(self, data: dict) -> str:
        return data["sub"]

    def extract_email_addresses(self, data: dict) -> list[EmailAddress]:
        email = data.get("email")
        if not isinstance(email, str) or not email:
            return []
        vast = staat_in_voor_adres(self.app, data)
        return [EmailAddress(email=email, verified=vast, primary=True)]
