"""No answer tells whether an address has an account: same status, same page, and one mail each."""

import re

import pytest

from gebruikers.models import Bericht
from tests.conftest import OnmiddellijkeClient
from tests.gebruikers.conftest import meld_aan, met_wachtwoord, stel_app_in

NIEMAND = "niemand@nergens.example"


def _zonder_bewijs(antwoord, email: str) -> str:
    bewijs = r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"'
    return re.sub(bewijs, "", antwoord.content.decode()).replace(email, "")


def _antwoord(url: str, velden: dict, email: str) -> tuple:
    antwoord = OnmiddellijkeClient().post(url, velden, follow=True)
    return antwoord.status_code, antwoord.redirect_chain, _zonder_bewijs(antwoord, email)


@pytest.fixture(params=["met wachtwoord", "met tweede stap", "niet actief"])
def bekend(request, mensen):
    wie = met_wachtwoord(mensen.bea.gebruiker)
    if request.param == "met tweede stap":
        stel_app_in(wie)
    wie.is_active = request.param != "niet actief"
    wie.save()
    return wie.email


@pytest.mark.parametrize(
    ("url", "velden", "mails"),
    [
        ("/account/login/", {"login": "", "password": "fout wachtwoord hier"}, 0),
        ("/account/login/code/", {"email": ""}, 1),
        ("/account/password/reset/", {"email": ""}, 1),
    ],
)
def test_hetzelfde_antwoord(bekend, url, velden, mails):
    veld, antwoorden = next(iter(velden)), []
    for email in (bekend, NIEMAND):
        eerder = Bericht.objects.count()
        antwoorden.append(_antwoord(url, velden | {veld: email}, email))
        assert Bericht.objects.count() - eerder == mails
    assert antwoorden[0] == antwoorden[1]


@pytest.mark.parametrize(
    "url", ["/account/login/code/confirm/", "/account/password/reset/confirm/"]
)
def test_een_foute_code_ook(bekend, url):
    bladen = []
    begin = "/account/login/code/" if "login" in url else "/account/password/reset/"
    for email in (bekend, NIEMAND):
        browser = OnmiddellijkeClient()
        browser.post(begin, {"email": email})
        antwoord = browser.post(url, {"code": "1234-5678"})
        tekst = re.sub(r'value="\w{64}"|Token": "\w+"', "", antwoord.content.decode())
        bladen.append((antwoord.status_code, tekst.replace(email, "")))
    assert bladen[0] == bladen[1]


def test_een_passkey_vraagt_niet_wie_er_komt(bekend, db):
    antwoord = OnmiddellijkeClient().get("/account/login/passkey/", HTTP_ACCEPT="application/json")
    assert antwoord.json()["request_options"]["publicKey"]["allowCredentials"] == []


def test_een_onbekende_uitnodiging_zegt_niet_meer_dan_een_dode(db):
    antwoord = OnmiddellijkeClient().post("/uitnodiging/geen-token/opnieuw/", follow=True)
    assert "We kennen deze link niet" in antwoord.content.decode()


def test_een_goed_wachtwoord_verraadt_wel_de_tweede_stap_maar_alleen_daarna(mensen):
    wie = met_wachtwoord(mensen.bea.gebruiker)
    stel_app_in(wie)
    assert "tweede-stap" in meld_aan(OnmiddellijkeClient(), wie).url
