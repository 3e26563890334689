import pytest

from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def zoek(client_van, adres):
    def doe(wie: str, q: str, **rest) -> list[str] | None:
        antwoord = client_van(wie).get(adres("overzichten:zoek"), {"q": q, **rest})
        vondsten = antwoord.context["vondsten"]
        return vondsten and [treffer.naam for vondst in vondsten for treffer in vondst.treffers]

    return doe


def test_leerling_en_werkplek_op_een_deel_van_de_naam(mensen, zoek):
    assert zoek("bea", "LOTTE ma") == ["Lotte Maes"]
    assert zoek("bea", "cools") == ["Bakkerij Cools"]
    assert zoek("bea", "l") is None
    assert zoek("bea", " % ") is None
    assert zoek("bea", "zzz") == []


def test_op_nummer_en_op_mentor(mensen, zoek):
    kbo = mensen.vestiging.onderneming.kbo_leesbaar
    assert zoek("bea", kbo) == ["Bakkerij Cools"]
    assert zoek("bea", mensen.leerling.stamnummer) == ["Lotte Maes"]
    assert zoek("lea", mensen.leerling.stamnummer) == [], "een leerkracht leest geen stamnummers"
    naam = str(mensen.mentor)
    assert zoek("bea", naam) == zoek("lea", naam) == [naam]
    assert zoek("bea", "springpl") == ["Springplank"]
    ander = f.MentorFactory(naam="Elders", vestiging__onderneming__school=mensen.andere_school)
    assert zoek("coen", str(ander)) == []


def test_van_een_soort_alles_per_bladzijde(mensen, client_van, zoek, adres):
    f.LeerlingFactory.create_batch(30, school=mensen.school, naam="Deprez")
    assert len(zoek("bea", "deprez")) == 6
    blad = client_van("bea").get(adres("overzichten:zoek"), {"q": "deprez"}).content.decode()
    assert "?soort=leerlingen&amp;q=deprez" in blad
    assert 'value="deprez"' in blad, "wat je zocht, blijft in het veld staan"
    assert len(zoek("bea", "deprez", soort="leerlingen")) == 25
    assert len(zoek("bea", "deprez", soort="leerlingen", page="2")) == 5
    assert zoek("bea", "deprez", soort="onzin") == ["Lin Deprez"] * 6


def test_zonder_woord_staat_er_wat_je_kan_zoeken(client_van, adres):
    assert "KBO-nummer" in client_van("bea").get(adres("overzichten:zoek")).content.decode()


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
    (vondst,) = antwoord.context["vondsten"]
    assert [t.url for t in vondst.treffers] == [adres("leerlingen:leerling", nieuw.pk)]
    ander = client_van("lea").get(adres("overzichten:zoek"), {"q": "zeldzaam"})
    assert ander.context["vondsten"] == []


def test_htmx_krijgt_de_treffers(client_van, adres):
    antwoord = client_van("bea").get(
        adres("overzichten:zoek"), {"q": "lotte"}, headers={"HX-Request": "true"}
    )
    assert "<html" not in antwoord.content.decode()
    assert "Lotte Maes" in antwoord.content.decode()
