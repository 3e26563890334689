"""An agreement that was given in a talk: whose, when, who spoke, and how to undo it."""

import pytest
from django.db import IntegrityError, transaction

from gebruikers.models import Bericht
from gebruikers.overgang import Weigering
from opleidingsplannen import akkoord as akkoorden
from opleidingsplannen.models import Opleidingsplan, Planakkoord
from tests import factories as f
from werkplekken.models import Plaatsing, Plaatsvervanger


@pytest.fixture
def velden(mensen) -> dict:
    return {
        "partij": "mentor",
        "gesprek_op": f.dagen(0).isoformat(),
        "gesproken_met": str(mensen.mentor.pk),
        "bevestig": "on",
    }


@pytest.mark.parametrize("naam", ["bea", "pieter"])
def test_het_akkoord_zegt_wie_wanneer_sprak(naam, doe, voorgelegd, velden, mensen):
    Opleidingsplan.objects.update(aangemaakt_op="2026-01-05T10:00Z")
    tekst = doe(naam, "noteer_akkoord", **velden | {"gesprek_op": f.dagen(-2).isoformat()})
    assert "Het akkoord is genoteerd." in tekst
    assert f"{mensen.mentor}, in een gesprek. Genoteerd door" in tekst
    akkoord = Planakkoord.objects.get()
    assert (akkoord.partij, akkoord.gesprek_op, akkoord.mentor, akkoord.door) == (
        "mentor",
        f.dagen(-2),
        mensen.mentor,
        getattr(mensen, naam),
    )
    assert f"na een gesprek met {mensen.mentor}" in mensen.traject.gebeurtenissen.first().tekst


@pytest.mark.parametrize(("partij", "naam"), [("mentor", "mo"), ("leerling", "lotte")])
def test_wie_een_account_heeft_hoort_het_en_kan_het_tegenspreken(
    partij, naam, doe, voorgelegd, velden, mensen
):
    wie = getattr(mensen, naam).gebruiker
    sprak = {"gesproken_met": "Mia Bakker"} if partij == "leerling" else {}
    tekst = doe("bea", "noteer_akkoord", **velden | {"partij": partij} | sprak)
    assert f"Het akkoord is genoteerd. Een mail gaat naar {wie}." in tekst
    bericht = Bericht.objects.get()
    assert (bericht.soort, bericht.aan) == ("plan_uit_gesprek", wie.email)
    assert bericht.onderwerp.startswith("De school noteerde dat jij akkoord gaat")
    assert f"Verwittig dan meteen {mensen.bea.gebruiker} of de school." in bericht.tekst
    assert "Mia Bakker" not in bericht.tekst, "wie sprak, staat bij het plan"


def test_wie_de_mentor_niet_meer_is_hoort_niets_van_het_gesprek(doe, voorgelegd, velden, mensen):
    Plaatsing.objects.filter(pk=mensen.plaatsing.pk).update(van=f.dagen(-9), tot=f.dagen(-1))
    assert "Een mail gaat" not in doe("bea", "noteer_akkoord", **velden)
    assert not Bericht.objects.exists()


@pytest.mark.parametrize(
    ("fout", "zin"),
    [
        ({"gesprek_op": f.dagen(2).isoformat()}, "Kies de dag van het gesprek"),
        ({"gesprek_op": f.dagen(-400).isoformat()}, "Kies de dag van het gesprek"),
        ({"gesprek_op": ""}, "verplicht"),
        ({"gesproken_met": "  ", "partij": "leerling"}, "verplicht"),
        ({"gesproken_met": ""}, "verplicht"),
        ({"gesproken_met": "Mia Bakker"}, "Kies een mentor uit de lijst"),
        ({"bevestig": ""}, "verplicht"),
    ],
)
def test_zonder_dag_naam_of_bevestiging_staat_er_geen_akkoord(fout, zin, doe, voorgelegd, velden):
    tekst = doe("bea", "noteer_akkoord", **velden | fout)
    assert zin in tekst
    assert "noteren</h1>" in tekst, "wat getypt was, staat er nog"
    assert not Planakkoord.objects.exists()


@pytest.mark.parametrize(
    ("partij", "zin"),
    [("school", "Kies wie akkoord gaat."), ("buur", "Kies wie akkoord gaat."), ("", "Kies wie")],
)
def test_uit_een_gesprek_alleen_voor_leerling_of_mentor(partij, zin, doe, voorgelegd, velden):
    assert zin in doe("bea", "noteer_akkoord", **velden | {"partij": partij})
    assert not Planakkoord.objects.exists()


@pytest.mark.parametrize("naam", ["lea", "coen", "ada", "mo", "lotte", "els"])
def test_wie_het_plan_niet_schrijft_noteert_niets(naam, voorgelegd, mensen, client_van, adres):
    with pytest.raises(Weigering, match="begeleider of de praktijkleerkracht"):
        akkoorden.noteer_akkoord(
            voorgelegd,
            partij="mentor",
            gesprek_op=f.dagen(0),
            gesproken_met=mensen.mentor,
            door=getattr(mensen, naam),
        )
    url = adres("opleidingsplannen:noteer_akkoord", mensen.traject.pk)
    assert client_van(naam).get(url, {"partij": "mentor"}).status_code == 403


def test_de_pagina_stelt_voor_met_wie_je_sprak(voorgelegd, client_van, adres, mensen):
    def naam(partij: str) -> str:
        url = adres("opleidingsplannen:noteer_akkoord", mensen.traject.pk)
        antwoord = client_van("bea").get(url, {"partij": partij})
        return antwoord.context["form"]["gesproken_met"].value()

    assert naam("leerling") == "Lotte Maes"
    f.MentorFactory(vestiging=mensen.mentor.vestiging)
    assert naam("mentor") == mensen.mentor.pk, "de enige van de werkplek"
    Plaatsing.objects.update(mentor=None)
    assert naam("mentor") is None


