"""Pages about plans cost the same for one row as for ten, and never much."""

import pytest

from opleidingsplannen.models import Planvraag
from tests import factories as f

HOOGSTENS = 25


def _groei(plans: list, aantal: int) -> None:
    """So many lines more in each of these versions, two to a cluster."""
    standaard = plans[0].standaardtraject
    for _ in range(aantal // 2):
        cluster = f.ClusterFactory(standaardtraject=standaard)
        for competentie in f.CompetentieFactory.create_batch(2, cluster=cluster):
            for plan in plans:
                inoefening = "beide" if plan.versie == 1 else "werkplek"
                f.PlanregelFactory(plan=plan, competentie=competentie, inoefening=inoefening)


@pytest.mark.parametrize(
    ("naam", "pagina"),
    [
        ("bea", "plan"),
        ("mo", "plan"),
        ("els", "plan"),
        ("lotte", "plan"),
        ("lea", "plan"),
        ("bea", "bewerk"),
        ("mo", "beoordelen"),
        ("lotte", "beoordelen"),
        ("pieter", "beoordelen"),
    ],
)
def test_een_groter_plan_kost_niet_meer(naam, pagina, client_van, adres, mensen, maak_plan, meet):
    url = adres(f"opleidingsplannen:{pagina}", mensen.traject.pk)
    regel = {"inoefening": "beide"}
    plan = maak_plan(10, regel=regel, status="concept" if pagina == "bewerk" else "akkoord")
    tien = meet(client_van(naam), url)
    _groei([plan], 90)
    assert plan.regels.count() == 100
    assert meet(client_van(naam), url) == tien <= HOOGSTENS


@pytest.mark.parametrize("naam", ["bea", "mo", "lotte", "els"])
def test_een_nieuwe_versie_met_wijzigingen_en_vragen_kost_niet_meer(
    naam, client_van, adres, mensen, maak_plan, meet
):
    url = adres("opleidingsplannen:plan", mensen.traject.pk) + "?versie=2"
    oud = maak_plan(2, status="akkoord")
    nieuw = f.OpleidingsplanFactory(
        traject=oud.traject,
        standaardtraject=oud.standaardtraject,
        versie=2,
        status="voorgelegd",
    )

    def vraag(aantal: int) -> None:
        for lid in (mensen.mo, mensen.lotte):
            for _ in range(aantal):
                Planvraag.objects.create(
                    plan=nieuw, partij=lid.rol, ronde=1, vraag="Hoe?", door=lid
                )

    _groei([oud, nieuw], 10)
    vraag(1)
    tien = meet(client_van(naam), url)
    _groei([oud, nieuw], 90)
    vraag(9)
    assert meet(client_van(naam), url) == tien <= HOOGSTENS


def test_meer_van_vandaag_kost_niet_meer(client_van, adres, mensen, maak_plan, meet, geef):
    url = adres("opleidingsplannen:beoordelen", mensen.traject.pk)
    regels = list(maak_plan(11, status="akkoord").regels.all())
    geef("mo", regel=regels[0])
    een = meet(client_van("mo"), url)
    for regel in regels[1:]:
        geef("mo", regel=regel)
    assert meet(client_van("mo"), url) <= een <= HOOGSTENS


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
