"""The addresses under /account/ that are allauth's by name: what each answers, written by hand.

An own name (`mijn_account`) stands in toegang.py with all others.
"""

from typing import NamedTuple

LOGIN, START = "/account/login/", "/"
EERST_AANMELDEN = f"{LOGIN}?next="
BEVESTIG = "/account/bevestigen/wachtwoord/"
AANBIEDER = "http"  # to another host
CODE, WACHTWOORD = "/account/login/code/", "/account/password/reset/"


class Adres(NamedTuple):
    """What an empty request is answered: a status, or where it leads (how that address begins)."""

    get: int | str
    post: int | str
    aangemeld_get: int | str
    aangemeld_post: int | str


# One's own page: who is not signed in does that first; who is, shows again who that is.
EIGEN = Adres(EERST_AANMELDEN, EERST_AANMELDEN, 200, 200)
BEWAAKT = Adres(EERST_AANMELDEN, EERST_AANMELDEN, f"{BEVESTIG}?next=", f"{BEVESTIG}?next=")
# A step of signing in: not without the one before it.
STAP = Adres(LOGIN, LOGIN, START, START)
WEG = Adres(404, 404, 404, 404)

ACCOUNT = {
    "account_login": Adres(200, 200, START, START),
    "account_logout": Adres(START, START, 200, START),
    "account_inactive": Adres(200, 405, 200, 405),
    "account_request_login_code": Adres(200, 200, START, START),
    "account_confirm_login_code": Adres(CODE, CODE, START, START),
    "mfa_login_webauthn": STAP,
    "mfa_authenticate": STAP,
    "account_reset_password": Adres(200, 200, 200, 200),
    "account_confirm_password_reset_code": Adres(LOGIN, LOGIN, LOGIN, LOGIN),
    "account_complete_password_reset": Adres(WACHTWOORD, WACHTWOORD, WACHTWOORD, WACHTWOORD),
    "account_password_reset_completed": Adres(200, 405, 200, 405),
    "account_change_password": EIGEN,
    "account_set_password": BEWAAKT,
    "account_reauthenticate": EIGEN,
    # Who has no app and no passkey shows it with what they do have.
    "mfa_reauthenticate": Adres(EERST_AANMELDEN, EERST_AANMELDEN, BEVESTIG, BEVESTIG),
    "mfa_reauthenticate_webauthn": Adres(EERST_AANMELDEN, EERST_AANMELDEN, BEVESTIG, BEVESTIG),
    "mfa_index": EIGEN._replace(aangemeld_post=405),
    "mfa_list_webauthn": EIGEN._replace(
        aangemeld_get="/account/tweede-stap/", aangemeld_post="/account/tweede-stap/"
    ),
    "mfa_activate_totp": BEWAAKT,
    "mfa_deactivate_totp": BEWAAKT,
    "mfa_add_webauthn": BEWAAKT,
    "mfa_edit_webauthn": BEWAAKT,
    "mfa_remove_webauthn": BEWAAKT,
    "mfa_view_recovery_codes": BEWAAKT,
    "mfa_generate_recovery_codes": BEWAAKT,
    "mfa_download_recovery_codes": BEWAAKT,
    # With a provider of school accounts; without one none of these is there.
    "socialaccount_connections": EIGEN._replace(aangemeld_post=405),
    "socialaccount_signup": Adres(START, START, START, START),
    "socialaccount_login_cancelled": Adres(200, 405, 200, 405),
    "schoolaccount_login": Adres(200, AANBIEDER, 200, AANBIEDER),
    "schoolaccount_callback": Adres(401, 405, 401, 405),
    "schoolaccount_ontkoppel": Adres(EERST_AANMELDEN, EERST_AANMELDEN, 405, f"{BEVESTIG}?next="),
    # Not used: allauth looks the names up.
    "account_signup": WEG,
    "account_email": WEG,
    "account_email_verification_sent": WEG,
}
WAARDEN = {"pk": 999_999_999, "koppeling_id": 999_999_999, "aanbieder": "school"}
