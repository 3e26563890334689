"""allauth's forms: how a code is typed, and how long a device stays known after a password."""

from allauth.account import forms as allauth
from django import forms

from gebruikers.sessie import zet_sessieduur

CODE = {
    "autofocus": True,
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
}


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


class MetCode(Rustig):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= CODE
        self.fields["code"].help_text = "Acht cijfers. Het streepje mag je weglaten."


class CodeForm(MetCode, allauth.ConfirmLoginCodeForm):
    pass


class WachtwoordcodeForm(MetCode, allauth.ConfirmPasswordResetCodeForm):
    pass
