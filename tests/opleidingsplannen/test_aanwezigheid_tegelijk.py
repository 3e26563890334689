"""Two who tell of the same half day at the very same moment."""

import contextlib
import threading

import pytest

from opleidingsplannen import aanwezigheid
from opleidingsplannen.models import Aanwezigheid
from tests import cast
from tests import factories as f
from tests.overeenkomsten.test_tegelijk import tegelijk

pytestmark = pytest.mark.django_db(transaction=True)


def test_twee_zeggen_tegelijk_iets_anders(monkeypatch):
    """Each waits a moment for the other before the case is locked."""
    m, vast, allebei = cast.maak(), aanwezigheid._vast, threading.Barrier(2, timeout=1)
    f.WeekpatroonFactory(traject=m.traject, van=f.dagen(-80), werkplek_dagen=[1, 2, 3, 4, 5, 6, 7])

    def samen(*args, **kwargs):
        with contextlib.suppress(threading.BrokenBarrierError):
            allebei.wait()
        return vast(*args, **kwargs)

    monkeypatch.setattr(aanwezigheid, "_vast", samen)

    def geef_door(staat: str):
        melding = aanwezigheid.Melding(f.dagen(-1), "voormiddag", staat)
        aanwezigheid.meld(m.plaatsing, [melding], door=m.mo)

    ja = tegelijk(lambda: geef_door("aanwezig"), lambda: geef_door("gewettigd"))
    assert ja.count("ja") == 1
    assert "gaf iemand anders intussen" in str(ja)
    assert Aanwezigheid.objects.count() == 1
