"""The class grid: what stands in it for whom, one square at a time, and its cost."""

import uuid

import pytest

from opleidingsplannen.models import Beoordeling, Planstatus
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def hier(adres):
    return adres("opleidingsplannen:raster")


@pytest.fixture
def vakken(client_van, hier):
    """Name of the learner → code of the competence → the square, as this person sees it."""

    def lees(naam: str, vraag: str = "") -> dict:
        antwoord = client_van(naam).get(hier + vraag)
        assert antwoord.status_code == 200
        raster = antwoord.context["raster"]
        return {
            str(traject.leerling): {vak.competentie.code: vak for vak in rij}
            for traject, rij in (raster.rijen if raster else [])
        }

    return lees


@pytest.fixture
def druk(client_van, adres, mensen, regel):
    """Press a level in Lotte's square, as HTMX does."""

    def doe(naam: str = "pieter", traject=None, competentie: int = 0, **velden):
        url = adres(
            "opleidingsplannen:rastervak",
            (traject or mensen.traject).pk,
            competentie or regel.competentie_id,
        )
        velden = {"sleutel": uuid.uuid4(), **velden}
        return client_van(naam).post(url, velden, headers={"hx-request": "true"})

    return doe


def test_elke_leerling_met_het_laatste_woord_van_school_en_werkplek(mensen, regel, geef, vakken):
    buiten = f.CompetentieFactory(cluster=regel.competentie.cluster, code="Z9")
    geef("mo", 1, dagen_geleden=9)
    geef("mo", 3, dagen_geleden=5)
    geef("bea", 4, dagen_geleden=5)
    geef("pieter", 2)
    geef("lotte", 4)
    for naam in ("bea", "pieter", "lea", "coen"):
        van_lotte = vakken(naam)[str(mensen.leerling)]
        vak = van_lotte[regel.competentie.code]
        assert (vak.school.nummer, vak.werkplek.nummer) == (2, 3), naam
        assert vak.in_woorden.endswith("school met hulp, werkplek goed")
        assert not van_lotte[buiten.code].in_plan


def test_alleen_wie_men_volgt(mensen, regel, vakken):
    """Also in the choice of class."""
    st = regel.competentie.cluster.standaardtraject
    klas = mensen.leerling.klas
    f.PlanregelFactory(
        plan__traject=mensen.vera_traject, plan__standaardtraject=st,
        plan__status=Planstatus.VOORGELEGD, competentie=regel.competentie,
    )  # fmt: skip
    type(mensen.leerling).objects.filter(pk=mensen.vera_traject.leerling_id).update(klas=klas)
    samen = {str(mensen.leerling), str(mensen.vera_traject.leerling)}
    assert set(vakken("coen")) == samen
    assert set(vakken("bea")) == {str(mensen.leerling)}
    elders = f.PlanregelFactory(plan__traject=mensen.vreemd_traject)
    vreemd = f"?klas={mensen.vreemd_traject.leerling.klas_id}"
    vreemd += f"&standaardtraject={elders.competentie.cluster.standaardtraject_id}"
    assert set(vakken("coen", vreemd)) == samen, "een andere school is er niet"


def test_kiezen_van_klas_en_standaardtraject(mensen, regel, vakken):
    ander = f.PlanregelFactory(
        plan__traject=mensen.vera_traject, plan__status=Planstatus.VOORGELEGD
    )
    klas = mensen.vera_traject.leerling.klas
    assert set(vakken("coen", f"?klas={klas.pk}")) == {str(mensen.vera_traject.leerling)}
    st = ander.competentie.cluster.standaardtraject_id
    assert set(vakken("coen", f"?klas={mensen.leerling.klas_id}&standaardtraject={st}")) == {
        str(mensen.leerling)
    }


def test_zonder_plannen_staat_er_wat_er_komt(client_van, hier):
    assert "Nog geen klas om te tonen" in client_van("coen").get(hier).text


def test_een_vak_bewaart_en_toont_wat_er_nu_staat(mensen, regel, druk, geef):
    geef("mo", 4)
    antwoord = druk(niveau=3)
    assert antwoord.status_code == 200
    assert antwoord.text.strip().startswith(f'<td id="vak-{mensen.traject.pk}-')
    assert "school goed, werkplek zelfstandig" in antwoord.text
    rij = Beoordeling.objects.get(door=mensen.pieter)
    assert (rij.niveau, rij.plek) == (3, "school")


