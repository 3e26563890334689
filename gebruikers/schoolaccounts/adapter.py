"""How allauth behaves with outside accounts: nobody is made by one, and few are linked by one."""

import logging

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from gebruikers.antwoord import doe
from gebruikers.bevestigen import vraag_bevestiging
from gebruikers.schoolaccounts import wacht
from gebruikers.schoolaccounts.acties import koppel
from gebruikers.schoolaccounts.basis import Onbruikbaar
from gebruikers.schoolaccounts.wie import eigenaar_van, heeft_rol, is_uitgenodigd
from gebruikers.toestellen import waarmee

logger = logging.getLogger(__name__)


class Adapter(DefaultSocialAccountAdapter):
    def list_apps(self, request, provider=None, client_id=None) -> list[SocialApp]:
        """Those of the settings, and only those: allauth would read a table too."""
        apps = [
            SocialApp(provider=soort, **app)
            for soort, feiten in settings.SOCIALACCOUNT_PROVIDERS.items()
            for app in feiten["APPS"]
        ]
        return [
            app
            for app in apps
            if provider in (None, app.provider, app.provider_id)
            and client_id in (None, app.client_id)
        ]

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False

    def pre_social_login(self, request, sociallogin: SocialLogin) -> None:
        """Only who is linked, and has a role, goes on to allauth's own signing in."""
        aanbieder, account = sociallogin.provider, sociallogin.account
        gegevens = {
            "aanbieder": aanbieder.sub_id,
            "uid": account.uid,
            "naam": aanbieder.name,
        }
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(self._koppel_aan_mij(request, gegevens))
        if not sociallogin.is_existing:
            gebruiker = eigenaar_van(sociallogin.email_addresses, aanbieder.sub_id)
            if gebruiker is None:
                wacht.onthoud(
                    request,
                    **gegevens,
                    adres=sociallogin.user.email,
                    naar=sociallogin.get_redirect_url(request),
                )
                raise ImmediateHttpResponse(redirect("socialaccount_signup"))
            sociallogin.user = gebruiker
            hier = request.session.session_key
            sociallogin.account = koppel(gebruiker, **gegevens, waarmee=waarmee(request), hier=hier)
        if not heeft_rol(sociallogin.user):
            context = {"uitgenodigd": is_uitgenodigd(sociallogin.user), "naam": aanbieder.name}
            blad = TemplateResponse(
                request, "gebruikers/schoolaccount_zonder_rol.html", context, status=403
            )
            raise ImmediateHttpResponse(blad.render())

    def _koppel_aan_mij(self, request, gegevens: dict):
        if request.user.is_authenticated:
            if eerst := vraag_bevestiging(request, reverse("socialaccount_connections")):
                return eerst
            gegevens |= {"hier": request.session.session_key, "waarmee": waarmee(request)}
            gelukt = f"Je {gegevens['naam']}-account is gekoppeld."
            doe(request, koppel, request.user, **gegevens, gelukt=gelukt)
        return redirect("socialaccount_connections")

    def on_authentication_error(
        self, request, provider, error=None, exception=None, extra_context=None
    ) -> None:
        """For who runs this: why, without anything that a provider told of a person."""
        reden = str(exception) if isinstance(exception, Onbruikbaar) else type(exception).__name__
        logger.warning("aanmelden met %s mislukt: %s", provider.sub_id, reden)
