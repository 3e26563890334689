"""Two schools side by side: on no page of one stands a name of the other."""

import re

import pytest

from dev.beelden import bezoek
from dev.wereld.gegevens import DEMO
from tests.paden.wereld import Lezer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("paden")]
NAMEN = (*DEMO.namen, *(bedrijf.naam for bedrijf in DEMO.bedrijven), DEMO.organisatie)
VAN_DE_ANDERE = re.compile(r"\b(" + "|".join(map(re.escape, NAMEN)) + r")\b")


@pytest.mark.parametrize("rol", ["coordinator", "mentor"])
def test_de_tweede_school_toont_niemand_van_de_eerste(rol, als):
    lezer, gelekt = Lezer(als(rol, school="tweede")), []
    for pad in bezoek("/tweede/", lezer):
        gelekt += [(pad, naam) for naam in VAN_DE_ANDERE.findall(lezer.tekst)]
    assert gelekt == []
