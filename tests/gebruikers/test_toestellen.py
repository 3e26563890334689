"""One's devices: in plain words, ended one by one or all at once, out at the next request."""

import pytest
from allauth.usersessions.models import UserSession
from django.utils import timezone
from django.utils.formats import date_format

from gebruikers.models import Bericht
from gebruikers.toestellen import omschrijf, versie
from tests.conftest import OnmiddellijkeClient
from tests.gebruikers.conftest import (
    WACHTWOORD,
    appcode,
    bevestigd,
    meld_aan,
    met_wachtwoord,
    stel_app_in,
)

EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 (KHTML) Chrome/142.0 Safari/537 Edg/142.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18) AppleWebKit/605 Version/18.0 Mobile Safari/604"


@pytest.fixture
def ada(mensen):
    mensen.school.telefoon = "03 111 11 11"
    mensen.school.save()
    return met_wachtwoord(mensen.ada.gebruiker)


@pytest.fixture
def hier(ada):
    browser = OnmiddellijkeClient(HTTP_USER_AGENT=EDGE)
    meld_aan(browser, ada)
    return browser


@pytest.fixture
def daar(ada):
    browser = OnmiddellijkeClient(HTTP_USER_AGENT=IPHONE)
    meld_aan(browser, ada)
    return browser


@pytest.mark.parametrize(
    ("wat", "woorden"),
    [(EDGE, "Edge op Windows"), (IPHONE, "Safari op een iPhone"), ("", "een onbekende browser")],
)
def test_een_toestel_in_gewone_woorden(wat, woorden):
    assert omschrijf(wat) == woorden


@pytest.mark.parametrize(("wat", "nummer"), [(EDGE, "142"), (IPHONE, "18"), ("Lynx", ""), ("", "")])
def test_het_nummer_van_de_browser(wat, nummer):
    assert versie(wat) == nummer


def test_twee_gelijke_toestellen_verschillen_in_uur_en_versie(hier, ada):
    nieuwer = OnmiddellijkeClient(HTTP_USER_AGENT=EDGE.replace("142", "143"))
    meld_aan(nieuwer, ada)
    om_negen = timezone.localtime().replace(hour=9, minute=5)
    UserSession.objects.filter(session_key=nieuwer.session.session_key).update(created_at=om_negen)
    tekst = hier.get("/account/").content.decode()
    assert tekst.count("<b>Edge op Windows</b>") == 2
    assert "versie 142" in tekst
    assert "versie 143" in tekst
    assert "om 09.05 uur, laatst gezien op" in tekst


def test_de_lijst_zegt_welk_dit_is(hier, daar):
    tekst = hier.get("/account/").content.decode()
    assert '<b>Edge op Windows</b> <span class="pil goed">dit toestel</span>' in tekst
    assert "<b>Safari op een iPhone</b>" in tekst
    assert tekst.count("dit toestel</span>") == 1


def test_wat_afgemeld_is_staat_er_niet_meer(hier, daar):
    daar.post("/account/logout/")
    assert "iPhone" not in hier.get("/account/").content.decode()


def _andere(browser) -> UserSession:
    return UserSession.objects.exclude(session_key=browser.session.session_key).get()


@pytest.mark.parametrize("hoe", ["get", "post", "htmx"])
def test_een_beeindigd_toestel_is_eruit_bij_de_volgende_klik(hier, daar, adres, hoe):
    assert daar.get(adres("overzichten:start")).status_code == 200
    hier.post(f"/account/toestellen/{_andere(hier).pk}/einde/")
    kop = {"HTTP_HX_REQUEST": "true"} if hoe == "htmx" else {}
    antwoord = getattr(daar, "post" if hoe == "post" else "get")(adres("overzichten:start"), **kop)
    assert antwoord.headers.get("HX-Redirect" if kop else "Location").startswith("/account/login/")
    assert hier.get(adres("overzichten:start")).status_code == 200


def test_dat_van_een_ander_beeindigt_men_niet(hier, client_van):
    vreemd = client_van("bea")
    mijn = UserSession.objects.get(session_key=hier.session.session_key)
    assert vreemd.post(f"/account/toestellen/{mijn.pk}/einde/").status_code == 404
    assert "_auth_user_id" in hier.session


def test_alle_andere_ineens(hier, daar, ada, adres):
    derde = OnmiddellijkeClient()
    meld_aan(derde, ada)
    hier.post("/account/toestellen/einde/")
    for browser in (daar, derde):
        assert browser.get(adres("overzichten:start")).status_code == 302
    assert hier.get(adres("overzichten:start")).status_code == 200


def _met_nieuw_wachtwoord(browser, ada) -> None:
    nieuw = {"password1": "groene fiets vliegt", "password2": "groene fiets vliegt"}
    browser.post("/account/password/change/", nieuw | {"oldpassword": WACHTWOORD})


def _met_een_app(browser, ada) -> None:
    form = browser.get("/account/tweede-stap/app/").context["form"]
    browser.post("/account/tweede-stap/app/", {"code": appcode(form.secret)})


def _zonder_app(browser, ada) -> None:
    stel_app_in(ada)
    browser.post("/account/tweede-stap/app/verwijder/")


def _met_nieuwe_reservecodes(browser, ada) -> None:
    stel_app_in(ada)
    browser.post("/account/tweede-stap/reservecodes/nieuw/")


@pytest.mark.parametrize(
    "wijzig", [_met_nieuw_wachtwoord, _met_een_app, _zonder_app, _met_nieuwe_reservecodes]
)
def test_wie_wijzigt_hoe_men_binnenkomt_gaat_er_elders_uit_en_leest_het(
    hier, daar, ada, adres, wijzig
):
    wijzig(bevestigd(hier), ada)
    assert daar.get(adres("overzichten:start")).status_code == 302
    assert hier.get(adres("overzichten:start")).status_code == 200
    bericht = Bericht.objects.get(soort="account_gewijzigd")
    assert bericht.aan == ada.email
    assert "met Edge op Windows" in bericht.tekst
    assert f"op {date_format(timezone.localdate(), 'j F Y')} om " in bericht.tekst
    assert "Verwittig dan meteen je school: De Eik (bel 03 111 11 11)." in bericht.tekst


def test_laatst_gezien_wordt_hoogstens_elke_vijf_minuten_bewaard(hier, adres):
    sessie = hier.session
    toestel = UserSession.objects.get(session_key=sessie.session_key)
    for minuten, bewaard in ((4, False), (2, True)):
        sessie["gezien_op"] -= minuten * 60
        sessie.save()
        hier.get(adres("overzichten:start"))
        toen, nu = toestel.last_seen_at, UserSession.objects.get(pk=toestel.pk).last_seen_at
        assert (nu > toen) is bewaard


def test_het_menu_wijst_naar_mijn_account(client_van, adres):
    for wie in ("ada", "mo"):
        assert 'href="/account/"' in client_van(wie).get(adres("overzichten:start")).text
