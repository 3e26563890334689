"""Which category of leervergoeding follows, and the amounts of the table."""

import pytest
from django.core.exceptions import PermissionDenied

from gebruikers.overgang import Weigering
from overeenkomsten.acties_vergoeding import neem_bedrag_weg, vul_vergoedingen
from overeenkomsten.leervergoeding import categorie_van
from overeenkomsten.models import Leervergoeding, Overeenkomst
from tests import factories as f
from tests.invullen import bewaar
from tests.overeenkomsten.zaken import klaar, verstuurd

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("behaald", "jaren", "categorie"),
    [
        ("geen", 0, 1),
        ("geen", 1, 2),
        ("tweede", 0, 2),
        ("tweede", 1, 2),
        ("geen", 2, 3),
        ("tweede", 2, 3),
        ("derde", 0, 3),
        ("derde", None, 3),
        ("", 2, 3),
        ("", 0, None),
        ("", 1, None),
        ("geen", None, None),
        ("tweede", None, None),
        ("", None, None),
    ],
)
def test_de_categorie_volgt_uit_wat_de_leerling_behaalde(behaald, jaren, categorie):
    voorstel = categorie_van(behaald, jaren)
    assert voorstel.categorie == categorie
    assert ("Niet bekend" in voorstel.waarom) == (categorie is None)
    assert voorstel.waarom


def test_leeg_volgt_de_antwoorden_en_de_tabel(mensen, client_van, adres):
    vul_vergoedingen(mensen.school, door=mensen.coen)
    f.LeervergoedingFactory(school=mensen.school, categorie=2, cent=70000, vanaf=f.dagen(5))
    f.LeervergoedingFactory(school=mensen.school, categorie=2, cent=80000, vanaf=f.dagen(9))
    rij, bea = klaar(mensen, vergoeding_categorie=None, vergoeding_cent=None), client_van("bea")
    blad = adres("overeenkomsten:bewerk", rij.pk)
    assert "Nog geen voorstel" in bea.get(blad).text
    bewaar(bea, blad, behaald="tweede", duale_jaren=0)
    rij.refresh_from_db()
    assert (rij.vergoeding_categorie, rij.vergoeding_cent) == (2, 70000), "van de begindag"
    tekst = bea.get(blad).text
    assert "Voorstel: categorie 2" in tekst
    assert "€ 700,00" in tekst
    bewaar(bea, blad, vergoeding="650")
    rij.refresh_from_db()
    assert rij.vergoeding_cent == 65000, "wat getypt is, blijft"
    bewaar(bea, blad, uren_werkplek="10")
    rij.refresh_from_db()
    assert (rij.soort, rij.vergoeding_categorie, rij.vergoeding_cent) == ("sao", None, None)


def test_een_nieuwe_overeenkomst_begint_met_wat_bekend_is(mensen, client_van, adres):
    def blad() -> str:
        url = adres("overeenkomsten:nieuw", mensen.traject.pk)
        return client_van("bea").get(f"{url}?vestiging={mensen.vestiging.pk}").text

    assert "staat nog niet waarvoor de leerling slaagde" in blad()
    f.StudiebewijsFactory(traject=mensen.traject, soort="tweede_graad", door=mensen.coen)
    tekst = blad()
    assert "getuigschrift van de tweede graad" in tekst
    assert "voor hoeveel jaren duaal" in tekst
    rij = klaar(mensen, behaald="derde")
    assert f"zo bij {rij}" in blad()
    assert "Voorstel: categorie 3" in blad()


def test_de_tabel(mensen, client_van, adres):
    blad, coen = adres("overeenkomsten:vergoedingen"), client_van("coen")
    coen.post(adres("overeenkomsten:vul_vergoedingen"))
    assert Leervergoeding.objects.count() == 9
    assert vul_vergoedingen(mensen.school, door=mensen.coen) == 0
    tekst = coen.get(blad).text
    assert "€ 662,60" in tekst
    assert "niet nagekeken" in tekst
    nieuw = {
        "vanaf": f.dagen(0), "categorie": 1, "bedrag": "620,10", "bron": "vlaanderen.be",
        "zekerheid": "officieel",
    }  # fmt: skip
    assert coen.post(blad, nieuw).status_code == 302
    assert "staat er al een bedrag" in coen.post(blad, nieuw).text
    assert coen.post(blad, nieuw | {"bedrag": "62"}).status_code == 422
    rij = Leervergoeding.objects.get(cent=62010)
    oud = Leervergoeding.objects.get(cent=60050)
    coen.post(adres("overeenkomsten:vergoeding_nagekeken", oud.pk))
    oud.refresh_from_db()
    assert oud.nagekeken_op == rij.nagekeken_op == f.dagen(0)
    assert client_van("bea").post(blad, nieuw).status_code == 403
    with pytest.raises(PermissionDenied):
        vul_vergoedingen(mensen.school, door=mensen.ada)


def test_een_bedrag_dat_in_een_overeenkomst_staat_blijft(mensen, client_van, adres):
    rij = f.LeervergoedingFactory(school=mensen.school, cent=66260)
    verstuurd(mensen)
    with pytest.raises(Weigering, match="Een overeenkomst heeft dit bedrag"):
        neem_bedrag_weg(rij, door=mensen.coen)
    Overeenkomst.objects.update(vergoeding_cent=66300)
    client_van("coen").post(adres("overeenkomsten:vergoeding_weg", rij.pk))
    assert not Leervergoeding.objects.exists()


def test_een_andere_school_heeft_haar_eigen_bedragen(mensen):
    f.LeervergoedingFactory(school=mensen.andere_school)
    assert not Leervergoeding.objects.zichtbaar_voor(mensen.coen).exists()
