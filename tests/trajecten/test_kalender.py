import datetime

import pytest

from tests import factories as f
from trajecten import acties
from trajecten.kalender import Kalender, opleidingsdagen, pasen, vakanties
from trajecten.models import VrijePeriode


def dag(tekst: str) -> datetime.date:
    return datetime.date.fromisoformat(tekst)


def vakantie(jaar: int, naam: str) -> tuple[datetime.date, datetime.date]:
    return next((v.van, v.tot) for v in vakanties(jaar) if v.naam == naam)


@pytest.mark.parametrize(
    ("jaar", "naam", "van", "tot"),
    [
        (2025, "herfstvakantie", "2025-10-27", "2025-11-02"),
        (2025, "kerstvakantie", "2025-12-22", "2026-01-04"),
        (2025, "krokusvakantie", "2026-02-16", "2026-02-22"),
        (2025, "paasvakantie", "2026-04-06", "2026-04-19"),
        (2026, "herfstvakantie", "2026-11-02", "2026-11-08"),
        (2026, "kerstvakantie", "2026-12-21", "2027-01-03"),
        (2026, "krokusvakantie", "2027-02-08", "2027-02-14"),
        (2026, "paasvakantie", "2027-03-29", "2027-04-11"),
        # Christmas on a Saturday (2027) and on a Sunday (2022): the Monday after
        (2027, "kerstvakantie", "2027-12-27", "2028-01-09"),
        (2022, "kerstvakantie", "2022-12-26", "2023-01-08"),
        # Easter after 15 April: 20 April 2025, 21 April 2030
        (2024, "paasvakantie", "2025-04-07", "2025-04-20"),
        (2029, "paasvakantie", "2030-04-08", "2030-04-21"),
        # Easter on 15 April exactly (2063): the first Monday of April counts
        (2062, "paasvakantie", "2063-04-02", "2063-04-15"),
        # Easter on 31 March 2024, a leap year
        (2023, "paasvakantie", "2024-04-01", "2024-04-14"),
        (2023, "krokusvakantie", "2024-02-12", "2024-02-18"),
        (2026, "zomervakantie", "2027-07-01", "2027-08-31"),
        (2026, "Hemelvaart", "2027-05-06", "2027-05-06"),
        (2026, "vrijdag na Hemelvaart", "2027-05-07", "2027-05-07"),
        (2026, "pinkstermaandag", "2027-05-17", "2027-05-17"),
        (2026, "paasmaandag", "2027-03-29", "2027-03-29"),
        (2026, "Wapenstilstand", "2026-11-11", "2026-11-11"),
        (2026, "Dag van de Arbeid", "2027-05-01", "2027-05-01"),
    ],
)
def test_vakanties_volgens_de_regels(jaar, naam, van, tot):
    assert vakantie(jaar, naam) == (dag(van), dag(tot))


@pytest.mark.parametrize(
    "paasdag", ["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25", "2285-03-22"]
)
def test_pasen(paasdag):
    assert pasen(int(paasdag[:4])) == dag(paasdag)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("van", "laatste"), [("2026-09-01", "2026-09-28"), ("2026-10-26", "2026-11-30")]
)
@pytest.mark.parametrize("ingevuld", [True, False])
def test_twintig_opleidingsdagen(van, laatste, ingevuld):
    school = f.SchoolFactory()
    if ingevuld:
        assert acties.vul_kalender(school, 2026) == 11
        assert acties.vul_kalender(school, 2026) == 0, "tweemaal vullen doet niets tweemaal"
    telling = opleidingsdagen(school, dag(van), 20)
    assert telling.laatste == dag(laatste)
    assert len(telling.geteld) == 20


@pytest.mark.django_db
def test_overgeslagen_dagen_zeggen_waarom():
    telling = opleidingsdagen(f.SchoolFactory(), dag("2026-10-26"), 20)
    assert telling.redenen == ["herfstvakantie", "Wapenstilstand"]
    assert (dag("2026-11-11"), "Wapenstilstand") in telling.overgeslagen
    assert (dag("2026-10-31"), "weekend") in telling.overgeslagen


@pytest.mark.django_db
def test_een_eigen_vrije_dag_telt_niet_en_verdringt_de_vakanties_niet():
    school = f.SchoolFactory()
    brugdag = VrijePeriode(
        school=school, naam="studiedag", van=dag("2026-09-16"), tot=dag("2026-09-16")
    )
    acties.voeg_vrije_periode_toe(brugdag)
    assert opleidingsdagen(school, dag("2026-09-01"), 20).laatste == dag("2026-09-29")
    assert Kalender(school).vrij_op(dag("2026-11-04")) == "herfstvakantie"
    assert Kalender(f.SchoolFactory()).vrij_op(dag("2026-09-16")) == "", "van een andere school"
