"""The pages about an early end and a renewal, by who reads them."""

import pytest

from overeenkomsten.models import Beeindiging, Overeenkomst
from overeenkomsten.statussen import Status
from tests import factories as f
from tests.overeenkomsten.zaken import lopend, stop

pytestmark = pytest.mark.django_db
UITLEG = "Ze kwam vaak te laat"


@pytest.fixture
def rij(mensen):
    """At Mo's site."""
    type(mensen.plaatsing).objects.filter(pk=mensen.plaatsing.pk).delete()
    return lopend(mensen, vestiging=mensen.vestiging, mentor=mensen.mentor)


@pytest.fixture
def grond(mensen):
    return f.EinderedenFactory(school=mensen.school, naam="In onderling overleg")


def test_van_knop_tot_gestopt(rij, grond, client_van, adres):
    bea, blad = client_van("bea"), adres("overeenkomsten:beeindig", rij.pk)
    overeenkomst = adres("overeenkomsten:overeenkomst", rij.pk)
    assert blad in bea.get(overeenkomst).text
    keuze = {"laatste_dag": f.dagen(-2), "initiatief": "samen", "grond": grond.pk}
    antwoord = bea.post(blad, keuze | {"uitleg": UITLEG}, follow=True)
    assert "Het einde is genoteerd." in antwoord.text
    rij = Overeenkomst.objects.get(pk=rij.pk)
    assert (rij.status, rij.laatste_dag) == (Status.BEEINDIGD, f.dagen(-2))
    tekst = bea.get(overeenkomst).text
    assert "in overleg met alle partijen" in tekst
    assert UITLEG in tekst
    assert "Stopt ze toch niet? Met jouw rol kan je dit niet. Vraag het aan de coördinator" in tekst
    assert blad not in tekst
    tekst = bea.get(blad, follow=True).text
    assert "Bea Cast noteerde het einde al" in tekst


def test_een_verkeerde_dag_staat_bij_het_veld(rij, grond, client_van, adres):
    keuze = {"laatste_dag": f.dagen(200), "initiatief": "school", "grond": grond.pk}
    antwoord = client_van("bea").post(adres("overeenkomsten:beeindig", rij.pk), keuze)
    assert antwoord.status_code == 422
    assert "loopt zelf tot en met" in str(antwoord.context["form"].errors["laatste_dag"])
    assert not Beeindiging.objects.exists()


def test_zonder_redenen_leest_men_waar_ze_staan(rij, client_van, adres):
    blad = adres("overeenkomsten:beeindig", rij.pk)
    assert adres("trajecten:redenen") in client_van("coen").get(blad).text
    assert "Vraag de coördinator" in client_van("bea").get(blad).text


@pytest.mark.parametrize(
    ("naam", "leest_grond"),
    [("bea", True), ("pieter", True), ("lea", True), ("coen", True), ("ada", True),
     ("mo", False), ("els", False), ("lotte", False)],
)  # fmt: skip
def test_ieder_leest_dat_ze_stopt_alleen_het_team_waarom(
    rij, grond, mensen, client_van, adres, naam, leest_grond
):
    stop(mensen, rij, 4, grond=grond, uitleg=UITLEG, initiatief="leerling")
    wie = client_van(naam)
    bladen = [adres("overeenkomsten:overeenkomst", rij.pk)]
    bladen.append(adres("overzichten:dossier", rij.traject_id) + "?deel=overeenkomsten")
    for blad in bladen:
        assert "op vraag van de leerling" in wie.get(blad).text, blad
    tekst = wie.get(bladen[0]).text
    assert (UITLEG in tekst) is leest_grond
    assert (str(grond) in tekst) is leest_grond
    if not leest_grond:
        assert UITLEG not in wie.get(bladen[1]).text


@pytest.mark.parametrize("naam", ["els", "lotte", "mo"])
def test_op_de_eigen_bladzijde_staat_het_ook(rij, mensen, client_van, adres, naam):
    stop(mensen, rij, -1)
    assert (
        "op vraag van de onderneming"
        in client_van(naam).get(adres("overzichten:dossier", rij.traject_id)).text
    )


def test_lijst_en_caseload_zeggen_het(rij, mensen, client_van, adres):
    stop(mensen, rij, 4)
    bea = client_van("bea")
    lijst = bea.get(adres("overeenkomsten:lijst")).text
    assert "Stopt op" in lijst
    assert "op vraag van de onderneming" in lijst
    assert "<small>stopt op" in bea.get(adres("overzichten:leerlingen")).text


def test_de_caseload_zegt_wat_voorbij_is(rij, mensen, client_van, adres):
    stop(mensen, rij, -1)
    assert "<small>gestopt op" in client_van("bea").get(adres("overzichten:leerlingen")).text


def test_een_vervolg_verbergt_niet_wat_loopt(rij, client_van, adres):
    bea = client_van("bea")
    bea.post(adres("overeenkomsten:verleng", rij.pk))
    (getoond,) = bea.get(adres("overzichten:leerlingen")).context["rijen"]
    assert getoond.overeenkomst == rij


def test_terugnemen_is_van_de_coordinator(rij, mensen, client_van, adres):
    stop(mensen, rij, 4)
    blad, op = adres("overeenkomsten:einde_terug", rij.pk), {"reden": "Een vergissing"}
    overeenkomst = adres("overeenkomsten:overeenkomst", rij.pk)
    assert blad not in client_van("bea").get(overeenkomst).text
    assert "coördinator" in client_van("bea").post(blad, op, follow=True).text
    coen = client_van("coen")
    assert blad in coen.get(overeenkomst).text
    assert coen.post(blad, {"reden": ""}).status_code == 422
    assert "loopt weer zoals ze getekend is" in coen.post(blad, op, follow=True).text
    assert Overeenkomst.objects.get(pk=rij.pk).status == Status.GETEKEND


def test_verlengen_leidt_naar_het_concept_ook_de_tweede_keer(rij, client_van, adres):
    bea, daad = client_van("bea"), adres("overeenkomsten:verleng", rij.pk)
    eerste = bea.post(daad)
    nieuw = Overeenkomst.objects.get(vervolg_op=rij)
    assert eerste.url == nieuw.get_absolute_url()
    tweede = bea.post(daad, follow=True)
    assert tweede.redirect_chain[-1][0] == nieuw.get_absolute_url()
    assert "Er is al een vervolg" in tweede.text
    assert rij.get_absolute_url() in tweede.text
    assert nieuw.get_absolute_url() in bea.get(rij.get_absolute_url()).text


def test_het_blad_voor_werkplekduaal_toont_het_einde(rij, mensen, client_van, adres):
    stop(mensen, rij, -1)
    ada, blad = client_van("ada"), adres("overeenkomsten:registreer", rij.pk)
    antwoord = ada.get(blad)
    assert "op vraag van de onderneming" in antwoord.text
    assert "Het einde melden" not in antwoord.text, "ze stond er nog niet in"
    assert antwoord.context["form"].initial["registratie"] == "niet_opgemaakt"
    Overeenkomst.objects.update(registratie="geregistreerd", geregistreerd_op=f.dagen(-9))
    antwoord = ada.get(blad)
    assert "Het einde melden" in antwoord.text
    assert antwoord.context["form"].initial["registratie"] == "stopgezet"


def test_het_blad_kost_altijd_evenveel(rij, mensen, client_van, adres, meet):
    stop(mensen, rij, 4)
    assert meet(client_van("coen"), adres("overeenkomsten:overeenkomst", rij.pk)) <= 25
