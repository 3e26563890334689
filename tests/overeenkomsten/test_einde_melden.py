"""What Werkplekduaal has to hear of what stopped, or never began."""

import pytest

from gebruikers.overgang import Weigering
from overeenkomsten import acties
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Registratie
from overzichten.taken.overeenkomst import einde_niet_gemeld
from tests import factories as f
from tests.overeenkomsten.zaken import lopend, mails, stop
from trajecten.fases import Fase
from trajecten.models import Traject

pytestmark = pytest.mark.django_db


def test_werkplekduaal_weet_het_nog_niet(mensen):
    rij = lopend(mensen)
    dagen = {"op": f.dagen(0), "nummer": "WPD-1", "door": mensen.ada}
    acties.registreer(rij, registratie=Registratie.GEREGISTREERD, **dagen)
    zichtbaar = Traject.objects.filter(pk=rij.traject_id)
    assert einde_niet_gemeld(mensen.ada, zichtbaar) == []
    rij = stop(mensen, Overeenkomst.objects.get(pk=rij.pk))
    (taak,) = einde_niet_gemeld(mensen.ada, zichtbaar)
    assert taak.url.endswith(f"/overeenkomsten/{rij.pk}/registreer/")
    acties.registreer(rij, registratie=Registratie.STOPGEZET, **dagen)
    assert einde_niet_gemeld(mensen.ada, zichtbaar) == []
    rij = Overeenkomst.objects.get(pk=rij.pk)
    assert (rij.beeindiging.gemeld_op, rij.geregistreerd_op) == (f.dagen(0), f.dagen(0))


def test_wat_nooit_in_werkplekduaal_stond_hoeft_er_niet_uit(mensen):
    rij = stop(mensen, lopend(mensen))
    assert einde_niet_gemeld(mensen.ada, Traject.objects.filter(pk=rij.traject_id)) == []


def test_getekend_maar_niet_begonnen_wordt_ingetrokken(mensen):
    """It never ran, so it does not end: the traject searches on, and it can be drawn up anew."""
    rij = lopend(mensen, 5)
    acties.registreer(
        rij, registratie=Registratie.GEREGISTREERD, op=f.dagen(0), nummer="1", door=mensen.ada
    )
    acties.trek_in(rij, reden="De zaak sluit", door=mensen.bea)
    assert Traject.objects.get(pk=rij.traject_id).fase == Fase.ZOEKT_WERKPLEK
    assert "lotte@eik.example" in mails("gaat_niet_door")
    zichtbaar = Traject.objects.filter(pk=rij.traject_id)
    (taak,) = einde_niet_gemeld(mensen.ada, zichtbaar)
    assert "gaat niet door" in taak.uitleg
    rij = Overeenkomst.objects.get(pk=rij.pk)
    acties.registreer(
        rij, registratie=Registratie.STOPGEZET, op=f.dagen(0), nummer="1", door=mensen.ada
    )
    assert einde_niet_gemeld(mensen.ada, zichtbaar) == []


def test_wat_ingetrokken_is_wordt_een_concept_als_elk_ander(mensen):
    rij = lopend(mensen, 5)
    acties.registreer(rij, registratie=Registratie.OPGEMAAKT, op=None, nummer="1", door=mensen.ada)
    acties.trek_in(rij, reden="De zaak sluit", door=mensen.bea)
    with pytest.raises(Weigering, match="stopgezet"):
        acties.naar_concept(rij, door=mensen.bea)
    dag = f.dagen(0)
    acties.registreer(rij, registratie=Registratie.STOPGEZET, op=dag, nummer="1", door=mensen.ada)
    acties.naar_concept(rij, door=mensen.bea)
    rij = Overeenkomst.objects.get(pk=rij.pk)
    assert (rij.status, rij.getekend_op, rij.bewijs) == ("concept", None, None)
    assert (rij.registratie, rij.registratienummer) == ("niet_opgemaakt", "")


def test_wat_begon_wordt_niet_ingetrokken(mensen):
    with pytest.raises(Weigering, match="Stop ze vroeger"):
        acties.trek_in(lopend(mensen, 0), reden="x", door=mensen.bea)
