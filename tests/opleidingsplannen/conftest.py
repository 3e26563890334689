"""A plan in Lotte's case, for the tests of this app."""

import datetime
import uuid

import pytest
from django.utils import timezone

from leerlingen.schooljaar import begin_schooljaar
from opleidingsplannen.models import Beoordeling, Opleidingsplan, Planregel, Planstatus
from tests import factories as f
from trajecten.models import Kalenderperiode


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
    """Press a button of Lotte's plan and read where it leads: doe("bea", "leg_voor").

    The page that was open said how the newest version is now, unless `gezien` tells otherwise.
    """

    def post(naam: str, knop: str, **velden) -> str:
        if plan := mensen.traject.plannen.order_by("-versie").first():
            velden.setdefault("gezien", plan.gewijzigd_op.isoformat())
        url = adres(f"opleidingsplannen:{knop}", mensen.traject.pk)
        antwoord = client_van(naam).post(url, velden, follow=True)
        assert antwoord.status_code == 200, antwoord.status_code
        return antwoord.content.decode()

    return post


@pytest.fixture
def regel(maak_plan) -> Planregel:
    """The only line of Lotte's plan."""
    return maak_plan(1, status=Planstatus.AKKOORD).regels.get()


@pytest.fixture
def geef(mensen, request):
    """A rating as stored: geef("mo", 2, dagen_geleden=8); about `regel` unless told."""

    def maak(naam: str = "mo", niveau: int = 2, *, dagen_geleden: float = 0, **velden):
        lid = getattr(mensen, naam)
        regel = velden.pop("regel", None) or request.getfixturevalue("regel")
        return Beoordeling.objects.create(
            traject=regel.plan.traject,
            competentie=regel.competentie,
            plaatsing=mensen.plaatsing if naam == "mo" else None,
            niveau=niveau,
            plek="werkplek" if naam == "mo" else "school",
            door=lid,
            rol=lid.rol,
            sleutel=uuid.uuid4(),
            op=timezone.now() - datetime.timedelta(days=dagen_geleden),
            **velden,
        )

    return maak


@pytest.fixture
def lees(client_van, adres, mensen, regel):
    """The page of the competence of `regel` as this person reads it."""

    def doe(naam: str) -> str:
        url = adres("opleidingsplannen:competentie", mensen.traject.pk, regel.competentie_id)
        return client_van(naam).get(url).content.decode()

    return doe


@pytest.fixture
def verbeter_post(client_van, adres, mensen):
    """Send the form under a rating: verbeter_post(oordeel, "mo", niveau=3)."""

    def doe(oordeel: Beoordeling, naam: str = "mo", **velden):
        url = adres("opleidingsplannen:verbeter", mensen.traject.pk, oordeel.pk)
        velden = {"niveau": 4, "toelichting": "", "sleutel": uuid.uuid4(), **velden}
        return client_van(naam).post(url, velden, follow=True)

    return doe


@pytest.fixture
def werkt(mensen):
    """Lotte is at Mo's every day of the week, and no holiday comes in between; the school follows
    presence."""
    for jaar in {begin_schooljaar(f.dagen(n)) for n in (-80, 0, 80)}:
        dag = datetime.date(jaar + 1, 8, 31)
        Kalenderperiode.objects.create(school=mensen.school, naam="vrij", van=dag, tot=dag)
    f.WeekpatroonFactory(
        traject=mensen.traject,
        van=f.dagen(-80),
        school_dagen=[],
        werkplek_dagen=[1, 2, 3, 4, 5, 6, 7],
    )
    mensen.traject.plaatsingen.filter(organisatie__isnull=False).update(van=f.dagen(150))
    mensen.plaatsing.refresh_from_db()
    return mensen.plaatsing