def test_alleen_een_mentor_van_de_werkplek_ging_akkoord(doe, voorgelegd, velden, mensen):
    """Before there is a workplace any mentor whom the school knows; never of another school."""
    ander = f.MentorFactory(vestiging=mensen.mentor.vestiging)
    vreemd = f.MentorFactory(vestiging__onderneming__school=f.SchoolFactory())
    wie = velden | {"gesproken_met": str(ander.pk)}
    assert "Kies een mentor uit de lijst" in doe("bea", "noteer_akkoord", **wie)
    with pytest.raises(Weigering, match="Kies de mentor met wie je sprak"):
        akkoorden.noteer_akkoord(
            voorgelegd, partij="mentor", gesprek_op=f.dagen(0), gesproken_met=ander, door=mensen.bea
        )
    Plaatsing.objects.update(mentor=None)
    assert "Kies een mentor uit de lijst" in doe(
        "bea", "noteer_akkoord", **wie | {"gesproken_met": str(vreemd.pk)}
    )
    assert "Het akkoord is genoteerd." in doe("bea", "noteer_akkoord", **wie)
    assert Planakkoord.objects.get().mentor == ander


def test_na_de_plaatsing_kent_de_school_weer_elke_mentor(doe, voorgelegd, velden, mensen):
    ander = f.MentorFactory(vestiging=mensen.mentor.vestiging)
    Plaatsing.objects.update(van=f.dagen(-9), tot=f.dagen(-1))
    doe("bea", "noteer_akkoord", **velden | {"gesproken_met": str(ander.pk)})
    assert Planakkoord.objects.get().mentor == ander


def test_een_plaatsvervanger_sprak_ook_voor_de_werkplek(doe, voorgelegd, velden, mensen):
    vervanger = f.MentorFactory(vestiging=mensen.mentor.vestiging)
    Plaatsvervanger.objects.create(
        school=mensen.school, plaatsing=mensen.plaatsing, mentor=vervanger, van=f.dagen(-1)
    )
    wie = velden | {"gesproken_met": str(vervanger.pk)}
    Plaatsvervanger.objects.update(tot=f.dagen(-1))
    assert "Kies een mentor uit de lijst" in doe("bea", "noteer_akkoord", **wie), "niet meer"
    Plaatsvervanger.objects.update(tot=None)
    doe("bea", "noteer_akkoord", **wie)
    assert Planakkoord.objects.get().mentor == vervanger


def test_een_plan_dat_intussen_wijzigde_wordt_eerst_gelezen(doe, voorgelegd, velden):
    gezien = voorgelegd.gewijzigd_op.isoformat()
    doe("bea", "haal_terug")
    doe("bea", "leg_voor")
    assert "Lees het opnieuw" in doe("bea", "noteer_akkoord", **velden, gezien=gezien)
    assert not Planakkoord.objects.exists()


def test_ongedaan_maken_en_opnieuw(doe, voorgelegd, velden, mensen):
    doe("bea", "noteer_akkoord", **velden)
    assert "Het akkoord is ongedaan gemaakt." in doe("pieter", "trek_in", partij="mentor")
    assert Opleidingsplan.objects.get().akkoorden_nu() == {}
    assert Planakkoord.objects.count() == 2, "wat genoteerd was, blijft bewaard"
    assert "ongedaan gemaakt" in mensen.traject.gebeurtenissen.first().tekst
    doe("mo", "akkoord", partij="mentor")
    assert Opleidingsplan.objects.get().akkoorden_nu()["mentor"].door == mensen.mo


def test_niemand_maakt_het_akkoord_van_een_ander_ongedaan(doe, voorgelegd, velden):
    doe("mo", "akkoord", partij="mentor")
    for naam in ("bea", "lotte"):
        assert "Alleen wie dit akkoord gaf" in doe(naam, "trek_in", partij="mentor")
    doe("bea", "noteer_akkoord", **velden | {"partij": "leerling", "gesproken_met": "Lotte"})
    assert "Alleen wie dit akkoord gaf" in doe("lotte", "trek_in", partij="leerling")
    assert set(Opleidingsplan.objects.get().akkoorden_nu()) == {"mentor", "leerling"}
    assert "is ongedaan gemaakt" in doe("mo", "trek_in", partij="mentor")
    assert "Er is geen akkoord" in doe("mo", "trek_in", partij="mentor")


def test_wat_geldt_is_niet_meer_ongedaan_te_maken(doe, voorgelegd, velden):
    doe("lotte", "akkoord", partij="leerling")
    doe("bea", "noteer_akkoord", **velden)
    tekst = doe("bea", "akkoord", partij="school")
    assert "Ongedaan maken" not in tekst
    assert "Maak een nieuwe versie om iets te wijzigen." in doe("bea", "trek_in", partij="mentor")
    assert Opleidingsplan.objects.get().status == "akkoord"


@pytest.mark.parametrize(
    "velden",
    [
        {"gesprek_op": f.dagen(0)},
        {"gesproken_met": "Mia"},
        {"gesprek_op": f.dagen(0), "gesproken_met": "Mia"},
        {"partij": "school", "gesprek_op": f.dagen(0), "gesproken_met": "Mia"},
    ],
)
def test_de_databank_wil_dag_en_naam_samen(velden, voorgelegd, mensen):
    with pytest.raises(IntegrityError, match="planakkoord_gesprek_met_wie"), transaction.atomic():
        Planakkoord.objects.create(
            plan=voorgelegd, door=mensen.bea, **{"partij": "mentor"} | velden
        )
