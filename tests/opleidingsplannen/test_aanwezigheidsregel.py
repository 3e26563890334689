"""One learner in the list: what is counted, in words."""

import pytest

from tests import factories as f
from werkplekken.models import Plaatsing

pytestmark = pytest.mark.django_db


def _regel(client_van, adres, dag: int):
    periode = {"van": f.dagen(dag).isoformat(), "tot": f.dagen(0).isoformat()}
    antwoord = client_van("bea").get(adres("opleidingsplannen:aanwezigheden"), periode)
    (regel,) = antwoord.context["page_obj"]
    return regel


def test_wat_op_een_andere_dag_was_telt_apart(client_van, adres, mensen, werkt):
    f.AanwezigheidFactory(plaatsing=werkt, dag=f.dagen(-1))
    assert _regel(client_van, adres, -1).in_woorden == "1 aanwezig, van 4"
    f.AanwezigheidFactory(plaatsing=werkt, dag=f.dagen(-1), deel="namiddag", buiten_rooster=True)
    zin = "2 aanwezig, van 4 en 1 op een andere dag"
    assert _regel(client_van, adres, -1).in_woorden == zin


def test_een_werkplek_in_twee_periodes_staat_er_een_keer(client_van, adres, mensen, werkt):
    Plaatsing.objects.filter(pk=werkt.pk).update(tot=f.dagen(-10))
    f.PlaatsingFactory(
        traject=werkt.traject, vestiging=werkt.vestiging, van=f.dagen(-9), tot=f.dagen(40)
    )
    regel = _regel(client_van, adres, -20)
    assert len(regel.plaatsingen) == 2
    assert regel.plekken == [str(werkt.plaats)]
