"""The pages of one company and the forms of what belongs to it."""

import pytest

from tests import factories as f
from tests.invullen import bewaar
from werkplekken.models import Erkenning, Onderneming, Vertegenwoordiger, Vestiging


@pytest.fixture
def onderneming(mensen):
    return mensen.vestiging.onderneming


@pytest.fixture
def pagina(client_van, adres, onderneming):
    """The page of Bakkerij Cools as this person sees it."""

    def lees(naam: str) -> str:
        antwoord = client_van(naam).get(adres("werkplekken:onderneming", onderneming.pk))
        return antwoord.content.decode()

    return lees


def test_kbo_wordt_zonder_punten_bewaard(client_van, adres, onderneming):
    kbo = f.kbo(90_777)
    url = adres("werkplekken:bewerk_onderneming", onderneming.pk)
    bewaar(client_van("bea"), url, kbo=f"BE {kbo[:4]}.{kbo[4:7]}.{kbo[7:]}")
    onderneming.refresh_from_db()
    assert onderneming.kbo == kbo


def test_verkeerde_controlecijfers_geven_een_zin_en_houden_de_invoer(
    client_van, adres, onderneming
):
    url = adres("werkplekken:bewerk_onderneming", onderneming.pk)
    gegevens = {"kbo": "BE 0417.497.107", "naam": "Nieuwe naam"}
    tekst = bewaar(client_van("bea"), url, **gegevens).content.decode()
    assert "controlecijfers van dit KBO-nummer kloppen niet" in tekst
    assert "BE 0417.497.107" in tekst
    assert "Nieuwe naam" in tekst
    assert Onderneming.objects.get(pk=onderneming.pk).naam == "Bakkerij Cools"


def test_kbo_van_een_andere_onderneming_verwijst_naar_die(client_van, adres, mensen, onderneming):
    ander = f.OndernemingFactory(school=mensen.school, naam="Slagerij <Bosch>")
    url = adres("werkplekken:bewerk_onderneming", onderneming.pk)
    antwoord = bewaar(client_van("bea"), url, kbo=ander.kbo)
    verwacht = f'<a href="{ander.get_absolute_url()}">Slagerij &lt;Bosch&gt;</a>'
    assert verwacht in antwoord.content.decode()


def test_eigen_kbo_mag_blijven(client_van, adres, onderneming):
    url = adres("werkplekken:bewerk_onderneming", onderneming.pk)
    assert bewaar(client_van("bea"), url).status_code == 302


def test_dezelfde_kbo_aan_een_andere_school_is_een_eigen_rij(mensen, onderneming):
    f.OndernemingFactory(school=mensen.andere_school, kbo=onderneming.kbo)
    assert Onderneming.objects.filter(kbo=onderneming.kbo).count() == 2


def test_vestiging_toevoegen_met_nummer_in_punten(client_van, adres, onderneming):
    gegevens = {"naam": "Winkel Melsele", "vestigingsnummer": "2.012.345.678"}
    gegevens |= {"straat": "Grote Markt 1", "postcode": "9120", "gemeente": "Melsele"}
    url = adres("werkplekken:nieuwe_vestiging", onderneming.pk)
    client_van("bea").post(url, gegevens)
    vestiging = Vestiging.objects.get(naam="Winkel Melsele")
    assert (vestiging.onderneming, vestiging.school) == (onderneming, onderneming.school)
    assert vestiging.vestigingsnummer == "2012345678"
    tweede = client_van("bea").post(url, gegevens)
    assert "al een vestiging met die naam" in tweede.content.decode()


def test_te_kort_vestigingsnummer(client_van, adres, mensen):
    gegevens = {"naam": "X", "straat": "Y 1", "postcode": "9120", "gemeente": "Z"}
    url = adres("werkplekken:vestiging", mensen.vestiging.pk)
    antwoord = client_van("bea").post(url, gegevens | {"vestigingsnummer": "2.012"})
    assert "tien cijfers en begint met 2 tot 8" in antwoord.content.decode()


def test_wie_tekent_toevoegen_en_een_tweede_keer_niet(client_van, adres, onderneming):
    gegevens = {"voornaam": "Rik", "naam": "Cools", "functie": "zaakvoerder", "email": ""}
    url = adres("werkplekken:nieuwe_vertegenwoordiger", onderneming.pk)
    assert client_van("ada").post(url, gegevens).status_code == 302
    assert "staat al bij deze onderneming" in client_van("ada").post(url, gegevens).content.decode()
    assert Vertegenwoordiger.objects.filter(voornaam="Rik").count() == 1


