"""Two who plan a visit to the same learner at the very same moment."""

import contextlib
import threading

import pytest

from begeleiding import bezoeken
from begeleiding.models import Contactmoment
from tests import cast
from tests import factories as f
from tests.overeenkomsten.test_tegelijk import tegelijk

pytestmark = pytest.mark.django_db(transaction=True)


def test_twee_plannen_hetzelfde_bezoek(monkeypatch):
    """Each waits a moment for the other between looking and planning."""
    m, verdeel, allebei = cast.maak(), bezoeken.verdeel, threading.Barrier(2, timeout=1)
    wat = {"vanaf": f.dagen(1), "per_dag": 0}
    gezien = verdeel([m.traject], **wat, lid=m.bea).afdruk

    def kijk_samen(*args, **kwargs):
        verdeling = verdeel(*args, **kwargs)
        with contextlib.suppress(threading.BrokenBarrierError):
            allebei.wait()
        return verdeling

    monkeypatch.setattr(bezoeken, "verdeel", kijk_samen)

    def plan(wie):
        bezoeken.plan_bezoeken([m.traject], **wat, lezers="moment_team", gezien=gezien, door=wie)

    ja = tegelijk(*[lambda wie=wie: plan(wie) for wie in (m.bea, m.pieter)])
    assert ja.count("ja") == 1
    assert "Intussen veranderde er iets" in str(ja)
    assert Contactmoment.objects.count() == 1
