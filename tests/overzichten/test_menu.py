import pytest

from overzichten.menu import MENU, menu_voor
from overzichten.tekeningen import ICONEN
from tests.toegang import PERSOON, Rol

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rol", Rol)
def test_elk_menupunt_gaat_open(rol, mensen, client_van, adres):
    client = client_van(PERSOON[rol])
    menu = menu_voor(getattr(mensen, PERSOON[rol]), adres("overzichten:start"))
    assert menu[0].url == adres("overzichten:start")
    for punt in menu:
        assert punt.icoon in ICONEN
        assert client.get(punt.url).status_code == 200, punt


def test_geen_punt_tweemaal():
    for punten in MENU.values():
        assert len({punt.naam for punt in punten}) == len(punten)


def test_het_diepste_punt_is_aangeduid(mensen, adres):
    menu = menu_voor(mensen.bea, adres("leerlingen:leerling", mensen.leerling.pk))
    assert [punt.titel for punt in menu if punt.actief] == ["Leerlingen"]
    menu = menu_voor(mensen.bea, adres("overzichten:dossier", mensen.traject.pk))
    assert [punt.titel for punt in menu if punt.actief] == ["Vandaag"]
