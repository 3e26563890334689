"""Whether a plan is on schedule, and why."""

import pytest

from overzichten.stand import LEEG, Stand


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
