"""Going against a check for an amendment alone: as for an agreement, with its own reason."""

import pytest
from django.db import IntegrityError, transaction

from gebruikers.overgang import Weigering
from overeenkomsten import acties_wijziging
from overeenkomsten.acties_controles import bewaar_strengheden, neem_afwijking_terug, wijk_af
from overeenkomsten.controles.wijzigingen import gevonden_in
from overeenkomsten.models import Afwijking, Overeenkomst, Wijziging
from overeenkomsten.statussen import Status
from tests import factories as f
from tests.overeenkomsten.zaken import (
    bied_wijziging_aan,
    houdt_tegen,
    lopend,
    teken,
    wijziging,
)
from trajecten.models import Gebeurtenis

pytestmark = pytest.mark.django_db
REDEN = "De sector rondt het bedrag af."


@pytest.fixture
def rij(mensen) -> Overeenkomst:
    return lopend(mensen)


@pytest.fixture
def ander_bedrag(mensen, rij) -> Wijziging:
    """Another allowance than the table has; this school lets that hold back."""
    f.LeervergoedingFactory(school=mensen.school, categorie=1, vanaf=f.dagen(-90), cent=66260)
    bewaar_strengheden(mensen.school, {"vergoeding_bedrag": "blokkeert"}, door=mensen.coen)
    return wijziging(mensen, rij, vergoeding_cent=70000)


def opnieuw(rij):
    return type(rij).objects.get(pk=rij.pk)


def test_de_coordinator_wijkt_af_en_de_wijziging_vertrekt(mensen, ander_bedrag, client_van, adres):
    stuk, bea, coen = ander_bedrag, client_van("bea"), client_van("coen")
    blad = adres("overeenkomsten:wijziging_wijk_af", stuk.pk, "vergoeding_bedrag")
    gezien = bea.get(stuk.get_absolute_url()).text
    assert "Dit houdt de school tegen" in gezien
    assert blad not in gezien, "niet haar keuze"
    assert blad in coen.get(stuk.get_absolute_url()).text
    with pytest.raises(Weigering, match="Een controle houdt dit tegen: De leervergoeding is"):
        bied_wijziging_aan(mensen, stuk)
    assert "Met jouw rol kan je dit niet" in bea.get(blad, follow=True).text
    assert coen.post(blad, {"reden": " "}).status_code == 422
    assert coen.post(blad, {"reden": REDEN}).url == stuk.get_absolute_url()
    afwijking = Afwijking.objects.get()
    assert (afwijking.stuk, afwijking.versie, afwijking.reden) == (stuk, 1, REDEN)
    assert afwijking.overeenkomst == stuk.overeenkomst
    with pytest.raises(Weigering, match="houdt niets meer tegen"):
        wijk_af(stuk, "vergoeding_bedrag", reden=REDEN, door=mensen.coen)
    assert "Klaar om te versturen" in bea.get(stuk.get_absolute_url()).text
    assert bied_wijziging_aan(mensen, stuk).status == Status.TER_ONDERTEKENING
    assert REDEN in bea.get(stuk.get_absolute_url()).text, "blijft te lezen"
    assert REDEN not in client_van("lotte").get(stuk.get_absolute_url()).text
    assert REDEN not in bea.get(stuk.overeenkomst.get_absolute_url()).text, "haar eigen bladzijde"
    tekst = Gebeurtenis.objects.get(tekst__contains="afgeweken van de controle").tekst
    assert tekst.startswith(f"{stuk}: ")
    assert REDEN not in tekst


def test_terugnemen_en_de_tweede_druk(mensen, ander_bedrag, client_van, adres):
    wijk_af(ander_bedrag, "vergoeding_bedrag", reden=REDEN, door=mensen.coen)
    afwijking, coen = Afwijking.objects.get(), client_van("coen")
    with pytest.raises(Weigering, match="Met jouw rol"):
        neem_afwijking_terug(afwijking, door=mensen.bea)
    assert "Toch niet afwijken" in coen.get(ander_bedrag.get_absolute_url()).text
    terug = adres("overeenkomsten:afwijking_terug", afwijking.pk)
    assert coen.post(terug).url == ander_bedrag.get_absolute_url()
    assert coen.post(terug).status_code == 404
    with pytest.raises(Weigering, match="intussen al terug"):
        neem_afwijking_terug(afwijking, door=mensen.coen)
    assert len(houdt_tegen(ander_bedrag)) == 1
    with pytest.raises(Weigering, match="Een controle houdt dit tegen"):
        bied_wijziging_aan(mensen, ander_bedrag)


