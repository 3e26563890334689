"""What is read of a name in a stranger's certificate, and whose it can be."""

import datetime

import pytest
from asn1crypto import x509

from overeenkomsten.getekende_pdf import Gezet, gelijkenis, naam_in, voorstel
from tests.overeenkomsten.elders import RIJKSREGISTERNUMMER


@pytest.mark.parametrize(
    ("naam", "leest"),
    [
        ("Jan Cools (Signature)", "Jan Cools (Signature)"),
        (f"Jan Cools {RIJKSREGISTERNUMMER}", "Jan Cools [rijksregisternummer]"),
        ("Jan\x00 \x85Cools\x9f", "Jan Cools"),
        ("Jan \u202eslooC\u2066\ufeff", "Jan slooC"),
        ("850731\u200b00148", "[rijksregisternummer]"),
        ("", ""),
    ],
)
def test_alleen_wat_te_zien_is_en_nooit_een_nummer(naam, leest):
    assert naam_in(x509.Name.build({"common_name": naam})) == leest


@pytest.mark.parametrize(
    ("houder", "naam", "samen"),
    [
        ("Jan Cools (Signature)", "COOLS Jan", 2),
        ("Els Maria Jacobs [rijksregisternummer]", "Els Jacobs", 2),
        ("Els Jacobs", "Els Jacobs-Maes", 2),
        ("Jan DHondt", "Jan D’Hondt", 3),
        ("Björk (Signature)", "Bjork", 1),
        ("Piet Maes", "Lotte Maes", 0),
        ("Piet Van den Broeck", "Lotte Van den Broeck", 0),
        ("Jan van Damme", "Els van Dijk", 0),
        ("Maes", "Lotte Maes", 0),
        ("(Signature)", "Lotte Maes", 0),
    ],
)
def test_een_familienaam_alleen_is_van_een_hele_familie(houder, naam, samen):
    assert gelijkenis(houder, naam) == samen


def test_de_naam_die_erop_lijkt_wordt_voorgesteld():
    moment = datetime.datetime(2026, 9, 1, tzinfo=datetime.UTC)
    gezet = [Gezet(naam, "", "a" * 64, moment, "niet") for naam in ("Jan Cools", "Els Jacobs")]
    assert list(voorstel(gezet, {1: "Els Jacobs", 2: "Jan Cools"})) == [2, 1]
    assert list(voorstel(gezet, {1: "Jan Cools", 2: "Jan Cools"})) == [None, None]
    assert list(voorstel(gezet, {1: "Lotte Jacobs", 2: "Piet Cools"})) == [None, None]
