"""Behind a link to sign lies a code, in the mailbox of who it is for."""

import datetime

import pytest
from django.core.cache import cache
from django.utils import timezone

from gebruikers import cijfercode
from gebruikers.models import Bericht
from gebruikers.models.uitnodiging import hash_van
from overeenkomsten import acties
from overeenkomsten.acties_qr import toon_qr
from overeenkomsten.models import Handtekening, Ondertekenaar, Overeenkomst, Tekenlink
from overeenkomsten.statussen import Partij
from overeenkomsten.tekenlinks import maak_tekenlink
from tests.conftest import OnmiddellijkeClient
from tests.overeenkomsten.zaken import (
    bied_aan,
    ergens,
    geef_code,
    gemailde_code,
    link_uit_mail,
    mails,
    partij,
    verstuurd,
)
from trajecten.models import Inzage

pytestmark = pytest.mark.django_db
BAAS = "baas@cools.example"
KNOP, BLAD = "Stuur mij een code", "2. Teken"


@pytest.fixture
def rij(mensen):
    return verstuurd(mensen)


@pytest.fixture
def pad(rij):
    return link_uit_mail(BAAS)


@pytest.fixture
def client():
    return OnmiddellijkeClient(REMOTE_ADDR=ergens())


def sleutel(pad: str) -> str:
    return f"tekencode:{hash_van(pad.split('/')[2])}"


def vraag(client, pad: str) -> str:
    """The code that is mailed now, a minute after any before."""
    cache.delete(f"{sleutel(pad)}:net")
    assert client.post(pad, {"stuur_code": "1"}).url == pad
    return gemailde_code()


