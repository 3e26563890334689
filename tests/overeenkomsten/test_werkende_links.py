"""Which links work: one rule, for who opens one and for the page that lists the ways in."""

import datetime

import pytest
from django.utils import timezone

from gebruikers.links import DodeLink
from leerlingen.models import Betrokkene, Leerling
from overeenkomsten import acties
from overeenkomsten.models import Ondertekenaar, Overeenkomst, Tekenlink
from overeenkomsten.statussen import Partij, Status
from overeenkomsten.tekenlinks import maak_tekenlink, open_tekenlink
from overzichten.wie_ziet_wat import links_op
from tests import factories as f
from tests.overeenkomsten.zaken import partij, teken, verstuurd

pytestmark = pytest.mark.django_db


def _ouder(rij) -> None:
    Betrokkene.objects.filter(pk=partij(rij, Partij.OUDER).ouder_id).update(gezag="geen")


def _achttien(rij) -> None:
    geboren = timezone.localdate() - datetime.timedelta(days=365 * 19)
    Leerling.objects.filter(pk=rij.traject.leerling_id).update(geboortedatum=geboren)


def _wie(**velden):
    return lambda rij: Ondertekenaar.objects.filter(overeenkomst=rij).update(**velden)


def _link(**velden):
    return lambda rij: Tekenlink.objects.filter(ondertekenaar__overeenkomst=rij).update(**velden)


def _status(status: Status):
    return lambda rij: Overeenkomst.objects.filter(pk=rij.pk).update(status=status)


def _allen(rij) -> None:
    teken(rij, *rij.huidige_ondertekenaars.values_list("partij", flat=True))


def _gestopt(rij) -> None:
    _allen(rij)
    _status(Status.BEEINDIGD)(rij)


def _getekend_en_achttien(rij) -> None:
    teken(rij, Partij.OUDER)
    _achttien(rij)


def _mag_blijven_kijken(rij) -> None:
    _getekend_en_achttien(rij)
    Betrokkene.objects.filter(pk=partij(rij, Partij.OUDER).ouder_id).update(inzage_na_18=True)


NU = timezone.now()
GEVALLEN = {
    "verstuurd": (lambda rij: None, True),
    "getekend door deze": (lambda rij: teken(rij, Partij.OUDER), True),
    "door allen getekend": (_allen, True),
    "geweigerd": (_wie(geweigerd_op=NU, weigerreden="neen"), False),
    "vervallen": (_wie(vervallen_op=NU), False),
    "ingetrokken": (_link(ingetrokken_op=NU), False),
    "verlopen": (_link(verloopt_op=NU - datetime.timedelta(seconds=1)), False),
    "concept": (_status(Status.CONCEPT), False),
    "trok in": (_status(Status.INGETROKKEN), False),
    "stopgezet": (_gestopt, True),
    "zonder gezag": (_ouder, False),
    "leerling achttien": (_achttien, False),
    "getekend, nu achttien": (_getekend_en_achttien, False),
    "en mag blijven kijken": (_mag_blijven_kijken, True),
}


@pytest.fixture
def rij(mensen):
    return verstuurd(mensen)


@pytest.mark.parametrize("geval", GEVALLEN)
def test_wie_een_link_opent_en_wie_ze_telt_zijn_het_eens(rij, geval):
    """The parent's link, whatever happened since it was mailed."""
    doe, werkt = GEVALLEN[geval]
    token, _ = maak_tekenlink(partij(rij, Partij.OUDER))
    doe(rij)
    try:
        open_tekenlink(token)
        opent = True
    except DodeLink:
        opent = False
    geteld = [link.ondertekenaar.partij for link in links_op(rij.traject)]
    assert opent is werkt
    assert (Partij.OUDER in geteld) is werkt


def test_een_geweigerde_overeenkomst_leest_niemand_meer(rij):
    baas = partij(rij, Partij.ONDERNEMING)
    token, _ = maak_tekenlink(partij(rij, Partij.OUDER))
    Ondertekenaar.objects.filter(pk=baas.pk).update(geweigerd_op=NU, weigerreden="neen")
    _status(Status.GEWEIGERD)(rij)
    with pytest.raises(DodeLink, match=r"tekent niet\. De school bekijkt"):
        open_tekenlink(token)
    assert not links_op(rij.traject)


def test_links_van_een_ander_dossier_tellen_niet(rij, mensen):
    ander = f.OvereenkomstFactory(traject=mensen.vera_traject)
    assert links_op(rij.traject)
    assert not links_op(ander.traject)


def test_na_het_intrekken_is_er_geen_meer(rij, mensen):
    assert links_op(rij.traject)
    acties.trek_in(rij, reden="gaat niet door", door=mensen.bea)
    assert not links_op(rij.traject)
