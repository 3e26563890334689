"""Who may not do something reads whom to ask."""

import pytest
from django.core.exceptions import PermissionDenied

from gebruikers.zicht import Informatie, Recht, Schoolsoort, eis
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wie", "soort", "zin"),
    [
        ("bea", Schoolsoort.KALENDER, "aan de coördinator, de administratie of de beheerder."),
        ("bea", Schoolsoort.STANDAARDTRAJECTEN, "aan de coördinator of de praktijkleerkracht."),
        ("lea", Informatie.VERLOOP, "aan de coördinator of de trajectbegeleider."),
        ("els", Informatie.PLAN, "aan de trajectbegeleider."),
    ],
)
def test_de_zin_noemt_wie_het_wel_kan(wie, soort, zin, mensen):
    with pytest.raises(PermissionDenied) as geweigerd:
        eis(getattr(mensen, wie), soort, Recht.SCHRIJF)
    assert str(geweigerd.value) == f"Met jouw rol kan je dit niet. Vraag het {zin}"


def test_een_pagina_van_een_andere_rol_noemt_wie_ze_heeft(mensen, client_van, adres):
    antwoord = client_van("bob").get(adres("overzichten:leerlingen"))
    assert antwoord.status_code == 403
    assert "Vraag het aan de coördinator, de trajectbegeleider," in antwoord.text


def test_de_begeleider_leest_hem_op_het_scherm(mensen, client_van, adres):
    velden = {"naam": "studiedag", "van": f.dagen(3), "tot": f.dagen(3)}
    antwoord = client_van("bea").post(adres("trajecten:kalender"), velden)
    assert antwoord.status_code == 403
    assert "Vraag het aan de coördinator" in antwoord.content.decode()


@pytest.mark.parametrize("pagina", ["leerlingen:inzage", "overzichten:mijn_gegevens"])
@pytest.mark.parametrize("wie", ["els", "bea"])
def test_wat_niemand_van_de_school_kan_vraagt_men_niet_aan_de_school(
    pagina, wie, client_van, adres
):
    antwoord = client_van(wie).get(adres(pagina))
    assert antwoord.status_code == 403
    assert "Dit is alleen voor de leerling zelf." in antwoord.text
    assert "Vraag het aan" not in antwoord.text
