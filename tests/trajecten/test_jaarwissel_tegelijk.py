"""Two at the very same moment: two who begin, two who press, two workers."""

import pytest
from django.db import OperationalError, transaction

from leerlingen.models import Klas, Leerling
from tests import cast
from tests.overeenkomsten.test_tegelijk import tegelijk
from tests.trajecten.jaar import draai_terug, school_op_het_einde, voer_uit, werk
from trajecten import acties_jaarwissel
from trajecten.models import Jaarwissel, Traject

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _geen_taken(monkeypatch):
    monkeypatch.setattr("celery.app.task.Task.delay", lambda *args, **kwargs: None)


@pytest.mark.parametrize("wat", ["doe_leerling", "herstel_leerling"])
def test_wie_met_de_hand_wijzigt_wacht_op_de_beurt(monkeypatch, wat):
    """Else the job would write over what was changed after it looked."""
    m = cast.maak()
    s = school_op_het_einde(m)
    if wat == "herstel_leerling":
        s.wissel = voer_uit(s.wissel, m.coen)
    echt, vrij = getattr(acties_jaarwissel, wat), []

    def wijzig(model, **wie):
        try:
            with transaction.atomic():
                rij = model.objects.select_for_update(nowait=True).get(**wie)
            vrij.append(rij)
        except OperationalError:
            pass

    def intussen(*args, **kwargs):
        tegelijk(
            lambda: wijzig(Leerling, pk=m.leerling.pk),
            lambda: wijzig(Traject, pk=m.traject.pk),
        )
        return echt(*args, **kwargs)

    monkeypatch.setattr(acties_jaarwissel, wat, intussen)
    wissel = (voer_uit if wat == "doe_leerling" else draai_terug)(s.wissel, m.coen)
    assert len(wissel.uitkomst["terug" if wissel.reden else "leerlingen"]) == 3
    assert vrij == []


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
        acties_jaarwissel.voer_uit(mijn, gezien=wissel.gewijzigd_op, nu_al=True, door=m.coen)

    assert tegelijk(druk, druk).count("ja") == 1
    # Two workers on the one job, the second because the first seemed dead.
    tegelijk(*[lambda: werk(wissel)] * 2)
    assert Klas.objects.filter(schooljaar=s.nieuw, school=m.school).count() == 2
    assert m.traject.gebeurtenissen.filter(tekst__startswith="Nieuw schooljaar").count() == 1
