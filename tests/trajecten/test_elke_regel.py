"""Each rule from its trigger to the coördinator, and silent once what it asks was done."""

import datetime

import pytest
from django.utils import timezone

from tests.trajecten.regelgevallen import TABEL, wereld
from trajecten.models import Herinnering, Termijn
from trajecten.termijnberekening import herbereken
from trajecten.termijnregel import REGELS

pytestmark = pytest.mark.django_db


@pytest.fixture
def begin(mensen, zoekt, monkeypatch):
    """Let it be started on its day: the term that follows."""

    def doe(sleutel: str):
        geval = TABEL[sleutel]
        op = datetime.date.fromisoformat(geval.op)
        monkeypatch.setattr(timezone, "localdate", lambda *_: op)
        w = wereld(mensen, zoekt)
        geval.gebeurt(w)
        herbereken([zoekt.pk])
        return w, Termijn.objects.get(traject=zoekt, regel=sleutel)

    return doe


@pytest.fixture
def mails(mensen, zoekt, op):
    """Who is reminded of this one term on that morning."""

    def ochtend(termijn: Termijn, dag: str) -> str:
        rijen = Herinnering.objects.filter(
            traject=zoekt, regel=termijn.regel, onderwerp=termijn.onderwerp
        )
        al = set(rijen.values_list("pk", flat=True))
        op(mensen, dag)
        return " ".join(rij.aan.email.partition("@")[0] for rij in rijen.exclude(pk__in=al))

    return ochtend


@pytest.mark.afspraken
def test_geen_regel_zonder_verhaal():
    assert set(TABEL) == set(REGELS)


@pytest.mark.parametrize("sleutel", TABEL)
def test_van_de_aanleiding_tot_voorbij_de_laatste_dag(sleutel, begin, mails):
    geval = TABEL[sleutel]
    _, termijn = begin(sleutel)
    assert (termijn.staat, termijn.einde.isoformat()) == ("open", geval.einde)
    assert geval.waarom in " ".join(termijn.waarom)
    assert {dag: mails(termijn, dag) for dag in geval.mails} == geval.mails
    termijn.refresh_from_db()
    assert (termijn.staat, termijn.einde.isoformat()) == (geval.daarna, geval.einde)


@pytest.mark.parametrize("sleutel", TABEL)
def test_wat_gedaan_is_zwijgt(sleutel, begin, mails):
    geval = TABEL[sleutel]
    w, termijn = begin(sleutel)
    geval.voldoe(w)
    herbereken([w.traject.pk])
    termijn.refresh_from_db()
    assert termijn.staat == geval.staat
    assert termijn.staat != "open" or termijn.einde.isoformat() > geval.einde
    met_mail = [dag for dag, wie in geval.mails.items() if wie]
    assert [mails(termijn, dag) for dag in met_mail[-2:]] == [""] * len(met_mail[-2:])
