"""A long history stays quick: the last lines are read, and it says that there is more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gebruikers.models import Spoorregel
from overzichten import geschiedenis
from overzichten.geschiedenis import laatste
from tests import factories as f
from tests.overzichten.zaken import wijzig

pytestmark = pytest.mark.django_db
ER_IS_MEER = "Dit is niet alles: hier staan de laatste 4 wijzigingen."


@pytest.fixture(autouse=True)
def _vier(monkeypatch):
    assert geschiedenis.HOOGSTENS <= 1000
    monkeypatch.setattr(geschiedenis, "HOOGSTENS", 4)
    monkeypatch.setattr("overzichten.views.HOOGSTENS", 4)


@pytest.fixture
def groepen(mensen):
    """The sizes of the groups, and whether there is more."""
    sinds = Spoorregel.objects.latest("pk").pk

    def doe() -> tuple[list[int], bool]:
        gevonden, meer = laatste(Spoorregel.objects.filter(pk__gt=sinds).order_by("-pk"))
        return [len(groep) for groep in gevonden], meer

    return doe


@pytest.mark.parametrize(
    ("verzoeken", "verwacht"),
    [
        ([1, 1, 2], ([2, 1, 1], False)),
        ([1, 2, 2], ([2, 2], True)),
        ([2, 2, 1], ([1, 2], True)),  # of the first two one was read
        ([7], ([5], True)),
    ],
)
def test_wat_samen_hoort_staat_er_heel_of_niet(mensen, groepen, verzoeken, verwacht):
    for nummer, regels in enumerate(verzoeken):
        for n in range(regels):
            wijzig(mensen.leerling, f"Plaats {nummer} {n}", aanvraag=f"web {nummer}")
    assert groepen() == verwacht


def test_men_leest_dat_er_meer_is_en_vindt_het_met_een_dag(mensen, pagina):
    for n in range(3):
        wijzig(mensen.leerling, f"Plaats {n}", aanvraag=f"web {n}")
    gezien = pagina("bea", "leerling", mensen.leerling)
    assert "naar Plaats 0" in gezien
    assert "Dit is niet alles" not in gezien
    for n in range(3, 6):
        wijzig(mensen.leerling, f"Plaats {n}", aanvraag=f"web {n}")
    tekst = pagina("bea", "leerling", mensen.leerling)
    assert ER_IS_MEER in tekst
    assert "naar Plaats 2" in tekst
    assert "naar Plaats 1" not in tekst
    assert ER_IS_MEER not in pagina("bea", "leerling", mensen.leerling, tot=f.dagen(-1))


def test_een_lange_geschiedenis_kost_niet_meer_dan_een_korte(mensen, client_van, adres):
    url, bea = adres("overzichten:geschiedenis", "leerling", mensen.leerling.pk), client_van("bea")

    def vragen() -> list[str]:
        with CaptureQueriesContext(connection) as vangst:
            bea.get(url)
        return [vraag["sql"] for vraag in vangst if "gebruikers_spoorregel" in vraag["sql"]]

    kort = vragen()
    for n in range(30):
        wijzig(mensen.leerling, f"Plaats {n}", aanvraag=f"web {n}")
    lang = vragen()
    assert len(lang) == len(kort)
    for sql in lang:
        klein = "LIMIT 1)" in sql or "LIMIT 5" in sql
        assert klein or "SELECT DISTINCT" in sql or '"id" IN (' in sql, sql