def andere_dan(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def blad(rij, **velden) -> dict:
    naam = partij(rij, Partij.ONDERNEMING).naam
    return {"hash": rij.tekenversie.sha256, "gelezen": "on", "naam": naam, **velden}


def is_dicht(client, pad: str, rij) -> bool:
    """In this browser the link reads, signs and declines nothing."""
    antwoorden = [client.get(f"{pad}{wat}") for wat in ("", "document/", "einde/")]
    antwoorden += [client.post(pad, blad(rij, naam="Jan")), client.post(pad, blad(rij))]
    antwoorden += [client.post(pad, {"weiger": "1", "reden": "De uren kloppen niet."})]
    for antwoord in antwoorden:
        assert (antwoord.status_code, antwoord.streaming) == (200, False)
        assert antwoord.templates[0].name == "overeenkomsten/link_code.html"
        assert not [wat for wat in ("Lotte", "AO-77", rij.nummer) if wat in antwoord.text]
    assert not Ondertekenaar.objects.exclude(geweigerd_op=None).exists()
    return not Handtekening.objects.exists()


def test_wie_alleen_de_link_kreeg_leest_tekent_en_weigert_niets(rij, pad, client):
    """Forwarded; also while who it is for asks the code, and after that gave it elsewhere."""
    assert is_dicht(client, pad, rij)
    assert not Inzage.objects.filter(hoe="link").exists()
    mailbox = OnmiddellijkeClient()
    vraag(mailbox, pad)
    assert is_dicht(client, pad, rij)
    geef_code(mailbox, pad, BAAS)
    assert BLAD in mailbox.get(pad).text
    assert is_dicht(client, pad, rij)


def test_openen_mailt_en_verandert_niets(rij, pad, client):
    """As a mail scanner does."""
    voor = list(Tekenlink.objects.values()), list(Ondertekenaar.objects.values())
    for _ in range(2):
        for wat in ("", "document/", "einde/"):
            assert KNOP in client.get(f"{pad}{wat}").text
    assert (list(Tekenlink.objects.values()), list(Ondertekenaar.objects.values())) == voor
    assert mails("tekencode") == []
    assert "sessionid" not in client.cookies


def test_met_de_code_leest_en_tekent_men(rij, pad, client):
    tekst = client.get(pad).text
    assert "b…@cools.example" in tekst
    assert BAAS not in tekst
    geef_code(client, pad, BAAS)
    assert BLAD in client.get(pad).text
    assert b"".join(client.get(f"{pad}document/").streaming_content).startswith(b"%PDF")
    assert Inzage.objects.filter(hoe="link").exists()
    assert client.post(pad, blad(rij)).url == pad
    assert Handtekening.objects.get().get_wijze_display() == "eigen link en code per e-mail"


def test_wat_van_de_code_bewaard_is(pad, client):
    code = vraag(client, pad)
    bericht = Bericht.objects.get(soort="tekencode")
    assert (bericht.aan, bericht.school, bericht.geheim) == (BAAS, None, True)
    assert code not in bericht.onderwerp
    assert code not in cache.get(sleutel(pad))


def test_een_foute_code_blijft_staan(pad, client):
    fout = andere_dan(vraag(client, pad))
    tekst = client.post(pad, {"code": fout}).text
    assert "Die code klopt niet. Je kan nog 4 keer proberen." in tekst
    assert f'value="{fout}"' in tekst
    assert "Vul de code uit de mail in." in client.post(pad, {"code": ""}).text
    goed = gemailde_code()
    assert client.post(pad, {"code": f" {goed[:3]} {goed[3:]}"}).url == pad


def test_na_vijf_foute_is_de_code_dood(rij, pad, client):
    code = vraag(client, pad)
    teksten = [client.post(pad, {"code": andere_dan(code)}).text for _ in range(5)]
    assert "Je kan nog één keer proberen." in teksten[3]
    assert "Deze code werkt niet meer" in teksten[4]
    assert KNOP in teksten[4]
    assert "Deze code werkt niet meer" in client.post(pad, {"code": code}).text
    assert is_dicht(client, pad, rij)
    assert client.post(pad, {"code": vraag(client, pad)}).url == pad


def test_na_tien_minuten_is_de_code_voorbij(pad, client):
    code = vraag(client, pad)
    redis = cache._cache.get_client()
    assert 590 < redis.ttl(cache.make_key(sleutel(pad))) <= cijfercode.GELDIG == 600
    redis.persist(cache.make_key(sleutel(pad)))
    cache.touch(sleutel(pad), 0)
    assert "Deze code werkt niet meer" in client.post(pad, {"code": code}).text


def test_een_code_werkt_een_keer_en_in_een_browser(rij, pad, client):
    code = vraag(client, pad)
    assert client.post(pad, {"code": code}).url == pad
    ander = OnmiddellijkeClient(REMOTE_ADDR=ergens())
    assert "Deze code werkt niet meer" in ander.post(pad, {"code": code}).text
    assert is_dicht(ander, pad, rij)
    assert BLAD in client.get(pad).text
    assert client.post(pad, {"code": code}).url == pad, "nog eens gedrukt"


def test_opnieuw_vragen_kan_na_een_minuut_en_vervangt(pad, client):
    eerste = vraag(client, pad)
    tekst = client.post(pad, {"stuur_code": "1"}, follow=True).text
    assert "Er is net een code gemaild." in tekst
    assert mails("tekencode") == [BAAS]
    redis = cache._cache.get_client()
    assert 50 < redis.ttl(cache.make_key(f"{sleutel(pad)}:net")) <= 60
    while (tweede := vraag(client, pad)) == eerste:
        pass
    assert "Die code klopt niet." in client.post(pad, {"code": eerste}).text
    assert client.post(pad, {"code": tweede}).url == pad


def test_een_wijziging_doodt_de_code_en_wat_ze_opende(rij, pad, client, mensen):
    geef_code(client, pad)
    mailbox = OnmiddellijkeClient(REMOTE_ADDR=ergens())
    code = vraag(mailbox, pad)
    rij.polisnummer = "AO-78"
    acties.wijzig(rij, door=mensen.bea)
    assert client.post(pad, blad(rij)).status_code == 410
    assert mailbox.post(pad, {"code": code}).status_code == 410
    assert mailbox.post(pad, {"stuur_code": "1"}).status_code == 410
    rij = bied_aan(mensen, Overeenkomst.objects.get())
    nieuw = link_uit_mail(BAAS)
    assert nieuw != pad
    assert is_dicht(client, nieuw, rij)
    assert "werkt niet meer" in mailbox.post(nieuw, {"code": code}).text


def test_na_een_uur_wordt_opnieuw_een_code_gevraagd(rij, pad, client, time_machine):
    geef_code(client, pad)
    time_machine.move_to(timezone.now() + datetime.timedelta(minutes=59), tick=False)
    assert BLAD in client.get(pad).text
    time_machine.move_to(timezone.now() + datetime.timedelta(minutes=2), tick=False)
    assert is_dicht(client, pad, rij)


def test_wat_getypt_werd_overleeft_de_code(rij, pad, client):
    """Typed in an hour that is over: nothing was signed, and after the code it stands there."""
    getypt = {"naam": "Jan Typt", "reden": "De uren kloppen niet."}
    tekst = client.post(pad, blad(rij, **getypt)).text
    assert "Er is nog niets getekend of geweigerd." in tekst
    tekst = client.post(pad, {"stuur_code": "1", **getypt}).text
    assert 'name="naam" value="Jan Typt"' in tekst
    tekst = client.post(pad, {"code": andere_dan(gemailde_code()), **getypt}).text
    assert 'name="naam" value="Jan Typt"' in tekst
    tekst = client.post(pad, {"code": gemailde_code(), **getypt}).text
    assert 'value="Jan Typt"' in tekst
    assert "De uren kloppen niet.</textarea>" in tekst
    assert not Handtekening.objects.exists()
    assert client.post(pad, blad(rij)).url == pad


def test_een_code_opent_alleen_haar_eigen_link(rij, pad, client):
    geef_code(client, pad)
    token, _ = maak_tekenlink(partij(rij, Partij.LEERLING))
    assert KNOP in client.get(f"/teken/{token}/").text


def test_het_eigen_account_volstaat(rij, mensen, client_van):
    token, _ = maak_tekenlink(partij(rij, Partij.OUDER))
    els, pad = client_van("els"), f"/teken/{token}/"
    assert BLAD in els.get(pad).text
    els.post(pad, blad(rij, naam="Els Jacobs"))
    gezet = Handtekening.objects.get()
    assert (gezet.wijze, gezet.door, mails("tekencode")) == ("account", mensen.els, [])


@pytest.mark.parametrize("wat", ["een ander", "geen lid meer"])
def test_een_ander_account_volstaat_niet(rij, mensen, client_van, wat):
    token, _ = maak_tekenlink(partij(rij, Partij.OUDER))
    if wat == "geen lid meer":
        mensen.els.tot = timezone.localdate() - datetime.timedelta(days=1)
        mensen.els.save()
    browser = client_van("mo" if wat == "een ander" else "els")
    assert KNOP in browser.get(f"/teken/{token}/").text


def test_wie_van_de_school_is_toont_eerst_de_tweede_stap(rij, mensen, client_van):
    token, _ = maak_tekenlink(partij(rij, Partij.OUDER))
    mensen.els.rol = "begeleider"
    mensen.els.save()
    els, pad = client_van("els"), f"/teken/{token}/"
    assert BLAD in els.get(pad).text
    type(mensen.school).objects.update(tweede_factor_vanaf=timezone.localdate())
    assert KNOP in els.get(pad).text


def test_een_qr_code_voor_een_getuige_vraagt_er_geen(rij, mensen, client):
    pad = f"/teken/{toon_qr(partij(rij, Partij.ONDERNEMING), door=mensen.bea).token}/"
    assert BLAD in client.get(pad).text
    client.post(pad, blad(rij))
    assert (Handtekening.objects.get().wijze, mails("tekencode")) == ("qr", [])


def test_zonder_adres_zegt_het_blad_wat_te_doen(rij, pad, client):
    Ondertekenaar.objects.update(email="", gebruiker=None)
    tekst = client.post(pad, {"stuur_code": "1"}, follow=True).text
    assert "Vraag of je aan tafel kan tekenen." in tekst
    assert mails("tekencode") == []


def test_te_vaak(pad, client, settings):
    grenzen = {"tekencode": "3/m/ip", "tekencode_mail": "1/d/key"}
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | grenzen
    vraag(client, pad)
    tekst = client.post(pad, {"stuur_code": "1"}, follow=True).text
    assert "vandaag al veel codes gevraagd" in tekst
    assert client.post(pad, {"code": "1"}).status_code == 200
    for velden in ({"code": gemailde_code()}, {"stuur_code": "1"}):
        assert client.post(pad, velden).status_code == 429
    assert client.get(pad).status_code == 200
