"""The row of a learner names the term that ends first, however far it is: one sorts by it."""

import pytest

from tests import factories as f
from tests.overzichten.test_selectie import vraag_rekenblad
from tests.overzichten.zaken import zaak
from trajecten.fases import Fase

pytestmark = pytest.mark.django_db


@pytest.fixture
def leerling(mensen):
    """In aanloop, with nothing to do, and two terms that end after two weeks."""
    traject = zaak(mensen, fase=Fase.AANLOOP)
    f.TermijnFactory(traject=traject, regel="strafregister", onderwerp="b", einde=f.dagen(80))
    f.TermijnFactory(traject=traject, regel="mentor_opl", onderwerp="a", einde=f.dagen(40))
    f.TermijnFactory(
        traject=traject, regel="contact", einde=f.dagen(20), staat="voldaan", gesloten_op=f.dagen(0)
    )
    return traject


def rij(client, blad, traject):
    (gevonden,) = [r for r in client.get(blad).context["rijen"] if r.traject == traject]
    return gevonden


@pytest.mark.parametrize("naam", ["overzichten:start", "overzichten:leerlingen"])
def test_de_eerste_termijn_staat_in_de_rij(leerling, client_van, adres, naam):
    bea, blad = client_van("bea"), adres(naam)
    gevonden = rij(bea, blad, leerling)
    assert gevonden.taak is None
    assert (gevonden.termijn.uit.sleutel, gevonden.termijn.uiterlijk) == ("mentor_opl", f.dagen(40))
    assert f"Mentoropleiding, ten laatste {gevonden.termijn_op}" in bea.get(blad).text


def test_met_iets_te_doen_staan_beide_er(leerling, mensen, client_van, adres):
    f.TaakFactory(traject=leerling, voor=mensen.bea.gebruiker, wat="Bellen", uiterlijk=f.dagen(0))
    gevonden = rij(client_van("bea"), adres("overzichten:leerlingen"), leerling)
    assert gevonden.taak.kort == "Bellen"
    assert gevonden.termijn.uit.sleutel == "mentor_opl"


def test_wie_een_termijn_niet_leest_leest_de_volgende(leerling, client_van, adres):
    """A secretariat reads no ratings: not the term of them either."""
    f.TermijnFactory(traject=leerling, regel="contact", onderwerp="c", einde=f.dagen(15))
    blad = adres("overzichten:leerlingen")
    assert rij(client_van("bea"), blad, leerling).termijn.uit.sleutel == "contact"
    assert rij(client_van("ada"), blad, leerling).termijn.uit.sleutel == "mentor_opl"


def test_het_rekenblad_noemt_dezelfde(leerling, client_van, adres):
    (uit,) = vraag_rekenblad(client_van("bea"), adres, f"traject={leerling.pk}")
    assert uit["Eerste termijn"] == "Mentoropleiding"
    assert uit["Ten laatste"].date() == f.dagen(40)