def test_wie_zich_dezelfde_dag_bedenkt_verbetert(mensen, druk):
    """The same again changes nothing, nor does the same press that comes twice."""
    sleutel = uuid.uuid4()
    druk(niveau=2, sleutel=sleutel)
    druk(niveau=2, sleutel=sleutel)
    druk(niveau=2)
    assert Beoordeling.objects.count() == 1
    druk(niveau=4)
    assert Beoordeling.objects.count() == 2
    assert Beoordeling.objects.geldig().get().niveau == 4
    druk("bea", niveau=1)
    assert set(Beoordeling.objects.geldig().values_list("niveau", flat=True)) == {4, 1}
    teksten = mensen.traject.gebeurtenissen.values_list("tekst", flat=True)
    assert sum("klasoverzicht" in tekst for tekst in teksten) == 2, "eens per dag en per mens"


def test_ongedaan_maken(druk, geef):
    geef("pieter", 3, dagen_geleden=20)
    assert "koos je vandaag niets" in druk(ongedaan=1).text
    druk(niveau=1)
    antwoord = druk(ongedaan=1)
    assert "school goed" in antwoord.text, "wat er eerder stond"
    assert "koos je vandaag niets" in druk(ongedaan=1).text


def test_wat_niet_kan_zegt_waarom_en_bewaart_niets(mensen, druk, regel):
    for velden in ({"niveau": 9}, {"niveau": "x"}, {"niveau": ""}, {"niveau": 2, "sleutel": "x"},
                   {"niveau": 2, "schaal": 10**6}):  # fmt: skip
        antwoord = druk(**velden)
        assert "erlaad de pagina" in antwoord.text, velden
        assert 'role="alert"' in antwoord.text
    assert not Beoordeling.objects.exists()
    for naam in ("lea", "coen", "els"):
        assert druk(naam, niveau=3).status_code == 403, naam
    assert druk("vera", niveau=3).status_code == 404
    buiten = f.CompetentieFactory(cluster=regel.competentie.cluster)
    assert druk(competentie=buiten.pk, niveau=3).status_code == 404
    assert druk(traject=mensen.vreemd_traject, niveau=3).status_code == 404


def test_zonder_script_kom_je_op_de_bladzijde_van_de_competentie(client_van, adres, mensen, regel):
    url = adres("opleidingsplannen:rastervak", mensen.traject.pk, regel.competentie_id)
    antwoord = client_van("pieter").post(url, {"niveau": 3, "sleutel": uuid.uuid4()})
    assert antwoord.url == adres(
        "opleidingsplannen:competentie", mensen.traject.pk, regel.competentie_id
    )
    assert Beoordeling.objects.get().niveau == 3


def test_wie_alleen_leest_krijgt_geen_knoppen(client_van, hier, regel):
    assert "data-palet" not in client_van("lea").get(hier).text
    assert "data-vak" not in client_van("lea").get(hier).text
    assert "data-palet" in client_van("pieter").get(hier).text


def test_even_veel_vragen_voor_een_klas_als_voor_een_leerling(
    mensen, regel, hier, client_van, meet
):
    bea = client_van("pieter")
    een = meet(bea, hier)
    st, klas = regel.competentie.cluster.standaardtraject, mensen.leerling.klas
    for _ in range(6):
        traject = f.TrajectFactory(leerling__klas=klas, leerling__school=mensen.school)
        f.TeamlidFactory(traject=traject, gebruiker=mensen.pieter.gebruiker, rol="praktijk")
        plan = f.PlanregelFactory(plan__traject=traject, plan__standaardtraject=st).plan
        for _ in range(4):
            r = f.PlanregelFactory(plan=plan, competentie__cluster=regel.competentie.cluster)
            Beoordeling.objects.create(
                traject=traject, competentie=r.competentie, niveau=2, plek="school",
                door=mensen.pieter, rol="praktijk", sleutel=uuid.uuid4(),
            )  # fmt: skip
    assert meet(bea, hier) == een <= 25
