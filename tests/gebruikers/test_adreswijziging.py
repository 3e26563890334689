"""Another e-mail address: only when both mailboxes say so, and nobody learns who has an account."""

import datetime
import re

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.utils import timezone

from gebruikers import acties_account, tasks
from gebruikers.models import Adreswijziging, Gebruiker
from leerlingen.models import Leerling
from tests import factories as f
from tests.conftest import OnmiddellijkeClient
from tests.gebruikers.conftest import bevestigd, meld_aan, met_wachtwoord

NIEUW = "lotte@nieuw.example"


@pytest.fixture
def wie(mensen):
    return met_wachtwoord(mensen.lotte.gebruiker)


@pytest.fixture
def browser(wie):
    browser = OnmiddellijkeClient()
    meld_aan(browser, wie)
    return browser


@pytest.fixture
def vraag(browser, mailoutbox, taken_meteen):
    """Ask for the address; gives the links that were mailed, by address."""

    def doe(email: str = NIEUW) -> dict[str, str]:
        antwoord = browser.post("/account/e-mail/", {"email": email})
        assert antwoord.url == "/account/"
        links = {}
        for mail in mailoutbox:
            if gevonden := re.search(r"http://[^/]+(/account/e-mail/\S+)", mail.body):
                links[mail.to[0]] = gevonden[1]
        return links

    return doe


def _adres(wie) -> str:
    return Gebruiker.objects.get(pk=wie.pk).email


@pytest.mark.parametrize("eerst", ["oud", "nieuw"])
def test_wie_al_bevestigde_leest_welke_mailbox_nog_moet(vraag, wie, browser, eerst):
    links = vraag()
    adressen = [wie.email, NIEUW] if eerst == "oud" else [NIEUW, wie.email]
    elders = OnmiddellijkeClient()
    elders.post(links[adressen[0]])
    tekst = elders.get(links[adressen[0]]).text
    assert "Hier bevestigde je al" in tekst
    assert "Ja, bevestigen" not in tekst
    assert "Nee, stop de wijziging" in tekst
    assert "Ja, bevestigen" in elders.get(links[adressen[1]]).text
    mijn = browser.get("/account/").text.replace("<wbr>", "")
    assert f'{adressen[0]} <span class="pil goed">bevestigd' in mijn
    assert f'{adressen[1]} <span class="pil let_op">nog niet bevestigd' in mijn


@pytest.mark.parametrize("volgorde", [(0, 1), (1, 0)])
def test_pas_als_beide_bevestigen(vraag, wie, mensen, mailoutbox, volgorde):
    oud, links = wie.email, vraag()
    beide = [links[oud], links[NIEUW]]
    eerste, tweede = (beide[plek] for plek in volgorde)
    elders = OnmiddellijkeClient()
    assert "bevestigen" in elders.get(eerste).content.decode()
    assert _adres(wie) == oud, "openen doet niets"
    assert "Pas dan verandert je adres" in elders.post(eerste).content.decode()
    assert _adres(wie) == oud
    elders.post(eerste)
    assert _adres(wie) == oud, "tweemaal dezelfde mailbox is er één"
    assert "Je e-mailadres is gewijzigd" in elders.post(tweede).content.decode()
    assert _adres(wie) == NIEUW
    assert [mail.to[0] for mail in mailoutbox[-2:]] == [oud, NIEUW]
    assert elders.get(eerste).status_code == 410, "een link werkt één keer"


def test_andere_sessies_gaan_eruit(vraag, wie, browser, adres):
    elders = OnmiddellijkeClient()
    meld_aan(elders, wie)
    oud, links = wie.email, vraag()
    browser.post(links[oud])
    browser.post(links[NIEUW])
    assert elders.get(adres("overzichten:start")).status_code == 302
    assert browser.get(adres("overzichten:start")).status_code == 200


@pytest.mark.parametrize("kant", ["oud", "nieuw"])
def test_elke_mailbox_kan_het_stoppen(vraag, wie, kant):
    oud, links = wie.email, vraag()
    elders = OnmiddellijkeClient()
    elders.post(links[NIEUW if kant == "oud" else oud])
    stop = elders.post(links[oud if kant == "oud" else NIEUW], {"stop": "1"})
    assert "De wijziging is gestopt" in stop.content.decode()
    assert not Adreswijziging.objects.exists()
    assert _adres(wie) == oud


def test_wie_aangemeld_is_kan_het_ook_stoppen(vraag, browser, wie):
    links = vraag()
    assert NIEUW.split("@")[1] in browser.get("/account/").content.decode()
    browser.post("/account/e-mail/stop/")
    assert OnmiddellijkeClient().post(links[NIEUW]).status_code == 410


def test_een_nieuwe_vraag_vervangt_de_vorige(vraag, wie, mailoutbox):
    eerste = vraag()
    tweede = vraag("ander@nieuw.example")
    assert Adreswijziging.objects.get().nieuw == "ander@nieuw.example"
    assert OnmiddellijkeClient().get(eerste[NIEUW]).status_code == 410
    assert OnmiddellijkeClient().get(tweede["ander@nieuw.example"]).status_code == 200


