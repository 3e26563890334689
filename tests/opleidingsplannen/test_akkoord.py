"""Learner, mentor and school agree, each once; with all three the plan holds."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from gebruikers.overgang import OngeldigeOvergang, Weigering
from opleidingsplannen import akkoord as akkoorden
from opleidingsplannen.models import Opleidingsplan, Planakkoord, Planstatus
from opleidingsplannen.models.plan import OVERGANGEN

ZIN = "Het akkoord is genoteerd."


def _status(plan) -> str:
    return Opleidingsplan.objects.get(pk=plan.pk).status


def test_voorleggen_en_terughalen(doe, maak_plan, mensen):
    plan = maak_plan()
    assert "Het plan ligt voor." in doe("pieter", "leg_voor")
    assert _status(plan) == "voorgelegd"
    assert "Je kan het plan weer bewerken." in doe("bea", "haal_terug")
    assert _status(plan) == "concept"
    assert [g.tekst for g in mensen.traject.gebeurtenissen.filter(soort="plan")] == [
        "Opleidingsplan versie 1 teruggehaald",
        "Opleidingsplan versie 1 voorgelegd",
    ]


def test_twee_keer_voorleggen_geeft_een_zin(doe, voorgelegd, mensen):
    assert "naar “voorgelegd”" in doe("bea", "leg_voor")
    assert not mensen.traject.gebeurtenissen.filter(soort="plan").exists()


def test_een_plan_zonder_een_enkele_plaats_ligt_niet_voor(doe, maak_plan):
    plan = maak_plan()
    plan.regels.update(inoefening="nergens")
    assert "Bij geen enkele competentie staat al waar" in doe("bea", "leg_voor")
    plan.refresh_from_db()
    assert plan.status == "concept"


@pytest.mark.parametrize("actie", [akkoorden.leg_voor, akkoorden.haal_terug])
@pytest.mark.parametrize("naam", ["lea", "coen", "mo", "lotte", "els"])
def test_voorleggen_en_terughalen_vragen_het_recht_opnieuw(actie, naam, voorgelegd, mensen):
    with pytest.raises(PermissionDenied, match="Met jouw rol"):
        actie(voorgelegd, door=getattr(mensen, naam))


def test_wie_al_akkoord_ging_doet_dat_opnieuw_na_terughalen(doe, voorgelegd):
    doe("lotte", "akkoord", partij="leerling")
    assert "Je kan het plan weer bewerken." in doe("bea", "haal_terug")
    assert _status(voorgelegd) == "concept"
    doe("bea", "leg_voor")
    assert Opleidingsplan.objects.get().akkoorden_nu() == {}
    doe("mo", "akkoord", partij="mentor")
    doe("bea", "akkoord", partij="school")
    assert _status(voorgelegd) == "voorgelegd", "het akkoord van de vorige keer telt niet"
    doe("lotte", "akkoord", partij="leerling")
    assert _status(voorgelegd) == "akkoord"


@pytest.mark.parametrize(
    ("naam", "partij"),
    [("lotte", "leerling"), ("mo", "mentor"), ("bea", "school"), ("pieter", "school")],
)
def test_akkoord_in_een_account(naam, partij, doe, voorgelegd, mensen):
    assert ZIN in doe(naam, "akkoord", partij=partij)
    akkoord = Planakkoord.objects.get()
    assert (akkoord.plan, akkoord.partij, akkoord.door) == (
        voorgelegd,
        partij,
        getattr(mensen, naam),
    )
    assert not akkoord.in_gesprek
    assert _status(voorgelegd) == "voorgelegd", "een van de drie is niet genoeg"


@pytest.mark.parametrize(
    ("naam", "partij"),
    [
        ("lotte", "mentor"),
        ("lotte", "school"),
        ("mo", "leerling"),
        ("mo", "school"),
        ("bea", "leerling"),
        ("pieter", "mentor"),
    ],
)
def test_ieder_gaat_alleen_voor_zichzelf_akkoord(naam, partij, doe, voorgelegd):
    assert "Je kan alleen voor jezelf akkoord gaan." in doe(naam, "akkoord", partij=partij)
    assert not Planakkoord.objects.exists()


@pytest.mark.parametrize("naam", ["els", "coen", "lea", "ada", "xander"])
def test_wie_alleen_leest_gaat_niet_akkoord(naam, mensen, voorgelegd):
    with pytest.raises(Weigering, match="alleen voor jezelf"):
        akkoorden.geef_akkoord(voorgelegd, partij="school", door=getattr(mensen, naam))


def test_een_partij_die_niet_bestaat_wordt_geweigerd(doe, voorgelegd, mensen):
    assert "Kies wie akkoord gaat." in doe("bea", "akkoord", partij="buurman")
    assert "Kies wie akkoord gaat." in doe("bea", "akkoord")
    assert not Planakkoord.objects.exists()
    with pytest.raises(IntegrityError, match="planakkoord_partij"), transaction.atomic():
        Planakkoord.objects.create(plan=voorgelegd, partij="", door=mensen.bea)


def test_dezelfde_partij_tekent_een_keer(doe, voorgelegd, mensen):
    doe("lotte", "akkoord", partij="leerling")
    assert "Dit akkoord staat er al." in doe("lotte", "akkoord", partij="leerling")
    assert Planakkoord.objects.get().door == mensen.lotte
    with pytest.raises(IntegrityError, match="planakkoord_een_per_partij"), transaction.atomic():
        Planakkoord.objects.create(plan=voorgelegd, partij="leerling", door=mensen.bea)


def test_een_concept_heeft_geen_akkoord_nodig(doe, maak_plan):
    maak_plan()
    assert "Dit plan wacht nu niet op een akkoord" in doe("bea", "akkoord", partij="school")
    assert "Er is nog geen plan." in doe("lotte", "akkoord", partij="leerling")


def test_met_alle_drie_geldt_het_plan_en_is_de_vorige_versie_vervangen(doe, maak_plan, mensen):
    vorige = maak_plan(status=Planstatus.AKKOORD)
    nieuw = maak_plan(status=Planstatus.VOORGELEGD, versie=2)
    doe("lotte", "akkoord", partij="leerling")
    doe("mo", "akkoord", partij="mentor")
    assert (_status(vorige), _status(nieuw)) == ("akkoord", "voorgelegd")
    doe("bea", "akkoord", partij="school")
    nieuw.refresh_from_db()
    assert (_status(vorige), nieuw.status) == ("vervangen", "akkoord")
    assert nieuw.akkoord_op == timezone.localdate()
    assert mensen.traject.gebeurtenissen.filter(tekst__startswith="Akkoord van allen").count() == 1


def test_een_akkoord_is_niet_te_wissen_of_te_wijzigen(voorgelegd, mensen):
    akkoord = Planakkoord.objects.create(plan=voorgelegd, partij="school", door=mensen.bea)
    with pytest.raises(DatabaseError), transaction.atomic():
        Planakkoord.objects.filter(pk=akkoord.pk).update(partij="mentor")
    with pytest.raises(DatabaseError), transaction.atomic():
        Planakkoord.objects.filter(pk=akkoord.pk).delete()


def test_de_pagina_biedt_ieder_alleen_het_eigen_akkoord(voorgelegd, client_van, adres, mensen):
    url = adres("opleidingsplannen:plan", mensen.traject.pk)
    knoppen = {
        naam: client_van(naam).get(url).content.decode().count('name="partij"')
        for naam in ("lotte", "mo", "bea", "els", "coen")
    }
    assert knoppen == {"lotte": 1, "mo": 1, "bea": 1, "els": 0, "coen": 0}


@pytest.mark.parametrize("naam", ["lotte", "mo", "bea"])
def test_akkoord_gaan_staat_onder_wat_te_lezen_is(naam, voorgelegd, client_van, adres, mensen):
    tekst = (
        client_van(naam).get(adres("opleidingsplannen:plan", mensen.traject.pk)).content.decode()
    )
    assert tekst.index('href="#akkoord"') < tekst.index("Kan werk 2") < tekst.index('id="akkoord"')
    assert tekst.index('id="akkoord"') < tekst.index('name="partij"')


@pytest.mark.parametrize("van", Planstatus)
@pytest.mark.parametrize("naar", Planstatus)
def test_een_status_volgt_alleen_de_tabel(van, naar, maak_plan):
    plan = maak_plan(status=van)
    mag = {
        ("concept", "voorgelegd"),
        ("voorgelegd", "akkoord"),
        ("voorgelegd", "concept"),
        ("akkoord", "vervangen"),
    }
    if (van, naar) in mag:
        plan.ga_naar(naar)
    else:
        with pytest.raises(OngeldigeOvergang, match="kan niet van"):
            plan.ga_naar(naar)
    assert _status(plan) == (naar if (van, naar) in mag else van)
    assert sum(map(len, OVERGANGEN.values())) == len(mag)


def test_wie_te_laat_komt_verandert_niets(maak_plan):
    plan = maak_plan()
    zelfde = Opleidingsplan.objects.get(pk=plan.pk)
    plan.ga_naar(Planstatus.VOORGELEGD)
    with pytest.raises(OngeldigeOvergang, match="Intussen wijzigde iemand anders"):
        zelfde.ga_naar(Planstatus.VOORGELEGD)
