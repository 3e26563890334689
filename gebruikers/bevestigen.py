"""Before one changes how one gets in: proving once more who one is."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect

from gebruikers.tweede_factor import is_pas_bevestigd

BEVESTIGCODE = "bevestigcode"  # in the session: the code that was mailed, and the failed attempts
NOG_NIETS = "Er is nog niets gewijzigd. Bevestig eerst dat jij het bent en verstuur dan opnieuw."


def bevestigadres(request, hier: str) -> str:
    """Where one proves it, in the way that is asked first; and back to `hier`."""
    manieren = get_adapter(request).get_reauthentication_methods(request.user)
    return f"{manieren[0]['url']}?{urlencode({'next': hier})}"


def vraag_bevestiging(request, hier: str = ""):
    """The answer that asks for it; None for who proved it a moment ago. Afterwards one is back at
    `hier`, or at this address."""
    if is_pas_bevestigd(request):
        return None
    if request.method not in ("GET", "HEAD"):
        messages.warning(request, NOG_NIETS)
    return redirect(bevestigadres(request, hier or request.get_full_path()))


def eerst_bevestigen(view: Callable) -> Callable:
    """For a view that changes how one gets in."""

    @wraps(view)
    def bewaakt(request, *args, **kwargs):
        return vraag_bevestiging(request) or view(request, *args, **kwargs)

    return bewaakt


class Bevestigcode(AbstractCodeVerificationProcess):
    """A code by mail to who is signed in, as allauth keeps the one for signing in."""

    def __init__(self, request, staat: dict) -> None:
        self.request = request
        super().__init__(
            max_attempts=3,
            timeout=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT,
            state=staat,
            user=request.user,
        )

    @classmethod
    def begin(cls, request) -> None:
        proces = cls(request, cls.initial_state(request.user, request.user.email))
        proces.send()
        proces.persist()

    @classmethod
    def hervat(cls, request) -> "Bevestigcode | None":
        """The one that waits for its code."""
        staat = request.session.get(BEVESTIGCODE)
        return cls(request, staat).abort_if_invalid() if staat else None

    def send(self) -> None:
        adapter = get_adapter(self.request)
        self.state["code"] = adapter.generate_login_code()
        adapter.send_mail(BEVESTIGCODE, self.request.user.email, {"code": self.code})

    def persist(self) -> None:
        self.request.session[BEVESTIGCODE] = self.state

    def abort(self) -> None:
        self.request.session.pop(BEVESTIGCODE, None)
