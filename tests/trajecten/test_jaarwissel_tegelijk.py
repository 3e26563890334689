"""Two at the very same moment: two who begin, two who press, two workers."""

import pytest

from leerlingen.models import Klas
from tests import cast
from tests.overeenkomsten.test_tegelijk import tegelijk
from tests.trajecten.jaar import school_op_het_einde, werk
from trajecten import acties_jaarwissel
from trajecten.models import Jaarwissel

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _geen_taken(monkeypatch):
    monkeypatch.setattr("celery.app.task.Task.delay", lambda *args, **kwargs: None)


def test_twee_beginnen_en_twee_drukken():
    m = cast.maak()
    s = school_op_het_einde(m)
    s.wissel.delete()
    ja = tegelijk(*[lambda wie=wie: acties_jaarwissel.begin(door=wie) for wie in (m.coen, m.ada)])
    assert "ja" in ja
    assert "al een nieuw schooljaar in voorbereiding" in str(ja)
    wissel = Jaarwissel.objects.get()

    def druk():
        mijn = Jaarwissel.objects.select_related("school").get(pk=wissel.pk)
        acties_jaarwissel.voer_uit(mijn, gezien=wissel.gewijzigd_op, door=m.coen)

    assert tegelijk(druk, druk).count("ja") == 1
    # Two workers on the one job, the second because the first seemed dead.
    tegelijk(*[lambda: werk(wissel)] * 2)
    assert Klas.objects.filter(schooljaar=s.nieuw, school=m.school).count() == 2
    assert m.traject.gebeurtenissen.filter(tekst__startswith="Nieuw schooljaar").count() == 1
