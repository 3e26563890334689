"""After all that people did on these paths: no term is behind."""

import subprocess

import pytest

from dev.diensten import CHECKOUT
from dev.start import PYTHON

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]


def _laatste_regel(*opdracht: str) -> str:
    opdracht = [PYTHON, "manage.py", *opdracht]
    uit = subprocess.run(opdracht, cwd=CHECKOUT, check=True, capture_output=True, text=True)
    return uit.stdout.splitlines()[-1]


def test_na_alle_wegen_zijn_de_termijnen_wat_hun_regels_zeggen(stapel):
    assert _laatste_regel("reken_termijnen") == "0 termijnen waren anders"


@pytest.mark.parametrize(
    ("vanaf", "laatste"), [("2026-09-01", "2026-09-28"), ("2026-10-26", "2026-11-30")]
)
def test_twintig_opleidingsdagen_op_de_kalender_van_de_demoschool(stapel, vanaf, laatste):
    duur = ("--vanaf", vanaf, "--opleidingsdagen", "20")
    assert _laatste_regel("termijn", "--school", "demo", *duur) == laatste
