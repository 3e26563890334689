"""Getting in, and one's own account: ours, and the addresses of allauth that this product uses,
each in our own look.

allauth looks its other names up while it works, so they exist, and give 404: an account comes from
an invitation, and its e-mail address is changed at both mailboxes (docs/besluiten/0015).
"""

from allauth.account import views as allauth
from allauth.mfa.base import views as tweede_stap
from allauth.mfa.recovery_codes import views as reservecodes
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView

from gebruikers import views_account, views_mijn
from gebruikers.bevestigen import eerst_bevestigen
from gebruikers.views import bestaat_niet

NIET_GEBRUIKT = {
    "signup/": "account_signup",
    "email/": "account_email",
    "confirm-email/": "account_email_verification_sent",
}

aanmelden = [
    path("login/", views_account.Aanmelden.as_view(), name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("login/code/", views_account.VraagCode.as_view(), name="account_request_login_code"),
    path(
        "login/code/confirm/",
        views_account.BevestigCode.as_view(),
        name="account_confirm_login_code",
    ),
    path(
        "login/passkey/",
        login_not_required(passkeys.login_webauthn),
        name="mfa_login_webauthn",
    ),
    path(
        "login/tweede-stap/",
        views_account.TweedeStapBijAanmelden.as_view(),
        name="mfa_authenticate",
    ),
]
wachtwoord = [
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path(
        "password/reset/confirm/",
        views_account.BevestigWachtwoordcode.as_view(),
        name="account_confirm_password_reset_code",
    ),
    path(
        "password/reset/complete/",
        views_account.KiesNieuwWachtwoord.as_view(),
        name="account_complete_password_reset",
    ),
    path(
        "password/reset/done/",
        allauth.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", eerst_bevestigen(allauth.password_set), name="account_set_password"),
]
bevestigen = [
    path("bevestigen/wachtwoord/", allauth.reauthenticate, name="account_reauthenticate"),
    path("bevestigen/code/", views_account.BevestigMetCode.as_view(), name="bevestig_met_code"),
    path("bevestigen/app/", tweede_stap.reauthenticate, name="mfa_reauthenticate"),
    path(
        "bevestigen/passkey/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
]
tweede = [
    path("tweede-stap/", views_account.TweedeStap.as_view(), name="mfa_index"),
    path(
        "tweede-stap/app/",
        eerst_bevestigen(views_account.StelAppIn.as_view()),
        name="mfa_activate_totp",
    ),
    path(
        "tweede-stap/app/verwijder/",
        eerst_bevestigen(views_account.VerwijderApp.as_view()),
        name="mfa_deactivate_totp",
    ),
    path(
        "tweede-stap/passkeys/",
        RedirectView.as_view(pattern_name="mfa_index"),
        name="mfa_list_webauthn",
    ),
    path(
        "tweede-stap/passkeys/nieuw/",
        eerst_bevestigen(views_account.VoegPasskeyToe.as_view()),
        name="mfa_add_webauthn",
    ),
    path(
        "tweede-stap/passkeys/<int:pk>/naam/",
        eerst_bevestigen(passkeys.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
    path(
        "tweede-stap/passkeys/<int:pk>/verwijder/",
        eerst_bevestigen(views_account.VerwijderPasskey.as_view()),
        name="mfa_remove_webauthn",
    ),
    path(
        "tweede-stap/reservecodes/",
        eerst_bevestigen(reservecodes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "tweede-stap/reservecodes/nieuw/",
        eerst_bevestigen(views_account.NieuweReservecodes.as_view()),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "tweede-stap/reservecodes/bestand/",
        eerst_bevestigen(reservecodes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
mijn = [
    path("", views_mijn.mijn_account, name="mijn_account"),
    path("herinneringen/", views_mijn.kies_herinneringen, name="kies_herinneringen"),
    path("toestellen/einde/", views_mijn.einde_andere_toestellen, name="einde_andere_toestellen"),
    path("toestellen/<int:toestel_id>/einde/", views_mijn.einde_toestel, name="einde_toestel"),
    path("e-mail/", views_mijn.email_wijzigen, name="email_wijzigen"),
    path("e-mail/stop/", views_mijn.email_stop, name="email_stop"),
    path("agenda/", views_mijn.agendalink, name="agendalink"),
    path("agenda/intrekken/", views_mijn.agendalink_intrekken, name="agendalink_intrekken"),
    path("herstel/stop/", views_mijn.herstel_stop, name="herstel_stop"),
    path(
        "herstel/<str:token>/",
        views_mijn.herstel_tegenhouden,
        name="herstel_tegenhouden",
    ),
    path("e-mail/<str:token>/", views_mijn.email_bevestigen, name="email_bevestigen"),
]

urlpatterns = [
    *mijn,
    *aanmelden,
    *wachtwoord,
    *bevestigen,
    *tweede,
    *(
        path(pad, login_not_required(bestaat_niet), name=naam)
        for pad, naam in NIET_GEBRUIKT.items()
    ),
]
