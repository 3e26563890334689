import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from leerlingen.management.commands import importeer_leerlingen
from leerlingen.models import Betrokkene, Leerling
from tests.factories import OpleidingFactory, SchoolFactory

OPDRACHT = "importeer_leerlingen"
VOORBEELDEN = Path(__file__).parent / "voorbeelden"


def importeer(bestand, *opties) -> dict:
    uit = StringIO()
    call_command(OPDRACHT, "--school", "eik", *opties, str(bestand), stdout=uit)
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


@pytest.mark.django_db
def test_onbekende_koppen_staan_op_stderr(tmp_path):
    SchoolFactory(code="eik")
    bestand = tmp_path / "a.csv"
    bestand.write_text(
        "Stamnummer;Naam;Voornaam;Geboortedatum;Lievelingskleur;INSZ\n1;M;L;1/1/2009;x;"
    )
    uit, fout = StringIO(), StringIO()
    call_command(OPDRACHT, "--school", "eik", str(bestand), stdout=uit, stderr=fout)
    assert json.loads(uit.getvalue())["nieuw"] == 1
    assert fout.getvalue().strip() == "Niet herkend en niet overgenomen: Lievelingskleur."


@pytest.mark.django_db
def test_wat_ook_misgaat_het_antwoord_is_json(monkeypatch):
    SchoolFactory(code="eik")

    def val_om(*args, **kwargs):
        raise IntegrityError("Failing row contains (Maes, Lotte)")

    monkeypatch.setattr(importeer_leerlingen, "voer_in", val_om)
    uit = StringIO()
    with pytest.raises(SystemExit) as einde:
        call_command(
            OPDRACHT, "--school", "eik", str(VOORBEELDEN / "leerlingen-utf8.csv"), stdout=uit
        )
    assert einde.value.code == 1
    assert json.loads(uit.getvalue()) == {"fout": "Er ging iets mis (IntegrityError)."}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("school", "naam", "inhoud", "zin"),
    [
        ("weg", "a.csv", b"", "Er is geen school met code “weg”."),
        ("eik", "er-is-niets.csv", None, "is er niet."),
        ("eik", "a.csv", b"%PDF-1.7", "PDF"),
        ("eik", "a.csv", b"Naam;Voornaam\nMaes;Lotte\n", "Koppel nog een kolom aan: Stamnummer"),
    ],
    ids=["school", "bestand", "pdf", "kolommen"],
)
def test_wat_niet_kan_geeft_een_zin_en_code_een(school, naam, inhoud, zin, tmp_path):
    """A nightly job sees by the exit code that it must be looked at."""
    SchoolFactory(code="eik")
    if inhoud is not None:
        (tmp_path / naam).write_bytes(inhoud)
    uit = StringIO()
    with pytest.raises(SystemExit) as einde:
        call_command(
            OPDRACHT, "--school", school, str(tmp_path / naam), stdout=uit, stderr=StringIO()
        )
    assert einde.value.code == 1
    assert zin in json.loads(uit.getvalue())["fout"]


@pytest.mark.django_db
def test_een_groep_met_een_andere_naam_staat_op_stderr():
    opleiding = OpleidingFactory(school=SchoolFactory(code="eik"), administratieve_groep="40005")
    fout = StringIO()
    bestand = str(VOORBEELDEN / "leerlingen-utf8.csv")
    call_command(OPDRACHT, "--school", "eik", bestand, stdout=StringIO(), stderr=fout)
    assert f"bij jullie “{opleiding}”. 6 leerlingen komen bij" in fout.getvalue()
