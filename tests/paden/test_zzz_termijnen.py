"""After all that people did on these paths: no term is behind."""

import subprocess

import pytest

from dev.diensten import CHECKOUT
from dev.start import PYTHON

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]


def test_na_alle_wegen_zijn_de_termijnen_wat_hun_regels_zeggen(stapel):
    opdracht = [PYTHON, "manage.py", "reken_termijnen"]
    uit = subprocess.run(opdracht, cwd=CHECKOUT, check=True, capture_output=True, text=True)
    assert uit.stdout.splitlines()[-1] == "0 termijnen waren anders"
