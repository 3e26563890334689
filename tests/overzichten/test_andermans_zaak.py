"""Every page about one traject, of every app: nobody gets into another's case at the school."""

import pytest

from tests.test_toegang import TABEL, _adres, _parameters, _status
from tests.toegang import PERSOON, Rol

PAGINAS = sorted(naam for naam in TABEL if ":" in naam and _parameters(naam)[-1:] == ["traject_id"])
HELE_SCHOOL = {Rol.COORDINATOR, Rol.ADMINISTRATIE}


@pytest.mark.django_db
@pytest.mark.parametrize("naam", PAGINAS)
def test_andermans_zaak_bestaat_niet(naam, mensen, client_van):
    ander, _ = _adres(naam, mensen.school.code, {"traject_id": mensen.vera_traject.pk})
    eigen, _ = _adres(naam, mensen.school.code, {"traject_id": mensen.traject.pk})
    for rol, persoon in PERSOON.items():
        if rol not in HELE_SCHOOL:
            assert _status(client_van(persoon), TABEL[naam], ander) == 404, (rol, ander)
    assert _status(client_van("vera"), TABEL[naam], eigen) == 404
