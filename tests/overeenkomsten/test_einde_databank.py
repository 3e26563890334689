"""What the database itself refuses of an early end, whoever asks."""

import pytest
from django.db import IntegrityError, transaction
from psycopg.types.range import DateRange

from gebruikers.overgang import OngeldigeOvergang
from overeenkomsten.models import Beeindiging, Overeenkomst
from overeenkomsten.statussen import Status
from tests import factories as f
from tests.overeenkomsten.zaken import lopend, stop

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("velden", "regel"),
    [
        ({"laatste_dag": -31}, "beeindiging_na_begin"),
        ({"laatste_dag": 200}, "beeindiging_voor_einde"),
        ({"opgezegd_op": 6}, "beeindiging_opgezegd_voor_einde"),
        ({"initiatief": "buurman"}, "beeindiging_initiatief"),
    ],
)
def test_de_databank_zelf_weigert(mensen, velden, regel):
    rij = stop(mensen, lopend(mensen), 5)
    andere = {
        naam: f.dagen(waarde) if isinstance(waarde, int) else waarde
        for naam, waarde in velden.items()
    }
    with pytest.raises(IntegrityError, match=regel), transaction.atomic():
        Beeindiging.objects.filter(pk=rij.beeindiging.pk).update(**andere)


def test_een_overeenkomst_eindigt_een_keer(mensen):
    rij = stop(mensen, lopend(mensen), 5)
    with pytest.raises(IntegrityError, match="overeenkomst_id"), transaction.atomic():
        f.BeeindigingFactory(overeenkomst=rij)


@pytest.mark.parametrize("periode", [(-31, 5), (5, 5)])
def test_wat_stopt_liep_niet_voor_het_begon(mensen, periode):
    rij = stop(mensen, lopend(mensen), 5)
    buiten = DateRange(*map(f.dagen, periode), "[)" if periode == (5, 5) else "[]")
    with pytest.raises(IntegrityError, match="gestopt_binnen_periode"), transaction.atomic():
        Overeenkomst.objects.filter(pk=rij.pk).update(feitelijke_periode=buiten)


def test_een_status_gaat_niet_vanzelf_terug(mensen):
    rij = stop(mensen, lopend(mensen))
    with pytest.raises(OngeldigeOvergang):
        rij.ga_naar(Status.GETEKEND)
