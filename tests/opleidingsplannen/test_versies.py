"""The next version of a standaardtraject: what it changes, and which versions are offered."""

import pytest
from django.core.exceptions import PermissionDenied

from gebruikers.overgang import Weigering
from opleidingsplannen.acties import maak_plan
from opleidingsplannen.catalogus import (
    lees_ontwerp,
    neem_uit_aanbod,
    verschil_met_vorige,
    voer_in,
    zet_in_aanbod,
)
from opleidingsplannen.forms import PlanForm
from tests import factories as f

KOP = "Cluster;Code;Competentie;Activiteit\n"
EERSTE = KOP + "Deeg;B1;Kneedt;Weegt af\nDeeg;B1;Kneedt;Voelt\nDeeg;B2;Rolt;\nOven;B3;Bakt;\n"
TWEEDE = (
    KOP + "Deeg;B1;Kneedt deeg;Weegt af\nDeeg;B1;Kneedt deeg;Ruikt\nOven;B3;Bakt;\nOven;B4;Koelt;\n"
)


def ontwerp(tekst: str):
    return lees_ontwerp(tekst.encode())


@pytest.fixture
def eerste(mensen):
    return voer_in(ontwerp(EERSTE), naam="Bakker", opleiding=None, door=mensen.coen)


@pytest.fixture
def verschil(mensen, eerste):
    def doe(tekst: str, opleiding=None):
        eigen = {"naam": "Bakker", "opleiding": opleiding, "door": mensen.coen}
        return verschil_met_vorige(ontwerp(tekst), **eigen)

    return doe


def test_wat_nieuw_is_wegvalt_en_verandert(verschil):
    gevonden = verschil(TWEEDE)
    assert (gevonden.versie, gevonden.volgende) == (1, 2)
    assert gevonden.erbij == ["B4 Koelt"]
    assert gevonden.weg == ["B2 Rolt"]
    assert gevonden.anders == [
        (
            "B1 Kneedt deeg",
            [
                "Titel: “Kneedt” wordt “Kneedt deeg”.",
                "Nieuwe activiteit: Ruikt",
                "Activiteit valt weg: Voelt",
            ],
        )
    ]
    assert not gevonden.andere_volgorde


@pytest.mark.parametrize(
    ("oud", "nieuw", "zin"),
    [
        ("Oven;B3;Bakt;", "Deeg;B3;Bakt;", "Cluster: “Oven” wordt “Deeg”."),
        (
            "B1;Kneedt;Weegt af\nDeeg;B1;Kneedt;Voelt",
            "B1;Kneedt;Voelt\nDeeg;B1;Kneedt;Weegt af",
            "andere volgorde",
        ),
    ],
)
def test_een_deel_dat_verandert(verschil, oud, nieuw, zin):
    [(_, [gezegd])] = verschil(EERSTE.replace(oud, nieuw)).anders
    assert zin in gezegd


def test_een_andere_opleiding_of_volgorde_is_ook_een_verschil(verschil, mensen):
    opleiding = mensen.leerling.opleiding
    assert verschil(EERSTE, opleiding).opleiding == ("geen", opleiding.naam)
    omgekeerd = KOP + "Oven;B3;Bakt;\n" + EERSTE.removeprefix(KOP).replace("Oven;B3;Bakt;\n", "")
    gevonden = verschil(omgekeerd)
    assert gevonden.andere_volgorde
    assert not gevonden.anders


def test_hetzelfde_bestand_geeft_geen_verschil_en_geen_knop(eerste, client_van, adres):
    url = adres("opleidingsplannen:standaardtraject_invoer")
    tekst = client_van("coen").post(url, {"naam": "Bakker", "tekst": EERSTE}).content.decode()
    assert "Geen verschil met versie 1: er is niets over te nemen." in tekst
    assert 'name="bevestig"' not in tekst


def test_het_voorbeeld_zegt_welke_versie_het_wordt(eerste, client_van, adres):
    url = adres("opleidingsplannen:standaardtraject_invoer")
    tekst = client_van("coen").post(url, {"naam": "Bakker", "tekst": TWEEDE}).content.decode()
    assert "Dit wordt versie 2 van Bakker" in tekst
    assert "Overnemen als versie 2" in tekst
    assert "<b>Valt weg:</b> B2 Rolt" in tekst


