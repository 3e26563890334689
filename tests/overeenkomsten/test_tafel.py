"""The school's device in the hands of who signs: nobody is signed in, and only signing is there."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from overeenkomsten import acties
from overeenkomsten.models import Handtekening
from overeenkomsten.statussen import Partij
from tests.overeenkomsten.zaken import geef_toestel, partij, teken, verstuurd

pytestmark = pytest.mark.django_db


@pytest.fixture
def rij(mensen):
    return verstuurd(mensen)


@pytest.fixture
def bea(client_van):
    return client_van("bea")


def blad(rij, wie: Partij) -> dict:
    tekenaar = partij(rij, wie)
    hash = rij.tekenversie.sha256
    return {"hash": hash, "gelezen": "on", "naam": tekenaar.naam, "wie": tekenaar.pk}


def test_wie_het_toestel_doorgeeft_is_afgemeld(rij, bea, mensen, adres):
    geef_toestel(bea, mensen, partij(rij, Partij.LEERLING))
    assert "_auth_user_id" not in bea.session
    for pagina in (rij.get_absolute_url(), adres("overzichten:start")):
        assert bea.get(pagina).url.startswith("/account/login/")
    blad = bea.get(reverse("tafel")).content.decode()
    assert "Geef het toestel aan Lotte Maes" in blad
    assert "<nav" not in blad


def test_tekenen_en_teruggeven(rij, bea, mensen):
    url = geef_toestel(bea, mensen, partij(rij, Partij.LEERLING))
    assert b"".join(bea.get(reverse("tafel_document")).streaming_content).startswith(b"%PDF")
    assert bea.post(url, blad(rij, Partij.LEERLING)).url == reverse("tafel")
    handtekening = Handtekening.objects.get()
    assert (handtekening.wijze, handtekening.getuige) == ("tafel", mensen.bea)
    terug = bea.get(reverse("tafel")).content.decode()
    assert f"Geef het toestel terug aan {mensen.bea.gebruiker}" in terug
    assert "Bedankt, Lotte Maes" in terug
    assert reverse("tafel_document") not in terug
    assert bea.get(reverse("tafel_document")).url == reverse("tafel")
    assert bea.get(url).url == reverse("tafel")


def test_aan_tafel_staat_ook_bij_wie_hulp_is(rij, bea, mensen):
    url = geef_toestel(bea, mensen, partij(rij, Partij.LEERLING))
    for blad_van in (reverse("tafel"), url):
        assert "De Eik helpt je" in bea.get(blad_van).content.decode()
    antwoord = bea.post(url, {"weiger": "1", "reden": "nee", "wie": partij(rij, "leerling").pk})
    assert antwoord.url == reverse("tafel")


def test_na_elkaar_en_een_blad_van_de_vorige_tekent_niet_voor_de_volgende(rij, bea, mensen):
    leerling, ouder = partij(rij, Partij.LEERLING), partij(rij, Partij.OUDER)
    url = geef_toestel(bea, mensen, leerling, ouder)
    bea.post(url, blad(rij, Partij.LEERLING))
    assert "Geef het toestel aan Els Jacobs" in bea.get(reverse("tafel")).content.decode()
    bea.post(url, blad(rij, Partij.OUDER) | {"wie": leerling.pk})
    bea.post(url, {"weiger": "1", "reden": "oud blad", "wie": leerling.pk})
    assert Handtekening.objects.count() == 1
    bea.post(url, blad(rij, Partij.OUDER))
    assert Handtekening.objects.count() == 2


def test_alleen_wie_gekozen_is_zit_aan_tafel(rij, bea, mensen):
    url = geef_toestel(bea, mensen, partij(rij, Partij.LEERLING))
    bea.post(url, blad(rij, Partij.OUDER))
    assert not Handtekening.objects.exists()


def test_na_een_half_uur_is_het_voorbij(rij, bea, mensen):
    url = geef_toestel(bea, mensen, partij(rij, Partij.LEERLING))
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=31)):
        assert bea.post(url, blad(rij, Partij.LEERLING)).url == reverse("tafel")
        assert "Geef het toestel terug" in bea.get(reverse("tafel")).content.decode()
    assert not Handtekening.objects.exists()


def test_een_getuige_zonder_rol_en_wie_zich_weer_aanmeldt_sluiten_de_tafel(rij, bea, mensen):
    url = geef_toestel(bea, mensen, partij(rij, Partij.LEERLING))
    bea.force_login(mensen.bea.gebruiker)
    assert bea.get(url).url == reverse("tafel")
    assert "tafel" not in bea.session
    url = geef_toestel(bea, mensen, partij(rij, Partij.LEERLING))
    mensen.bea.tot = timezone.localdate() - datetime.timedelta(days=1)
    mensen.bea.save()
    bea.post(url, blad(rij, Partij.LEERLING))
    assert not Handtekening.objects.exists()


def test_wat_intussen_teruggenomen_is_ligt_niet_meer_op_tafel(rij, bea, mensen):
    url = geef_toestel(bea, mensen, partij(rij, Partij.LEERLING))
    acties.naar_concept(rij, reden="Nakijken", door=mensen.bea)
    assert bea.get(url).url == reverse("tafel")
    assert bea.get(reverse("tafel_document")).url == reverse("tafel")


@pytest.mark.parametrize("eerder", ["wijzigde", "tekende"])
def test_wie_te_laat_drukt_leest_of_het_bewaard_is(rij, bea, mensen, eerder):
    url, vel = geef_toestel(bea, mensen, partij(rij, Partij.LEERLING)), blad(rij, Partij.LEERLING)
    if eerder == "wijzigde":
        acties.naar_concept(rij, reden="Nakijken", door=mensen.ada)
    else:
        bea.post(url, vel)
    tekst = bea.post(url, vel, follow=True).content.decode()
    assert ("Er is niets getekend" in tekst) == (eerder == "wijzigde")
    assert Handtekening.objects.count() == (eerder == "tekende")


def test_in_het_account_ook(rij, client_van, adres, mensen):
    url, vel = adres("overeenkomsten:tekenen", rij.pk), blad(rij, Partij.SCHOOL)
    acties.naar_concept(rij, reden="Nakijken", door=mensen.bea)
    tekst = client_van("coen").post(url, vel, follow=True).content.decode()
    assert "Er is niets getekend" in tekst


def test_zonder_tafel_valt_er_niets_te_tekenen(rij, client):
    assert client.get(reverse("tafel_tekenen")).url == reverse("tafel")
    assert client.get(reverse("tafel_document")).url == reverse("tafel")


def test_wie_niet_kan_tekenen_staat_niet_in_de_keuze(rij, bea, adres):
    url = adres("overeenkomsten:geef_toestel", partij(rij, Partij.LEERLING).pk)
    keuze = [naam for _, naam in bea.get(url).context["form"].fields["wie"].choices]
    assert len(keuze) == 3
    assert not [naam for naam in keuze if "School" in naam]
    assert "Kies minstens één persoon." in bea.post(url, {"iets": "1"}).content.decode()


def test_de_tijdlijn_zegt_hoe_er_getekend_werd(rij, bea, mensen, client_van, adres):
    teken(rij, Partij.ONDERNEMING)
    url = geef_toestel(bea, mensen, partij(rij, Partij.LEERLING))
    bea.post(url, blad(rij, Partij.LEERLING))
    tijdlijn = adres("overzichten:dossier", rij.traject_id) + "?deel=tijdlijn"
    tekst = client_van("bea").get(tijdlijn).content.decode()
    assert "via een eigen link" in tekst
    assert "aan tafel, bij Bea Cast" in tekst
