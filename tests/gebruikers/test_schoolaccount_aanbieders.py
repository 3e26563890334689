"""Each kind of provider: when it vouches for an address, and Smartschool, which never does."""

import pytest
from allauth.socialaccount.models import SocialAccount

from gebruikers.schoolaccounts import instellingen
from tests.conftest import OnmiddellijkeClient
from tests.gebruikers.conftest import bevestigd

ONBEKEND = "/account/schoolaccounts/onbekend/"
TENANT = "0d1e2f30-aaaa-bbbb-cccc-0123456789ab"


@pytest.fixture
def entra(aanbieder, zet_aan, monkeypatch):
    monkeypatch.setattr(instellingen, "ENTRA_ISSUER", f"{aanbieder.basis}/{{tenant}}/v2.0")
    issuer = f"{aanbieder.basis}/{TENANT}/v2.0"
    aanbieder.knoei = lambda claims: {"tid": TENANT} | claims | {"iss": issuer}
    zet_aan(entra=aanbieder.instelling("entra", tenant=TENANT))


@pytest.fixture
def google(aanbieder, zet_aan, monkeypatch):
    monkeypatch.setattr(instellingen, "GOOGLE_ISSUER", aanbieder.basis)

    def doe(**feiten: str) -> None:
        zet_aan(google=aanbieder.instelling("google", **feiten))

    return doe


@pytest.fixture
def smartschool(aanbieder, zet_aan):
    zet_aan(smartschool=aanbieder.instelling("smartschool"))


@pytest.mark.parametrize(
    ("claims", "gekoppeld"),
    [
        ({"xms_edov": True}, True),
        ({"xms_edov": "1"}, True),
        ({}, False),
        ({"xms_edov": False}, False),
        ({"xms_edov": "0"}, False),
        ({"email_verified": True}, False),
        ({"xms_edov": True, "tid": "een-andere-tenant"}, False),
    ],
)
def test_entra_staat_alleen_in_met_xms_edov(claims, gekoppeld, entra, via, browser, mensen):
    via(browser, "entra", sub="e1", email=mensen.bea.gebruiker.email, **claims)
    assert SocialAccount.objects.exists() is gekoppeld


def test_de_aanmeldnaam_van_entra_is_geen_adres(entra, via, browser, mensen):
    naam = mensen.bea.gebruiker.email
    via(browser, "entra", sub="e1", preferred_username=naam, upn=naam, xms_edov=True)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    ("feiten", "claims", "gekoppeld"),
    [
        ({}, {"email_verified": True, "hd": "eik.example"}, True),
        ({}, {"email_verified": True}, False),  # an address elsewhere, checked who knows when
        ({}, {"email_verified": False, "hd": "eik.example"}, False),
        ({"domein": "eik.example"}, {"email_verified": True, "hd": "eik.example"}, True),
        ({"domein": "eik.example"}, {"email_verified": True, "hd": "beuk.example"}, False),
        ({"domein": "eik.example"}, {"email_verified": True}, False),
    ],
)
def test_google_staat_in_voor_het_eigen_domein(
    feiten, claims, gekoppeld, google, via, browser, mensen
):
    google(**feiten)
    via(browser, "google", sub="g1", email=mensen.bea.gebruiker.email, **claims)
    assert SocialAccount.objects.exists() is gekoppeld


def _userinfo(**anders) -> dict:
    platform = "https://eik.smartschool.example"
    return {"userID": "u1", "username": "bea", "platform": platform, **anders}


def test_smartschool_staat_voor_geen_adres_in(smartschool, via, browser, mensen):
    wie = _userinfo(email=mensen.bea.gebruiker.email, email_verified=True)
    assert via(browser, "smartschool", **wie).url == ONBEKEND
    assert "Je Smartschool-account is hier nog" in browser.get(ONBEKEND).content.decode()


def test_na_het_koppelen_komt_men_binnen_met_smartschool(smartschool, via, client_van, mensen):
    via(bevestigd(client_van("bea")), "smartschool", proces="connect", **_userinfo())
    browser = OnmiddellijkeClient()
    via(browser, "smartschool", **_userinfo(username="anders"))
    assert browser.session["_auth_user_id"] == str(mensen.bea.gebruiker_id)


def test_een_ouder_met_een_coaccount_is_niet_het_kind(smartschool, via, client_van, mensen):
    via(bevestigd(client_van("lotte")), "smartschool", proces="connect", **_userinfo(nrCoAccount=0))
    ouder = OnmiddellijkeClient()
    assert via(ouder, "smartschool", **_userinfo(nrCoAccount=1)).url == ONBEKEND
    assert "_auth_user_id" not in ouder.session


@pytest.mark.parametrize(
    "anders",
    [
        {"platform": "https://beuk.smartschool.example"},
        {"platform": None},
        {"userID": ""},
        {"userID": "u" * 192},
    ],
)
def test_een_account_van_een_ander_platform_of_zonder_nummer_wordt_geweigerd(
    anders, smartschool, via, browser, mensen
):
    antwoord = via(browser, "smartschool", **_userinfo(**anders))
    assert antwoord.status_code == 401


def test_twee_scholen_met_smartschool_delen_niets(aanbieder, zet_aan, via, client_van, mensen):
    ander = aanbieder.instelling("smartschool", platform="beuk.smartschool.example")
    zet_aan(smartschool=aanbieder.instelling("smartschool"), smartschool_beuk=ander)
    via(bevestigd(client_van("bea")), "smartschool", proces="connect", **_userinfo())
    browser = OnmiddellijkeClient()
    wie = _userinfo(platform="beuk.smartschool.example")
    assert via(browser, "smartschool-beuk", **wie).url == ONBEKEND
