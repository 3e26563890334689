"""Who reads which rating, and that saying it of oneself is not mastering it."""

import uuid

import pytest

from opleidingsplannen.models import Beoordeling
from overzichten.stand import plan_standen


@pytest.fixture
def niveaus(client_van, adres, mensen):
    """The levels of the first line of the plan as this person sees them, per column."""

    def van(naam: str) -> dict:
        antwoord = client_van(naam).get(adres("opleidingsplannen:plan", mensen.traject.pk))
        [(_, [regel], _)] = antwoord.context["clusters"]
        return {wie: niveau and niveau.nummer for wie, niveau in regel.niveaus}

    return van


def test_de_pagina_van_een_competentie_zegt_wie_wat_waar_zag(geef, lees):
    geef("mo", 2, toelichting="Nog wat traag")
    geef("pieter", 4)
    tekst = lees("coen")
    assert "Mo Cast (mentor), gezien op de werkplek" in tekst
    assert "Nog wat traag" in tekst
    assert "<b>met hulp</b>" in tekst
    assert "Pieter Cast" in tekst
    assert "gezien op school" in tekst


def test_zonder_oordeel_staat_er_een_zin(lees):
    assert "Niemand gaf hier al een oordeel over." in lees("coen")


def test_een_ouder_ziet_alleen_wat_gedeeld_is(geef, lees, niveaus):
    geef("pieter", 1, toelichting="Gesprek met het team", gedeeld=False)
    geef("mo", 3, toelichting="Mooi op weg")
    assert "Mooi op weg" in lees("els")
    assert "Gesprek met het team" not in lees("els")
    assert niveaus("els") == {"mentor": 3, "leerkracht": None, "leerling": None}
    assert "Gesprek met het team" in lees("lea")
    assert niveaus("lea")["leerkracht"] == 1


def test_oordelen_staan_naast_elkaar_met_het_laatste_per_kant(geef, niveaus):
    for naam, niveau in (("mo", 1), ("mo", 3), ("pieter", 4), ("bea", 2), ("lotte", 4)):
        geef(naam, niveau)
    assert niveaus("coen") == {"mentor": 3, "leerkracht": 2, "leerling": 4}


def test_wie_geen_oordelen_leest_ziet_ze_ook_niet_op_het_plan(
    geef, client_van, adres, mensen, regel
):
    geef("mo", 3)
    for naam in ("ada", "xander"):
        antwoord = client_van(naam).get(adres("opleidingsplannen:plan", mensen.traject.pk))
        tekst = antwoord.content.decode()
        assert ("Kan werk 1" in tekst) is (naam == "ada")
        assert "Hoe gaat het?" not in tekst
        assert "mentor<" not in tekst
        assert "competentie/" not in antwoord.content.decode()


def test_de_leerling_beoordeelt_zichzelf_en_dat_telt_niet_als_bereikt(
    client_van, adres, mensen, regel, niveaus
):
    url = adres("opleidingsplannen:beoordelen", mensen.traject.pk)
    sleutel = {f"sleutel-{regel.competentie_id}": uuid.uuid4()}
    client_van("lotte").post(url, {f"niveau-{regel.competentie_id}": 4} | sleutel)
    rij = Beoordeling.objects.get()
    assert (rij.rol, rij.plek, rij.plaatsing) == ("leerling", "school", None)
    assert niveaus("bea") == {"mentor": None, "leerkracht": None, "leerling": 4}
    assert plan_standen(mensen.bea, [mensen.traject])[mensen.traject.pk].bereikt == 0


@pytest.mark.parametrize(("niveau", "bereikt"), [(2, 0), (3, 1), (4, 1)])
def test_bereikt_is_voldoende_of_beter_volgens_een_ander(geef, mensen, niveau, bereikt):
    geef("mo", niveau)
    geef("lotte", 5 - niveau)
    assert plan_standen(mensen.bea, [mensen.traject])[mensen.traject.pk].bereikt == bereikt


def test_een_competentie_buiten_het_plan_van_deze_leerling_bestaat_niet(
    client_van, adres, mensen, regel, maak_plan
):
    van_vera = maak_plan(1, traject=mensen.vera_traject).regels.get()
    url = adres("opleidingsplannen:competentie", mensen.traject.pk, van_vera.competentie_id)
    assert client_van("bea").get(url).status_code == 404
