"""Which outside account opens whose account: by a vouched address once, or by proof."""

import re

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken

from gebruikers import acties
from gebruikers.models import Bericht, Gebruiker
from gebruikers.rollen import Rol
from tests import factories as f
from tests.conftest import OnmiddellijkeClient
from tests.gebruikers.conftest import NELE, bevestigd, code_uit, meld_aan, met_wachtwoord

ONBEKEND = "/account/schoolaccounts/onbekend/"


def _binnen(browser) -> str | None:
    return browser.session.get("_auth_user_id")


def _blad(browser) -> str:
    """The page of an unknown account, its addresses in one piece."""
    return browser.get(ONBEKEND).content.decode().replace("<wbr>", "")


@pytest.fixture
def bea(mensen) -> Gebruiker:
    return mensen.bea.gebruiker


def test_een_adres_waarvoor_de_aanbieder_instaat_koppelt_en_laat_binnen(via, browser, bea):
    antwoord = via(browser, sub="b1", email=bea.email.upper(), email_verified=True)
    assert antwoord.status_code == 302
    assert _binnen(browser) == str(bea.pk)
    koppeling = SocialAccount.objects.get()
    assert (koppeling.user, koppeling.provider, koppeling.uid) == (bea, "school", "b1")


def test_er_wordt_niets_bewaard_van_wat_de_aanbieder_vertelt(via, browser, bea):
    wie = {"email": bea.email, "email_verified": True, "given_name": "B", "picture": "http://x"}
    via(OnmiddellijkeClient(), sub="b1", **wie)  # linked,
    via(browser, sub="b1", **wie)  # and once more: allauth would keep what it reads now
    assert SocialAccount.objects.get().extra_data == {}
    assert not SocialToken.objects.exists()
    assert "http://x" not in str(dict(browser.session))


@pytest.mark.parametrize("zekerheid", [{}, {"email_verified": False}, {"email_verified": "true"}])
def test_zonder_zekerheid_wordt_niets_gekoppeld(zekerheid, via, browser, bea):
    antwoord = via(browser, sub="b1", email=bea.email, **zekerheid)
    assert antwoord.url == ONBEKEND
    assert _binnen(browser) is None
    assert not SocialAccount.objects.exists()


def test_een_onbekend_account_maakt_niemand(via, browser, mensen):
    aantal = Gebruiker.objects.count()
    assert via(browser, sub="x", email="x@x.example", email_verified=True).url == ONBEKEND
    assert Gebruiker.objects.count() == aantal
    assert _binnen(browser) is None


def test_niemand_leert_of_een_adres_hier_bestaat(via, mensen, bea):
    """Known or not, in or out: without a link, the same page."""
    weg = f.GebruikerFactory(email="weg@x.example")
    gestopt = f.GebruikerFactory(email="gestopt@x.example", is_active=False)
    acties.nodig_uit(mensen.school, email=gestopt.email, rol=Rol.MENTOR, door=mensen.bob)
    bladen = set()
    for email, zeker in [
        (bea.email, False),
        ("niemand@x.example", True),
        ("niemand@x.example", False),
        (weg.email, True),
        (gestopt.email, True),
    ]:
        browser = OnmiddellijkeClient()
        assert via(browser, sub="x", email=email, email_verified=zeker).url == ONBEKEND
        blad = _blad(browser)
        assert "We kennen dit account nog niet" in blad
        bladen.add(re.sub(r'"X-CSRFToken": "\w+"', "", blad).replace(email, ""))
    assert len(bladen) == 1


def test_wie_alleen_uitgenodigd_is_wordt_gekoppeld_en_aanvaardt_eerst(via, browser, mensen):
    acties.nodig_uit(mensen.school, email=NELE, rol=Rol.MENTOR, door=mensen.bob)
    antwoord = via(browser, sub="n1", email=NELE, email_verified=True)
    assert antwoord.status_code == 403
    assert "Aanvaard eerst je uitnodiging" in antwoord.content.decode()
    assert _binnen(browser) is None
    assert SocialAccount.objects.get().user.email == NELE


