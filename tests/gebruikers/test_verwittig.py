"""A mail about how one gets in says when, with what, and whom of which school to reach."""

import re

import pytest

from gebruikers import acties_account, acties_herstel
from gebruikers.berichten import verwittig
from gebruikers.models import Bericht, School
from gebruikers.rollen import Rol
from tests import factories as f
from tests.conftest import OnmiddellijkeClient
from tests.gebruikers.conftest import bevestigd, stel_app_in

NIEUW = "bea@nieuw.example"
WANNEER = r"\d{1,2} \w+ \d{4} om \d\d\.\d\d uur"


@pytest.fixture
def bereikbaar(mensen):
    School.objects.filter(pk=mensen.school.pk).update(telefoon="03 11", email="info@eik.example")
    School.objects.filter(pk=mensen.andere_school.pk).update(telefoon="03 22")
    mensen.school.refresh_from_db()


def test_alleen_de_scholen_van_deze_persoon(mensen, bereikbaar):
    bea = mensen.bea.gebruiker
    eik = "De Eik (bel 03 11 of mail naar info@eik.example)"
    assert verwittig(bea) == f"Verwittig dan meteen je school: {eik}."
    f.LidmaatschapFactory(school=mensen.andere_school, gebruiker=bea, rol=Rol.MENTOR)
    assert verwittig(bea) == f"Verwittig dan meteen je school: De Beuk (bel 03 22); {eik}."


def test_een_school_zonder_nummer_of_adres(mensen):
    assert "de coördinator of de beheerder" in verwittig(mensen.bea.gebruiker)


def test_een_ander_adres(mensen, bereikbaar):
    bea = mensen.bea.gebruiker
    oud = bea.email
    acties_account.vraag_adreswijziging(bea, NIEUW)
    browser = OnmiddellijkeClient(HTTP_USER_AGENT="Firefox/130.0 (X11; Linux)")
    for soort, aanhef in {"adres_oud": "Dag Bea,", "adres_nieuw": "Dag,"}.items():
        tekst = Bericht.objects.get(soort=soort).tekst
        assert tekst.startswith(aanhef)
        browser.post(re.search(r"http://[^/]+(/account/e-mail/\S+)", tekst)[1])
    mails = Bericht.objects.filter(soort="adres_gewijzigd")
    assert {mail.aan for mail in mails} == {oud, NIEUW}
    for mail in mails:
        assert re.search(f"Sinds {WANNEER} is dat {NIEUW}", mail.tekst)
        assert mail.tekst.startswith("Dag Bea,")
        assert "bevestigd met Firefox op Linux" in mail.tekst
        assert "De Eik (bel 03 11" in mail.tekst


def test_hersteld(mensen, bereikbaar, client_van, adres):
    stel_app_in(mensen.bea.gebruiker)
    velden = {"wat": "tweede_stap", "controle": "kaart", "nota": "Gsm stuk."}
    bevestigd(client_van("coen")).post(adres("gebruikers:toegang", mensen.bea.pk), velden)
    tekst = Bericht.objects.get(soort="toegang_hersteld").tekst
    assert tekst.startswith("Dag Bea,")
    assert re.search(WANNEER, tekst)
    assert "Klopt dit niet? Verwittig dan meteen je school: De Eik (bel 03 11" in tekst


def test_een_mail_van_een_school_noemt_geen_andere(mensen, bereikbaar):
    """Staff of this school reads it in the outbox."""
    bea = mensen.bea.gebruiker
    stel_app_in(bea)
    f.LidmaatschapFactory(school=mensen.andere_school, gebruiker=bea, rol=Rol.OUDER)
    velden = {"wat": "tweede_stap", "controle": "kaart", "nota": "Gsm stuk."}
    acties_herstel.herstel_toegang(mensen.bea, door=mensen.coen, **velden)
    mail = Bericht.objects.get(aan=bea.email, school=mensen.school)
    assert "De Eik (bel 03 11" in mail.tekst
    assert "De Beuk" not in mail.tekst + mail.html
    assert "03 22" not in mail.tekst + mail.html


def test_ook_niet_als_de_mailbox_toch_niet_kwijt_is(mensen, bereikbaar):
    bea = mensen.bea.gebruiker
    velden = {"wat": "email", "controle": "kaart", "nota": "Gsm stuk."}
    acties_herstel.herstel_toegang(mensen.bea, door=mensen.coen, **velden, email=NIEUW)
    f.LidmaatschapFactory(school=mensen.andere_school, gebruiker=bea, rol=Rol.OUDER)
    acties_herstel.herstel_toegang(mensen.bea, door=mensen.coen, **velden, email=bea.email)
    assert "De Beuk" not in Bericht.objects.get(soort="mailbox_terug").tekst
