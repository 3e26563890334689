"""Mijn account: the address for one's own calendar."""

import re

import pytest

from gebruikers import acties_agendalink
from gebruikers.models import Agendalink, Toegangsherstel
from gebruikers.models.uitnodiging import hash_van
from gebruikers.overgang import Weigering
from tests.gebruikers.conftest import bevestigd, stel_app_in

pytestmark = pytest.mark.django_db
BLAD, INTREKKEN = "/account/agenda/", "/account/agenda/intrekken/"


@pytest.fixture
def bea(client_van):
    return bevestigd(client_van("bea"))


def adres_op(antwoord) -> str:
    gevonden = re.search(r'value="https?://[^/]+(/agenda/[^"]+)"', antwoord.content.decode())
    return gevonden[1] if gevonden else ""


def test_het_adres_staat_er_een_keer(bea, mensen, mailoutbox, taken_meteen):
    assert "niet ingesteld" in bea.get("/account/").text
    adres = adres_op(bea.post(BLAD, {"met_namen": "on"}))
    link = Agendalink.objects.get(gebruiker=mensen.bea.gebruiker)
    geheim = adres.removeprefix("/agenda/").removesuffix(".ics")
    assert (link.token_hash, link.met_namen) == (hash_van(geheim), True)
    assert bea.get(adres).status_code == 200
    blad = bea.get(BLAD)
    assert adres_op(blad) == ""
    assert "met namen" in blad.text
    [mail] = mailoutbox
    assert mail.to == [mensen.bea.gebruiker.email]
    assert geheim not in mail.body
    assert "met de namen van leerlingen" in mail.body


def test_een_nieuw_adres_vervangt_het_oude_en_intrekken_sluit_het(bea):
    oud = adres_op(bea.post(BLAD, {"met_namen": "on"}))
    nieuw = adres_op(bea.post(BLAD, {}))
    assert [bea.get(adres).status_code for adres in (oud, nieuw)] == [404, 200]
    assert not Agendalink.objects.get().met_namen
    bea.post(INTREKKEN)
    assert bea.get(nieuw).status_code == 404
    assert not Agendalink.objects.exists()


def test_alleen_wie_net_bevestigde_en_op_een_school_werkt(client_van, mensen):
    assert client_van("bea").post(BLAD, {}).status_code == 302
    els = bevestigd(client_van("els"))
    assert BLAD not in els.get("/account/").text
    assert els.post(BLAD, {}).status_code == 302
    with pytest.raises(Weigering):
        acties_agendalink.maak_agendalink(mensen.els.gebruiker, waarmee="x", met_namen=False)
    assert not Agendalink.objects.exists()


def test_wie_telefoon_of_mailbox_kwijt_is_verliest_het_adres(bea, mensen, client_van, adres):
    """Whoever has them now may have the address too."""
    bea.post(BLAD, {})
    stel_app_in(mensen.bea.gebruiker)
    wat = {"wat": Toegangsherstel.Wat.TWEEDE_STAP, "controle": "kaart", "nota": "Gestolen."}
    bevestigd(client_van("coen")).post(adres("gebruikers:toegang", mensen.bea.pk), wat)
    assert Toegangsherstel.objects.exists()
    assert not Agendalink.objects.exists()
