"""allauth's forms: how a code is typed and that it works once, and how long a device stays known
after a password."""

from allauth.account import forms as allauth
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as tweede_stap
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.conf import settings
from django.core.cache import cache

from gebruikers.models import Agendalink, Gebruiker, Herinneringskeuze
from gebruikers.sessie import zet_sessieduur

CODE = {
    "autofocus": True,
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
}
ACHT_CIJFERS = "Acht cijfers. Het streepje mag je weglaten."
# A code of the app is good in the step before and after its own, too.
APPCODE_GELDIG = 30 * (2 * settings.MFA_TOTP_TOLERANCE + 1)


class Rustig(forms.Form):
    """The label says it; a placeholder that vanishes while one types adds nothing."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for naam, veld in self.fields.items():
            veld.widget.attrs.pop("placeholder", None)
            if naam in ("login", "email"):
                veld.label = "E-mailadres"


class AanmeldForm(Rustig, allauth.LoginForm):
    """allauth would end every session after a password after the same number of hours."""

    def login(self, request, redirect_url=None):
        antwoord = super().login(request, redirect_url)
        if request.user.is_authenticated:
            zet_sessieduur(request, request.user)
        return antwoord


class VraagCodeForm(Rustig, allauth.RequestLoginCodeForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autofocus"] = True


class VraagWachtwoordForm(Rustig, allauth.ResetPasswordForm):
    pass


class NieuwWachtwoordForm(Rustig, allauth.ResetPasswordKeyForm):
    pass


class WachtwoordForm(Rustig, allauth.ReauthenticateForm):
    pass


class WijzigWachtwoordForm(Rustig, allauth.ChangePasswordForm):
    pass


class KiesWachtwoordForm(Rustig, allauth.SetPasswordForm):
    pass


class MetCode(Rustig):
    hulp = ACHT_CIJFERS

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= CODE
        self.fields["code"].help_text = self.hulp


class CodeForm(MetCode, allauth.ConfirmLoginCodeForm):
    pass


class WachtwoordcodeForm(MetCode, allauth.ConfirmPasswordResetCodeForm):
    pass


class BevestigcodeForm(MetCode, allauth.ConfirmLoginCodeForm):
    """Of who is signed in already."""


class MetAppcode(MetCode):
    """A code of the app works once: allauth forgets that while it is still good."""

    hulp = "Zes cijfers uit je app, of een reservecode van acht cijfers."

    def clean_code(self) -> str:
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP:
            sleutel = f"appcode:{self.user.pk}:{normalize_user_code(code)}"
            if not cache.add(sleutel, True, timeout=APPCODE_GELDIG):
                raise get_adapter().validation_error("incorrect_code")
        return code


class TweedeStapForm(MetAppcode, tweede_stap.AuthenticateForm):
    pass


class BevestigTweedeStapForm(MetAppcode, tweede_stap.ReauthenticateForm):
    pass


class AppForm(MetCode, ActivateTOTPForm):
    hulp = "De zes cijfers die je app nu toont."

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code uit je app"


class MetSleutel(forms.Form):
    """What a browser says of a passkey is JSON; what is not of that shape is a wrong answer."""

    def full_clean(self) -> None:
        try:
            super().full_clean()
        except (AttributeError, KeyError, TypeError, ValueError):
            self.add_error("credential", get_adapter().validation_error("incorrect_code"))


class PasskeyForm(MetSleutel, passkey.AddWebAuthnForm):
    """Each key is one that lets in by itself: it asks for a finger, a face or a PIN."""

    passwordless = forms.BooleanField(
        label="", required=False, initial=True, widget=forms.CheckboxInput({"hidden": True})
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _naam_van_passkey()

    def clean_passwordless(self) -> bool:
        return True


class PasskeynaamForm(passkey.EditWebAuthnForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _naam_van_passkey()


def _naam_van_passkey() -> forms.CharField:
    return forms.CharField(
        label="Naam", max_length=60, help_text="Zodat je later weet welke het is."
    )


class TweedeStapPasskeyForm(MetSleutel, passkey.AuthenticateWebAuthnForm):
    pass


class BevestigPasskeyForm(MetSleutel, passkey.ReauthenticateWebAuthnForm):
    pass


class AanmeldPasskeyForm(MetSleutel, passkey.LoginWebAuthnForm):
    pass


class HerinneringenForm(forms.Form):
    """How often one is reminded, of each kind that there is."""

    UITLEG = {
        Herinneringskeuze.Soort.VAST: "Uit een bron van de overheid, zoals een overeenkomst "
        "registreren in Werkplekduaal. Deze mails kan je niet afzetten of tot een week uitstellen.",
        Herinneringskeuze.Soort.ANDERE: "Een gewoonte of een afspraak van je school. Ook met één "
        "mail per week lees je op de dag zelf wat er in de week bijkomt en dan nog afloopt.",
    }

    def __init__(self, *args, gebruiker: Gebruiker, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        gekozen = Herinneringskeuze.van(gebruiker.pk)
        for soort, mogelijk in Herinneringskeuze.MOGELIJK.items():
            self.fields[soort] = forms.ChoiceField(
                label=soort.label,
                choices=[(wanneer, wanneer.label) for wanneer in mogelijk],
                initial=gekozen[gebruiker.pk, soort],
                help_text=self.UITLEG[soort],
                widget=forms.RadioSelect,
            )


class EmailForm(forms.Form):
    """The address one wants from now on."""

    email = forms.EmailField(
        max_length=254,
        label="Nieuw e-mailadres",
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def __init__(self, *args, gebruiker: Gebruiker, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.gebruiker = gebruiker

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if email == self.gebruiker.email:
            raise forms.ValidationError("Dit is je e-mailadres al.")
        return email


class AgendalinkForm(forms.ModelForm):
    class Meta:
        model = Agendalink
        fields = ("met_namen", "met_vrije_dagen")
