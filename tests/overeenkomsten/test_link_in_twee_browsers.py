"""One signing link, open in two browsers that each gave a code: it is one party, who signs once.

Link and code sign nobody in, and the one browser tells the other nothing.
"""

import re

import pytest
from django.contrib.auth import SESSION_KEY

from overeenkomsten.models import Handtekening, Ondertekenaar
from overeenkomsten.statussen import Partij, Status
from overeenkomsten.tekenlinks import maak_tekenlink
from tests.conftest import OnmiddellijkeClient
from tests.overeenkomsten.zaken import geef_code, link_uit_mail, partij, teken, verstuurd

pytestmark = pytest.mark.django_db
BAAS = "baas@cools.example"


@pytest.fixture
def rij(mensen):
    return verstuurd(mensen)


@pytest.fixture
def pad(rij):
    return link_uit_mail(BAAS)


@pytest.fixture
def browsers(pad):
    een, twee = OnmiddellijkeClient(), OnmiddellijkeClient()
    geef_code(een, pad)
    geef_code(twee, pad)
    return een, twee


def blad(rij, **velden) -> dict:
    naam = partij(rij, Partij.ONDERNEMING).naam
    return {"hash": rij.tekenversie.sha256, "gelezen": "on", "naam": naam, **velden}


def _zonder_toevalligs(tekst: str) -> str:
    """Without what each answer makes anew."""
    return re.sub(r"\b\w{64}\b", "", tekst)


def test_na_de_eerste_tekent_de_tweede_niet_meer(rij, pad, browsers):
    """The second sent its own page, opened before the first signed: it reads that it is signed."""
    een, twee = browsers
    assert "2. Teken" in een.get(pad).text
    assert "2. Teken" in twee.get(pad).text
    een.post(pad, blad(rij), REMOTE_ADDR="192.0.2.1")
    eerste = Handtekening.objects.values().get()
    antwoord = twee.post(pad, blad(rij), REMOTE_ADDR="192.0.2.2")
    assert (antwoord.status_code, antwoord.templates[0].name) == (
        200,
        "overeenkomsten/link_klaar.html",
    )
    assert Handtekening.objects.values().get() == eerste
    assert eerste["ip"] == "192.0.2.1"


def test_na_de_eerste_weigert_de_tweede_niet_meer(rij, pad, browsers):
    een, twee = browsers
    twee.get(pad)
    een.post(pad, blad(rij))
    twee.post(pad, {"weiger": "1", "reden": "De uren kloppen niet."})
    wie = partij(rij, Partij.ONDERNEMING)
    assert (wie.geweigerd_op, wie.staat) == (None, "ja")
    rij.refresh_from_db()
    assert rij.status == Status.TER_ONDERTEKENING


def test_na_een_weigering_tekent_de_tweede_niet_meer(rij, pad, browsers):
    een, twee = browsers
    twee.get(pad)
    een.post(pad, {"weiger": "1", "reden": "De uren kloppen niet."})
    assert twee.post(pad, blad(rij)).status_code == 410
    assert not Handtekening.objects.exists()


def test_wat_de_een_typte_leest_de_ander_niet(rij, pad, browsers):
    """A page with errors holds what was typed, in that browser only."""
    een, twee = browsers
    leeg = _zonder_toevalligs(twee.get(pad).text)
    een.post(pad, blad(rij, naam="Jan met de verkeerde naam"))
    een.post(pad, {"weiger": "1", "reden": ""})
    assert _zonder_toevalligs(twee.get(pad).text) == leeg
    assert "verkeerde naam" not in leeg


def test_de_link_meldt_niemand_aan(rij, pad, browsers):
    """Not to read, not by signing, and not after it: no page of the school opens."""
    een, twee = browsers
    een.get(pad)
    een.post(pad, blad(rij))
    een.get(pad)
    twee.get(pad)
    for browser in (een, twee):
        assert SESSION_KEY not in browser.session
        antwoord = browser.get(rij.get_absolute_url())
        assert antwoord.url.startswith("/account/login/")


def test_wie_aangemeld_is_geeft_zijn_sessie_niet_door(rij, pad, client_van, browsers):
    """Mo opens the link on his phone; who opens it elsewhere does not read who he is."""
    mo, (_, twee) = client_van("mo"), browsers
    assert "Mo Cast" in mo.get(geef_code(mo, pad)).text
    tekst = twee.get(pad).text
    assert "Mo Cast" not in tekst
    mo.post(pad, blad(rij))
    assert Handtekening.objects.get().door is None, "the link signed, not the account"
    assert "Mo Cast" not in twee.get(pad).text


def test_een_nieuwe_link_sluit_de_andere_browser(rij, pad, browsers):
    """Each link is one way in: who asks for another one, ends this one, also half-way."""
    een, twee = browsers
    een.get(pad)
    token, _ = maak_tekenlink(partij(rij, Partij.ONDERNEMING))
    assert een.post(pad, blad(rij)).status_code == 410
    assert not Handtekening.objects.exists()
    assert twee.post(geef_code(twee, f"/teken/{token}/"), blad(rij)).status_code == 302
    assert Handtekening.objects.count() == 1


@pytest.mark.parametrize("wie", [Partij.OUDER, Partij.LEERLING])
def test_een_link_tekent_alleen_voor_haar_eigen_partij(rij, pad, browsers, wie):
    """Whatever the form says of who signs."""
    ander = partij(rij, wie)
    browsers[0].post(pad, blad(rij, naam=ander.naam, wie=ander.pk, ondertekenaar=ander.pk))
    assert not Handtekening.objects.exists()
    browsers[0].post(pad, blad(rij, wie=ander.pk, ondertekenaar=ander.pk))
    assert Handtekening.objects.get().ondertekenaar.partij == Partij.ONDERNEMING
    assert Ondertekenaar.objects.get(pk=ander.pk).staat == "wacht"


def test_in_de_tweede_browser_leest_men_wat_getekend_is(rij, pad, browsers):
    teken(rij, Partij.ONDERNEMING)
    for browser in browsers:
        assert "is bewaard" in browser.get(pad).text
        assert "2. Teken" not in browser.get(pad).text
