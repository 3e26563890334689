"""What the plain page of a learner tells outsiders of the learner's own data."""

import pytest
from django.utils.formats import date_format

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wie", "ziet", "niet"),
    [
        ("mo", ["telefoon"], ["adres", "geboren", "van_els"]),
        ("els", ["telefoon", "adres", "geboren", "van_els"], []),
        ("xander", [], ["telefoon", "adres", "geboren", "van_els"]),
    ],
)
def test_gegevens_van_de_leerling_voor_wie_ze_mag_lezen(wie, ziet, niet, mensen, client_van, adres):
    """A mentor calls the learner; a parent sees what the school has of the child and of them."""
    leerling = mensen.leerling
    leerling.telefoon = "0499 12 34 56"
    leerling.save()
    leerling.betrokkenen.filter(gebruiker=mensen.els.gebruiker).update(telefoon="0477 65 43 21")
    teksten = {
        "telefoon": 'href="tel:0499123456"',
        "adres": leerling.straat,
        "geboren": date_format(leerling.geboortedatum, "j F Y"),
        "van_els": "0477 65 43 21",
    }
    blad = client_van(wie).get(adres("overzichten:dossier", mensen.traject.pk)).content.decode()
    assert [naam for naam in ziet if teksten[naam] not in blad] == []
    assert [naam for naam in niet if teksten[naam] in blad] == []
