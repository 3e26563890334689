"""Who holds a dead link to sign gets a new one by a press, at the address on the agreement."""

import datetime

import pytest
from django.core.cache import cache
from django.utils import timezone

from gebruikers.links import AFKOELING
from gebruikers.models import Bericht
from overeenkomsten import acties_tekenen
from overeenkomsten.models import Tekenlink
from overeenkomsten.statussen import Partij
from overeenkomsten.tasks import herinner_ondertekenaars
from tests.overeenkomsten.zaken import (
    getekend,
    link_uit_mail,
    mails,
    open_link,
    partij,
    verstuurd,
)

pytestmark = pytest.mark.django_db
BAAS = "baas@cools.example"
KNOP = "Stuur mij een nieuwe link"


@pytest.fixture(autouse=True)
def _eigen_tellers(monkeypatch, request):
    monkeypatch.setattr(cache, "key_prefix", request.node.nodeid)


@pytest.fixture
def rij(mensen):
    return verstuurd(mensen)


@pytest.fixture
def pad(rij):
    return link_uit_mail(BAAS)


def verlopen() -> None:
    gemaakt = timezone.now() - AFKOELING - datetime.timedelta(seconds=1)
    Tekenlink.objects.update(verloopt_op=timezone.now(), gemaakt_op=gemaakt)


def test_een_verlopen_link_geeft_een_nieuwe_op_hetzelfde_adres(rij, pad, client):
    verlopen()
    tekst = client.get(pad).content.decode()
    assert KNOP in tekst
    assert "De Eik helpt je" in tekst
    assert BAAS not in tekst
    tekst = client.post(f"{pad}nieuwe-link/", follow=True).content.decode()
    assert "Er is een nieuwe link onderweg" in tekst
    assert BAAS not in tekst
    assert (mails("nieuwe_link"), mails("herinnering")) == ([BAAS], [])
    assert "om de overeenkomst van Lotte" in Bericht.objects.get(soort="nieuwe_link").tekst
    assert client.get(link_uit_mail(BAAS, "nieuwe_link")).status_code == 200
    assert client.get(pad).status_code == 410


def test_een_eigen_vraag_is_geen_herinnering_en_geen_herinnering_doodt_haar(rij, pad, client):
    wie = partij(rij, Partij.ONDERNEMING)
    lang = timezone.now() - datetime.timedelta(days=30)
    rij.huidige_ondertekenaars.filter(pk=wie.pk).update(gevraagd_op=lang)
    verlopen()
    client.post(f"{pad}nieuwe-link/")
    herinner_ondertekenaars()
    wie.refresh_from_db()
    assert (mails("herinnering"), wie.herinneringen, wie.herinnerd_op) == ([], 0, None)
    assert client.get(link_uit_mail(BAAS, "nieuwe_link")).status_code == 200
    Tekenlink.objects.update(gemaakt_op=lang)
    herinner_ondertekenaars()
    assert mails("herinnering") == [BAAS]


def test_niet_twee_keer_in_tien_minuten(rij, pad, client):
    Tekenlink.objects.update(verloopt_op=timezone.now())
    tekst = client.post(f"{pad}nieuwe-link/", follow=True).content.decode()
    assert "Er is net gemaild. Probeer opnieuw over 10 minuten" in tekst
    assert mails("nieuwe_link") == []


def test_na_de_nieuwe_link_geeft_de_oude_er_niet_meteen_nog_een(rij, pad, client):
    verlopen()
    client.post(f"{pad}nieuwe-link/")
    tekst = client.post(f"{pad}nieuwe-link/", follow=True).content.decode()
    assert "Er is net gemaild." in tekst
    assert mails("nieuwe_link") == [BAAS]


def test_een_link_die_werkt_blijft_werken(pad, client):
    client.post(f"{pad}nieuwe-link/")
    assert client.get(pad).status_code == 200
    assert mails("nieuwe_link") == []


def test_na_het_tekenen_is_het_een_link_om_te_lezen(mensen, client):
    getekend(mensen)
    pad = link_uit_mail(BAAS, "voltooid")
    verlopen()
    client.post(f"{pad}nieuwe-link/")
    assert "die jij getekend hebt" in Bericht.objects.get(soort="nieuwe_link").tekst
    assert "Iedereen heeft" in client.get(open_link(client, BAAS, "nieuwe_link")).content.decode()


def test_wat_niet_doorgaat_geeft_geen_nieuwe_link(rij, pad, client):
    acties_tekenen.weiger(partij(rij, Partij.OUDER), reden="De uren kloppen niet.", wijze="link")
    verlopen()
    aantal = Bericht.objects.count()
    assert KNOP not in client.get(pad).content.decode()
    client.post(f"{pad}nieuwe-link/")
    assert Bericht.objects.count() == aantal


def test_een_verzonnen_link_mailt_niets(rij, client):
    aantal = Bericht.objects.count()
    antwoord = client.post("/teken/verzonnen/nieuwe-link/", follow=True)
    assert antwoord.status_code == 410
    assert KNOP not in antwoord.content.decode()
    assert Bericht.objects.count() == aantal


def test_te_vaak(pad, client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"nieuwe_link": "2/m/ip"}
    antwoorden = [client.post(f"{pad}nieuwe-link/").status_code for _ in range(3)]
    assert antwoorden == [302, 302, 429]


def test_een_mislukte_vraag_met_een_dode_link_gaat_niet_opnieuw(rij, pad, client_van, adres):
    bericht = Bericht.objects.get(aan=BAAS, soort="vraag")
    Bericht.objects.update(staat="mislukt", verzonden_op=None)
    verlopen()
    tekst = client_van("coen").get(adres("gebruikers:bericht", bericht.pk)).content.decode()
    assert "Stuur vanaf de overeenkomst een herinnering" in tekst
