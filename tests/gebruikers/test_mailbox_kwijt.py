"""From the moment a school replaces a lost mailbox, the old one opens nothing."""

import datetime
import re

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from gebruikers import acties_account, acties_herstel, tasks
from gebruikers.models import Adreswijziging, Gebruiker
from gebruikers.overgang import Weigering
from tests.conftest import OnmiddellijkeClient
from tests.gebruikers.conftest import (
    appcode,
    bevestigd,
    code_uit,
    met_wachtwoord,
    stel_app_in,
    vul_code_in,
)

NIEUW = "nieuw@x.example"


@pytest.fixture
def lotte(mensen):
    return met_wachtwoord(mensen.lotte.gebruiker)


@pytest.fixture
def herstel(mensen, mailoutbox, taken_meteen, django_capture_on_commit_callbacks):
    """The school gives Lotte another address; the link to the new mailbox."""

    def doe(email: str = NIEUW) -> str:
        velden = {"wat": "email", "controle": "gekend", "nota": "Gekraakt.", "email": email}
        with django_capture_on_commit_callbacks(execute=True):
            acties_herstel.herstel_toegang(mensen.lotte, door=mensen.coen, **velden)
        mails = [mail for mail in mailoutbox if mail.to == [email]]
        links = [re.search(r"http://[^/]+(/account/e-mail/\S+)", mail.body) for mail in mails]
        return links[-1][1] if links and links[-1] else ""

    return doe


def _binnen(browser) -> bool:
    return "_auth_user_id" in browser.session


@pytest.fixture(params=["wacht nog", "gebeurd"])
def hersteld(request, herstel):
    """The school did it, now or with the new mailbox confirmed."""

    def doe():
        link = herstel()
        if request.param == "gebeurd":
            OnmiddellijkeClient().post(link)

    return doe


def test_een_code_van_daarvoor_werkt_niet_meer(lotte, hersteld, browser, mailoutbox):
    browser.post("/account/login/code/", {"email": lotte.email})
    code = code_uit(mailoutbox)
    hersteld()
    antwoord = browser.post("/account/login/code/confirm/", {"code": code})
    assert "Deze code klopt niet" in antwoord.content.decode()
    assert not _binnen(browser)


@pytest.mark.parametrize("code_al_gegeven", [False, True])
def test_een_nieuw_wachtwoord_dat_wachtte_ook_niet(
    lotte, hersteld, browser, mailoutbox, code_al_gegeven
):
    browser.post("/account/password/reset/", {"email": lotte.email})
    code = {"code": code_uit(mailoutbox)}
    if code_al_gegeven:
        browser.post("/account/password/reset/confirm/", code)
    hersteld()
    browser.post("/account/password/reset/confirm/", code)
    nieuw = {"password1": "rode trein rijdt hard", "password2": "rode trein rijdt hard"}
    browser.post("/account/password/reset/complete/", nieuw)
    assert not Gebruiker.objects.get(pk=lotte.pk).has_usable_password()
    assert not _binnen(browser)


def test_wie_bij_de_tweede_stap_stond_begint_opnieuw(lotte, hersteld, browser, mailoutbox):
    geheim = stel_app_in(lotte)
    browser.post("/account/login/code/", {"email": lotte.email})
    antwoord = browser.post("/account/login/code/confirm/", {"code": code_uit(mailoutbox)})
    assert antwoord.url.startswith("/account/login/tweede-stap/")
    hersteld()
    browser.post("/account/login/tweede-stap/", {"code": appcode(geheim)})
    assert not _binnen(browser)


@pytest.mark.parametrize("url", ["/account/login/code/", "/account/password/reset/"])
def test_het_oude_adres_krijgt_geen_code(lotte, herstel, browser, mailoutbox, url):
    herstel()
    browser.post(url, {"email": lotte.email})
    assert mailoutbox[-1].to == [lotte.email]
    assert not re.search(r"\d{4}-\d{4}", mailoutbox[-1].body)


def test_ook_niet_als_de_link_naar_het_nieuwe_verlopen_en_geveegd_is(
    lotte, herstel, browser, mailoutbox
):
    herstel()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3)):
        tasks.wis_oude_sessies()
        browser.post("/account/login/code/", {"email": lotte.email})
    assert not re.search(r"\d{4}-\d{4}", mailoutbox[-1].body)


def test_gekoppelde_schoolaccounts_gaan_weg(via, browser, lotte, herstel):
    via(OnmiddellijkeClient(), sub="oud", email=lotte.email, email_verified=True)
    herstel()
    assert not SocialAccount.objects.exists()
    via(browser, sub="oud", email=lotte.email, email_verified=True)
    assert not _binnen(browser), "wie voor het oude adres instaat, koppelt niet opnieuw"
    assert not SocialAccount.objects.exists()


def test_de_persoon_stopt_of_vervangt_niet_wat_de_school_begon(lotte, herstel, client_van):
    herstel()
    browser = bevestigd(client_van("lotte"))
    assert "Toch niet wijzigen" not in browser.get("/account/").content.decode()
    browser.post("/account/e-mail/stop/")
    browser.post("/account/e-mail/", {"email": "dief@x.example"})
    assert Adreswijziging.objects.get().nieuw == NIEUW
    with pytest.raises(Weigering):
        acties_account.vraag_adreswijziging(lotte, "dief@x.example")


def test_een_nieuwe_mailbox_die_weigert_laat_de_oude_niet_binnen(lotte, herstel, mensen, browser):
    link = herstel()
    assert "gestopt" in OnmiddellijkeClient().post(link, {"stop": "1"}).content.decode()
    assert OnmiddellijkeClient().post(link).status_code == 410
    assert acties_account.wordt_hersteld(lotte)


def test_de_school_kan_terug_naar_het_oude_adres(lotte, herstel, browser, mailoutbox):
    herstel()
    herstel(lotte.email)
    assert not acties_account.wordt_hersteld(lotte)
    browser.post("/account/login/code/", {"email": lotte.email})
    vul_code_in(browser, mailoutbox)


def test_het_nieuwe_adres_komt_binnen(lotte, herstel, browser, mailoutbox):
    OnmiddellijkeClient().post(herstel())
    browser.post("/account/login/code/", {"email": NIEUW})
    vul_code_in(browser, mailoutbox)


def test_een_code_hoort_bij_het_adres_van_nu(lotte, browser, mailoutbox, taken_meteen):
    """Asked with the old address, typed after one changed it oneself."""
    browser.post("/account/login/code/", {"email": lotte.email})
    code = code_uit(mailoutbox)
    Gebruiker.objects.filter(pk=lotte.pk).update(email=NIEUW)
    browser.post("/account/login/code/confirm/", {"code": code})
    assert not _binnen(browser)
