"""One-time links: what kills one, and what the page says then."""

import datetime

import pytest
from django.utils import timezone

from overeenkomsten import acties, acties_tekenen, berichten
from overeenkomsten.models import Handtekening, Overeenkomst, Tekenlink
from overeenkomsten.statussen import Partij
from overeenkomsten.tekenlinks import maak_tekenlink
from tests import factories as f
from tests.overeenkomsten.zaken import (
    bied_aan,
    geef_code,
    getekend,
    klaar,
    link_uit_mail,
    mails,
    open_link,
    partij,
    teken,
    verstuurd,
)
from trajecten.models import Document

pytestmark = pytest.mark.django_db
BAAS = "baas@cools.example"


@pytest.fixture
def rij(mensen):
    return verstuurd(mensen)


@pytest.fixture
def pad(rij):
    return link_uit_mail(BAAS)


@pytest.fixture
def open_pad(client, pad):
    """Of which the browser of the test gave the code."""
    return geef_code(client, pad)


def geweigerd(client, pad: str, zin: str) -> None:
    for antwoord in (client.get(pad), client.post(pad), client.get(f"{pad}document/")):
        assert antwoord.status_code == 410
        assert zin in antwoord.content.decode()
    assert not Handtekening.objects.exists()


def test_alleen_wie_geen_account_heeft_krijgt_een_link(rij, pad):
    assert Tekenlink.objects.get().ondertekenaar == partij(rij, Partij.ONDERNEMING)
    adres = berichten.tekenadres(partij(rij, Partij.OUDER))
    assert f"/eik/overeenkomsten/{rij.pk}/tekenen/" in adres.link


def test_wie_geen_lid_meer_is_krijgt_ook_een_link(rij, mensen):
    mensen.els.tot = timezone.localdate() - datetime.timedelta(days=1)
    mensen.els.save()
    adres = berichten.tekenadres(partij(rij, Partij.OUDER))
    assert "/teken/" in adres.link
    assert adres.voor_mail["geheim"]


def test_het_geheim_staat_niet_in_de_databank(pad):
    geheim = pad.strip("/").rpartition("/")[2]
    assert Tekenlink.objects.get().token_hash != geheim
    assert len(geheim) >= 32


def test_openen_verandert_niets(rij, open_pad, client):
    pad = open_pad
    voor = Overeenkomst.objects.values().get(), list(Tekenlink.objects.values())
    for _ in range(2):
        antwoord = client.get(pad)
        assert antwoord.status_code == 200
        assert b"".join(client.get(f"{pad}document/").streaming_content)
    assert "no-store" in antwoord["Cache-Control"]
    assert (Overeenkomst.objects.values().get(), list(Tekenlink.objects.values())) == voor
    assert not Handtekening.objects.exists()


def test_het_document_is_precies_wat_getekend_wordt(rij, open_pad, client):
    inhoud = b"".join(client.get(f"{open_pad}document/").streaming_content)
    with rij.tekenversie.bestand.open("rb") as bestand:
        assert inhoud == bestand.read()


def test_een_onbekende_link(db, client):
    geweigerd(client, "/teken/verzonnen/", "We kennen deze link niet.")


def test_een_verlopen_link(pad, client):
    Tekenlink.objects.update(verloopt_op=timezone.now())
    geweigerd(client, pad, "Deze link is verlopen.")


def test_een_link_geldt_zo_lang_als_de_school_wil(mensen):
    type(mensen.school).objects.update(link_geldig_dagen=5)
    verstuurd(mensen)
    laatste = timezone.localtime(Tekenlink.objects.get().verloopt_op)
    assert (laatste.date(), laatste.hour) == (f.dagen(5), 23), "de hele laatste dag"


def test_een_nieuwere_link_vervangt_de_vorige(rij, pad, client):
    nieuw, _ = maak_tekenlink(partij(rij, Partij.ONDERNEMING))
    geweigerd(client, pad, "Er is een nieuwere link. Open de laatste mail die je kreeg.")
    assert client.get(f"/teken/{nieuw}/").status_code == 200


def test_de_link_van_een_ander_blijft_werken(rij, pad, client):
    maak_tekenlink(partij(rij, Partij.OUDER))
    assert client.get(pad).status_code == 200


