"""The steps of a merge, by themselves."""

import pytest

from gebruikers.overgang import Weigering
from leerlingen.models import Betrokkene
from leerlingen.verhangen import Stappen
from tests import factories as f
from trajecten.models import Traject


def test_wat_bewaard_wordt_is_wat_er_staat(mensen):
    """Not what was read before."""
    ouder = Betrokkene.objects.get(pk=mensen.moeder.pk)
    Betrokkene.objects.filter(pk=ouder.pk).update(telefoon="0499 00 00 00")
    stappen = Stappen(f.SamenvoegingFactory(leerling=mensen.leerling, door=mensen.ada))
    stappen.wis(ouder)
    assert stappen.gezet[-1]["waarden"]["telefoon"] == "0499 00 00 00"


def test_waar_iets_aan_hangt_dat_niet_weg_mag_gaat_niet_weg(mensen):
    stappen = Stappen(f.SamenvoegingFactory(leerling=mensen.leerling, door=mensen.ada))
    with pytest.raises(Weigering, match="hangt intussen iets dat niet weg mag"):
        stappen.wis(mensen.traject)
    assert Traject.objects.filter(pk=mensen.traject.pk).exists()


def test_een_regel_zonder_zin_weigert_zonder_zin(mensen):
    stappen = Stappen(f.SamenvoegingFactory(leerling=mensen.leerling, door=mensen.ada))
    with pytest.raises(Weigering, match=r"^traject van \S+ \S+ kan zo niet blijven\. Kies iets"):
        stappen.wijzig(Traject.objects.get(pk=mensen.traject.pk), gestopt_in="aanloop")
