"""The way in, for real: invitation, press, code from the mailbox, a session of the right length."""

import datetime
import re

from django.utils import timezone

from gebruikers import acties
from gebruikers.models import Bericht, Gebruiker, Lidmaatschap, Uitnodiging
from gebruikers.rollen import Rol
from tests import factories as f
from tests.conftest import OnmiddellijkeClient
from tests.gebruikers.conftest import NELE, code_uit, vul_code_in

DAG = 24 * 3600


def test_mentor_komt_binnen_zonder_wachtwoord(nodig_uit, browser, mailoutbox, adres):
    link = nodig_uit()
    pagina = browser.get(link).content.decode()
    assert "Een wachtwoord heb je niet nodig" in pagina
    assert not Lidmaatschap.objects.filter(gebruiker__email=NELE).exists()
    assert browser.post(link).url == "/account/login/code/confirm/"
    assert mailoutbox[-1].to == [NELE]
    assert vul_code_in(browser, mailoutbox).status_code == 302
    assert browser.get("/", follow=True).redirect_chain[-1][0] == adres("overzichten:start")
    assert browser.session.get_expiry_age() == 90 * DAG


def test_medewerker_blijft_twaalf_uur_aangemeld(nodig_uit, browser, mailoutbox):
    browser.post(nodig_uit(rol=Rol.LEERKRACHT))
    vul_code_in(browser, mailoutbox)
    assert browser.session.get_expiry_age() == 12 * 3600


def test_wie_mentor_en_medewerker_is_blijft_twaalf_uur(nodig_uit, browser, mailoutbox, mensen):
    browser.post(nodig_uit(mensen.lea.gebruiker.email))
    vul_code_in(browser, mailoutbox)
    assert browser.session.get_expiry_age() == 12 * 3600


def test_na_de_code_kijkt_men_in_de_rol_van_de_uitnodiging(
    nodig_uit, browser, mailoutbox, mensen, adres
):
    browser.post(nodig_uit(mensen.lea.gebruiker.email))
    vul_code_in(browser, mailoutbox)
    assert browser.get(adres("overzichten:start")).context["lid"].rol == Rol.MENTOR


def test_openen_alleen_doet_niets(nodig_uit, browser, mailoutbox):
    """Mail scanners open links."""
    link = nodig_uit()
    browser.get(link)
    assert Uitnodiging.objects.open().count() == 1
    assert len(mailoutbox) == 1


def test_verkeerde_code_komt_niet_binnen(nodig_uit, browser):
    browser.post(nodig_uit())
    browser.post("/account/login/code/confirm/", {"code": "XXXX"})
    assert "_auth_user_id" not in browser.session


def test_de_code_is_na_verzending_gewist(nodig_uit, browser, mailoutbox):
    browser.post(nodig_uit())
    bericht = Bericht.objects.get(soort="login_code")
    assert bericht.staat == Bericht.Staat.VERZONDEN
    assert code_uit(mailoutbox) not in bericht.tekst + bericht.html
    assert bericht.school is None


def test_wie_op_dit_toestel_aangemeld_was_gaat_er_eerst_uit(
    nodig_uit, client_van, mailoutbox, mensen
):
    link, browser = nodig_uit(), client_van("bea")
    assert mensen.bea.gebruiker.email in browser.get(link).content.decode()
    browser.post(link)
    assert "_auth_user_id" not in browser.session
    vul_code_in(browser, mailoutbox)
    wie = Gebruiker.objects.get(pk=browser.session["_auth_user_id"])
    assert wie.email == NELE


def test_wie_zelf_al_aangemeld_is_heeft_geen_code_nodig(nodig_uit, client_van, mensen, adres):
    link, browser = nodig_uit(mensen.lea.gebruiker.email), client_van("lea")
    assert "wordt eerst afgemeld" not in browser.get(link).content.decode()
    assert browser.post(link).url == adres("overzichten:start")
    assert browser.get(adres("overzichten:start")).context["lid"].rol == Rol.MENTOR


def test_wiens_rol_eindigde_vindt_niets_meer(client_van, mensen, adres):
    browser = client_van("mo")
    assert browser.get(adres("overzichten:start")).status_code == 200
    acties.beeindig_rol(mensen.mo, door=mensen.bob, op=timezone.localdate())
    assert browser.get(adres("overzichten:start")).url == "/"
    assert "Je hoort nu bij geen school" in browser.get("/").content.decode()


def test_wie_niet_actief_is_heeft_nergens_een_rol(client_van, mensen, adres):
    browser = client_van("mo")
    Gebruiker.objects.filter(pk=mensen.mo.gebruiker_id).update(is_active=False)
    assert browser.get(adres("overzichten:start")).status_code == 302


def test_onbekend_adres_krijgt_hetzelfde_antwoord(mensen, mailoutbox, taken_meteen):
    antwoorden = []
    for email in (mensen.mo.gebruiker.email, "niemand@nergens.example"):
        browser = OnmiddellijkeClient()
        antwoord = browser.post("/account/login/code/", {"email": email}, follow=True)
        tekst = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", antwoord.content.decode())
        tekst = re.sub(r'"X-CSRFToken": "\w+"', "", tekst)
        antwoorden.append((antwoord.redirect_chain, tekst.replace(email, "")))
    assert antwoorden[0] == antwoorden[1]
    assert [mail.subject[:8] for mail in mailoutbox] == ["Je code ", "Er is ge"]


def test_niemand_maakt_zelf_een_account(browser, db):
    antwoord = browser.get("/account/signup/")
    assert "<form" not in antwoord.content.decode() or antwoord.status_code in (302, 404)
    browser.post(
        "/account/signup/",
        {"email": "x@y.example", "password1": "lang genoeg 123", "password2": "lang genoeg 123"},
    )
    assert not Gebruiker.objects.filter(email="x@y.example").exists()


def test_een_uitnodiging_blijft_twee_weken_geldig(nodig_uit):
    nodig_uit()
    over = Uitnodiging.objects.get().verloopt_op - timezone.now()
    assert datetime.timedelta(days=13, hours=23) < over <= datetime.timedelta(days=14)


def test_zelfde_adres_in_andere_letters_is_dezelfde_persoon(nodig_uit):
    f.GebruikerFactory(email=NELE)
    nodig_uit("NELE@Cools.example")
    assert Gebruiker.objects.filter(email__iexact=NELE).count() == 1


def test_na_een_uitnodiging_staat_vast_dat_de_code_komt_anders_niet(nodig_uit, browser, mensen):
    code = "/account/login/code/"
    browser.post(nodig_uit())
    tekst = browser.get(f"{code}confirm/").content.decode()
    assert f"Er is een code onderweg naar <b>{NELE}</b>." in tekst
    for email in (NELE, "niemand@x.example"):
        vreemd = OnmiddellijkeClient()
        vreemd.post(code, {"email": email})
        tekst = vreemd.get(f"{code}confirm/").content.decode()
        assert f"Kent een school het adres <b>{email}</b>, dan is er een code" in tekst
        assert "Er is een code onderweg naar" not in tekst
