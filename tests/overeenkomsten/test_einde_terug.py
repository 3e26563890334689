"""An early end is taken back by the coördinator, as long as nothing was built on it."""

import pytest
from psycopg.types.range import DateRange

from gebruikers.models import Spoorregel
from gebruikers.overgang import Weigering
from overeenkomsten import acties_einde
from overeenkomsten.models import Beeindiging, Overeenkomst
from overeenkomsten.statussen import Registratie, Status
from tests import factories as f
from tests.overeenkomsten.zaken import lopend, mails, stop, verstuurd
from trajecten.acties_fase import verplaats_fase
from trajecten.fases import Fase
from trajecten.models import Document, Traject

pytestmark = pytest.mark.django_db


def neem_terug(m, rij, *, door=None, reden="Verkeerde leerling") -> Overeenkomst:
    acties_einde.neem_einde_terug(rij, reden=reden, door=door or m.coen)
    return Overeenkomst.objects.get(pk=rij.pk)


@pytest.mark.parametrize("dag", [-3, 0, 9])
def test_alles_staat_weer_zoals_ervoor(mensen, dag):
    eerst = lopend(mensen)
    sinds = Traject.objects.get(pk=eerst.traject_id).fase_sinds
    rij = neem_terug(mensen, stop(mensen, eerst, dag))
    assert (rij.status, rij.feitelijke_periode) == (Status.GETEKEND, eerst.feitelijke_periode)
    assert rij.feitelijke_periode == DateRange(f.dagen(-30), f.dagen(201))
    assert rij.plaatsing.tot == f.dagen(200)
    traject = Traject.objects.get(pk=rij.traject_id)
    assert (traject.fase, traject.fase_sinds) == (Fase.LOPEND, sinds)
    assert not Beeindiging.objects.exists()
    assert Document.objects.get(soort="einde").titel.endswith("(ingetrokken)")


def test_de_geschiedenis_houdt_allebei_en_alleen_daar_staat_waarom(mensen):
    rij = neem_terug(mensen, stop(mensen, lopend(mensen)))
    lijnen = list(rij.traject.gebeurtenissen.values_list("tekst", flat=True))
    assert any("Gestopt op" in lijn for lijn in lijnen)
    assert any("stopt toch niet" in lijn for lijn in lijnen)
    assert not any("Verkeerde" in lijn for lijn in lijnen)
    spoor = Spoorregel.objects.filter(tabel="overeenkomsten_beeindiging").order_by("pk")
    assert spoor.last().reden == "Verkeerde leerling"
    assert {"nieuw", "weg"} <= set(spoor.values_list("wat", flat=True))


def test_wie_het_einde_kende_hoort_dat_het_niet_doorgaat(mensen):
    neem_terug(mensen, stop(mensen, lopend(mensen)))
    assert mails("stopt_toch_niet") == [
        "baas@cools.example", "els@eik.example", "lotte@eik.example",
    ]  # fmt: skip
    assert "bea@eik.example" in mails("stopt_toch_niet_begeleiding")


def test_daarna_kan_het_opnieuw_met_een_eigen_melding(mensen):
    rij = stop(mensen, neem_terug(mensen, stop(mensen, lopend(mensen))), -2)
    assert rij.beeindiging.melding.versie == 2
    assert rij.beeindiging.laatste_dag == f.dagen(-2)


@pytest.mark.parametrize("reden", ["", "  "])
def test_zonder_reden_niet(mensen, reden):
    with pytest.raises(Weigering, match="Schrijf waarom"):
        neem_terug(mensen, stop(mensen, lopend(mensen)), reden=reden)


@pytest.mark.parametrize("naam", ["bea", "ada"])
def test_alleen_de_coordinator(mensen, naam):
    with pytest.raises(Weigering, match="coördinator"):
        neem_terug(mensen, stop(mensen, lopend(mensen)), door=getattr(mensen, naam))


def test_niet_als_er_al_een_nieuwe_overeenkomst_is(mensen):
    rij = stop(mensen, lopend(mensen))
    nieuwe = verstuurd(mensen, plan=rij.plan)
    with pytest.raises(Weigering, match=f"Er is al een nieuwe overeenkomst, {nieuwe}"):
        neem_terug(mensen, rij)


def test_een_overeenkomst_ernaast_die_er_al_was_houdt_niets_tegen(mensen):
    rij = lopend(mensen)
    lopend(mensen, van=-20, plan=rij.plan)
    assert neem_terug(mensen, stop(mensen, rij)).status == Status.GETEKEND


def test_niet_als_werkplekduaal_het_al_weet(mensen):
    rij = stop(mensen, lopend(mensen))
    Overeenkomst.objects.filter(pk=rij.pk).update(registratie=Registratie.STOPGEZET)
    with pytest.raises(Weigering, match="Zet dat eerst recht"):
        neem_terug(mensen, rij)


def test_niet_in_een_gesloten_traject(mensen):
    rij = stop(mensen, lopend(mensen))
    Traject.objects.filter(pk=rij.traject_id).update(fase=Fase.STOPGEZET, gestopt_in="lopend")
    with pytest.raises(Weigering, match="afgesloten"):
        neem_terug(mensen, rij)


def test_een_fase_die_al_zocht_blijft_zoeken(mensen):
    """Moved by the system, but not by this end."""
    rij = lopend(mensen)
    traject = Traject.objects.get(pk=rij.traject_id)
    verplaats_fase(traject, Fase.ZOEKT_WERKPLEK, door=None, reden="een andere overeenkomst")
    neem_terug(mensen, stop(mensen, rij))
    assert Traject.objects.get(pk=rij.traject_id).fase == Fase.ZOEKT_WERKPLEK


def test_een_fase_die_iemand_intussen_koos_blijft(mensen):
    rij = stop(mensen, lopend(mensen))
    Traject.objects.filter(pk=rij.traject_id).update(fase=Fase.AANLOOP)
    neem_terug(mensen, rij)
    assert Traject.objects.get(pk=rij.traject_id).fase == Fase.AANLOOP
