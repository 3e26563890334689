"""allauth's own pages, where they send people astray, let them try too often or leave something
undone."""

import time

from allauth.account import app_settings
from allauth.account import views as allauth
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.password_reset_by_code import PasswordResetVerificationProcess
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY, clear_login, unstash_login
from allauth.core.ratelimit import consume_or_429
from allauth.mfa.adapter import get_adapter as tweede_stap
from allauth.mfa.base import views as tweede_stap_views
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.generic import FormView

from gebruikers import tweede_factor
from gebruikers.acties_account import wordt_hersteld
from gebruikers.bevestigen import Bevestigcode
from gebruikers.forms_account import BevestigcodeForm, VraagCodeForm
from gebruikers.grenzen import te_vaak, vraag_te_wachten, wacht
from gebruikers.toestellen import beeindig_sessies

UITGENODIGD = "uitgenodigd"  # in the session: whom we surely mailed a code, by their own link
CODE_VOOR = "code_voor"  # in the session: the address to fill in, of who has to ask a new code
VERLOPEN = "Je code is verlopen (na een kwartier). Vraag een nieuwe."
TE_VAAK_FOUT = "Die code klopte te vaak niet. Vraag een nieuwe code."
POGINGEN_OVER = {1: "Je kan nog één keer proberen.", 2: "Je kan nog twee keer proberen."}
VIJF_MINUTEN = 300  # the longest of the limits that a form tells about


class ZegtTeVaak:
    """Who tried too often reads it in the form, and a machine in the answer."""

    def form_invalid(self, form):
        antwoord = super().form_invalid(form)
        fouten = [fout.code for lijst in form.errors.as_data().values() for fout in lijst]
        if "too_many_login_attempts" in fouten:
            return vraag_te_wachten(antwoord, VIJF_MINUTEN)
        return antwoord


class Aanmelden(ZegtTeVaak, allauth.LoginView):
    def get_context_data(self, **kwargs) -> dict:
        """Who needs no password asks a code right here."""
        return super().get_context_data(**kwargs) | {"codeform": VraagCodeForm()}


class VraagCode(ZegtTeVaak, allauth.RequestLoginCodeView):
    def get_initial(self) -> dict:
        """Shown once: somebody else may open the page next on this device."""
        return super().get_initial() | {"email": self.request.session.pop(CODE_VOOR, "")}


def telt_nog(gebruiker, email: str | None) -> bool:
    """Whether what was begun with this mailbox may still let in: it is the account's, and no school
    is giving the account another. Of nobody's account it looks the same as of somebody's."""
    if gebruiker is None:
        return True
    return email in (None, gebruiker.email) and not wordt_hersteld(gebruiker)


class EenCode:
    """A mailed code is tried three times, also by a browser that sends many at once: allauth counts
    in the session, which those all read before the first has written it. A code of a mailbox that
    is the account's no more is a wrong one."""

    def get_form_kwargs(self) -> dict:
        velden = super().get_form_kwargs()
        if "code" in velden and not telt_nog(self._process.user, self._process.state["email"]):
            velden["code"] = ""
        return velden

    def post(self, request, *args, **kwargs):
        code = f"{self._process.state['email']}:{self._process.code}"
        if request.POST.get("action") != "resend" and te_vaak(request, "code", code):
            return wacht(request)
        return super().post(request, *args, **kwargs)


