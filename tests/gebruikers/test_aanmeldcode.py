"""The page where a mailed code is typed: too late, wrong, mailed often enough, or another way in.
Whatever happens, one still gets to the page one came for."""

import re
import time
from urllib.parse import quote

import pytest

from tests.gebruikers.conftest import code_uit

pytestmark = pytest.mark.usefixtures("taken_meteen")
VRAAG = "/account/login/code/"
VUL_IN = "/account/login/code/confirm/"


@pytest.fixture
def doel(adres) -> str:
    return adres("overzichten:start")


@pytest.fixture
def email(mensen) -> str:
    return mensen.mo.gebruiker.email


@pytest.fixture
def gevraagd(browser, email, doel):
    assert browser.post(VRAAG, {"email": email, "next": doel}).url == _naar(VUL_IN, doel)
    return browser


def _naar(pad: str, doel: str) -> str:
    return f"{pad}?next={quote(doel, safe='')}"


def _een_kwartier_later(browser) -> None:
    sessie = browser.session
    sessie["account_login"]["initiated_at"] = time.time() - 15 * 60 - 1
    sessie.save()


@pytest.mark.parametrize("hoe", ["typt", "opent", "vraagt een nieuwe"])
def test_een_verlopen_code_zegt_dat_en_weet_nog_voor_wie_en_waarheen(
    hoe, gevraagd, mailoutbox, email, doel
):
    _een_kwartier_later(gevraagd)
    if hoe == "opent":
        antwoord = gevraagd.get(_naar(VUL_IN, doel))
    else:
        wat = {"code": code_uit(mailoutbox)} if hoe == "typt" else {"action": "resend"}
        antwoord = gevraagd.post(VUL_IN, wat | {"next": doel})
    assert antwoord.url == _naar(VRAAG, doel)
    tekst = gevraagd.get(antwoord.url).content.decode()
    assert "Je code is verlopen (na een kwartier). Vraag een nieuwe." in tekst
    assert f'value="{email}"' in tekst
    assert f'name="next" value="{doel}"' in tekst
    assert len(mailoutbox) == 1


def test_het_adres_staat_er_een_keer_voor_ingevuld(gevraagd, email):
    _een_kwartier_later(gevraagd)
    gevraagd.get(VUL_IN)
    assert email in gevraagd.get(VRAAG).content.decode()
    assert email not in gevraagd.get(VRAAG).content.decode()


def test_wie_intussen_aangemeld_is_leest_niets_van_een_verlopen_code(gevraagd, mensen, doel):
    _een_kwartier_later(gevraagd)
    gevraagd.force_login(mensen.mo.gebruiker)
    assert gevraagd.get(_naar(VUL_IN, doel)).url == doel


def test_een_foute_code_zegt_hoe_vaak_het_nog_mag(gevraagd, email, doel):
    fout = {"code": "0000-0000", "next": doel}
    assert "Je kan nog twee keer proberen." in gevraagd.post(VUL_IN, fout).content.decode()
    assert "Je kan nog één keer proberen." in gevraagd.post(VUL_IN, fout).content.decode()
    tekst = gevraagd.post(VUL_IN, fout, follow=True).content.decode()
    assert "Die code klopte te vaak niet. Vraag een nieuwe code." in tekst
    assert f'value="{email}"' in tekst


def test_na_twee_nieuwe_codes_staat_er_waarom_er_geen_meer_komt(gevraagd, mailoutbox):
    geen = "Je vroeg al twee keer een nieuwe code"
    for _ in range(2):
        assert geen not in gevraagd.get(VUL_IN).content.decode()
        gevraagd.post(VUL_IN, {"action": "resend"})
    tekst = gevraagd.get(VUL_IN).content.decode()
    assert geen in tekst
    assert "Stuur een nieuwe code" not in tekst
    assert len(mailoutbox) == 3


def test_ander_adres_of_wachtwoord_gaat_nog_naar_dezelfde_bladzijde(gevraagd, doel):
    verder = _naar("/account/login/", doel)
    assert f'name="next" value="{verder}"' in gevraagd.get(_naar(VUL_IN, doel)).content.decode()
    assert gevraagd.post("/account/logout/", {"next": verder}).url == verder


def test_op_de_aanmeldpagina_vult_men_meteen_het_adres_in(browser, email, doel):
    blad = browser.get(_naar("/account/login/", doel)).content.decode()
    formulier = re.search(rf'<form method="post" action="{VRAAG}">(.*?)</form>', blad, re.DOTALL)[1]
    assert 'name="email"' in formulier
    assert f'name="next" value="{doel}"' in formulier
    voor_medewerkers = blad.partition("Voor medewerkers")[2]
    assert "Aanmelden met een passkey" not in voor_medewerkers
    assert len(re.findall(r"[ ]autofocus", blad)) <= 1
    assert len(set(re.findall(r' id="([^"]+)"', blad))) == len(re.findall(r' id="([^"]+)"', blad))
