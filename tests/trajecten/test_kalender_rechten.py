"""Who keeps the school's calendar and its durations: the acts ask it themselves."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from gebruikers.overgang import Weigering
from tests import factories as f
from trajecten import acties, acties_termijn
from trajecten.models import Kalenderperiode

pytestmark = pytest.mark.django_db


def _dag(school) -> Kalenderperiode:
    return Kalenderperiode(school=school, naam="brugdag", van=f.dagen(3), tot=f.dagen(3))


def _voeg_toe(school, door) -> None:
    acties.voeg_periode_toe(_dag(school), door=door)


def _neem_weg(school, door) -> None:
    dag = _dag(school)
    dag.save()
    acties.neem_periode_weg(dag, door=door)


def _vul(school, door) -> None:
    acties.vul_kalender_aan(school, 2026, door=door)


def _bewaar_duur(school, door) -> None:
    acties_termijn.bewaar_duur(f.TermijnduurFactory.build(school=school), door=door)


def _neem_duur_weg(school, door) -> None:
    acties_termijn.neem_duur_weg(f.TermijnduurFactory(school=school), door=door)


ACTIES = [_voeg_toe, _neem_weg, _vul, _bewaar_duur, _neem_duur_weg]


@pytest.mark.parametrize("doe", ACTIES)
def test_alleen_wie_de_kalender_van_de_eigen_school_bijhoudt(mensen, doe):
    for wie, fout in (("bea", PermissionDenied), ("tess", Weigering)):
        with pytest.raises(fout), transaction.atomic():
            doe(mensen.school, getattr(mensen, wie))


@pytest.mark.parametrize("wie", ["coen", "ada", "bob"])
@pytest.mark.parametrize("doe", ACTIES)
def test_wie_ze_bijhoudt_mag(mensen, doe, wie):
    doe(mensen.school, getattr(mensen, wie))
