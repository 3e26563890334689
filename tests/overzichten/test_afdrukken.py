"""What stands on a printed page."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wie", "naam", "staat"),
    [
        ("coen", "overzichten:start", True),
        ("coen", "gebruikers:mensen", True),
        ("coen", "overzichten:wie_ziet_wat", False),
        ("coen", "gebruikers:vervangingen", False),
        ("coen", "gebruikers:school", False),
        ("coen", "trajecten:kalender", False),
        ("coen", "opleidingsplannen:standaardtrajecten", False),
        ("bob", "overzichten:start", False),
    ],
)
def test_alleen_een_blad_met_gegevens_van_leerlingen_zegt_dat(wie, naam, staat, client_van, adres):
    tekst = client_van(wie).get(adres(naam)).text
    assert "afgedrukt door" in tekst
    assert ("bevat gegevens van leerlingen" in tekst) is staat
