"""A next version is a copy to change, with a reason; the old one keeps holding until then."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from gebruikers.overgang import Weigering
from opleidingsplannen import acties
from opleidingsplannen.models import Opleidingsplan, Planstatus
from tests import factories as f

NIET_GEKOPIEERD = ("id", "plan_id")


@pytest.fixture
def akkoord(maak_plan):
    regel = {"van": f.dagen(1), "tot": f.dagen(9), "opmerking": "Met de chef"}
    return maak_plan(3, regel=regel, status=Planstatus.AKKOORD)


def _regels(plan) -> list[dict]:
    return [
        {k: v for k, v in rij.items() if k not in NIET_GEKOPIEERD}
        for rij in plan.regels.order_by("volgorde").values()
    ]


def test_een_nieuwe_versie_is_een_concept_met_dezelfde_regels(doe, akkoord, mensen):
    assert "leg ze daarna voor" in doe("bea", "nieuwe_versie", reden="Andere werkplek")
    nieuw = Opleidingsplan.objects.get(versie=2)
    assert (nieuw.status, nieuw.reden) == ("concept", "Andere werkplek")
    assert nieuw.standaardtraject == akkoord.standaardtraject
    assert len(_regels(nieuw)) == 3
    assert _regels(nieuw) == _regels(akkoord)
    assert mensen.traject.gebeurtenissen.get(soort="plan").tekst.endswith("Andere werkplek")


def test_de_oude_versie_blijft_zoals_ze_was_als_de_nieuwe_wijzigt(doe, akkoord):
    doe("bea", "nieuwe_versie", reden="Andere werkplek")
    Opleidingsplan.objects.get(versie=2).regels.update(inoefening="school")
    akkoord.refresh_from_db()
    assert akkoord.status == "akkoord"
    assert set(akkoord.regels.values_list("inoefening", flat=True)) == {"werkplek"}


@pytest.mark.parametrize("reden", ["", "   "])
def test_zonder_reden_geen_nieuwe_versie(doe, akkoord, reden):
    assert "Schrijf waarom er een nieuwe versie komt." in doe("bea", "nieuwe_versie", reden=reden)
    assert Opleidingsplan.objects.count() == 1


@pytest.mark.parametrize("status", [s for s in Planstatus if s != Planstatus.AKKOORD])
def test_alleen_na_een_akkoord(doe, maak_plan, status):
    maak_plan(status=status)
    assert "Pas na een akkoord" in doe("bea", "nieuwe_versie", reden="Zomaar")
    assert Opleidingsplan.objects.count() == 1


def test_twee_keer_drukken_maakt_een_versie(akkoord, mensen):
    acties.nieuwe_versie(akkoord, reden="Andere werkplek", door=mensen.bea)
    with pytest.raises(Weigering, match="intussen al een nieuwe versie"):
        acties.nieuwe_versie(akkoord, reden="Andere werkplek", door=mensen.bea)
    assert Opleidingsplan.objects.count() == 2


@pytest.mark.parametrize("naam", ["coen", "lea", "mo", "lotte"])
def test_een_nieuwe_versie_vraagt_het_recht_opnieuw(akkoord, mensen, naam):
    with pytest.raises(PermissionDenied, match="Met jouw rol"):
        acties.nieuwe_versie(akkoord, reden="Zomaar", door=getattr(mensen, naam))


def test_er_is_maar_een_plan_waarover_een_akkoord_is(akkoord, maak_plan):
    with pytest.raises(IntegrityError, match="plan_een_in_voege"), transaction.atomic():
        maak_plan(status=Planstatus.AKKOORD, versie=2)


def test_zonder_plan_zeggen_de_knoppen_dat(doe):
    for knop in ("leg_voor", "haal_terug", "akkoord", "nieuwe_versie"):
        assert "Er is nog geen plan." in doe("bea", knop)


def test_de_knop_staat_er_alleen_na_een_akkoord_en_voor_wie_schrijft(
    akkoord, client_van, adres, mensen
):
    url = adres("opleidingsplannen:plan", mensen.traject.pk)
    zien = [
        n
        for n in ("bea", "pieter", "coen", "mo")
        if "Nieuwe versie maken" in client_van(n).get(url).content.decode()
    ]
    assert zien == ["bea", "pieter"]