def test_een_andere_bevinding_vraagt_het_opnieuw(mensen, ander_bedrag):
    wijk_af(ander_bedrag, "vergoeding_bedrag", reden=REDEN, door=mensen.coen)
    assert houdt_tegen(ander_bedrag) == []
    verstuurd = bied_wijziging_aan(mensen, ander_bedrag)
    acties_wijziging.naar_concept(verstuurd, reden="Nakijken.", door=mensen.bea)
    assert houdt_tegen(opnieuw(verstuurd)) == [], "dezelfde feiten in een nieuwe versie"
    Wijziging.objects.filter(pk=verstuurd.pk).update(vergoeding_cent=71000)
    (zin,) = houdt_tegen(opnieuw(verstuurd))
    assert "710,00" in zin


def test_een_verstuurde_wijziging_en_wat_altijd_moet(mensen, rij, ander_bedrag, client_van):
    wijk_af(ander_bedrag, "vergoeding_bedrag", reden=REDEN, door=mensen.coen)
    verstuurd = bied_wijziging_aan(mensen, ander_bedrag)
    with pytest.raises(Weigering, match="Alleen bij een concept"):
        neem_afwijking_terug(Afwijking.objects.get(), door=mensen.coen)
    with pytest.raises(Weigering, match="Alleen bij een concept"):
        wijk_af(verstuurd, "vergoeding_bedrag", reden=REDEN, door=mensen.coen)
    zonder = wijziging(mensen, rij, uren_school=8, vertegenwoordiger=None)
    (gevonden,) = [rij for rij in gevonden_in(zonder) if rij.houdt_tegen]
    assert gevonden.moet_eerst
    blad = client_van("bea").get(zonder.get_absolute_url()).text
    assert "Dit moet eerst" in blad
    assert f'<a href="{zonder.bewerkadres}">{gevonden.zin}</a>' in blad
    with pytest.raises(Weigering, match="is er niet"):
        wijk_af(zonder, gevonden.controle.sleutel, reden=REDEN, door=mensen.coen)


def test_wat_getekend_is_telt_voor_de_volgende(mensen, ander_bedrag, client_van, adres):
    """Of the very same finding; and there it is read, not taken back."""
    wijk_af(ander_bedrag, "vergoeding_bedrag", reden=REDEN, door=mensen.coen)
    velden = {"vergoeding_cent": 70000, "uren_school": 8}
    zelfde = wijziging(mensen, ander_bedrag.overeenkomst, 20, **velden)
    assert len(houdt_tegen(zelfde)) == 1, "wat nog niet iedereen tekende, telt niet"
    verstuurd = bied_wijziging_aan(mensen, ander_bedrag)
    teken(verstuurd, *verstuurd.huidige_ondertekenaars.values_list("partij", flat=True))
    assert houdt_tegen(opnieuw(zelfde)) == []
    blad = client_van("coen").get(zelfde.get_absolute_url()).text
    assert REDEN in blad
    assert f'bij <a href="{ander_bedrag.get_absolute_url()}">' in blad
    assert "Toch niet afwijken" not in blad
    assert adres("overeenkomsten:wijziging_wijk_af", zelfde.pk, "vergoeding_bedrag") not in blad


def test_elk_stuk_een_eigen_rij(mensen, rij):
    """The same finding of the agreement, and of each of its amendments."""
    stukken = [None, *(wijziging(mensen, rij, dag, uren_school=8) for dag in (5, 9))]
    for stuk in stukken:
        f.AfwijkingFactory(overeenkomst=rij, wijziging=stuk)
    for stuk in stukken:
        with pytest.raises(IntegrityError), transaction.atomic():
            f.AfwijkingFactory(overeenkomst=rij, wijziging=stuk)
    assert Afwijking.objects.van(rij).get().stuk == rij
    acties_wijziging.verwijder(stukken[1], door=mensen.bea)
    assert Afwijking.objects.count() == 2
