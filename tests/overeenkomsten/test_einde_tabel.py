"""Each status × what one does about the end × who: allowed, or refused with which sentence."""

import pytest
from django.utils import timezone

from overeenkomsten.models import Overeenkomst
from overeenkomsten.rechten import mag_intrekken
from overeenkomsten.rechten_einde import mag_beeindigen, mag_einde_terugnemen, mag_verlengen
from overeenkomsten.statussen import Status
from tests import factories as f
from tests.overeenkomsten.zaken import lopend, stop

pytestmark = pytest.mark.django_db
NIET = "Met jouw rol kan je dit niet"
SCHRIJVEN = ("bea", "coen", "ada")
ANDEREN = ("pieter", "lea", "bob", "mo", "els", "lotte", "xander")
# fmt: off
ZINNEN = {  # status           beëindigen               einde terugnemen      verlengen
    Status.CONCEPT:           ("nog een concept",       "geen vroeger einde", "Alleen een getek"),
    Status.TER_ONDERTEKENING: ("Nog niet iedereen",     "geen vroeger einde", "Alleen een getek"),
    Status.GETEKEND:          ("",                      "geen vroeger einde", ""),
    Status.BEEINDIGD:         ("noteerde het einde al", "",                   "stopt vroeger"),
    Status.GEWEIGERD:         ("Iemand tekende niet",   "geen vroeger einde", "Alleen een getek"),
    Status.INGETROKKEN:       ("is ingetrokken",        "geen vroeger einde", "Alleen een getek"),
}
# fmt: on


def in_status(m, status: Status) -> Overeenkomst:
    rij = lopend(m)
    if status == Status.BEEINDIGD:
        return stop(m, rij)
    Overeenkomst.objects.filter(pk=rij.pk).update(status=status)
    return Overeenkomst.objects.get(pk=rij.pk)


def test_de_tabel_noemt_elke_status():
    assert set(ZINNEN) == set(Status)


@pytest.mark.parametrize("status", Status)
def test_wat_men_leest(status, mensen):
    rij = in_status(mensen, status)
    daden = (mag_beeindigen, mag_einde_terugnemen, mag_verlengen)
    for mag, zin in zip(daden, ZINNEN[status], strict=True):
        for naam in SCHRIJVEN:
            reden = mag(getattr(mensen, naam), rij).reden
            if mag is mag_einde_terugnemen and naam != "coen":
                assert "coördinator" in reden, naam
            else:
                assert zin in reden, (mag.__name__, naam)
                assert bool(reden) is bool(zin), (mag.__name__, naam, reden)
        for naam in ANDEREN:
            assert mag(getattr(mensen, naam), rij).reden.startswith(NIET), (mag.__name__, naam)


def test_wie_tweede_is_leest_wat_de_eerste_noteerde(mensen):
    rij = stop(mensen, lopend(mensen), 3)
    reden = mag_beeindigen(mensen.coen, rij).reden
    assert reden == f"Bea Cast noteerde het einde al. {rij.beeindiging.zin}"


def test_van_een_gesloten_traject_verlengt_men_niets(mensen):
    rij = lopend(mensen)
    rij.traject.fase = "stopgezet"
    assert "afgesloten" in mag_verlengen(mensen.bea, rij).reden


@pytest.mark.parametrize(("dag", "mag"), [(1, True), (0, False)])
def test_intrekken_kan_tot_de_dag_voor_het_begin(mensen, dag, mag):
    assert bool(mag_intrekken(mensen.bea, lopend(mensen, dag))) is mag
    assert f.dagen(0) == timezone.localdate()
