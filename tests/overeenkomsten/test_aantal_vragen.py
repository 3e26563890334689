"""Pages of this area ask the database as much for a hundred rows as for ten."""

import pytest

from overeenkomsten.statussen import Partij, Status
from tests import factories as f
from tests.overzichten.zaken import overeenkomst, teken, zaak

pytestmark = pytest.mark.django_db
HOOGSTENS = 25


def _erbij(m, aantal: int) -> None:
    for _ in range(aantal):
        teken(overeenkomst(m, zaak(m), Status.GETEKEND), Partij.LEERLING)


def test_de_lijst_en_de_export(mensen, client_van, adres, meet):
    bladen = [
        (client_van(wie), adres(naam) + "?status=getekend")
        for naam, wie in (
            ("overeenkomsten:lijst", "bea"),
            ("overeenkomsten:lijst", "lea"),
            ("overeenkomsten:uitvoer", "ada"),
        )
    ]
    _erbij(mensen, 10)
    tien = [meet(*blad) for blad in bladen]
    _erbij(mensen, 90)
    assert [meet(*blad) for blad in bladen] == tien
    assert max(tien) <= HOOGSTENS


def test_de_keuze_van_een_werkplek(mensen, client_van, adres, meet):
    def erbij(aantal: int) -> None:
        for _ in range(aantal):
            rij = f.VestigingFactory(onderneming__school=mensen.school)
            f.ErkenningFactory(vestiging=rij, opleiding=mensen.leerling.opleiding)

    bea, blad = client_van("bea"), adres("overeenkomsten:nieuw", mensen.traject.pk)
    erbij(10)
    tien = meet(bea, blad)
    erbij(90)
    assert meet(bea, blad) == tien <= HOOGSTENS