@method_decorator(login_not_required, name="dispatch")
class BevestigCode(EenCode, allauth.ConfirmLoginCodeView):
    def dispatch(self, request, *args, **kwargs):
        """allauth would send who comes too late back without a word."""
        begonnen = request.session.get(LOGIN_SESSION_KEY)
        if begonnen and not request.user.is_authenticated and _is_verlopen(begonnen):
            clear_login(request)
            return self._vraag_nieuwe(VERLOPEN, begonnen["email"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        """Of any other address the page does not tell whether we know it."""
        context = super().get_context_data(**kwargs)
        zeker = self.request.session.get(UITGENODIGD)
        return context | {"uitgenodigd": bool(zeker) and zeker == context["email"]}

    def form_invalid(self, form):
        if not self._process.record_invalid_attempt():
            return self._vraag_nieuwe(TE_VAAK_FOUT, self._process.state["email"])
        over = self._process.max_attempts - self._process.state["failed_attempts"]
        form.add_error("code", POGINGEN_OVER[over])
        return FormView.form_invalid(self, form)

    def _vraag_nieuwe(self, waarom: str, email: str):
        """Another code, at the same address and still to the page one came for."""
        messages.error(self.request, waarom)
        self.request.session[CODE_VOOR] = email
        return redirect(self.passthrough_next_url(reverse("account_request_login_code")))


def _is_verlopen(begonnen: dict) -> bool:
    """allauth's own two clocks run from the first code on, for this sign-in and for its code."""
    duur = min(app_settings.LOGIN_TIMEOUT, app_settings.LOGIN_BY_CODE_TIMEOUT)
    return time.time() - begonnen["initiated_at"] > duur


class BevestigWachtwoordcode(EenCode, allauth.ConfirmPasswordResetCodeView):
    pass


@method_decorator(login_not_required, name="dispatch")
class KiesNieuwWachtwoord(allauth.CompletePasswordResetView):
    """After the code, which may have been given just before the mailbox was lost."""

    def dispatch(self, request, *args, **kwargs):
        proces = PasswordResetVerificationProcess.resume(request)
        if proces and not telt_nog(proces.user, proces.state["email"]):
            proces.abort()
        return super().dispatch(request, *args, **kwargs)


@method_decorator(login_not_required, name="dispatch")
class TweedeStapBijAanmelden(ZegtTeVaak, tweede_stap_views.AuthenticateView):
    """Likewise, after the first step."""

    def dispatch(self, request, *args, **kwargs):
        aanmelding = unstash_login(request, peek=True)
        if aanmelding and not telt_nog(aanmelding.user, aanmelding.email):
            clear_login(request)
            return redirect("account_login")
        return super().dispatch(request, *args, **kwargs)


class BevestigMetCode(allauth.BaseReauthenticateView):
    """For who has neither a second factor nor, perhaps, a password. Opening mails nothing."""

    http_method_names = ("get", "post")
    form_class = BevestigcodeForm
    template_name = "account/bevestig_met_code.html"

    def dispatch(self, request, *args, **kwargs):
        self._proces = Bevestigcode.hervat(request)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"code": self._proces.code if self._proces else ""}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"gestuurd": self._proces is not None}

    def post(self, request, *args, **kwargs):
        if "stuur" not in request.POST:
            return super().post(request, *args, **kwargs)
        if wachten := consume_or_429(request, action="bevestigcode", user=request.user):
            return wachten
        Bevestigcode.begin(request)
        return redirect(self.passthrough_next_url(request.path))

    def form_valid(self, form):
        self._proces.abort()
        record_authentication(self.request, self.request.user, "code", reauthenticated=True)
        return super().form_valid(form)

    def form_invalid(self, form):
        if self._proces and self._proces.record_invalid_attempt():
            return super().form_invalid(form)
        messages.error(self.request, "Die code klopt niet meer. Vraag een nieuwe code.")
        return redirect(self.passthrough_next_url(self.request.path))


class TweedeStap(tweede_stap_views.IndexView):
    """What is set up, and which schools ask it."""

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        soorten = context["authenticators"]
        return context | {
            "app": soorten.get("totp"),
            "passkeys": soorten.get("webauthn", []),
            "reservecodes": soorten.get("recovery_codes"),
            "vereist_door": tweede_factor.vereist_door(self.request.user),
            "straks_vereist_door": tweede_factor.straks_vereist_door(self.request.user),
        }


class MetGevolg:
    """Who changes the second factor stays signed in here, and nowhere else."""

    def form_valid(self, form):
        antwoord = super().form_valid(form)
        beeindig_sessies(self.request.user, behalve=self.request.session.session_key)
        return antwoord


class Toegevoegd(MetGevolg):
    """Setting one up shows it."""

    def form_valid(self, form):
        antwoord = super().form_valid(form)
        tweede_factor.noteer(self.request, tweede_factor.factoren(self.request.user).last())
        return antwoord


class Verwijderd(MetGevolg):
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form):
        antwoord = super().form_valid(form)
        tweede_factor.vergeet_zonder_factor(self.request)
        return antwoord


class StelAppIn(Toegevoegd, ActivateTOTPView):
    pass


class VerwijderApp(Verwijderd, DeactivateTOTPView):
    pass


class VoegPasskeyToe(Toegevoegd, AddWebAuthnView):
    pass


class VerwijderPasskey(Verwijderd, RemoveWebAuthnView):
    """allauth asks the adapter about the app only."""

    def form_valid(self, form):
        adapter = tweede_stap()
        if adapter.can_delete_authenticator(self.object):
            return super().form_valid(form)
        messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
        return redirect("mfa_index")


class NieuweReservecodes(MetGevolg, GenerateRecoveryCodesView):
    pass
