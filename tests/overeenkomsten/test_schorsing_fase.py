"""The phase of the traject goes with a suspension when somebody says so."""

import pytest

from gebruikers.overgang import Weigering
from overeenkomsten import acties_schorsing as acties
from overeenkomsten.rechten_schorsing import fase_loopt_achter
from overeenkomsten.statussen import Status
from tests import factories as f
from tests.overeenkomsten.test_schorsing import rij, schors
from tests.overzichten.zaken import overeenkomst
from trajecten.fases import Fase

pytestmark = pytest.mark.django_db
__all__ = ["rij"]


@pytest.fixture
def eindereden(mensen):
    return f.EinderedenFactory(school=mensen.school, naam="Overeenkomst geschorst")


def test_het_traject_blijft_lopen_tenzij_men_het_onderbreekt(mensen, rij):
    schors(mensen, rij)
    mensen.traject.refresh_from_db()
    assert mensen.traject.fase == Fase.LOPEND
    assert "Onderbreek het dan" in fase_loopt_achter(mensen.bea, rij)
    assert fase_loopt_achter(mensen.ada, rij) == "", "die wijzigt geen fase"


def test_onderbreken_en_weer_laten_lopen_in_een_keer(mensen, rij, eindereden):
    schorsing = schors(mensen, rij, eindereden=eindereden)
    mensen.traject.refresh_from_db()
    assert (mensen.traject.fase, mensen.traject.fase_sinds) == (Fase.ONDERBROKEN, f.dagen(-3))
    assert mensen.traject.faseredenen.get().reden == eindereden
    acties.hervat(schorsing, op=f.dagen(0), door=mensen.bea, fase_terug=True)
    mensen.traject.refresh_from_db()
    assert mensen.traject.fase == Fase.LOPEND


def test_hervat_zonder_de_fase_zegt_het_op_de_overeenkomst(mensen, rij, eindereden):
    schorsing = schors(mensen, rij, eindereden=eindereden)
    acties.hervat(schorsing, op=f.dagen(0), door=mensen.bea)
    rij.refresh_from_db()
    assert "nog onderbroken" in fase_loopt_achter(mensen.bea, rij)


def test_wat_nog_moet_beginnen_onderbreekt_nu_niets(mensen, rij, eindereden):
    with pytest.raises(Weigering, match="kan je pas wijzigen op"):
        schors(mensen, rij, 3, eindereden=eindereden)


def test_wie_geen_fase_wijzigt_onderbreekt_niet(mensen, rij, eindereden):
    with pytest.raises(Weigering, match="rol"):
        schors(mensen, rij, door=mensen.ada, eindereden=eindereden)


def test_wie_ook_elders_werkt_ligt_niet_stil(mensen, rij, eindereden):
    elders = overeenkomst(mensen, mensen.traject, Status.CONCEPT, begindatum=f.dagen(-20))
    vestiging = f.VestigingFactory(onderneming__school=mensen.school)
    type(elders).objects.filter(pk=elders.pk).update(
        status=Status.GETEKEND, getekend_op=rij.getekend_op, vestiging=vestiging
    )
    with pytest.raises(Weigering, match="andere werkplek"):
        schors(mensen, rij, eindereden=eindereden)
    schors(mensen, rij)
    assert fase_loopt_achter(mensen.bea, rij) == ""
    schors(mensen, elders, eindereden=eindereden)
    mensen.traject.refresh_from_db()
    assert mensen.traject.fase == Fase.ONDERBROKEN
