"""A plan in Lotte's case, for the tests of this app."""

import pytest

from opleidingsplannen.models import Opleidingsplan, Planstatus
from tests import factories as f


@pytest.fixture
def maak_plan(mensen):
    """A plan with so many lines in one cluster: maak_plan(3, status=…, inoefening=…)."""

    def maak(aantal: int = 2, *, traject=None, regel=None, **velden) -> Opleidingsplan:
        traject = traject or mensen.traject
        standaard = f.StandaardtrajectFactory(school=traject.school)
        plan = f.OpleidingsplanFactory(traject=traject, standaardtraject=standaard, **velden)
        cluster = f.ClusterFactory(standaardtraject=standaard)
        for nummer in range(1, aantal + 1):
            competentie = f.CompetentieFactory(cluster=cluster, titel=f"Kan werk {nummer}")
            f.PlanregelFactory(plan=plan, competentie=competentie, **(regel or {}))
        return plan

    return maak


@pytest.fixture
def voorgelegd(maak_plan) -> Opleidingsplan:
    return maak_plan(status=Planstatus.VOORGELEGD)


@pytest.fixture
def doe(client_van, adres, mensen):
    """Press a button of Lotte's plan and read where it leads: doe("bea", "leg_voor")."""

    def post(naam: str, knop: str, **velden) -> str:
        url = adres(f"opleidingsplannen:{knop}", mensen.traject.pk)
        antwoord = client_van(naam).post(url, velden, follow=True)
        assert antwoord.status_code == 200, antwoord.status_code
        return antwoord.content.decode()

    return post
