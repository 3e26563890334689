"""What nobody types by hand gets an answer, never a 500."""

import datetime

import pytest
from django.db import IntegrityError

from gebruikers import opdrachten
from gebruikers.models import Opdracht
from gebruikers.periode import NIET_PLAUSIBEL as JAAR
from tests import factories as f
from trajecten.models import Kalenderperiode

ZOEKT = (
    "gebruikers:mensen",
    "gebruikers:postvak",
    "leerlingen:lijst",
    "werkplekken:lijst",
    "overzichten:zoek",
    "overzichten:leerlingen",
    "overzichten:start",
    "overeenkomsten:lijst",
)


@pytest.mark.parametrize("naam", ZOEKT)
def test_een_nul_teken_in_het_adres(naam, mensen, client_van, adres):
    antwoord = client_van("coen").get(adres(naam), {"q": "a\0b"})
    assert antwoord.status_code == 400
    assert "Er staat een onleesbaar teken" in antwoord.content.decode()


def test_een_nul_teken_in_een_formulier(mensen, client_van, adres):
    coen, url = client_van("coen"), adres("gebruikers:school")
    antwoord = coen.post(url, "naam=%00", content_type="application/x-www-form-urlencoded")
    assert antwoord.status_code == 400
    assert "Null-tekens zijn niet toegestaan" in coen.post(url, {"naam": "\0"}).content.decode()


def test_een_onmogelijk_groot_nummer(mensen, client_van, adres):
    for nummer in ("9" * 5000, "²", "-1", ""):
        antwoord = client_van("bea").post(adres("trajecten:start_meer"), {"leerling": nummer})
        assert antwoord.status_code < 500, nummer[:5]


@pytest.mark.parametrize(
    ("maak", "naam"),
    [
        (lambda m: f.OvereenkomstFactory(traject=m.traject, uren_school=-5), "uren_school"),
        (
            lambda m: f.OvereenkomstFactory(
                traject=m.traject, einddatum=datetime.date(9999, 12, 31)
            ),
            "overeenkomst_datums",
        ),
        (
            lambda m: f.TrajectFactory(school=m.school, begindatum=datetime.date(26, 9, 1)),
            "traject_datums",
        ),
        (
            lambda m: f.PlaatsingFactory(traject=m.traject, tot=datetime.date(3026, 1, 1)),
            "plaatsing_datums",
        ),
        (
            lambda m: Kalenderperiode.objects.create(
                school=m.school, naam="x", van=f.dagen(0), tot=f.dagen(121)
            ),
            "niet_te_lang",
        ),
    ],
)
def test_de_databank_bewaakt_jaren_en_uren(mensen, maak, naam):
    with pytest.raises(IntegrityError, match=naam):
        maak(mensen)


ONZIN = ("9999-12-31", "0001-01-01")


@pytest.mark.parametrize("dag", ONZIN)
@pytest.mark.parametrize("htmx", [{}, {"HTTP_HX_REQUEST": "true"}])
def test_een_rol_eindigt_niet_op_een_dag_die_niemand_bedoelt(mensen, client_van, adres, dag, htmx):
    url, bob = adres("gebruikers:beeindig_rol", mensen.lea.pk), client_van("bob")
    antwoorden = [
        bob.get(url, {"laatste_dag": dag}, **htmx),
        bob.post(url, {"laatste_dag": dag, "gezien": dag}, **htmx),
    ]
    assert [antwoord.status_code for antwoord in antwoorden] == [200, 422]
    for antwoord in antwoorden:
        assert JAAR in antwoord.text
        assert "Ja, " not in antwoord.text


@pytest.mark.parametrize("dag", ONZIN)
def test_een_leerkracht_gaat_niet_weg_op_zo_een_dag(mensen, client_van, adres, dag):
    regel = mensen.leerling.klas.leerkrachten.get()
    url = adres("leerlingen:beeindig_leerkracht", regel.pk)
    assert JAAR in client_van("ada").post(url, {"laatste_dag": dag}, follow=True).text
    regel.refresh_from_db()
    assert regel.tot is None


@pytest.mark.parametrize("dag", ONZIN)
def test_een_teamlid_stopt_niet_op_zo_een_dag(mensen, client_van, adres, dag):
    url = adres("trajecten:teamlid_stopt", mensen.traject.team.get(rol="praktijk").pk)
    tekst = client_van("bea").post(url, {"tot": dag}, follow=True).text
    assert "Kies een geldige laatste dag." in tekst


@pytest.mark.parametrize("dag", ONZIN)
@pytest.mark.parametrize("veld", ["begindatum", "einddatum"])
def test_trajecten_beginnen_en_eindigen_niet_op_zo_een_dag(mensen, client_van, adres, veld, dag):
    leerling = f.LeerlingFactory(school=mensen.school)
    wat = {"leerling": leerling.pk, "fase": "screening", "begeleider": mensen.bea.pk}
    dagen = {"begindatum": f"{f.dagen(0)}", "einddatum": f"{f.dagen(99)}"} | {veld: dag}
    antwoord = client_van("bea").post(adres("trajecten:start_meer"), wat | dagen)
    assert antwoord.status_code == 422
    assert JAAR in antwoord.text
    assert not leerling.trajecten.exists()


def test_een_opdracht_die_haar_werker_meesleurt_stopt_na_vijf_keer(mensen, monkeypatch):
    monkeypatch.setitem(opdrachten.SOORTEN, "proef", lambda opdracht, voortgang: {"zin": "klaar"})
    velden = {"school": mensen.school, "soort": "proef", "gevraagd_door": mensen.bea}
    vijfde = Opdracht.objects.create(**velden, poging=4)
    zesde = Opdracht.objects.create(**velden, poging=5)
    for opdracht in (vijfde, zesde):
        opdrachten.voer_uit(opdracht.pk)
        opdracht.refresh_from_db()
    assert vijfde.staat == "klaar"
    assert (zesde.staat, zesde.fout) == ("mislukt", opdrachten.STEEDS_MIS)


def test_wie_de_uitvoer_vroeg_als_andere_rol_vindt_ze_niet(mensen):
    ook = f.LidmaatschapFactory(
        school=mensen.school, gebruiker=mensen.bea.gebruiker, rol="administratie"
    )
    opdracht = Opdracht.objects.create(school=mensen.school, soort="x", gevraagd_door=ook)
    assert list(Opdracht.objects.zichtbaar_voor(ook)) == [opdracht]
    assert not Opdracht.objects.zichtbaar_voor(mensen.bea).exists()
