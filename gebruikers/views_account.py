"""Where allauth's own page sends people astray."""

from allauth.account.views import ConfirmLoginCodeView
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView

UITGENODIGD = "uitgenodigd"  # in the session: whom we surely mailed a code, by their own link


class BevestigCode(ConfirmLoginCodeView):
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
