import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from leerlingen.models import Betrokkene, Leerling
from tests.factories import SchoolFactory

VOORBEELDEN = Path(__file__).parent / "voorbeelden"


def importeer(bestand, *opties) -> dict:
    uit = StringIO()
    call_command("importeer_leerlingen", "--school", "eik", *opties, str(bestand), stdout=uit)
    return json.loads(uit.getvalue())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("naam", "aantal"), [("leerlingen-informat.csv", 150), ("leerlingen-utf8.csv", 40)]
)
def test_tweede_keer_hetzelfde_bestand_verandert_niets(naam, aantal):
    SchoolFactory(code="eik")
    proef = importeer(VOORBEELDEN / naam, "--proef")
    assert not Leerling.objects.exists()
    eerste = importeer(VOORBEELDEN / naam)
    assert eerste == proef
    assert eerste["nieuw"] + len({g["rij"] for g in eerste["geweigerd"]}) == aantal
    assert Leerling.objects.count() == eerste["nieuw"]
    assert Betrokkene.objects.exists()
    tweede = importeer(VOORBEELDEN / naam)
    assert tweede == {**eerste, "nieuw": 0, "ongewijzigd": eerste["nieuw"]}
