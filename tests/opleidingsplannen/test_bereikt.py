"""When a competence is reached: the one rule, in Python and in the database, and since when."""

import datetime
from itertools import product

import pytest
from django.utils import timezone

from opleidingsplannen.bereikt import Stand, bereikt_volgens, overzicht, stand_van
from opleidingsplannen.models import Beoordeling, Opleidingsplan, Planregel
from opleidingsplannen.models.schaal import VIER_PUNTEN
from overzichten.stand import plan_standen
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("werkplek", "school", "stand"),
    [
        (None, None, Stand.NIET),
        (3, None, Stand.BEREIKT),
        (None, 4, Stand.BEREIKT),
        (3, 4, Stand.BEREIKT),
        (4, 2, Stand.VERSCHIL),
        (1, 3, Stand.VERSCHIL),
        (2, None, Stand.NOG_NIET),
        (1, 2, Stand.NOG_NIET),
    ],
)
def test_de_regel(werkplek, school, stand):
    assert (
        stand_van(*(nummer and VIER_PUNTEN[nummer - 1] for nummer in (werkplek, school))) == stand
    )


def test_de_databank_zegt_hetzelfde(mensen, regel, geef):
    """Of every pair of last words; an earlier one and the learner's own do not count."""
    rij = Planregel.objects.annotate(
        is_bereikt=bereikt_volgens(Beoordeling.objects.all(), "plan__traject", "competentie")
    )
    for werkplek, school in product([None, *VIER_PUNTEN], repeat=2):
        regel = f.PlanregelFactory(plan=regel.plan)
        for naam, woord in (("mo", werkplek), ("pieter", school), ("lotte", VIER_PUNTEN[-1])):
            if woord:
                geef(naam, 1, dagen_geleden=9, regel=regel)
                geef(naam, woord.nummer, dagen_geleden=2, regel=regel)
        is_bereikt = stand_van(werkplek, school) == Stand.BEREIKT
        assert bool(rij.get(pk=regel.pk).is_bereikt) is is_bereikt, (werkplek, school)


@pytest.fixture
def een(mensen, regel):
    """The only competence of the plan as it stands."""

    def doe():
        plan = Opleidingsplan.objects.get(pk=regel.plan_id)
        ((rij,),) = [c.competenties for c in overzicht(plan, Beoordeling.objects.all())]
        return rij

    return doe


def test_naast_elkaar_en_nooit_een_gemiddelde(een, geef):
    geef("mo", 4, dagen_geleden=5)
    geef("pieter", 2, dagen_geleden=4)
    geef("lotte", 3, dagen_geleden=3)
    woorden = {kant: woord.niveau.nummer for kant, woord in een().naast_elkaar}
    assert woorden == {"werkplek": 4, "school": 2, "leerling": 3}
    assert een().stand == Stand.VERSCHIL


def test_wat_de_leerling_zegt_telt_niet(een, geef):
    geef("lotte", 4)
    assert een().stand == Stand.NIET


def test_bereikt_sinds_de_dag_waarop_het_zo_werd_en_bleef(een, geef):
    geef("mo", 3, dagen_geleden=20)
    assert een().sinds.wie == "Mo Cast"
    geef("pieter", 2, dagen_geleden=10)
    assert een().sinds is None
    laatste = geef("pieter", 4, dagen_geleden=5)
    geef("mo", 4, dagen_geleden=1)
    assert (een().sinds.wie, een().sinds.op) == ("Pieter Cast", laatste.op.date())


def test_van_een_cluster_telt_de_laatste_van_de_dag(regel, geef):
    ander = f.PlanregelFactory(plan=regel.plan, competentie__cluster=regel.competentie.cluster)
    dag = datetime.timedelta(days=1)
    for naam, rij, uur in (("mo", regel, 9), ("pieter", ander, 11)):
        moment = timezone.localtime().replace(hour=uur) - 3 * dag
        geef(naam, 3, regel=rij, dagen_geleden=(timezone.now() - moment) / dag)
    (cluster,) = overzicht(regel.plan, Beoordeling.objects.all())
    assert cluster.sinds.wie == "Pieter Cast"


def test_wat_verbeterd_of_teruggenomen_is_telt_niet(een, geef):
    oud = geef("mo", 4, dagen_geleden=5)
    nieuw = geef("mo", 2, dagen_geleden=5, verbetert=oud)
    assert een().stand == Stand.NOG_NIET
    geef("mo", None, dagen_geleden=5, verbetert=nieuw)
    assert een().stand == Stand.NIET


def test_een_cluster_is_bereikt_als_alles_ervan_bereikt_is(mensen, regel, geef):
    ander = f.PlanregelFactory(plan=regel.plan, competentie__cluster=regel.competentie.cluster)
    geef("mo", 3, dagen_geleden=9)
    (cluster,) = overzicht(regel.plan, Beoordeling.objects.all())
    assert (cluster.aantal_bereikt, cluster.is_bereikt, cluster.sinds) == (1, False, None)
    laatste = geef("pieter", 3, dagen_geleden=2, regel=ander)
    (cluster,) = overzicht(regel.plan, Beoordeling.objects.all())
    assert cluster.is_bereikt
    assert (cluster.sinds.op, cluster.sinds.wie) == (laatste.op.date(), "Pieter Cast")


def test_de_ring_telt_wat_verschilt_niet_als_bereikt(mensen, regel, geef):
    geef("mo", 2, dagen_geleden=5)
    geef("pieter", 4)
    assert plan_standen(mensen.bea, [mensen.traject])[mensen.traject.pk].bereikt == 0
    geef("mo", 3)
    assert plan_standen(mensen.bea, [mensen.traject])[mensen.traject.pk].bereikt == 1


def test_het_plan_telt_zoals_de_ring(mensen, regel, geef, client_van, adres):
    url, bea = adres("opleidingsplannen:plan", mensen.traject.pk), client_van("bea")
    geef("mo", 2, dagen_geleden=5)
    geef("pieter", 4)
    for aantal in (0, 1):
        antwoord = bea.get(url)
        ((_, _, bereikt),) = antwoord.context["clusters"]
        stand = plan_standen(mensen.bea, [mensen.traject])[mensen.traject.pk]
        assert bereikt == stand.bereikt == aantal
        assert f"{aantal} van 1 lukt al" in antwoord.text
        geef("mo", 3)
