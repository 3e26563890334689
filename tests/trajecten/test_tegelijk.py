"""Two at the very same moment."""

import pytest

from gebruikers.models import Bericht
from tests import cast
from tests import factories as f
from tests.overeenkomsten.test_tegelijk import tegelijk
from tests.overzichten.zaken import zaak
from tests.trajecten.test_start_traject import vrije_leerling
from trajecten import acties, herinneringen
from trajecten.fases import Fase
from trajecten.kalender import Kalender
from trajecten.models import Herinnering, Termijn, Traject
from trajecten.termijnberekening import herbereken

pytestmark = pytest.mark.django_db(transaction=True)


def test_twee_tegelijk_geeft_een_traject_en_een_zin():
    m = cast.maak()
    leerling = vrije_leerling(m)

    def start(lid):
        acties.start_traject(
            leerling, door=lid, opleiding=leerling.opleiding, begindatum=f.dagen(0), team=[lid]
        )

    zin, ja = tegelijk(lambda: start(m.bea), lambda: start(m.vera))
    assert ja == "ja"
    assert "al een open traject" in zin
    assert Traject.objects.filter(leerling=leerling).count() == 1


def test_twee_werkers_tegelijk_sturen_een_mail(monkeypatch):
    m = cast.maak()
    monkeypatch.setattr("celery.app.task.Task.delay", lambda *args, **kwargs: None)
    m.school.trajecten.all().update(fase=Fase.AANLOOP)
    traject = zaak(m)
    herbereken([traject.pk])
    Termijn.objects.exclude(regel="werkplek_start").delete()
    Termijn.objects.update(geteld=[], einde=f.dagen(-1), aanleiding="x")
    monkeypatch.setattr(Kalender, "geen_opleiding", lambda *_: "")
    tegelijk(*[lambda: herinneringen.herinner(m.school)] * 2)
    assert Bericht.objects.filter(soort="termijnen").count() == 1
    assert Herinnering.objects.count() == 1


def test_twee_werkers_die_tegelijk_rekenen_laten_van_elke_termijn_een_rij():
    """The second waits for the first, and finds nothing left to change."""
    m = cast.maak()
    anders = []
    uitkomst = tegelijk(*[lambda: anders.append(herbereken([m.traject.pk]))] * 2)
    assert uitkomst == ["ja", "ja"]
    sleutels = [rij.sleutel for rij in Termijn.objects.all()]
    assert len(sleutels) == len(set(sleutels)) > 1
    assert sorted(anders) == [0, len(sleutels)]