def test_een_nieuwe_naam_heeft_geen_vorige(mensen, eerste):
    eigen = {"naam": "Kok", "opleiding": None, "door": mensen.coen}
    assert verschil_met_vorige(ontwerp(EERSTE), **eigen) is None


def test_uit_het_aanbod_vertrekt_geen_plan_en_wie_er_een_heeft_houdt_het(mensen, eerste):
    plan = f.OpleidingsplanFactory(traject=mensen.traject, standaardtraject=eerste)
    neem_uit_aanbod(eerste, door=mensen.coen)
    eerste.refresh_from_db()
    form = PlanForm(lid=mensen.bea, opleiding_id=None)
    assert eerste not in form.fields["standaardtraject"].queryset
    plan.refresh_from_db()
    assert plan.standaardtraject == eerste
    plan.delete()
    with pytest.raises(Weigering, match="uit het aanbod"):
        maak_plan(mensen.traject, standaardtraject=eerste, door=mensen.bea)
    zet_in_aanbod(eerste, door=mensen.coen)
    assert eerste in PlanForm(lid=mensen.bea, opleiding_id=None).fields["standaardtraject"].queryset


def test_uit_en_in_het_aanbod_op_de_pagina(eerste, client_van, adres):
    url = adres("opleidingsplannen:standaardtraject_aanbod", eerste.pk)
    tekst = client_van("coen").post(url, {"naar": "uit"}, follow=True).content.decode()
    assert "Uit het aanbod sinds" in tekst
    assert "Terug in het aanbod" in tekst
    assert (
        "intussen al gebeurd"
        in client_van("coen").post(url, {"naar": "uit"}, follow=True).content.decode()
    )
    lijst = client_van("lea").get(adres("opleidingsplannen:standaardtrajecten")).content.decode()
    assert '<span class="pil rust">uit het aanbod</span>' in lijst
    assert (
        "weer in het aanbod"
        in client_van("coen").post(url, {"naar": "in"}, follow=True).content.decode()
    )


@pytest.mark.parametrize("naam", ["bea", "lea", "ada"])
def test_het_aanbod_vraagt_het_recht(mensen, eerste, naam):
    for actie in (neem_uit_aanbod, zet_in_aanbod):
        with pytest.raises(PermissionDenied, match="Met jouw rol"):
            actie(eerste, door=getattr(mensen, naam))


@pytest.mark.parametrize(
    ("rijen", "verwacht"),
    [
        # a title spelled otherwise on one row says it once, with the other rows
        (
            ["D;B1;Kneedt;", "D;B1;Kneed;", "D;B1;Kneed;", "D;B1;Kneed;"],
            [(3, "Code", [4, 5])],
        ),
        # a row that is refused itself stands in nobody's way
        (["D;B1;<b>Kneedt</b>;", "D;B1;Kneedt;", "D;B1;Kneedt;x"], [(2, "Competentie", [])]),
        # only filled in on the first row, as people do in a spreadsheet
        (
            ["D;B1;Kneedt;a", ";;;b", ";;;c", "D;B2;Rolt;"],
            [(3, "Cluster, Code, Competentie", [4])],
        ),
    ],
)
def test_een_oorzaak_is_een_zin(rijen, verwacht):
    fouten = ontwerp(KOP + "\n".join(rijen)).fouten
    assert [(fout["rij"], fout["kolom"], fout["ook"]) for fout in fouten] == verwacht


def test_de_andere_rijen_staan_erbij(client_van, adres):
    url = adres("opleidingsplannen:standaardtraject_invoer")
    tekst = KOP + "\n".join(["D;B1;Kneedt;", *["D;B1;Kneed;"] * 13])
    pagina = client_van("coen").post(url, {"naam": "Bakker", "tekst": tekst}).content.decode()
    assert "op rij 2. <small>Ook op rij 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 en verder" in pagina