def test_na_de_koppeling_telt_het_adres_nergens_meer(via, browser, bea):
    via(browser, sub="b1", email=bea.email, email_verified=True)
    Gebruiker.objects.filter(pk=bea.pk).update(email="nieuw@eik.example")
    weer = OnmiddellijkeClient()
    via(weer, sub="b1", email="heel-anders@x.example", email_verified=False)
    assert _binnen(weer) == str(bea.pk)
    assert Gebruiker.objects.get(pk=bea.pk).email == "nieuw@eik.example"


def test_wie_een_vrijgekomen_adres_krijgt_krijgt_niet_het_account(via, browser, bea):
    via(browser, sub="b1", email=bea.email, email_verified=True)
    opvolger = OnmiddellijkeClient()
    assert via(opvolger, sub="b2", email=bea.email, email_verified=True).url == ONBEKEND
    assert _binnen(opvolger) is None


def test_met_een_code_en_een_druk_op_koppel(via, browser, bea, mailoutbox, taken_meteen, adres):
    naar = adres("overzichten:start") + "?x=1"
    via(browser, sub="b1", email="prive@x.example", naar=naar)
    blad = _blad(browser)
    assert "prive@x.example" in blad
    assert f'href="/account/login/code/?next={ONBEKEND}"' in blad
    browser.post("/account/login/code/", {"email": bea.email, "next": ONBEKEND})
    code = {"code": code_uit(mailoutbox), "next": ONBEKEND}
    assert browser.post("/account/login/code/confirm/", code).url == ONBEKEND
    blad = _blad(browser)
    assert "Je Eikschool-account koppelen?" in blad
    assert bea.email in blad
    assert not SocialAccount.objects.exists(), "kijken koppelt niet"
    assert browser.post(ONBEKEND, {"koppel": "1"}).url == naar
    assert mailoutbox[-1].subject == "Je Eikschool-account is gekoppeld"
    assert mailoutbox[-1].to == [bea.email]
    weer = OnmiddellijkeClient()
    via(weer, sub="b1")
    assert _binnen(weer) == str(bea.pk)


def test_niet_koppelen_koppelt_niet(via, client_van):
    browser = client_van("bea")
    via(browser, sub="b1")
    assert browser.post(ONBEKEND).url == "/"
    assert not SocialAccount.objects.exists()
    assert browser.post(ONBEKEND, {"koppel": "1"}).url == "/"
    assert not SocialAccount.objects.exists()


def test_koppelen_kan_niet_zonder_aangemeld_te_zijn(via, browser, bea):
    via(browser, sub="b1", email=bea.email)
    assert browser.post(ONBEKEND, {"koppel": "1"}).status_code == 200
    assert not SocialAccount.objects.exists()


def test_na_een_kwartier_begint_het_opnieuw(via, client_van):
    browser = client_van("bea")
    via(browser, sub="b1")
    sessie = browser.session
    sessie["schoolaccount_wacht"] |= {"tot": 0}
    sessie.save()
    assert browser.post(ONBEKEND, {"koppel": "1"}).url == "/"
    assert not SocialAccount.objects.exists()


def test_het_account_van_een_ander_wordt_niet_gekoppeld(via, browser, bea, client_van):
    via(browser, sub="b1", email=bea.email, email_verified=True)
    ander = bevestigd(client_van("coen"))
    antwoord = via(ander, sub="b1", proces="connect")
    blad = ander.get(antwoord.url).content.decode()
    assert "al gekoppeld aan het account van iemand anders" in blad
    assert SocialAccount.objects.get().user == bea


def test_intussen_van_een_ander_wordt_ook_geweigerd(via, bea, client_van):
    """Between the unknown page and the press somebody else was first."""
    browser = bevestigd(client_van("coen"))
    via(browser, sub="b1")
    SocialAccount.objects.create(user=bea, provider="school", uid="b1")
    blad = browser.post(ONBEKEND, {"koppel": "1"}, follow=True).content.decode()
    assert "al gekoppeld aan het account van iemand anders" in blad
    assert SocialAccount.objects.get().user == bea


