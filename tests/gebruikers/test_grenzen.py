"""How often somebody may try: per visitor's address and per account, ten times more in a demo."""

import re
import runpy

import pytest
from django.conf import settings as ons

from tests.conftest import OnmiddellijkeClient
from tests.gebruikers.conftest import NELE

CODE, BINNEN = "/account/login/code/", "/account/login/"
TE_VAAK = "Dat waren te veel pogingen"


def _instellingen(monkeypatch, demo: str) -> dict:
    monkeypatch.setenv("DEMO", demo)
    return runpy.run_path(str(ons.BASE_DIR / "config" / "settings.py"))["ACCOUNT_RATE_LIMITS"]


def test_een_demo_verdraagt_tien_keer_zoveel(monkeypatch):
    gewoon, demo = (_instellingen(monkeypatch, d) for d in "01")
    assert gewoon.keys() == demo.keys()
    for naam, grenzen in gewoon.items():
        maal = [10 * int(n) for n in re.findall(r"(?:^|,)(\d+)/", grenzen)]
        assert [int(n) for n in re.findall(r"(?:^|,)(\d+)/", demo[naam])] == maal, naam


@pytest.fixture(autouse=True)
def _gewone_grenzen(settings, monkeypatch):
    settings.ACCOUNT_RATE_LIMITS = _instellingen(monkeypatch, "0")


@pytest.fixture
def mag(db):
    """Ask a code or sign in from an address: was it allowed to try?"""

    def post(pad: str, ip: str = "10.0.0.1", **gegevens) -> bool:
        kop = {"REMOTE_ADDR": ip, "HTTP_X_FORWARDED_FOR": gegevens.pop("via", "")}
        antwoord = OnmiddellijkeClient().post(pad, gegevens, **kop)
        return antwoord.status_code != 429 and TE_VAAK not in antwoord.content.decode()

    return post


def test_twintig_codes_in_een_minuut_van_een_adres(mag):
    assert all(mag(CODE, email=f"{i}@x.example") for i in range(20))
    assert not mag(CODE, email="21@x.example")
    assert not mag(CODE, email="21@x.example", via="10.9.9.9"), "zelf gekozen adres"
    assert mag(CODE, email="21@x.example", ip="10.0.0.2")


def test_drie_codes_in_een_minuut_voor_een_account(mag):
    assert all(mag(CODE, email="lotte@x.example", ip=f"10.0.0.{i}") for i in range(3))
    assert not mag(CODE, email="Lotte@x.example", ip="10.0.0.9")


def test_vijf_foute_wachtwoorden_voor_een_account(mensen, mag):
    poging = {"login": mensen.coen.gebruiker.email, "password": "mis"}
    assert all(mag(BINNEN, ip=f"10.0.0.{i}", **poging) for i in range(5))
    assert not mag(BINNEN, ip="10.0.0.9", **poging)


def test_tien_foute_wachtwoorden_van_een_adres(mag):
    pogingen = [mag(BINNEN, login=f"{i}@x.example", password="mis") for i in range(11)]
    assert pogingen == [True] * 10 + [False]


def test_een_code_via_een_oude_uitnodiging_telt_mee(nodig_uit, mag, browser):
    link = nodig_uit()
    browser.post(link)
    assert mag(f"{link}opnieuw/", ip="10.0.0.2")
    assert mag(CODE, email=NELE, ip="10.0.0.3")
    assert not mag(f"{link}opnieuw/", ip="10.0.0.4")


def test_achter_een_proxy_telt_het_adres_van_de_bezoeker(mag, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert all(mag(CODE, email=f"{i}@x.example", via="10.1.1.1") for i in range(20))
    assert not mag(CODE, email="21@x.example", via="10.1.1.1")
    assert mag(CODE, email="21@x.example", via="10.1.1.2")
