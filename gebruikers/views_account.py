"""Where allauth's own page sends people astray, or lets them try too often."""

from allauth.account.views import (
    ConfirmLoginCodeView,
    ConfirmPasswordResetCodeView,
    LoginView,
    RequestLoginCodeView,
)
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView

from gebruikers.grenzen import te_vaak, vraag_te_wachten, wacht

UITGENODIGD = "uitgenodigd"  # in the session: whom we surely mailed a code, by their own link
VIJF_MINUTEN = 300  # the longest of the limits that a form tells about


class ZegtTeVaak:
    """Who tried too often reads it in the form, and a machine in the answer."""

    def form_invalid(self, form):
        antwoord = super().form_invalid(form)
        fouten = [fout.code for lijst in form.errors.as_data().values() for fout in lijst]
        if "too_many_login_attempts" in fouten:
            return vraag_te_wachten(antwoord, VIJF_MINUTEN)
        return antwoord


class Aanmelden(ZegtTeVaak, LoginView):
    pass


class VraagCode(ZegtTeVaak, RequestLoginCodeView):
    pass


class EenCode:
    """A mailed code is tried three times, also by a browser that sends many at once: allauth counts
    in the session, which those all read before the first has written it."""

    def post(self, request, *args, **kwargs):
        code = f"{self._process.state['email']}:{self._process.code}"
        if request.POST.get("action") != "resend" and te_vaak(request, "code", code):
            return wacht(request)
        return super().post(request, *args, **kwargs)


class BevestigCode(EenCode, ConfirmLoginCodeView):
    def get_context_data(self, **kwargs) -> dict:
        """Of any other address the page does not tell whether we know it."""
        context = super().get_context_data(**kwargs)
        zeker = self.request.session.get(UITGENODIGD)
        return context | {"uitgenodigd": bool(zeker) and zeker == context["email"]}

    def form_invalid(self, form):
        """After the last attempt: a new code at once, and still to the page one came for."""
        if self._process.record_invalid_attempt():
            return FormView.form_invalid(self, form)
        messages.error(self.request, "Die code klopte te vaak niet. Vraag een nieuwe code.")
        return redirect(self.passthrough_next_url(reverse("account_request_login_code")))


class BevestigWachtwoordcode(EenCode, ConfirmPasswordResetCodeView):
    pass