def test_na_een_wijziging_is_de_link_dood(rij, pad, client, mensen):
    rij.polisnummer = "AO-78"
    acties.wijzig(rij, door=mensen.bea)
    geweigerd(client, pad, "De overeenkomst is intussen gewijzigd of gaat niet door.")
    bied_aan(mensen, Overeenkomst.objects.get())
    geweigerd(client, pad, "De overeenkomst is intussen gewijzigd of gaat niet door.")
    assert client.get(link_uit_mail(BAAS)).status_code == 200


def test_wat_niet_doorgaat_opent_niet(rij, pad, client, mensen):
    acties.trek_in(rij, reden="iets anders", door=mensen.bea)
    geweigerd(client, pad, "gaat niet door")


@pytest.mark.parametrize("tekende", [False, True])
def test_na_een_weigering_staat_er_wie_niet_tekent(rij, pad, client, tekende):
    if tekende:
        teken(rij, Partij.ONDERNEMING)
    acties_tekenen.weiger(partij(rij, Partij.OUDER), reden="De uren kloppen niet.", wijze="link")
    tekst = client.get(pad).content.decode()
    assert "Els Jacobs tekent niet." in tekst
    assert "Je hoeft nu niets te doen." in tekst
    assert "De uren kloppen niet" not in tekst, "de reden stond in de mail"
    assert client.post(pad).status_code == 410


def test_wie_geen_partij_meer_is_leest_niet_wie_weigert(rij, client, mensen):
    token, _ = maak_tekenlink(partij(rij, Partij.OUDER))
    acties_tekenen.weiger(partij(rij, Partij.LEERLING), reden="De uren kloppen niet.", wijze="link")
    type(mensen.moeder).objects.filter(pk=mensen.moeder.pk).update(gezag="geen")
    tekst = client.get(f"/teken/{token}/").content.decode()
    assert "gaat niet door" in tekst
    assert "tekent niet." not in tekst


@pytest.mark.parametrize(("wie", "waarschuwt"), [("mo", True), ("els", False), (None, False)])
def test_een_aangemelde_ander_leest_voor_wie_de_link_is(
    rij, client, client_van, mensen, wie, waarschuwt
):
    """Els opens the link of Els: no warning, also when the file does not know her account."""
    rij.ondertekenaars.update(gebruiker=None)
    token, _ = maak_tekenlink(partij(rij, Partij.OUDER))
    browser = client_van(wie) if wie else client
    tekst = browser.get(geef_code(browser, f"/teken/{token}/")).content.decode()
    zin = "Je bent aangemeld als <b>Mo Cast</b>; deze link is voor <b>Els Jacobs</b>."
    assert (zin in tekst, "Je bent aangemeld als" in tekst) == (waarschuwt, waarschuwt)
    assert "2. Teken" in tekst


def test_wie_tekent_leest_bij_wie_hulp_is(rij, pad, client):
    assert "De Eik helpt je" in client.get(pad).content.decode()
    teken(rij, Partij.ONDERNEMING)
    assert "De Eik helpt je" in client.get(pad).content.decode()


def test_wie_weigerde_leest_dat_het_gehoord_is(rij, pad, client):
    acties_tekenen.weiger(
        partij(rij, Partij.ONDERNEMING), reden="De uren kloppen niet.", wijze="link"
    )
    geweigerd(client, pad, "weten dat je niet tekent. De school neemt contact met je op.")


def test_een_verouderd_blad_tekent_niet(rij, open_pad, client):
    antwoord = client.post(open_pad, {"hash": "c" * 64, "gelezen": "on", "naam": "Jan Cools"})
    assert "Lees de nieuwe versie." in antwoord.content.decode()
    assert not Handtekening.objects.exists()


def test_na_afloop_geeft_de_link_het_getekende_document(mensen, client):
    rij = getekend(mensen)
    assert BAAS in mails("voltooid")
    pad = open_link(client, BAAS, "voltooid")
    assert "Iedereen heeft" in client.get(pad).content.decode()
    inhoud = b"".join(client.get(f"{pad}document/").streaming_content)
    with rij.bewijs.bestand.open("rb") as bestand:
        assert inhoud == bestand.read()


def test_het_document_dat_nog_gemaakt_wordt(mensen, client):
    rij = bied_aan(mensen, klaar(mensen), maak=False)
    token, _ = maak_tekenlink(partij(rij, Partij.ONDERNEMING))
    antwoord = client.get(geef_code(client, f"/teken/{token}/"))
    assert "Het document wordt nog gemaakt." in antwoord.content.decode()
    assert client.get(f"/teken/{token}/document/").status_code == 404
    assert not Document.objects.get().is_klaar
