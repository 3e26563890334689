"""Pages about plans cost the same for one row as for ten, and never much."""

import pytest

from tests import factories as f

HOOGSTENS = 25


@pytest.mark.parametrize(
    ("naam", "pagina"),
    [
        ("bea", "plan"),
        ("mo", "plan"),
        ("els", "plan"),
        ("bea", "bewerk"),
        ("mo", "beoordelen"),
        ("lotte", "beoordelen"),
    ],
)
def test_een_groter_plan_kost_niet_meer(naam, pagina, client_van, adres, mensen, maak_plan, meet):
    url = adres(f"opleidingsplannen:{pagina}", mensen.traject.pk)
    regel = {"inoefening": "beide"}
    plan = maak_plan(1, regel=regel, status="concept" if pagina == "bewerk" else "akkoord")
    een = meet(client_van(naam), url)
    for _ in range(3):
        cluster = f.ClusterFactory(standaardtraject=plan.standaardtraject)
        for competentie in f.CompetentieFactory.create_batch(4, cluster=cluster):
            f.PlanregelFactory(plan=plan, competentie=competentie, **regel)
    assert meet(client_van(naam), url) == een <= HOOGSTENS


@pytest.mark.parametrize("naam", ["coen", "bea"])
def test_een_langere_lijst_standaardtrajecten_kost_niet_meer(naam, client_van, adres, mensen, meet):
    url = adres("opleidingsplannen:standaardtrajecten")

    def maak(aantal: int) -> None:
        for _ in range(aantal):
            opleiding = f.OpleidingFactory(school=mensen.school)
            standaard = f.StandaardtrajectFactory(school=mensen.school, opleiding=opleiding)
            f.CompetentieFactory.create_batch(2, cluster__standaardtraject=standaard)

    maak(1)
    een = meet(client_van(naam), url)
    maak(9)
    assert meet(client_van(naam), url) == een <= HOOGSTENS


def test_een_groter_standaardtraject_kost_niet_meer(client_van, adres, mensen, meet):
    standaard = f.StandaardtrajectFactory(school=mensen.school)
    url = adres("opleidingsplannen:standaardtraject", standaard.pk)
    f.ActiviteitFactory(competentie__cluster__standaardtraject=standaard)
    een = meet(client_van("bea"), url)
    for _ in range(9):
        f.ActiviteitFactory(competentie__cluster__standaardtraject=standaard)
    assert meet(client_van("bea"), url) == een <= HOOGSTENS


def test_de_lijst_toont_alleen_de_eigen_school_met_het_aantal_competenties(
    client_van, adres, mensen
):
    standaard = f.StandaardtrajectFactory(school=mensen.school, naam="Bakker")
    cluster = f.ClusterFactory(standaardtraject=standaard)
    f.CompetentieFactory.create_batch(3, cluster=cluster)
    f.StandaardtrajectFactory(school=mensen.andere_school, naam="Van elders")
    antwoord = client_van("bea").get(adres("opleidingsplannen:standaardtrajecten"))
    assert [(s.naam, s.aantal) for s in antwoord.context["standaardtrajecten"]] == [("Bakker", 3)]
    assert "Standaardtraject invoeren" not in antwoord.content.decode()
