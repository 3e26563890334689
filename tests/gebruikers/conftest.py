"""Getting in for real: an invitation by mail, a browser that knows nobody, the code."""

import re
import time
import uuid

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.core.cache import cache

from gebruikers import acties
from gebruikers.rollen import Rol
from gebruikers.schoolaccounts import instellingen
from tests.conftest import OnmiddellijkeClient
from tests.identiteit import draaiende_aanbieder

NELE = "nele@cools.example"


@pytest.fixture
def nodig_uit(mensen, mailoutbox, taken_meteen, django_capture_on_commit_callbacks):
    """Invite by mail; gives the path of the link."""

    def doe(email: str = NELE, rol: Rol = Rol.MENTOR) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            acties.nodig_uit(mensen.school, email=email, rol=rol, door=mensen.bob)
        return re.search(r"http://[^/]+(/uitnodiging/\S+/)", mailoutbox[-1].body)[1]

    return doe


@pytest.fixture(autouse=True)
def _eigen_tellers(monkeypatch):
    """Rate limits count in the Redis that all tests share: each test counts under its own name."""
    monkeypatch.setattr(cache, "key_prefix", uuid.uuid4().hex)


@pytest.fixture
def browser():
    return OnmiddellijkeClient()


def code_uit(mailoutbox) -> str:
    return re.search(r"^\d{4}-\d{4}$", mailoutbox[-1].body, re.MULTILINE)[0]


def vul_code_in(browser, mailoutbox):
    antwoord = browser.post("/account/login/code/confirm/", {"code": code_uit(mailoutbox)})
    assert "_auth_user_id" in browser.session
    return antwoord


WACHTWOORD = "paarse fiets vliegt"


def met_wachtwoord(gebruiker):
    gebruiker.set_password(WACHTWOORD)
    gebruiker.save()
    return gebruiker


def meld_aan(browser, gebruiker):
    """With the password; the answer tells whether another step follows."""
    wie = {"login": gebruiker.email, "password": WACHTWOORD}
    return browser.post("/account/login/", wie)


def bevestigd(browser, methode: str = "password"):
    """As who proved a moment ago, in this way, who they are."""
    sessie = browser.session
    sessie["account_authentication_methods"] = [{"method": methode, "at": time.time()}]
    sessie["account_authentication_methods_user"] = sessie["_auth_user_id"]
    sessie.save()
    return browser


def appcode(geheim: str, stap: int = 0) -> str:
    """What the app shows now, or so many steps later, of the key as it is typed over: in groups."""
    return format_hotp_value(hotp_value(geheim.replace(" ", ""), int(time.time()) // 30 + stap))


def stel_app_in(gebruiker) -> str:
    """A second factor made elsewhere. Its secret."""
    geheim = generate_totp_secret()
    TOTP.activate(gebruiker, geheim)
    RecoveryCodes.activate(gebruiker)
    return geheim


@pytest.fixture(scope="session")
def _aanbieder():
    with draaiende_aanbieder() as aanbieder:
        yield aanbieder


@pytest.fixture
def aanbieder(_aanbieder, zet_aan, db):
    """An identity provider that this product knows as "school"."""
    _aanbieder.herstel()
    _aanbieder.wie = {}
    zet_aan(school=_aanbieder.instelling())
    return _aanbieder


@pytest.fixture
def zet_aan(settings):
    """Name providers, as the environment would: zet_aan(school="soort=…")."""

    def doe(**variabelen: str) -> None:
        omgeving = {f"SCHOOLACCOUNT_{naam.upper()}": tekst for naam, tekst in variabelen.items()}
        settings.SOCIALACCOUNT_PROVIDERS = instellingen.lees(omgeving)

    return doe


@pytest.fixture
def via(aanbieder):
    """Sign in at the provider as this person and come back: via(browser, sub="1", …)."""

    def doe(browser, school: str = "school", naar: str = "", proces: str = "login", **wie):
        aanbieder.wie = wie
        gegevens = {"process": proces} | ({"next": naar} if naar else {})
        heen = browser.post(f"/account/schoolaccounts/{school}/login/", gegevens)
        assert heen.status_code == 302, heen.content.decode()
        return browser.get(aanbieder.keur_goed(heen.url))

    return doe
