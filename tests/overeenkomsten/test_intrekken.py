"""An agreement that is off: whoever was asked to sign hears so, once; taking back says why too."""

import pytest

from gebruikers.models import Bericht
from gebruikers.overgang import Weigering
from leerlingen.models import Betrokkene
from overeenkomsten import acties, acties_tekenen
from overeenkomsten.models import Overeenkomst
from overeenkomsten.statussen import Partij
from tests import factories as f
from tests.overeenkomsten.zaken import bied_aan, mails, partij, verstuurd

pytestmark = pytest.mark.django_db
VIER = ["baas@cools.example", "coen@eik.example", "els@eik.example", "lotte@eik.example"]


@pytest.fixture
def rij(mensen) -> Overeenkomst:
    return verstuurd(mensen)


def _geweigerd(rij, mensen) -> None:
    wie = partij(rij, Partij.OUDER)
    acties_tekenen.weiger(wie, reden="De uren kloppen niet.", wijze="link")
    acties.naar_concept(rij, door=mensen.bea)


def _teruggenomen(rij, mensen) -> None:
    acties.naar_concept(rij, reden="De uren", door=mensen.bea)


def _opnieuw_verstuurd_maar_nog_niet_gevraagd(rij, mensen) -> None:
    _teruggenomen(rij, mensen)
    bied_aan(mensen, Overeenkomst.objects.get(), maak=False)


def _opnieuw_gevraagd(rij, mensen) -> None:
    _teruggenomen(rij, mensen)
    bied_aan(mensen, Overeenkomst.objects.get())


def _nu_zonder_ouder(rij, mensen) -> None:
    _teruggenomen(rij, mensen)
    Overeenkomst.objects.update(ouder=None)


@pytest.mark.parametrize(
    "eerst",
    [
        _geweigerd,
        _teruggenomen,
        _opnieuw_verstuurd_maar_nog_niet_gevraagd,
        _opnieuw_gevraagd,
        _nu_zonder_ouder,
    ],
)
def test_wie_gevraagd_was_hoort_dat_het_niet_doorgaat(rij, mensen, eerst):
    eerst(rij, mensen)
    acties.trek_in(Overeenkomst.objects.get(), reden="Lotte vond iets anders", door=mensen.bea)
    assert mails("gaat_niet_door") == VIER
    for bericht in Bericht.objects.filter(soort="gaat_niet_door"):
        assert "gaat niet door. De reden: “Lotte vond iets anders”." in bericht.tekst


def test_een_ouder_die_intussen_geen_gezag_heeft_hoort_niets(rij, mensen):
    """Whoever signs for the draft by now."""
    _teruggenomen(rij, mensen)
    vader = f.BetrokkeneFactory(leerling=mensen.leerling, relatie="vader")
    Overeenkomst.objects.update(ouder=vader)
    Betrokkene.objects.exclude(pk=vader.pk).update(gezag=Betrokkene.Gezag.GEEN)
    acties.trek_in(Overeenkomst.objects.get(), reden="Toch niet", door=mensen.bea)
    assert mails("gaat_niet_door") == sorted(set(VIER) - {"els@eik.example"})


def test_wie_nooit_gevraagd_werd_hoort_niets(mensen):
    acties.trek_in(verstuurd_zonder_document(mensen), reden="Toch niet", door=mensen.bea)
    assert mails("gaat_niet_door") == []


def verstuurd_zonder_document(mensen) -> Overeenkomst:
    rij = verstuurd(mensen)
    rij.ondertekenaars.update(gevraagd_op=None)
    return rij


def test_terugnemen_vraagt_een_reden_en_zegt_ze(rij, client_van, adres):
    bea, url = client_van("bea"), adres("overeenkomsten:naar_concept", rij.pk)
    zonder = bea.post(url, {"reden": " "}, follow=True).content.decode()
    assert "Schrijf waarom je de overeenkomst terugneemt." in zonder
    assert not Overeenkomst.objects.get().is_concept
    bea.post(url, {"reden": "De uren kloppen niet"})
    assert Overeenkomst.objects.get().is_concept
    assert mails("vervallen") == VIER
    waarom = "De school neemt de overeenkomst terug: “De uren kloppen niet”"
    assert waarom in Bericht.objects.filter(soort="vervallen").first().tekst
    assert rij.traject.gebeurtenissen.filter(tekst__startswith=waarom).exists()


def test_wat_niet_voorligt_gaat_zonder_reden_terug(rij, mensen):
    _geweigerd(rij, mensen)
    acties.trek_in(rij, reden="Toch niet", door=mensen.bea)
    acties.naar_concept(rij, door=mensen.bea)
    assert Overeenkomst.objects.get().is_concept


def test_terugnemen_zonder_reden_weigert_de_actie(rij, mensen):
    with pytest.raises(Weigering, match="Schrijf waarom"):
        acties.naar_concept(rij, door=mensen.bea)
