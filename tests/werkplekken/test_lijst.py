import pytest

from tests import factories as f


@pytest.fixture
def namen(client_van, adres):
    """The companies in the list, in order, as Bea sees them."""

    def lees(**keuze) -> list[str]:
        antwoord = client_van("bea").get(adres("werkplekken:lijst"), keuze)
        return [onderneming.naam for onderneming in antwoord.context["page_obj"]]

    return lees


@pytest.fixture(autouse=True)
def bosch(mensen):
    onderneming = f.OndernemingFactory(
        school=mensen.school, naam="Slagerij Bosch", gemeente="Temse", kbo=f.kbo(90_500)
    )
    f.VestigingFactory(onderneming=onderneming, naam="Toonzaal", gemeente="Zele")
    return onderneming


def test_alleen_van_de_eigen_school(mensen, namen):
    f.OndernemingFactory(school=mensen.andere_school, naam="Elders")
    assert namen() == ["Bakkerij Cools", "Slagerij Bosch"]


@pytest.mark.parametrize("tekst", ["bosch", "temse", "zele", "toonzaal", "bosch zele", " SLAG "])
def test_zoeken_op_naam_en_gemeente_van_onderneming_of_vestiging(namen, tekst):
    assert namen(q=tekst) == ["Slagerij Bosch"]


def test_elk_woord_moet_passen(namen):
    assert namen(q="bosch beveren") == []


def test_zoeken_op_kbo_zoals_mensen_het_schrijven(namen, bosch):
    assert namen(q=f"BE {bosch.kbo_leesbaar}") == ["Slagerij Bosch"]
    assert namen(q=bosch.kbo[3:9]) == ["Slagerij Bosch"]


def test_erkend_voor_telt_alleen_wat_vandaag_geldt(mensen, namen, bosch):
    opleiding = mensen.leerling.opleiding
    vestiging = bosch.vestigingen.get()
    f.ErkenningFactory(vestiging=vestiging, opleiding=opleiding, van=f.dagen(-500), tot=f.dagen(-1))
    assert namen(opleiding=opleiding.pk) == ["Bakkerij Cools"]
    f.ErkenningFactory(vestiging=vestiging, opleiding=opleiding, van=f.dagen(0))
    assert namen(opleiding=opleiding.pk) == ["Bakkerij Cools", "Slagerij Bosch"]


def test_onzin_in_het_adres_is_geen_fout(client_van, adres):
    antwoord = client_van("bea").get(adres("werkplekken:lijst"), {"opleiding": "²", "page": "x"})
    assert antwoord.status_code == 200


def test_aantal_leerlingen_is_wie_er_vandaag_is(mensen, client_van, adres, bosch):
    vestiging = bosch.vestigingen.get()
    f.PlaatsingFactory(traject=mensen.vera_traject, vestiging=vestiging)
    f.PlaatsingFactory(traject__school=mensen.school, vestiging=vestiging, tot=f.dagen(-1))
    f.PlaatsingFactory(traject__school=mensen.school, vestiging=vestiging, van=f.dagen(1))
    f.PlaatsingFactory(traject=mensen.vera_traject, vestiging=vestiging, van=f.dagen(-3))
    antwoord = client_van("bea").get(adres("werkplekken:lijst"), {"q": "bosch"})
    assert antwoord.context["page_obj"][0].aantal_leerlingen == 1


def test_lijst_kost_hetzelfde_voor_een_als_voor_veel(mensen, client_van, adres, meet):
    client, url = client_van("bea"), adres("werkplekken:lijst")
    een = meet(client, url)
    for onderneming in f.OndernemingFactory.create_batch(9, school=mensen.school):
        f.ErkenningFactory(vestiging=f.VestigingFactory(onderneming=onderneming))
    tien = meet(client, url)
    for onderneming in f.OndernemingFactory.create_batch(90, school=mensen.school):
        f.ErkenningFactory(vestiging=f.VestigingFactory(onderneming=onderneming))
    assert meet(client, url) == tien == een <= 25


def test_25_per_blad(mensen, namen):
    f.OndernemingFactory.create_batch(30, school=mensen.school)
    assert len(namen()) == 25
    assert len(namen(page=2)) == 7


def test_lege_lijst_zegt_wat_te_doen(mensen, client_van):
    antwoord = client_van("tess").get(f"/{mensen.andere_school.code}/werkplekken/")
    assert "Voeg de eerste onderneming toe" in antwoord.content.decode()


def test_leerkracht_krijgt_geen_knop_nieuw(client_van, adres):
    tekst = client_van("lea").get(adres("werkplekken:lijst")).content.decode()
    assert "Nieuwe werkplek" not in tekst
