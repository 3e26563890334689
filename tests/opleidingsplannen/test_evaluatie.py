"""Recording an evaluation: frozen, once, never changed, and nothing typed is lost."""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from gebruikers.overgang import Weigering
from opleidingsplannen import evaluatie as acties
from opleidingsplannen.models import Evaluatie
from tests import factories as f
from trajecten.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def moment(mensen):
    return f.EvaluatiemomentFactory(school=mensen.school, naam="Kerst", dag=f.dagen(10))


@pytest.fixture
def blad(client_van, adres, mensen):
    """The page, or what a post answers; `gezien` as the page shows it now."""

    def doe(naam: str, velden: dict | None = None, **kwargs):
        url, client = adres("opleidingsplannen:evaluatie", mensen.traject.pk), client_van(naam)
        if velden is None:
            return client.get(url)
        gezien = acties.afdruk(acties.bevroren(mensen.traject))
        basis = {"dag": f.dagen(0), "gedeeld": "on", "sleutel": uuid.uuid4(), "gezien": gezien}
        return client.post(url, basis | velden, **kwargs)

    return doe


def leg_vast(m, door=None, **velden) -> Evaluatie:
    velden = {"goed": "Komt op tijd.", "sleutel": uuid.uuid4(), "dag": f.dagen(0)} | velden
    rij = Evaluatie(traject=m.traject, **velden)
    gezien = acties.afdruk(acties.bevroren(m.traject))
    return acties.leg_vast(rij, gezien=gezien, door=door or m.bea)


@pytest.mark.parametrize("naam", ["bea", "pieter"])
def test_vastleggen_bewaart_wat_getypt_is_en_hoe_het_die_dag_stond(
    blad, mensen, moment, regel, geef, naam
):
    geef("mo", 3)
    antwoord = blad(naam, {"moment": moment.pk, "goed": "Vlot.", "afspraken": "Oefenen."})
    assert antwoord.status_code == 302
    rij = Evaluatie.objects.get()
    lid = getattr(mensen, naam)
    assert (rij.door, rij.rol, rij.moment, rij.gedeeld) == (lid, lid.rol, moment, True)
    (cluster,) = rij.inhoud["clusters"]
    assert (cluster["bereikt"], rij.inhoud["moment"]) == (True, "Kerst")
    geef("mo", 1)
    assert Evaluatie.objects.get().inhoud == rij.inhoud
    assert mensen.traject.gebeurtenissen.filter(soort="evaluatie").count() == 1


def test_het_formulier_stelt_het_dichtste_open_moment_voor(blad, mensen, moment):
    later = f.EvaluatiemomentFactory(school=mensen.school, dag=f.dagen(40))
    assert blad("bea").context["form"].initial["moment"] == moment
    leg_vast(mensen, moment=moment)
    assert blad("bea").context["form"].initial["moment"] == later


def test_tussendoor_kan_elke_dag_en_meer_dan_eens(blad, mensen):
    for _ in range(2):
        assert blad("bea", {"moment": "", "goed": "Goed."}).status_code == 302
    assert Evaluatie.objects.filter(moment=None).count() == 2


def test_twee_keer_drukken_telt_eens(blad, mensen, moment):
    sleutel = uuid.uuid4()
    for _ in range(2):
        velden = {"moment": moment.pk, "goed": "Goed.", "sleutel": sleutel}
        assert blad("bea", velden).status_code == 302
    assert Evaluatie.objects.count() == Document.objects.filter(soort="evaluatie").count() == 1


def test_wie_tweede_is_leest_dat_en_verliest_niets(blad, mensen, moment):
    leg_vast(mensen, door=mensen.pieter, moment=moment)
    antwoord = blad("bea", {"moment": moment.pk, "goed": "Wat Bea schreef."})
    assert antwoord.status_code == 422
    assert "Pieter Cast legde voor Kerst al een evaluatie vast" in antwoord.text
    assert "Wat Bea schreef." in antwoord.text
    assert Evaluatie.objects.count() == 1
    assert blad("bea", {"moment": "", "goed": "Wat Bea schreef."}).status_code == 302


def test_de_databank_houdt_er_een_per_moment(mensen, moment):
    f.EvaluatieFactory(traject=mensen.traject, moment=moment)
    with pytest.raises(IntegrityError, match="evaluatie_een_per_moment"), transaction.atomic():
        f.EvaluatieFactory(traject=mensen.traject, moment=moment)


def test_wat_vastligt_verandert_niet(mensen):
    rij = leg_vast(mensen)
    with pytest.raises(DatabaseError), transaction.atomic():
        Evaluatie.objects.filter(pk=rij.pk).update(goed="Iets anders.")
    with pytest.raises(DatabaseError), transaction.atomic():
        rij.delete()