def test_na_twee_dagen_is_het_voorbij(vraag, wie):
    oud, links = wie.email, vraag()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2, minutes=1)):
        for link in links.values():
            antwoord = OnmiddellijkeClient().post(link)
            assert antwoord.status_code == 410
            assert "Deze link is verlopen" in antwoord.content.decode()
    assert _adres(wie) == oud


def _zonder_wisselend(tekst: str, email: str) -> str:
    tekst = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"', "", tekst)
    delen = email.partition("@")
    return tekst.replace(email, "").replace(f"{delen[0]}@<wbr>{delen[2]}", "")


def test_een_adres_met_een_account_krijgt_hetzelfde_antwoord(browser, wie, mensen, mailoutbox):
    bladen = []
    for email in (mensen.els.gebruiker.email, "niemand@nergens.example"):
        antwoord = browser.post("/account/e-mail/", {"email": email}, follow=True)
        tekst = re.sub(r"om \d\d\.\d\d", "", antwoord.content.decode())
        bladen.append((antwoord.redirect_chain, _zonder_wisselend(tekst, email)))
    assert bladen[0] == bladen[1]


def test_en_de_bewoner_van_dat_adres_krijgt_geen_link(vraag, wie, mensen, mailoutbox):
    oud, bezet = wie.email, mensen.els.gebruiker.email
    links = vraag(bezet)
    assert set(links) == {oud}
    assert mailoutbox[-1].to == [bezet]
    assert "al een account" in mailoutbox[-1].body
    assert "Bevestigd" in OnmiddellijkeClient().post(links[oud]).content.decode()
    assert _adres(wie) == oud


def test_wie_intussen_dat_adres_kreeg_houdt_het(vraag, wie):
    oud, links = wie.email, vraag()
    OnmiddellijkeClient().post(links[NIEUW])
    f.GebruikerFactory(email=NIEUW)
    assert OnmiddellijkeClient().post(links[oud]).status_code == 410
    assert _adres(wie) == oud


def test_vragen_moet_wie_pas_bewees_wie_hij_is(client_van):
    browser = client_van("lotte")
    assert browser.get("/account/e-mail/").url.startswith("/account/bevestigen/")
    assert browser.post("/account/e-mail/", {"email": NIEUW}).status_code == 302
    assert not Adreswijziging.objects.exists()
    assert bevestigd(browser).get("/account/e-mail/").status_code == 200


def test_niet_te_vaak(vraag, browser):
    for nummer in range(3):
        vraag(f"nieuw{nummer}@x.example")
    assert browser.post("/account/e-mail/", {"email": NIEUW}).status_code == 429


def test_wie_het_oude_adres_droeg_draagt_het_nieuwe(mensen, vraag, wie, mailoutbox):
    type(mensen.school).objects.filter(pk=mensen.school.pk).update(email="info@eik.example")
    oud, links = wie.email, vraag()
    vreemd = f.LeerlingFactory(school=mensen.school, email=oud)
    for link in links.values():
        OnmiddellijkeClient().post(link)
    assert Leerling.objects.get(pk=mensen.leerling.pk).email == NIEUW
    assert Leerling.objects.get(pk=mensen.leerling.pk).gebruiker == wie
    assert Leerling.objects.get(pk=vreemd.pk).email == oud, "is niet van dit account"
    mail = next(mail for mail in mailoutbox if mail.to == ["info@eik.example"])
    assert f"{NIEUW} in plaats van {oud}" in mail.body
    assert "zet een volgende invoer het terug" in mail.body


def test_ook_de_mentor_en_de_ouder(mensen):
    for lid, rij in ((mensen.mo, mensen.mentor), (mensen.els, mensen.moeder)):
        oud, lid.gebruiker.email = lid.gebruiker.email, f"nieuw-{lid.rol}@x.example"
        lid.gebruiker.save()
        acties_account.meld_email_gewijzigd(lid.gebruiker, oud)
        rij.refresh_from_db()
        assert rij.email == lid.gebruiker.email


def test_wat_niemand_bevestigde_wordt_gewist(vraag, browser):
    vraag()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3)):
        tasks.wis_oude_sessies()
    assert not Adreswijziging.objects.exists()
    assert not UserSession.objects.exists(), "die sessies zijn voorbij"


def test_een_dode_link_stuurt_niemand_naar_een_mail_die_niemand_leest(vraag, wie):
    link, elders = vraag()[wie.email], OnmiddellijkeClient()
    elders.post(link, {"stop": "1"})
    tekst = elders.get(link).content.decode()
    assert "Deze wijziging is al gebeurd, gestopt of vervangen." in tekst
    assert "Antwoord op de mail" not in tekst
    assert "Bel of mail je school." in tekst
    assert "We kennen deze link niet" not in tekst
