"""How allauth behaves here: no open sign-up, mail through the outbox, sessions by role, and who
proves again who they are."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as nu
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from gebruikers.berichten import stuur, verwittig
from gebruikers.models import Gebruiker
from gebruikers.toestellen import waarmee
from gebruikers.tweede_factor import SOORTEN, factoren, is_pas_bevestigd, vereist_door

FOUTE_CODE = "Deze code klopt niet, of je gebruikte ze al. Neem de code die er nu staat."
# allauth's name of what changed → what the mail about it says.
GEWIJZIGD = {
    "password_changed": "Je wachtwoord is gewijzigd",
    "password_set": "Er is een wachtwoord ingesteld",
    "password_reset": "Er is een nieuw wachtwoord ingesteld met een code uit je mailbox",
    "totp_activated": "Een app met codes is ingesteld als tweede stap",
    "totp_deactivated": "De app met codes is geen tweede stap meer",
    "webauthn_added": "Er is een passkey toegevoegd",
    "webauthn_removed": "Er is een passkey verwijderd",
    "recovery_codes_generated": "Er zijn nieuwe reservecodes gemaakt",
}


class Adapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": (
            "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Kijk ze na, of meld je aan "
            "met een code."
        ),
        "incorrect_code": "Deze code klopt niet. Kijk ze na in de laatste mail.",
        "incorrect_password": "Dit wachtwoord klopt niet.",
        "enter_current_password": "Dit is niet je huidige wachtwoord.",
        "rate_limited": "Er is net gemaild. Wacht een minuut en probeer het opnieuw.",
        "too_many_login_attempts": (
            "Dat waren te veel pogingen na elkaar. Wacht enkele minuten en probeer het opnieuw."
        ),
    }

    def is_open_for_signup(self, request) -> bool:
        """Accounts come from an invitation by a school, only."""
        return False

    def get_password_change_redirect_url(self, request) -> str:
        return reverse("mijn_account")

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Signing in is proof too: allauth would ask again right after it."""
        return not is_pas_bevestigd(nu.request)

    def get_reauthentication_methods(self, user) -> list[dict]:
        """Who has a second factor shows that one: a password alone could then take it away. Others
        give their password, or a code from their mailbox, as at signing in."""
        if not user.is_authenticated:
            return []
        soorten = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
        manieren = []
        if Authenticator.Type.WEBAUTHN in soorten:
            manieren.append(("mfa_reauthenticate_webauthn", "Met je passkey"))
        if soorten - {Authenticator.Type.WEBAUTHN}:
            manieren.append(("mfa_reauthenticate", "Met je app of een reservecode"))
        if not soorten:
            if user.has_usable_password():
                manieren.append(("account_reauthenticate", "Met je wachtwoord"))
            manieren.append(("bevestig_met_code", "Met een code per e-mail"))
        return [
            {"id": naam, "description": woorden, "url": reverse(naam)} for naam, woorden in manieren
        ]

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Codes belong to a person, not to a school: no school's outbox shows them. While a school
        gives the account another mailbox, this one gets no code."""
        naam = template_prefix.rpartition("/")[2]
        if Gebruiker.objects.wordt_hersteld().filter(email=email).exists():
            naam = "geen_code"
        stuur(
            f"gebruikers/berichten/{naam}",
            aan=email,
            school=None,
            geheim=True,
            code=context.get("code", ""),
        )

    def send_notification_mail(self, template_prefix, user, context=None, email=None) -> None:
        """To the one address of the account: how one gets in was changed."""
        stuur(
            "gebruikers/berichten/account_gewijzigd",
            aan=user.email,
            school=None,
            wie=user,
            wat=GEWIJZIGD[template_prefix.rpartition("/")[2]],
            waarmee=waarmee(self.request),
            op=timezone.localtime(),
            verwittig=verwittig(user),
        )


class TweedeStapAdapter(DefaultMFAAdapter):
    """The secrets of the second factor are stored encrypted, and the last one stays where a school
    asks for one."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": FOUTE_CODE,
        "cannot_delete_authenticator": (
            "Je school vraagt een tweede stap bij het aanmelden, en dit is je enige. Stel eerst "
            "een andere in. Daarna kan je deze verwijderen."
        ),
        "cannot_generate_recovery_codes": "Stel eerst een app of een passkey in.",
    }

    def encrypt(self, text: str) -> str:
        return _sleutels().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _sleutels().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Of two removals at once the second finds the last one."""
        if authenticator.type not in SOORTEN:
            return True
        gebruiker = Gebruiker.objects.vast(authenticator.user_id)
        if factoren(gebruiker).exclude(pk=authenticator.pk).exists():
            return True
        return not vereist_door(gebruiker).exists()

    def generate_authenticator_name(self, user, type) -> str:
        nummer = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "Mijn passkey" if nummer == 1 else f"Mijn passkey {nummer}"

    def _get_site_name(self) -> str:
        return "Trajecten"


def _sleutels() -> MultiFernet:
    """From the secret key of the installation; older ones still read."""
    geheimen = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    ruw = [sha256(f"tweede stap {geheim}".encode()).digest() for geheim in geheimen]
    return MultiFernet([Fernet(urlsafe_b64encode(sleutel)) for sleutel in ruw])