def test_een_nieuw_oordeel_intussen_vraagt_om_opnieuw_te_kijken(blad, mensen, regel, geef):
    velden = {"goed": "Wat Bea schreef.", "gezien": acties.afdruk(acties.bevroren(mensen.traject))}
    geef("mo", 3)
    antwoord = blad("bea", velden)
    assert antwoord.status_code == 422
    assert "Er kwam intussen een oordeel bij" in antwoord.text
    assert "Wat Bea schreef." in antwoord.text
    assert not Evaluatie.objects.exists()


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({}, "Schrijf minstens in één van de drie vakken iets."),
        ({"goed": "x", "dag": "2030-01-01"}, "kan niet in de toekomst liggen"),
        ({"goed": "x", "dag": ""}, "verplicht"),
        ({"goed": "x", "moment": "77770001"}, "Kies een moment uit de lijst."),
        ({"goed": "<b>x</b>"}, "computercode"),
    ],
)
def test_een_fout_is_een_zin_en_de_tekst_blijft(blad, velden, zin):
    antwoord = blad("bea", {"werkpunten": "Blijft staan." if velden else "", **velden})
    assert antwoord.status_code == 422
    assert zin in antwoord.text
    assert ("Blijft staan." in antwoord.text) is bool(velden)
    assert not Evaluatie.objects.exists()


@pytest.mark.parametrize("naam", ["lea", "coen", "mo", "els", "lotte"])
def test_wie_leest_legt_niets_vast(blad, naam):
    assert blad(naam, {"goed": "Goed."}).status_code == 403
    assert "Vastleggen" not in blad(naam).text
    assert not Evaluatie.objects.exists()


# Correcting


@pytest.fixture
def verbeter(client_van, adres, mensen):
    def doe(oud: Evaluatie, naam: str = "bea", **velden):
        url = adres("opleidingsplannen:verbeter_evaluatie", mensen.traject.pk, oud.pk)
        basis = {"dag": oud.dag, "goed": oud.goed, "gedeeld": "on", "sleutel": uuid.uuid4()}
        return client_van(naam).post(url, basis | velden)

    return doe


def test_verbeteren_is_een_nieuwe_rij_die_terugwijst(verbeter, mensen, moment, regel, geef):
    oud = leg_vast(mensen, moment=moment)
    geef("mo", 4)
    assert verbeter(oud, goed="Beter gezegd.").status_code == 302
    nieuw = Evaluatie.objects.geldig().get()
    assert (nieuw.verbetert, nieuw.moment, nieuw.goed) == (oud, moment, "Beter gezegd.")
    assert nieuw.inhoud == oud.inhoud
    assert Evaluatie.objects.get(pk=oud.pk).goed == "Komt op tijd."


def test_twee_die_tegelijk_verbeteren(verbeter, mensen):
    oud = leg_vast(mensen)
    verbeter(oud, "pieter", goed="Van Pieter.")
    antwoord = verbeter(oud, goed="Van Bea.")
    assert antwoord.status_code == 422
    assert "Pieter Cast verbeterde deze evaluatie intussen" in antwoord.text
    assert "Van Bea." in antwoord.text
    assert Evaluatie.objects.geldig().get().goed == "Van Pieter."


def test_tweemaal_dezelfde_verbetering_telt_eens_en_niets_veranderd_is_geen(verbeter, mensen):
    oud, sleutel = leg_vast(mensen), uuid.uuid4()
    assert "Er is niets veranderd" in verbeter(oud).text
    for _ in range(2):
        assert verbeter(oud, goed="Anders.", sleutel=sleutel).status_code == 302
    assert Evaluatie.objects.count() == 2


@pytest.mark.parametrize("naam", ["mo", "els", "lotte"])
def test_buiten_de_school_leest_men_wat_gedeeld_is_en_geldt(blad, verbeter, mensen, naam):
    oud = leg_vast(mensen, goed="Oude tekst.")
    leg_vast(mensen, goed="Alleen voor ons.", gedeeld=False)
    assert "Oude tekst." in blad(naam).text
    assert "Alleen voor ons." not in blad(naam).text
    verbeter(oud, goed="Nieuwe tekst.")
    assert "Nieuwe tekst." in blad(naam).text
    assert "Oude tekst." not in blad(naam).text
    assert "Oude tekst." in blad("lea").text


def test_wat_bevroren_is_bevat_niets_dat_de_ouders_niet_lezen(mensen, regel, geef):
    geef("pieter", 4, gedeeld=False)
    (cluster,) = leg_vast(mensen).inhoud["clusters"]
    assert cluster["competenties"][0]["stand"] == "niet"


def test_een_moment_dat_intussen_weg_is(mensen, moment):
    weg = Evaluatie(
        traject=mensen.traject, moment=moment, goed="x", sleutel=uuid.uuid4(), dag=f.dagen(0)
    )
    type(moment).objects.all().delete()
    weg.moment_id = moment.pk or 1
    with pytest.raises(Weigering, match="intussen weggehaald"):
        acties.leg_vast(weg, gezien="", door=mensen.bea)
