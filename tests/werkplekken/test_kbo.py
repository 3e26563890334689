import pytest
from django.core.exceptions import ValidationError

from werkplekken.kbo import controleer_kbo, normaliseer_kbo, toon_kbo

GOED = "0417497106"


@pytest.mark.parametrize(
    "tekst",
    [
        GOED,
        "0417.497.106",
        "BE 0417.497.106",
        "be0417497106",
        " 0417 497 106 ",
        "417497106",
        "417.497.106",
    ],
)
def test_elke_schrijfwijze_wordt_tien_cijfers(tekst):
    assert normaliseer_kbo(tekst) == GOED


def test_juist_nummer_gaat_door():
    controleer_kbo(GOED)


@pytest.mark.parametrize("plaats", range(8))
def test_een_verkeerd_cijfer_valt_op(plaats):
    """97 is a prime above ten: no single wrong digit gives the same remainder."""
    cijfer = str((int(GOED[plaats]) + 1) % 10) if plaats else "1"
    with pytest.raises(ValidationError, match="controlecijfers"):
        controleer_kbo(GOED[:plaats] + cijfer + GOED[plaats + 1 :])


def test_rest_nul_heeft_controle_97():
    basis = "04000025"
    while int(basis) % 97:
        basis = f"{int(basis) + 1:08d}"
    controleer_kbo(f"{basis}97")


@pytest.mark.parametrize("nummer", ["", "041749710", "2417497106", "٠٤١٧٤٩٧١٠٦", "abc"])
def test_wat_geen_nummer_is_krijgt_de_zin_over_tien_cijfers(nummer):
    with pytest.raises(ValidationError, match="tien cijfers"):
        controleer_kbo(nummer)


def test_tonen_met_punten():
    assert toon_kbo(GOED) == "0417.497.106"
