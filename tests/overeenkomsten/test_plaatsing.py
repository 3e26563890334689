"""A contact tells of the placement of an agreement that does not go on: the row stays, unseen."""

import pytest

from gebruikers.rollen import Rol
from overeenkomsten import acties, acties_tekenen
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Partij, Status
from tests import factories as f
from tests.overeenkomsten.zaken import bied_aan, partij, verstuurd
from trajecten.models import Traject
from werkplekken.models import Plaatsing

pytestmark = pytest.mark.django_db


@pytest.fixture
def rij(mensen) -> Overeenkomst:
    """Sent, and Bea plans a visit there."""
    rij = verstuurd(mensen)
    wat = {"traject": rij.traject, "door": mensen.bea, "plaatsing": rij.plaatsing}
    f.ContactmomentFactory(**wat, soort="bezoek", staat="gepland", dag=rij.begindatum)
    return rij


def mentor(mensen, rij):
    """The one of this agreement, with an account."""
    lid = f.LidmaatschapFactory(school=mensen.school, rol=Rol.MENTOR)
    type(rij.mentor).objects.filter(pk=rij.mentor_id).update(gebruiker=lid.gebruiker)
    return lid


def _weiger(rij, mensen) -> None:
    acties_tekenen.weiger(partij(rij, Partij.OUDER), reden="De uren kloppen niet.", wijze="link")


def _trek_in(rij, mensen) -> None:
    acties.trek_in(rij, reden="Lotte vond iets anders", door=mensen.bea)


def _wijzig(rij, mensen) -> None:
    rij.polisnummer = "AO-78"
    acties.wijzig(rij, door=mensen.bea)


@pytest.mark.parametrize("daad", [_weiger, _trek_in, _wijzig])
def test_met_een_contact_erop_gaat_ze_uit_het_zicht(mensen, rij, daad):
    lid = mentor(mensen, rij)
    assert Traject.objects.zichtbaar_voor(lid).exists()
    daad(rij, mensen)
    assert not Traject.objects.zichtbaar_voor(lid).exists()
    plaatsing = Plaatsing.objects.get(contactmomenten__soort="bezoek")
    assert plaatsing.tot < f.dagen(0), "de leerling is of komt daar niet"


def test_opnieuw_versturen_toont_ze_weer(mensen, rij):
    lid, was = mentor(mensen, rij), rij.plaatsing
    _wijzig(rij, mensen)
    rij = bied_aan(mensen, Overeenkomst.objects.get())
    assert (rij.plaatsing, rij.plaatsing.van, rij.plaatsing.tot) == (was, was.van, was.tot)
    assert Traject.objects.zichtbaar_voor(lid).exists()


def test_een_concept_is_van_de_school_ook_waar_al_beoordeeld_is(mensen):
    """A placement stays where one rated on it; what is written anew is nobody's to read yet."""
    rij = verstuurd(mensen, vestiging=mensen.vestiging, mentor=mensen.mentor)
    ziet = Overeenkomst.objects.zichtbaar_voor(mensen.mo)
    assert ziet.filter(pk=rij.pk).exists()
    Overeenkomst.objects.filter(pk=rij.pk).update(status=Status.CONCEPT)
    assert not ziet.filter(pk=rij.pk).exists()