def test_erkenning_toevoegen(client_van, adres, mensen):
    opleiding = f.OpleidingFactory(school=mensen.school)
    gegevens = {"opleiding": opleiding.pk, "van": "2026-09-01", "tot": "2031-08-31"}
    url = adres("werkplekken:nieuwe_erkenning", mensen.vestiging.pk)
    assert client_van("bea").post(url, gegevens).status_code == 302
    assert Erkenning.objects.get(opleiding=opleiding).vestiging == mensen.vestiging
    assert "Deze erkenning staat er al" in client_van("bea").post(url, gegevens).content.decode()


def test_erkenning_eindigt_na_haar_begin(client_van, adres, mensen):
    gegevens = {"opleiding": mensen.leerling.opleiding_id, "van": "2026-09-01", "tot": "2026-09-01"}
    url = adres("werkplekken:nieuwe_erkenning", mensen.vestiging.pk)
    assert "moet na het begin liggen" in client_van("bea").post(url, gegevens).content.decode()


@pytest.mark.parametrize("dagen", [("0001-12-01", "2027-01-01"), ("2026-01-01", "9999-01-01")])
def test_erkenning_binnen_mensenheugenis(client_van, adres, mensen, dagen):
    url = adres("werkplekken:nieuwe_erkenning", mensen.vestiging.pk)
    gegevens = {"opleiding": mensen.leerling.opleiding_id, "van": dagen[0], "tot": dagen[1]}
    tekst = client_van("bea").post(url, gegevens).content.decode()
    assert "Kijk het jaar na: kies een datum tussen 2015 en 2099." in tekst
    assert not Erkenning.objects.filter(van=dagen[0]).exists()


def test_erkenning_alleen_voor_een_opleiding_van_de_eigen_school(client_van, adres, mensen):
    elders = f.OpleidingFactory(school=mensen.andere_school)
    gegevens = {"opleiding": elders.pk, "van": "2026-09-01", "tot": "2031-08-31"}
    url = adres("werkplekken:nieuwe_erkenning", mensen.vestiging.pk)
    assert client_van("bea").post(url, gegevens).status_code == 200
    assert not Erkenning.objects.filter(opleiding=elders).exists()


@pytest.mark.parametrize(
    ("van", "tot", "woord", "soort"),
    [
        (-400, -1, "vervallen", "gevaar"),
        (-400, 0, "vervalt", "let_op"),
        (-400, 90, "vervalt", "let_op"),
        (-400, 91, "geldig tot", "goed"),
        (1, 400, "geldig vanaf", "rust"),
    ],
)
def test_label_van_een_erkenning(van, tot, woord, soort):
    erkenning = Erkenning(van=f.dagen(van), tot=f.dagen(tot))
    tekst, kleur = erkenning.staat
    assert tekst.startswith(woord)
    assert kleur == soort


def test_leerling_van_een_collega_is_een_getal_zonder_naam(mensen, pagina):
    mensen.vera_traject.leerling.naam = "Geheimans"
    mensen.vera_traject.leerling.save()
    f.PlaatsingFactory(
        traject=mensen.vera_traject, vestiging=mensen.vestiging, mentor=mensen.mentor
    )
    van_bea, van_coen = pagina("bea"), pagina("coen")
    assert "Lotte Maes" in van_bea
    assert "Geheimans" not in van_bea
    assert "1 andere leerling van de school is hier nu ook" in van_bea
    assert "Geheimans" in van_coen
    assert "andere leerling" not in van_coen


def test_pagina_kost_hetzelfde_voor_een_als_voor_tien(mensen, client_van, adres, meet, onderneming):
    url = adres("werkplekken:onderneming", onderneming.pk)
    client = client_van("coen")
    een = meet(client, url)
    for _ in range(4):
        vestiging = f.VestigingFactory(onderneming=onderneming)
        f.ErkenningFactory.create_batch(2, vestiging=vestiging)
        f.VertegenwoordigerFactory(onderneming=onderneming)
        f.PlaatsingFactory(traject__school=mensen.school, vestiging=vestiging)
    assert meet(client, url) == een <= 25
