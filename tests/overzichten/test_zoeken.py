import pytest

from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def zoek(client_van, adres):
    def doe(wie: str, q: str) -> list[str] | None:
        treffers = client_van(wie).get(adres("overzichten:zoek"), {"q": q}).context["treffers"]
        return treffers if treffers is None else [treffer.naam for treffer in treffers]

    return doe


def test_leerling_en_werkplek_op_een_deel_van_de_naam(mensen, zoek):
    assert zoek("bea", "LOTTE ma") == ["Lotte Maes"]
    assert zoek("bea", "cools") == ["Bakkerij Cools"]
    assert zoek("bea", "l") is None
    assert zoek("bea", " % ") is None
    assert zoek("bea", "zzz") == []


def test_zoeken_toont_niets_van_een_ander(mensen, zoek):
    f.OndernemingFactory(school=mensen.andere_school, naam="Bakkerij Elders")
    ander = str(mensen.vera_traject.leerling)
    assert zoek("bea", ander) == []
    assert zoek("vera", ander) == [ander]
    assert zoek("vera", "Lotte") == []
    assert zoek("coen", "Lotte") == ["Lotte Maes"]
    assert zoek("coen", str(mensen.vreemd_traject.leerling)) == []
    assert zoek("coen", "elders") == []


def test_leerling_zonder_traject_gaat_naar_de_gegevens(mensen, client_van, adres):
    nieuw = f.LeerlingFactory(school=mensen.school, naam="Zeldzaam")
    antwoord = client_van("bea").get(adres("overzichten:zoek"), {"q": "zeldzaam"})
    (treffer,) = antwoord.context["treffers"]
    assert treffer.url == adres("leerlingen:leerling", nieuw.pk)
    assert (
        client_van("lea").get(adres("overzichten:zoek"), {"q": "zeldzaam"}).context["treffers"]
        == []
    )


def test_htmx_krijgt_de_treffers(client_van, adres):
    antwoord = client_van("bea").get(
        adres("overzichten:zoek"), {"q": "lotte"}, headers={"HX-Request": "true"}
    )
    assert "<html" not in antwoord.content.decode()
    assert "Lotte Maes" in antwoord.content.decode()


def test_vast_aantal_queries(mensen, client_van, adres, meet):
    zoek, bea = adres("overzichten:zoek") + "?q=lin", client_van("bea")
    f.LeerlingFactory(school=mensen.school)
    een = meet(bea, zoek)
    f.LeerlingFactory.create_batch(8, school=mensen.school)
    assert meet(bea, zoek) == een <= 12
