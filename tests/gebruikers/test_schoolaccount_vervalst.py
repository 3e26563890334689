"""What an identity provider, or somebody in between, could send: each refused with our own page."""

import time

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount

from tests.identiteit import nieuwe_sleutel

LOGIN = "/account/schoolaccounts/school/login/"


@pytest.fixture
def kom_binnen(via, browser, mensen):
    """Bea signs in at the provider, who vouches for her; what came back."""

    def doe():
        bea = mensen.bea.gebruiker
        return via(browser, sub="b1", email=bea.email, email_verified=True)

    return doe


@pytest.fixture
def geweigerd(browser):
    def controleer(antwoord) -> None:
        assert antwoord.status_code == 401
        assert "is niet gelukt" in antwoord.content.decode()
        assert "_auth_user_id" not in browser.session
        assert not SocialAccount.objects.exists()

    return controleer


def test_wie_eerlijk_is_komt_binnen(kom_binnen, browser):
    assert kom_binnen().status_code == 302
    assert "_auth_user_id" in browser.session


@pytest.mark.parametrize(
    "anders",
    [
        {"nonce": "van-een-ander"},
        {"nonce": None},
        {"aud": "een-andere-toepassing"},
        {"aud": ["trajecten", "een-ander"], "azp": "een-ander"},
        {"iss": "http://127.0.0.1:1"},
        {"exp": time.time() - 3600},
        {"iat": time.time() + 3600},
        {"sub": ""},
        {"sub": 7},
        {"sub": "s" * 192},
    ],
    ids=str,
)
def test_een_vervalste_bewering_wordt_geweigerd(anders, aanbieder, kom_binnen, geweigerd):
    aanbieder.knoei = lambda claims: claims | anders
    geweigerd(kom_binnen())


@pytest.mark.parametrize("weg", ["nonce", "sub", "aud", "iss", "exp", "iat"])
def test_een_bewering_die_ontbreekt_wordt_geweigerd(weg, aanbieder, kom_binnen, geweigerd):
    aanbieder.knoei = lambda claims: {n: w for n, w in claims.items() if n != weg}
    geweigerd(kom_binnen())


def test_een_vreemde_handtekening_wordt_geweigerd(aanbieder, kom_binnen, geweigerd):
    aanbieder.sleutel = nieuwe_sleutel()
    geweigerd(kom_binnen())


@pytest.mark.parametrize(("algoritme", "sleutel"), [("none", None), ("HS256", b"g" * 64)])
def test_alleen_een_handtekening_met_hun_sleutel_telt(
    algoritme, sleutel, aanbieder, kom_binnen, geweigerd
):
    aanbieder.algoritme, aanbieder.sleutel = algoritme, sleutel
    geweigerd(kom_binnen())


def test_een_onbekende_sleutel_wordt_geweigerd(aanbieder, kom_binnen, geweigerd, monkeypatch):
    echt = jwt.encode
    monkeypatch.setattr(jwt, "encode", lambda *a, headers: echt(*a, headers={"kid": "twee"}))
    geweigerd(kom_binnen())


def test_wie_zich_anders_noemt_dan_ingesteld_wordt_geweigerd(
    aanbieder, browser, geweigerd, monkeypatch
):
    anders = aanbieder.ontdekking("") | {"issuer": "http://127.0.0.1:1"}
    monkeypatch.setattr(aanbieder, "ontdekking", lambda pad: anders)
    geweigerd(browser.post(LOGIN))


def test_sleutels_die_geen_sleutels_zijn_worden_geweigerd(
    aanbieder, kom_binnen, geweigerd, monkeypatch
):
    monkeypatch.setattr(aanbieder, "jwks", lambda: {"keys": [{"kty": "RSA", "n": "é", "e": "?"}]})
    geweigerd(kom_binnen())


def test_een_aanbieder_die_niet_antwoordt_is_geen_fout_van_ons(aanbieder, browser, geweigerd):
    heen = browser.post(LOGIN)
    terug = aanbieder.keur_goed(heen.url)
    aanbieder.stuk = True
    geweigerd(browser.post(LOGIN))
    geweigerd(browser.get(terug))


def _terug(aanbieder, browser) -> str:
    aanbieder.wie = {"sub": "b1"}
    return aanbieder.keur_goed(browser.post(LOGIN).url)


def test_een_verkeerde_state_wordt_geweigerd(aanbieder, browser, geweigerd):
    geweigerd(browser.get(_terug(aanbieder, browser).replace("state=", "state=x")))
    geweigerd(browser.get(_terug(aanbieder, browser).partition("&state")[0]))


def test_een_ander_toestel_kan_het_antwoord_niet_gebruiken(aanbieder, client_van, browser, mensen):
    terug = _terug(aanbieder, browser)
    ander = client_van("coen")
    assert ander.get(terug).status_code == 401
    assert not SocialAccount.objects.exists()


def test_hetzelfde_antwoord_werkt_geen_tweede_keer(aanbieder, browser, geweigerd, mensen):
    terug = _terug(aanbieder, browser)
    assert browser.get(terug).status_code == 302
    geweigerd(browser.get(terug))


def test_een_code_van_een_andere_aanmelding_werkt_niet(aanbieder, browser, geweigerd):
    """The code of one sign-in with the state of another: PKCE ties them together."""
    een, twee = _terug(aanbieder, browser), _terug(aanbieder, browser)
    code = een.partition("code=")[2].partition("&")[0]
    geweigerd(browser.get(f"{twee.partition('?')[0]}?code={code}&{twee.partition('&')[2]}"))


def test_afbreken_is_geen_fout(aanbieder, browser):
    staat = browser.post(LOGIN).url.partition("state=")[2].partition("&")[0]
    terug = browser.get(f"{LOGIN}callback/?error=access_denied&state={staat}", follow=True)
    assert terug.status_code == 200
    assert "Je bent niet aangemeld" in terug.content.decode()


def test_gevraagd_wordt_alleen_wie_iemand_is(aanbieder, browser):
    browser.post(f"{LOGIN}?scope=calendar,mail&auth_params=prompt%3Dnone")
    aanbieder.keur_goed(browser.post(f"{LOGIN}?scope=mail&auth_params=prompt%3Dnone").url)
    assert set(aanbieder.gevraagd["scope"].split()) == {"openid", "email", "profile"}
    assert "prompt" not in aanbieder.gevraagd
    assert aanbieder.gevraagd["code_challenge_method"] == "S256"


@pytest.mark.parametrize("naar", ["https://kwaad.example/", "//kwaad.example/", "javascript:x"])
def test_verder_gaat_het_alleen_naar_een_bladzijde_van_ons(naar, via, browser, mensen):
    wie = mensen.bea.gebruiker
    antwoord = via(browser, sub="b1", email=wie.email, email_verified=True, naar=naar)
    assert antwoord.url == "/"
