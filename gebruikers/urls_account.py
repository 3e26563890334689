"""The addresses of allauth that this product uses, each in its own look.

allauth looks its other names up while it works, so they exist, and give 404: an account comes from
an invitation, its e-mail address is changed by the school, and a password by a mailed code.
"""

from allauth.account import views as allauth
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from gebruikers.views import bestaat_niet
from gebruikers.views_account import (
    Aanmelden,
    BevestigCode,
    BevestigWachtwoordcode,
    VraagCode,
)

NIET_GEBRUIKT = {
    "signup/": "account_signup",
    "email/": "account_email",
    "confirm-email/": "account_email_verification_sent",
    "reauthenticate/": "account_reauthenticate",
    "password/change/": "account_change_password",
    "password/set/": "account_set_password",
}

urlpatterns = [
    path("login/", Aanmelden.as_view(), name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("login/code/", VraagCode.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", BevestigCode.as_view(), name="account_confirm_login_code"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path(
        "password/reset/confirm/",
        BevestigWachtwoordcode.as_view(),
        name="account_confirm_password_reset_code",
    ),
    path(
        "password/reset/complete/",
        allauth.complete_password_reset,
        name="account_complete_password_reset",
    ),
    path(
        "password/reset/done/",
        allauth.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    *(
        path(pad, login_not_required(bestaat_niet), name=naam)
        for pad, naam in NIET_GEBRUIKT.items()
    ),
]
