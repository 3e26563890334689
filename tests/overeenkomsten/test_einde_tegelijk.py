"""Two people about the same end at the very same moment."""

import pytest

from overeenkomsten import acties_einde, acties_verleng
from overeenkomsten.models import Beeindiging, Overeenkomst
from overeenkomsten.statussen import Status
from tests import cast
from tests import factories as f
from tests.overeenkomsten.test_tegelijk import _geen_taken, tegelijk
from tests.overeenkomsten.zaken import lopend, stop

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["_geen_taken"]


def test_twee_noteren_het_einde_en_de_tweede_leest_wie_het_deed():
    m = cast.maak()
    rij, grond = lopend(m), f.EinderedenFactory(school=m.school)

    def noteer(door, dag):
        einde = Beeindiging(
            overeenkomst=rij, laatste_dag=f.dagen(dag), initiatief="school", grond=grond
        )
        return lambda: acties_einde.beeindig(einde, door=door)

    uitkomst = tegelijk(noteer(m.bea, 3), noteer(m.coen, 9))
    assert "ja" in uitkomst
    (zin,) = [zin for zin in uitkomst if zin != "ja"]
    einde = Beeindiging.objects.get()
    assert zin.startswith(f"{einde.door.gebruiker} noteerde het einde al. Stopt op")


def test_twee_nemen_het_terug_een_keer():
    m = cast.maak()
    rij = stop(m, lopend(m))

    def terug():
        acties_einde.neem_einde_terug(rij, reden="x", door=m.coen)

    uitkomst = tegelijk(terug, terug)
    assert uitkomst == ["Van deze overeenkomst is geen vroeger einde genoteerd.", "ja"]
    assert Overeenkomst.objects.get(pk=rij.pk).status == Status.GETEKEND


def test_twee_verlengen_geven_een_concept():
    m = cast.maak()
    rij = lopend(m)
    uitkomst = tegelijk(*[lambda: acties_verleng.verleng(rij, door=m.bea)] * 2)
    assert "ja" in uitkomst
    assert any(zin.startswith("Er is al een vervolg") for zin in uitkomst)
    assert Overeenkomst.objects.filter(vervolg_op=rij).count() == 1