def test_wie_gestopt_is_of_geen_rol_meer_heeft_komt_niet_binnen(via, browser, bea, mensen):
    via(browser, sub="b1", email=bea.email, email_verified=True)
    for stop in (
        lambda: bea.lidmaatschappen.update(van="2020-01-01", tot="2020-02-01"),
        lambda: Gebruiker.objects.filter(pk=bea.pk).update(is_active=False),
    ):
        stop()
        weer = OnmiddellijkeClient()
        antwoord = via(weer, sub="b1")
        assert antwoord.status_code == 403
        assert "Je hebt nu geen toegang" in antwoord.content.decode()
        assert _binnen(weer) is None
        bea.lidmaatschappen.update(tot=None)


def test_de_mail_staat_in_geen_postvak_van_een_school(via, browser, bea):
    via(browser, sub="b1", email=bea.email, email_verified=True)
    bericht = Bericht.objects.get(soort="schoolaccount_gekoppeld")
    assert bericht.school is None
    wanneer = r"^Dag \w+,\n\nOp \d+ \w+ \d{4} om \d\d\.\d\d uur is je .* gekoppeld, met"
    assert re.search(wanneer, bericht.tekst)
    assert "Verwittig dan meteen" in bericht.tekst


def test_een_toestel_blijft_even_lang_gekend_als_anders(via, mensen):
    for naam, duur in (("mo", 90 * 24 * 3600), ("bea", 12 * 3600)):
        browser, wie = OnmiddellijkeClient(), getattr(mensen, naam).gebruiker
        via(browser, sub=naam, email=wie.email, email_verified=True)
        assert browser.session.get_expiry_age() == duur
        assert browser.session["aangemeld_op"]


@pytest.fixture
def elders(bea):
    """Bea on another device."""
    elders = OnmiddellijkeClient()
    meld_aan(elders, met_wachtwoord(bea))
    return elders


def _aangemeld(browser) -> bool:
    return browser.get("/account/").status_code == 200


def test_koppelen_vraagt_eerst_wie_het_is_en_meldt_elders_af(via, elders, client_van):
    browser = client_van("bea")
    heen = browser.post("/account/schoolaccounts/school/login/", {"process": "connect"})
    assert heen.url.startswith("/account/bevestigen/")
    assert "process=connect" not in heen.url
    ook = browser.post("/account/schoolaccounts/school/login/?process=connect")
    assert ook.url.startswith("/account/bevestigen/")
    via(bevestigd(browser), sub="b1", proces="connect")
    assert SocialAccount.objects.exists()
    assert _aangemeld(browser)
    assert not _aangemeld(elders)


def test_ook_bij_de_terugkeer_moet_het_pas_bevestigd_zijn(aanbieder, client_van):
    browser = bevestigd(client_van("bea"))
    aanbieder.wie = {"sub": "b1"}
    heen = browser.post("/account/schoolaccounts/school/login/", {"process": "connect"})
    sessie = browser.session
    sessie["account_authentication_methods"] = []
    sessie.save()
    terug = browser.get(aanbieder.keur_goed(heen.url))
    assert terug.url.startswith("/account/bevestigen/")
    assert not SocialAccount.objects.exists()


def test_een_onbekend_account_koppelen_vraagt_het_ook(via, client_van):
    browser = client_van("bea")
    via(browser, sub="b1")
    antwoord = browser.post(ONBEKEND, {"koppel": "1"})
    assert antwoord.url.startswith("/account/bevestigen/")
    assert not SocialAccount.objects.exists()
    bevestigd(browser).post(ONBEKEND, {"koppel": "1"})
    assert SocialAccount.objects.exists()


def test_ontkoppelen_ook(via, elders, client_van, bea, mailoutbox, taken_meteen):
    koppeling = SocialAccount.objects.create(user=bea, provider="school", uid="b1")
    url = f"/account/schoolaccounts/{koppeling.pk}/ontkoppel/"
    browser = client_van("bea")
    assert browser.post(url).url.startswith("/account/bevestigen/")
    assert SocialAccount.objects.exists()
    bevestigd(browser).post(url)
    assert not SocialAccount.objects.exists()
    assert mailoutbox[-1].to == [bea.email]
    assert _aangemeld(browser)
    assert not _aangemeld(elders)
