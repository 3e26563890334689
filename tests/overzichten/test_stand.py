"""Whether a plan is on schedule, and why."""

import datetime

import pytest

from overzichten.stand import LEEG, Stand, tijd_voorbij
from trajecten.models import Traject

JAAR = Traject(begindatum=datetime.date(2026, 9, 1), einddatum=datetime.date(2027, 6, 30))


@pytest.mark.parametrize(
    ("bereikt", "verwacht", "zin"),
    [(5, 50, "op schema"), (4, 50, "op schema"), (4, 51, "11 % achter"), (6, 50, "op schema"),
     (6, 49, "11 % voor"), (0, 0, "op schema"), (2, 0, "20 % voor"), (5, None, "geen einddatum")],
)  # fmt: skip
def test_tot_tien_procent_verschil_is_op_schema(bereikt, verwacht, zin):
    assert Stand(10 * bereikt, verwacht, bereikt, 10).zin == zin


def test_waarom_noemt_de_cijfers_en_de_regel():
    waarom = Stand(40, 51, 4, 10).waarom
    for deel in ("4 van de 10 competenties", "40 %", "51 %", "Tot 10 % verschil"):
        assert deel in waarom


def test_zonder_akkoord_of_einddatum_is_er_geen_schema():
    zonder_akkoord, zonder_einde = Stand(40, None, 4, 10, akkoord=False), Stand(40, None, 4, 10)
    assert zonder_akkoord.zin == "nog geen akkoord"
    assert "akkoord" in zonder_akkoord.waarom
    assert "einddatum" in zonder_einde.waarom
    assert LEEG.zin == "nog geen plan"


@pytest.mark.parametrize(
    ("dag", "voorbij"),
    [((2026, 8, 1), 0), ((2026, 9, 1), 0), ((2026, 12, 1), 30), ((2027, 1, 30), 50),
     ((2027, 4, 1), 70), ((2027, 6, 30), 100), ((2027, 9, 1), 100)],
)  # fmt: skip
def test_hoeveel_van_de_tijd_voorbij_is(dag, voorbij):
    """Of 302 days: 91 are 30 %, 151 half, 212 are 70 %."""
    assert tijd_voorbij(JAAR, datetime.date(*dag)) == voorbij


def test_zonder_einddatum_is_er_geen_tijd_voorbij():
    assert tijd_voorbij(Traject(begindatum=JAAR.begindatum)) is None


@pytest.mark.parametrize(
    ("dag", "bereikt", "zin"),
    [((2026, 12, 1), 20, "op schema"), ((2026, 12, 1), 19, "11 % achter"),
     ((2026, 12, 1), 40, "op schema"), ((2026, 12, 1), 41, "11 % voor"),
     ((2026, 12, 4), 20, "11 % achter"), ((2026, 11, 28), 40, "11 % voor")],
)  # fmt: skip
def test_op_schema_aan_de_randen(dag, bereikt, zin):
    """Ten percent points either way on the first of December; a few days later or earlier, one more
    of them."""
    verwacht = tijd_voorbij(JAAR, datetime.date(*dag))
    assert Stand(bereikt, verwacht, bereikt, 100).zin == zin
