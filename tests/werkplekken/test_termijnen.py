"""Terms of a site and its mentor: which recognition counts, and when a course must be planned."""

import pytest

from tests import factories as f
from trajecten.models import Inschrijving, Termijn
from trajecten.termijnberekening import herbereken
from trajecten.termijnregel import REGELS

pytestmark = pytest.mark.django_db


def erkenning(m) -> Termijn | None:
    herbereken([m.traject.pk])
    return Termijn.objects.open().filter(traject=m.traject, regel="erkenning_einde").first()


@pytest.fixture
def kort(mensen):
    """The recognition for today's opleiding ends while the learner is there; for the opleiding to
    come the site is recognised long enough."""
    mensen.vestiging.erkenningen.update(tot=f.dagen(20))
    mensen.straks = f.OpleidingFactory(school=mensen.school)
    f.ErkenningFactory(vestiging=mensen.vestiging, opleiding=mensen.straks, tot=f.dagen(2000))
    return mensen


def test_wat_vandaag_loopt_telt_ook_met_een_andere_opleiding_gepland(kort):
    assert erkenning(kort).einde == f.dagen(20)
    Inschrijving.objects.filter(traject=kort.traject).update(tot=f.dagen(30))
    f.InschrijvingFactory(traject=kort.traject, opleiding=kort.straks, van=f.dagen(31))
    assert erkenning(kort).einde == f.dagen(20)


@pytest.mark.parametrize("tot", [30, -1])
def test_een_inschrijving_met_een_einde_telt(kort, tot):
    Inschrijving.objects.filter(traject=kort.traject).update(van=f.dagen(-60), tot=f.dagen(tot))
    assert erkenning(kort).einde == f.dagen(20)


def test_tussen_twee_in_telt_wat_komt(kort):
    Inschrijving.objects.filter(traject=kort.traject).update(van=f.dagen(-60), tot=f.dagen(-1))
    f.InschrijvingFactory(traject=kort.traject, opleiding=kort.straks, van=f.dagen(5))
    assert erkenning(kort) is None


@pytest.mark.parametrize(("over", "trede"), [(91, None), (90, 90), (61, 90), (60, 60), (-1, -1)])
def test_in_de_bouw_staat_de_mentoropleiding_na_drie_maanden_gepland(over, trede):
    """Six months to follow it, three to plan it: then who guides is reminded."""
    assert REGELS["mentor_opl_bouw"].trede(over) == trede
    assert "binnen 3 maanden" in REGELS["mentor_opl_bouw"].doe
    assert REGELS["mentor_opl"].trede(90) is None
